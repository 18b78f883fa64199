package org.cotangent.engine;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.cotangent.ad.Allocate;
import org.cotangent.ad.Construct;
import org.cotangent.ad.Derivatives;
import org.cotangent.ad.Variant;
import org.cotangent.ad.World;
import org.cotangent.ad.rules.RuleBook;
import org.cotangent.bytecode.ClassFileBodies;
import org.cotangent.bytecode.emit.Methods;
import org.cotangent.ir.Block;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Origin;
import org.cotangent.ir.Target;
import org.cotangent.runtime.CotangentException;
import org.cotangent.runtime.Linker;
import org.cotangent.runtime.Places;
import org.cotangent.runtime.UnsupportedBytecode;

/// Derivatives of the code of one class loader: makes them, compiles them to hidden classes, links their calls.
public final class Engine implements Linker {
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final DirectMethodHandleDesc BOOTSTRAP = MethodHandleDesc.ofMethod(
            DirectMethodHandleDesc.Kind.INTERFACE_STATIC,
            ClassDesc.of("org.cotangent.runtime.Linker"),
            "bootstrap",
            MethodTypeDesc.of(
                    ConstantDescs.CD_CallSite,
                    ConstantDescs.CD_MethodHandles_Lookup,
                    ConstantDescs.CD_String,
                    ConstantDescs.CD_MethodType,
                    ConstantDescs.CD_int));

    private static final ClassValue<Engine> ENGINES = new ClassValue<>() {
        @Override
        protected Engine computeValue(Class<?> host) {
            return new Engine(host, Options.current(), Engine::of, world -> world);
        }
    };

    private final JvmWorld world;
    private final Lambdas lambdas = Lambdas.ALL;
    private final Derivatives derivatives;
    private final Closures closures = new Closures(this);
    private final Callbacks callbacks = new Callbacks(this);
    private final Map<Variant, MethodHandle> handles = new HashMap<>();
    private final List<Target> targets = new ArrayList<>();
    private final Map<Target, Integer> keys = new HashMap<>();
    private final Map<Crossing, Crossroads> crossroads = new ConcurrentHashMap<>();
    private final Class<?> host;
    private final Function<Class<?>, Engine> others;
    private final Map<Class<?>, Codes> codes = new ConcurrentHashMap<>();

    private record Crossing(Variant variant, MethodType type) {}

    /// `others` gives the engine for code that this one's loader does not see; `seen` is the program as it is differentiated.
    Engine(Class<?> host, Options options, Function<Class<?>, Engine> others, UnaryOperator<World> seen) {
        ClassLoader own = host.getClassLoader();
        ClassLoader loader = own == null ? ClassLoader.getSystemClassLoader() : own;
        ClassFileBodies bodies = new ClassFileBodies(loader);
        this.host = host;
        this.others = others;
        this.world = new JvmWorld(loader, bodies, new RuleBook(options.tables(), RuleBodies.of()), lambdas);
        this.derivatives = new Derivatives(seen.apply(world), new Pipelines(options, world::isFinal));
    }

    /// The engine of the code that `host` belongs to. It hangs on `host`, and goes with it.
    public static Engine of(Class<?> host) {
        return ENGINES.get(host);
    }

    /// The engine of a function object: that of the innermost function, if it is a derivative of ours.
    static Engine ofFunction(Object f) {
        return of(home(f));
    }

    /// The class that the code of a function object belongs to.
    static Class<?> home(Object f) {
        Object at = f;
        while (at instanceof Wrapper w) at = w.inner();
        return Classes.named(at.getClass());
    }

    /// This engine, if its loader sees the class of `object`; else the engine of that class.
    Engine seeing(Object object) {
        Class<?> named = Classes.named(object.getClass());
        return named.getClassLoader() == null || world.classes().sees(named) ? this : others.apply(named);
    }

    /// The derivative code of function objects of class `c`.
    Codes codes(Class<?> c) {
        Codes known = codes.get(c);
        return known != null ? known : codes.computeIfAbsent(c, _ -> new Codes(this));
    }

    Derivatives derivatives() {
        return derivatives;
    }

    JvmWorld world() {
        return world;
    }

    Lambdas lambdas() {
        return lambdas;
    }

    // ---- code -----------------------------------------------------------------------------------------------

    /// The compiled code of a derivative whose source names its method exactly.
    synchronized MethodHandle handle(Variant v) {
        MethodHandle known = handles.get(v);
        if (known != null) return known;
        try {
            MethodHandle made = define(v.name(), host(v), derivatives.code(v), isTraced(v));
            handles.put(v, made);
            return made;
        } catch (RuntimeException | LinkageError e) {
            throw refusal(v.name(), e);
        }
    }

    /// What is wrong with making some code, in the users' terms.
    static CotangentException refusal(String name, Throwable cause) {
        if (cause instanceof CotangentException refusal) return refusal;
        if (isTooLong(cause)) return tooLong(name, cause);
        String why = cause.getMessage() == null
                ? cause.toString()
                : cause.getClass().getSimpleName() + ": " + cause.getMessage();
        CotangentException refusal = new UnsupportedBytecode(
                "no derivative code could be made for " + name, List.of(), why,
                "report this: it is a fault of Cotangent");
        refusal.initCause(cause);
        return refusal;
    }

    /// What the library for class files says of a method beyond the 65,535 bytes that the JVM allows.
    private static boolean isTooLong(Throwable cause) {
        return cause instanceof IllegalArgumentException
                && String.valueOf(cause.getMessage()).startsWith("Code length");
    }

    private static CotangentException tooLong(String name, Throwable cause) {
        CotangentException refusal = new UnsupportedBytecode(
                "the derivative code of a method would be longer than a method of the JVM may be",
                List.of(),
                name + " takes more than 65,535 bytes",
                "split the method into smaller ones");
        refusal.initCause(cause);
        return refusal;
    }

    /// Whether exceptions of the program leave the derivative, and nobody in it resumes.
    private static boolean isTraced(Variant v) {
        return v.mode() != Variant.Mode.REVERSE && !v.signature().guarded();
    }

    private MethodHandle define(String name, Class<?> host, Func code, boolean traced) {
        MethodHandles.Lookup in = compile(name, host, code, type(code), Optional.empty(), traced);
        try {
            return in.unreflect(in.lookupClass().getDeclaredMethods()[0]);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A hidden class beside `host` whose only method is `code`.
    MethodHandles.Lookup compile(String name, Class<?> host, Func code) {
        return compile(name, host, code, Optional.empty());
    }

    /// The same class, which implements an interface by that method.
    MethodHandles.Lookup compile(String name, Class<?> host, Func code, Optional<Methods.Implemented> implemented) {
        return compile(name, host, code, type(code), implemented, false);
    }

    private static MethodTypeDesc type(Func code) {
        return MethodTypeDesc.of(
                code.result().desc(),
                code.parameters().stream().map(p -> p.type().desc()).toList());
    }

    /// The same with parameters and a result of these types, which may be narrower than the code's own.
    MethodHandles.Lookup compile(String name, Class<?> host, Func code, MethodTypeDesc type) {
        return compile(name, host, code, type, Optional.empty(), false);
    }

    private MethodHandles.Lookup compile(
            String name,
            Class<?> host,
            Func code,
            MethodTypeDesc type,
            Optional<Methods.Implemented> implemented,
            boolean traced) {
        Func f = new Lowering(world).apply(code);
        String plain = name.replaceAll("[^A-Za-z0-9]+", "_");
        Methods.Linkage linkage = new Methods.Linkage(this, this::site);
        MethodHandles.Lookup made = Methods.defineLinked(
                host, "" + NAMES.incrementAndGet(), List.of(new Methods.Method(plain, type, f, traced)),
                linkage, implemented);
        Places.note(made.lookupClass(), places(f));
        return made;
    }

    /// A copy of a method of the JDK, beside nobody.
    private MethodHandle primal(Callee callee) {
        Func body = world.body(callee)
                .orElseThrow(() -> new IllegalStateException("no body: " + callee));
        return define(callee.shortName(), Methods.class, body, false);
    }

    /// Where the calls of other derivatives stand in the program, by each line that they could go by; then, for lines
    /// without one, what else may throw.
    private static Map<Integer, List<String>> places(Func f) {
        Map<Integer, List<String>> places = new HashMap<>();
        for (Block b : f.blocks()) {
            for (Let let : b.lets()) if (let.op() instanceof Op.Link(Variant _, _, _)) note(let.origin(), places);
        }
        for (Block b : f.blocks()) {
            for (Let let : b.lets()) if (let.op().canThrow()) note(let.origin(), places);
            note(b.origin(), places);
        }
        return places;
    }

    private static void note(Origin origin, Map<Integer, List<String>> places) {
        for (Optional<Origin> o = Optional.of(origin); o.isPresent(); o = o.get().caller()) {
            if (o.get().line() > 0) places.putIfAbsent(o.get().line(), origin.chain());
        }
    }

    /// The class beside which derivative code of a method is put: the method's own, or a neutral one of ours.
    Class<?> host(Variant v) {
        Callee callee = Sources.method(v);
        ClassDesc owner = callee.owner();
        if (Lambdas.isLambda(owner)) owner = lambdas.home(owner);
        if (Jdk.isJdk(owner)) return Methods.class;
        if (Instead.isBody(owner)) return Instead.classOf(owner);
        return world.classes().of(owner);
    }

    /// The code of a choice, beside the engine's host.
    MethodHandle choice(Variant v, Func code) {
        return define("choice " + v.name(), host, code, isTraced(v));
    }

    /// Where sites lead that call `v` on objects of many classes.
    Crossroads crossroads(Variant v, MethodType type) {
        MethodType erased = Crossroads.erased(type);
        return crossroads.computeIfAbsent(new Crossing(v, erased), _ -> new Crossroads(this, v, erased));
    }

    // ---- links ----------------------------------------------------------------------------------------------

    private synchronized DynamicCallSiteDesc site(Op.Link link) {
        int key = keys.computeIfAbsent(link.target(), t -> {
            targets.add(t);
            return targets.size() - 1;
        });
        String name = link.target().name().replaceAll("[^A-Za-z0-9]+", "_");
        return DynamicCallSiteDesc.of(BOOTSTRAP, name, link.signature(), key);
    }

    private synchronized Target target(int key) {
        return targets.get(key);
    }

    @Override
    public CallSite link(MethodHandles.Lookup caller, String name, MethodType type, int key) {
        Target target = target(key);
        if (target instanceof Variant v && v.mode() != Variant.Mode.REVERSE) {
            Sources.executed(v).ifPresent(world::initialise);
        }
        try {
            return link(target, name, type);
        } catch (RuntimeException | LinkageError e) {
            return Refusing.site(refusal(name, e), type);
        }
    }

    CallSite link(Target target, String name, MethodType type) {
        return switch (target) {
            case Variant v                      -> Dispatch.site(this, v, type);
            case Crossroads.Elsewhere(var v)    -> Dispatch.elsewhere(this, v, type);
            case Crossroads.Exactly(var c)      -> new ConstantCallSite(MethodHandles.constant(Class.class, c));
            case Closures.Closure c             -> closures.site(c, type);
            case Lowering.Capture(var field)    -> Members.capture(world.classes(), field, type);
            case Lowering.SetFinal(var field)   -> Members.setFinal(world.classes(), field, type);
            case Lowering.Rewritten(var callee) -> new ConstantCallSite(primal(callee).asType(type));
            case AsIs asIs                      -> Members.asIs(world.classes(), asIs.called(), type);
            case Boundary.Check check           -> Boundary.site(check, callbacks, type);
            case Construct construct            -> Members.construct(world.classes(), construct, type);
            case Allocate(var desc)             -> Members.allocate(world.classes(), desc, type);
            default                             -> throw new IllegalStateException("cannot link " + name);
        };
    }
}

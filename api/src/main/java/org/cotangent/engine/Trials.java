package org.cotangent.engine;

import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.cotangent.bytecode.ClassFileBodies;
import org.cotangent.bytecode.emit.Hosts;
import org.cotangent.ir.Block;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Effect;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Value;
import org.cotangent.ir.analysis.Loops;
import org.cotangent.ir.text.Listing;
import org.jspecify.annotations.Nullable;

/// Which of several guesses a lambda is, found out by calling it with some numbers: only where nothing that it may be has any
/// effect or a loop, so that nobody can notice. What does not give the same is not what it is.
final class Trials {
    private static final int MOST = 24;
    private static final int DEEPEST = 6;
    private static final Set<String> HARMLESS =
            Set.of("java.lang.Math", "java.lang.StrictMath", "java.lang.Double", "java.lang.Float");

    private static final Callee NOBODY =
            Callee.of(ConstantDescs.CD_Object, "", MethodTypeDesc.of(ConstantDescs.CD_void));

    private final Object function;
    private final ClassFileBodies bodies;
    private final MethodHandles.Lookup there;

    private Trials(Object function) {
        Class<?> host = function.getClass().getNestHost();
        ClassLoader own = host.getClassLoader();
        this.function = function;
        this.bodies = new ClassFileBodies(own == null ? ClassLoader.getSystemClassLoader() : own);
        this.there = Hosts.lookup(host);
    }

    /// The one of `guesses` that `function` is, if that can be told; of those with the same code, any.
    static Optional<Lambda> of(Object function, Set<Lambda> guesses) {
        try {
            Trials trials = new Trials(function);
            Map<Object, Lambda> byCode = new LinkedHashMap<>();
            for (Lambda l : guesses) byCode.putIfAbsent(trials.code(l), l);
            Set<Lambda> different = new LinkedHashSet<>(byCode.values());
            if (different.size() == 1) return different.stream().findFirst();
            boolean harmless = different.stream().allMatch(l -> trials.isHarmless(l.implementation(), 0));
            return harmless ? trials.told(different) : Optional.empty();
        } catch (ReflectiveOperationException | RuntimeException | LinkageError _) {
            return Optional.empty();
        }
    }

    /// Equal for lambdas that do the same by the same instructions.
    private Object code(Lambda l) {
        Lambda unnamed = new Lambda(
                l.samName(), l.samType(), l.kind(), NOBODY, l.captured(), l.instantiated());
        return bodies.body(l.implementation())
                .<Object>map(f -> List.of(unnamed, l.implementation().type(), Listing.normalised(nameless(f))))
                .orElse(l);
    }

    private static Func nameless(Func f) {
        Map<Value, Value> plain = new HashMap<>();
        List<Block> blocks = new ArrayList<>();
        for (Block b : f.blocks()) {
            for (Value v : b.parameters()) plain.put(v, nameless(v));
            for (Let let : b.lets()) plain.put(let.result(), nameless(let.result()));
        }
        for (Block b : f.blocks()) {
            List<Value> parameters = b.parameters().stream().map(v -> of(plain, v)).toList();
            List<Let> lets = b.lets().stream()
                    .map(l -> new Let(of(plain, l.result()), l.op(), l.origin()))
                    .toList();
            Block made = new Block(b.label(), parameters, lets, b.exit(), b.handlers(), b.origin());
            blocks.add(made.map(v -> of(plain, v)));
        }
        return new Func("", f.result(), blocks, f.valueBound());
    }

    private static Value of(Map<Value, Value> plain, Value v) {
        return plain.getOrDefault(v, v);
    }

    private static Value nameless(Value v) {
        return new Value(v.id(), v.type(), "", v.linear());
    }

    private Optional<Lambda> told(Set<Lambda> guesses) throws ReflectiveOperationException {
        Lambda any = guesses.iterator().next();
        MethodType type = any.samType().resolveConstantDesc(there);
        MethodType given = any.instantiated().resolveConstantDesc(there);
        MethodHandle itself = there.findVirtual(function.getClass().getInterfaces()[0], any.samName(), type)
                .bindTo(function);
        Set<Lambda> left = new HashSet<>(guesses);
        SplittableRandom random = new SplittableRandom(17);
        for (int trial = 0; trial < MOST && left.size() > 1; trial++) {
            List<Object> arguments = new ArrayList<>();
            for (Class<?> p : given.parameterList()) {
                Object number = number(p, random);
                if (number == null) return Optional.empty();
                arguments.add(number);
            }
            Object found = result(itself, arguments);
            if (!(found instanceof Number || found instanceof Boolean || found instanceof Class<?>)) {
                return Optional.empty();
            }
            for (Lambda l : List.copyOf(left)) if (!found.equals(result(l, arguments))) left.remove(l);
        }
        return left.size() == 1 ? Optional.of(left.iterator().next()) : Optional.empty();
    }

    private static @Nullable Object number(Class<?> type, SplittableRandom random) {
        Class<?> boxed = MethodType.methodType(type).wrap().returnType();
        if (boxed == Double.class) return random.nextDouble(-2, 2);
        if (boxed == Float.class) return (float) random.nextDouble(-2, 2);
        if (boxed == Integer.class) return random.nextInt(-3, 5);
        return boxed == Long.class ? (Object) random.nextLong(-3, 5) : null;
    }

    private Object result(Lambda l, List<Object> arguments) throws ReflectiveOperationException {
        List<Object> all = new ArrayList<>();
        for (Field f : Guesses.captures(function.getClass())) {
            f.setAccessible(true);
            all.add(f.get(function));
        }
        all.addAll(arguments);
        Callee c = l.implementation();
        Class<?> owner = (Class<?>) c.owner().resolveConstantDesc(there);
        MethodType type = c.type().resolveConstantDesc(there);
        MethodHandle h = switch (l.kind()) {
            case STATIC             -> there.findStatic(owner, c.name(), type);
            case VIRTUAL, INTERFACE -> there.findVirtual(owner, c.name(), type);
            case SPECIAL            -> there.findSpecial(owner, c.name(), type, owner);
        };
        return result(h, all);
    }

    /// What a call gives: an exception counts by its class.
    private static Object result(MethodHandle h, List<Object> arguments) {
        try {
            Object found = h.invokeWithArguments(arguments);
            return found == null ? Void.class : found;
        } catch (Throwable e) {
            return e.getClass();
        }
    }

    // ---- effects --------------------------------------------------------------------------------------------

    private boolean isHarmless(Callee c, int depth) {
        if (Jdk.isJdk(c.owner())) return HARMLESS.contains(Jdk.name(c.owner())) && !c.name().equals("random");
        if (depth > DEEPEST || c.isConstructor()) return false;
        Optional<Func> body = bodies.body(c);
        return body.isPresent() && Loops.of(body.get()).all().isEmpty()
                && body.get().blocks().stream().allMatch(b -> isHarmless(b, c, depth));
    }

    private boolean isHarmless(Block b, Callee in, int depth) {
        return b.lets().stream().map(Let::op).allMatch(op -> switch (op) {
            case Op.Invoke(var kind, var called, _) ->
                    (kind == Op.Invoke.Kind.STATIC || Jdk.isJdk(called.owner())) && isOpen(called, in)
                            && isHarmless(called, depth + 1);
            case Op.GetStatic(var field) -> field.owner().equals(in.owner());
            default                      -> op.effect() != Effect.WRITES && op.effect() != Effect.ALLOCATES;
        });
    }

    /// Whether a call initialises no class that is not initialised.
    private static boolean isOpen(Callee called, Callee in) {
        return Jdk.isJdk(called.owner()) || called.owner().equals(in.owner());
    }
}

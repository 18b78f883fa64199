package org.cotangent.engine;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cotangent.ad.Construction;
import org.cotangent.ad.Derivatives;
import org.cotangent.ad.Factory;
import org.cotangent.ad.Guard;
import org.cotangent.ad.Lower;
import org.cotangent.ad.Treatment;
import org.cotangent.ad.Variant;
import org.cotangent.ad.World;
import org.cotangent.ad.rules.RuleBook;
import org.cotangent.bytecode.ClassFileBodies;
import org.cotangent.bytecode.Hierarchy;
import org.cotangent.ir.Block;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Exit;
import org.cotangent.ir.FieldRef;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Target;
import org.cotangent.ir.Value;
import org.cotangent.opt.Inline;
import org.cotangent.runtime.CotangentException;
import org.cotangent.runtime.Layouts;
import org.cotangent.runtime.Places;
import org.cotangent.runtime.UnsupportedBytecode;

/// The program around a function, as one class loader knows it.
final class JvmWorld implements World {
    private static final int SMALL = 400;

    private final ClassFileBodies bodies;
    private final Lambdas lambdas;
    private final Classes classes;
    private final Calls calls;
    private final Copies copies;
    private final Inheritance inheritance;
    private final Settled settled;
    private final Map<Callee, Optional<Func>> known = new ConcurrentHashMap<>();

    JvmWorld(ClassLoader loader, ClassFileBodies bodies, RuleBook rules, Lambdas lambdas) {
        this.bodies = bodies;
        this.lambdas = lambdas;
        this.classes = new Classes(loader, lambdas, bodies.hierarchy());
        this.calls = new Calls(rules, classes, this);
        this.copies = new Copies(this, calls);
        this.inheritance = new Inheritance(this, lambdas);
        this.settled = new Settled(this);
    }

    Classes classes() {
        return classes;
    }

    @Override
    public Treatment of(Op op) {
        return calls.of(op);
    }

    @Override
    public Optional<Guard> marks(Op call) {
        return Marks.check(call);
    }

    /// What a virtual call of `callee` runs on a receiver of class `receiver`.
    Variant.Source chosen(ClassDesc receiver, Callee callee) {
        Callee target = classes.select(receiver, callee).orElseThrow(() -> missing(receiver, callee));
        if (!Jdk.isJdk(target.owner())) return Derivatives.method(target);
        Conduct conduct = Jdk.conduct(target, callee, classes.hierarchy());
        boolean follows = conduct == Conduct.FOLLOWED;
        Optional<Callee> body = Defaults.body(target, receiver, classes.hierarchy())
                .or(() -> Instead.of(target))
                .or(() -> follows ? Optional.of(target) : Optional.empty());
        boolean inherited = !Jdk.isJdk(receiver);
        if (inherited && inheritance.of(receiver, target).whyNot().isPresent()) {
            body = body.or(() -> Instead.inherited(target)).or(() -> movable(target));
        }
        if (body.isPresent()) return Derivatives.method(body.get());
        MethodTypeDesc type = callee.type().insertParameterTypes(0, callee.owner());
        return new Variant.Linked(new AsIs(callee, target, inherited, conduct == Conduct.PLAIN && !inherited), type);
    }

    @Override
    public Optional<Op> on(ClassDesc receiver, Op.Invoke call) {
        Callee callee = call.callee();
        boolean open = call.kind() == Op.Invoke.Kind.VIRTUAL || call.kind() == Op.Invoke.Kind.INTERFACE;
        if (!open || receiver.isArray() || classes.exact(call).isPresent()) return Optional.empty();
        Optional<Callee> target = classes.select(receiver, callee);
        if (target.isEmpty()) return Optional.empty();
        if (!Jdk.isJdk(target.get().owner())) {
            return Optional.of(new Op.Invoke(Op.Invoke.Kind.SPECIAL, target.get(), call.args()));
        }
        return chosen(receiver, callee) instanceof Variant.Linked(var asIs, var type)
                ? Optional.of(new Op.Link(asIs, type, call.args()))
                : Optional.empty();
    }

    @Override
    public Optional<ClassDesc> made(Target target) {
        if (!(target instanceof AsIs(_, var declared, _, _)) || declared.isConstructor()) return Optional.empty();
        return body(declared).flatMap(JvmWorld::made);
    }

    /// The class of the object that `f` makes and returns, if that is all that it returns.
    private static Optional<ClassDesc> made(Func f) {
        Map<Value, ClassDesc> made = new HashMap<>();
        Set<ClassDesc> returned = new HashSet<>();
        for (Block b : f.blocks()) {
            for (Let let : b.lets()) if (let.op() instanceof Op.New(var c)) made.put(let.result(), c);
        }
        for (Block b : f.blocks()) {
            if (!(b.exit() instanceof Exit.Return(var values)) || values.isEmpty()) continue;
            ClassDesc c = made.get(values.getFirst());
            if (c == null) return Optional.empty();
            returned.add(c);
        }
        return returned.size() == 1 ? Optional.of(returned.iterator().next()) : Optional.empty();
    }

    private CotangentException missing(ClassDesc receiver, Callee callee) {
        boolean known = Lambdas.isLambda(receiver) || classes.hierarchy().isKnown(receiver);
        return new UnsupportedBytecode(
                "cannot differentiate a call of " + callee.shortName() + " on a " + receiver.displayName(),
                Places.chain(""),
                known ? "its class has no such method" : "no class file of its class can be found",
                known ? "compile its class again" : "make the class available as a file to its class loader");
    }

    /// A method of the JDK, if its bytecode mentions only what anybody may.
    private Optional<Callee> movable(Callee c) {
        ClassDesc anywhere = Classes.desc(Instead.class);
        return body(c).filter(f -> Access.mayMove(f, c.owner(), anywhere, classes.hierarchy())).map(_ -> c);
    }

    /// Whether a call is one of a method of the JDK that only its own class or package may call, and known exactly.
    boolean isClosed(Op.Invoke.Kind kind, Callee callee) {
        if (!Jdk.isJdk(callee.owner()) || callee.owner().isArray() || callee.isConstructor()) return false;
        return classes.hierarchy().resolve(callee)
                .filter(m -> kind == Op.Invoke.Kind.STATIC || m.isPrivate())
                .filter(m -> !m.flags().contains(java.lang.reflect.AccessFlag.PUBLIC))
                .isPresent();
    }

    Inheritance inheritance() {
        return inheritance;
    }

    @Override
    public Optional<Func> body(Callee callee) {
        if (Lambdas.isLambda(callee.owner())) return Optional.of(lambdas.body(callee.owner()));
        if (Reflected.isBetween(callee)) return Optional.of(Reflected.body(callee));
        if (Instead.isBody(callee.owner())) return RuleBodies.of().body(callee);
        Optional<Func> link = Links.body(callee);
        if (link.isPresent()) return link;
        Optional<Func> before = known.get(callee);
        if (before != null) return before;
        Optional<Func> found = lifted(callee);
        known.put(callee, found);
        return found;
    }

    private Optional<Func> lifted(Callee callee) {
        if (Lower.isCopy(callee)) return body(Lower.constructor(callee)).map(f -> Slice.of(f, calls));
        if (Factory.is(callee)) return body(Factory.constructor(callee)).map(f -> factory(callee, f));
        return bodies.body(callee)
                .map(f -> DeclaredFields.in(f, classes.hierarchy(), callee.owner().packageName()));
    }

    /// The constructor's body, with those that it calls in place, as a function that makes the object.
    private Func factory(Callee factory, Func constructor) {
        Func f = constructor;
        for (Func before = null; f != before;) {
            before = f;
            Value self = f.parameters().getFirst();
            f = new Inline(call -> call.callee().isConstructor() && call.args().getFirst() == self
                    && !Jdk.isJdk(call.callee().owner()) ? body(call.callee()) : Optional.empty()).apply(f);
        }
        return Factory.body(f, factory, c -> inheritance.isQuiet(factory.owner(), c));
    }

    @Override
    public Construction construction(ClassDesc desc) {
        if (desc.isArray() || Lambdas.isLambda(desc) || Jdk.isJdk(desc)) return Construction.ORIGINAL;
        Hierarchy h = classes.hierarchy();
        if (h.isRecord(desc)) return Construction.COPY;
        for (Optional<ClassDesc> c = h.superclass(desc); c.isPresent(); c = h.superclass(c.get())) {
            if (c.get().equals(ConstantDescs.CD_Object)) return Construction.BARE;
            if (Jdk.isJdk(c.get())) return Construction.FACTORY;
        }
        return Construction.BARE;
    }

    @Override
    public Optional<Func> inlined(Op.Invoke call, Callee host) {
        Optional<Callee> exact = exact(calls.of(call));
        if (exact.isEmpty() || exact.get().equals(host)) return Optional.empty();
        if (call.kind() == Op.Invoke.Kind.STATIC && initialises(exact.get().owner(), host)) return Optional.empty();
        ClassDesc home = Lambdas.isLambda(host.owner()) ? lambdas.home(host.owner()) : host.owner();
        // a function that is but a name for a method is that method
        boolean whole =
                Lambdas.isLambda(host.owner()) && lambdas.lambda(host.owner()).implementation().equals(exact.get());
        return body(exact.get())
                .filter(f -> (whole || f.size() <= SMALL) && !callsItself(f, exact.get()))
                .filter(f -> Access.mayMove(f, exact.get().owner(), home, classes.hierarchy()));
    }

    /// Whether a call of a static method of class `c` may do more than the method itself, if it is the first.
    private boolean initialises(ClassDesc c, Callee host) {
        if (c.equals(host.owner()) || Lambdas.isLambda(c) || Instead.isBody(c) || copies.isQuiet(c)) return false;
        if (!Lambdas.isLambda(host.owner()) || !lambdas.maker(host.owner()).equals(Jdk.name(c))) return true;
        // it is being initialised, if not longer: its code has made the lambda
        initialise(c);
        return false;
    }

    /// Initialises the class of a static method, as a call of it does.
    void initialise(Callee callee) {
        if (Jdk.isJdk(callee.owner()) || Instead.isBody(callee.owner()) || Lambdas.isLambda(callee.owner())) return;
        if (classes.hierarchy().declared(callee.owner(), callee).filter(Hierarchy.Method::isStatic).isEmpty()) return;
        initialise(callee.owner());
    }

    private void initialise(ClassDesc desc) {
        Class<?> c = classes.of(desc);
        try {
            Class.forName(c.getName(), true, c.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new NoClassDefFoundError(e.getMessage());
        }
    }

    @Override
    public Optional<Func> constructor(Op.Invoke call, Callee host) {
        ClassDesc made = call.callee().owner();
        if (made.isArray() || Jdk.isJdk(made) || !copies.isQuiet(made)) return Optional.empty();
        ClassDesc home = Lambdas.isLambda(host.owner()) ? lambdas.home(host.owner()) : host.owner();
        return body(call.callee())
                .filter(f -> f.size() <= SMALL)
                .filter(f -> Access.mayMove(f, made, home, classes.hierarchy()));
    }

    private static Optional<Callee> exact(Treatment treatment) {
        return treatment instanceof Treatment.Follow(Variant.Method(var kind, var callee))
                && kind == Op.Invoke.Kind.SPECIAL
                        ? Optional.of(callee)
                        : Optional.empty();
    }

    private static boolean callsItself(Func f, Callee callee) {
        for (Block b : f.blocks()) {
            for (Let let : b.lets()) {
                if (let.op() instanceof Op.Invoke(_, var other, _) && other.equals(callee)) return true;
            }
        }
        return false;
    }

    @Override
    public boolean isFinal(FieldRef field) {
        if (Lambdas.isCapture(field)) return true;
        return classes.hierarchy().resolve(field).filter(Hierarchy.Field::isFinal).isPresent();
    }

    @Override
    public boolean isSettled(FieldRef field) {
        return settled.is(field);
    }

    @Override
    public boolean isMadeBefore(FieldRef field) {
        return isFinal(field) && construction(classes.field(field).ref().owner()) == Construction.COPY;
    }

    @Override
    public int index(FieldRef field, boolean isStatic) {
        if (Lambdas.isCapture(field)) return Layouts.index(lambdas.classOf(field.owner()), field.name(), false);
        Hierarchy.Field f = classes.field(field);
        return Layouts.index(classes.of(f.ref().owner()), field.name(), isStatic);
    }

    @Override
    public int size(ClassDesc desc) {
        return Layouts.fields(classes.of(desc)).size();
    }

    @Override
    public ClassDesc declaring(FieldRef field, boolean isStatic) {
        return classes.field(field).ref().owner();
    }
}

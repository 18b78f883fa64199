package org.cotangent.engine;

import java.lang.constant.ClassDesc;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.cotangent.ad.Variant;
import org.cotangent.runtime.NotDifferentiable;
import org.cotangent.runtime.Places;
import org.jspecify.annotations.Nullable;

/// Calls of derivatives: a call of an exact method is linked once; for a virtual one the site holds a chain of tests of the
/// receiver's class, in order of first arrival. What a class leads to depends on the site's constants and the class alone,
/// so that the reverse sweep reaches the twin of what the forward sweep called.
final class Dispatch {
    private static final int FEW = 2;
    private static final MethodHandle IS;
    private static final MethodHandle MISS;

    static {
        try {
            MethodHandles.Lookup here = MethodHandles.lookup();
            IS = here.findStatic(
                    Dispatch.class, "is", MethodType.methodType(boolean.class, Class.class, Object.class));
            MISS = here.findVirtual(
                    Site.class, "miss", MethodType.methodType(MethodHandle.class, Object.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Dispatch() {}

    static CallSite site(Engine engine, Variant v, MethodType type) {
        if (Sources.isExact(v)) return new ConstantCallSite(engine.handle(v).asType(type));
        return new Site(engine, v, type, FEW);
    }

    /// Where objects go that came to [Crossroads] and are not known there.
    static CallSite elsewhere(Engine engine, Variant v, MethodType type) {
        return new Site(engine, v, type, 0);
    }

    /// The place of the receiver: the first reference.
    static int receiver(MethodType type) {
        int at = 0;
        while (type.parameterType(at).isPrimitive()) at++;
        return at;
    }

    static boolean is(Class<?> type, Object receiver) {
        return receiver != null && receiver.getClass() == type;
    }

    /// The derivative that a call on an object runs.
    static Variant of(Engine engine, Variant v, Object receiver) {
        Optional<ClassDesc> lambda = engine.lambdas().nameOf(receiver);
        if (lambda.isEmpty() && receiver.getClass().isHidden()) throw unknown(v, receiver);
        if (java.lang.reflect.Proxy.isProxyClass(receiver.getClass())) throw made(v, receiver);
        ClassDesc c = lambda.orElseGet(() -> Classes.desc(receiver.getClass()));
        return Sources.exactly(v, callee -> engine.world().chosen(c, callee));
    }

    private static NotDifferentiable made(Variant v, Object receiver) {
        return new NotDifferentiable(
                "cannot differentiate a call of " + Sources.method(v).shortName() + " on a proxy",
                Places.chain(""),
                receiver.getClass().getName() + " hands the call on by reflection",
                "make it a lambda, or an object of a class of your own");
    }

    private static NotDifferentiable unknown(Variant v, Object receiver) {
        String here = "make the lambda in the differentiated code";
        return new NotDifferentiable(
                "cannot differentiate a call of " + Sources.method(v).shortName() + " on a lambda made elsewhere",
                Places.chain(""),
                Classes.shown(receiver.getClass()) + " hides its code",
                receiver instanceof java.io.Serializable
                        ? here
                        : "make its interface extend java.io.Serializable, or " + here);
    }

    private static final class Site extends MutableCallSite {
        private final Engine engine;
        private final Variant variant;
        private final int receiver;
        private final int few;
        /// What classes that the engine does not see lead to: it hangs on them, so that their loaders may go.
        private final ClassValue<AtomicReference<@Nullable MethodHandle>> others = new ClassValue<>() {
            @Override
            protected AtomicReference<@Nullable MethodHandle> computeValue(Class<?> c) {
                return new AtomicReference<>();
            }
        };
        private int classes;

        /// `few`: how many classes it chooses among itself, before it leads to where all such sites lead.
        Site(Engine engine, Variant variant, MethodType type, int few) {
            super(type);
            this.engine = engine;
            this.variant = variant;
            this.few = few;
            this.receiver = receiver(type);
            MethodHandle find = MISS.bindTo(this);
            MethodHandle call = MethodHandles.exactInvoker(type);
            find = find.asType(MethodType.methodType(MethodHandle.class, type.parameterType(receiver)));
            find = MethodHandles.permuteArguments(
                    find, MethodType.methodType(MethodHandle.class, type.parameterArray()), receiver);
            setTarget(MethodHandles.foldArguments(call, find));
        }

        private MethodHandle code(Object object) {
            try {
                Engine its = engine.seeing(object);
                return its.handle(of(its, variant, object));
            } catch (RuntimeException | LinkageError e) {
                return Refusing.handle(Engine.refusal(variant.name(), e), type());
            }
        }

        private boolean isElsewhere(Object object) {
            try {
                return engine.seeing(object) != engine;
            } catch (NotDifferentiable e) {
                return true;
            }
        }

        /// Whether `object` is of a class that is known at the crossroads from now on.
        private boolean isShared(Object object) {
            try {
                Crossroads all = engine.crossroads(variant, type());
                if (!all.way(object).filter(v -> all.add(object.getClass(), v)).isPresent()) return false;
                if (few > 0) setTarget(all.invoker().asType(type()));
                return true;
            } catch (RuntimeException | LinkageError e) {
                return false;
            }
        }

        @SuppressWarnings("UnusedMethod") // its handle is called
        MethodHandle miss(Object object) {
            AtomicReference<@Nullable MethodHandle> other =
                    others.get(java.util.Objects.requireNonNull(object).getClass());
            MethodHandle known = other.get();
            return known != null ? known : missed(object, other);
        }

        private synchronized MethodHandle missed(Object object, AtomicReference<@Nullable MethodHandle> other) {
            MethodHandle code = code(object).asType(type());
            if (isElsewhere(object)) {
                other.set(code);
                return code;
            }
            if (++classes > few && isShared(object)) return code;
            MethodHandle test = IS.bindTo(object.getClass());
            test = test.asType(MethodType.methodType(boolean.class, type().parameterType(receiver)));
            test = MethodHandles.permuteArguments(
                    test, MethodType.methodType(boolean.class, type().parameterArray()), receiver);
            setTarget(MethodHandles.guardWithTest(test, code, getTarget()));
            return code;
        }
    }
}

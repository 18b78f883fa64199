package org.cotangent.engine;

import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.constant.ClassDesc;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import org.cotangent.ad.Signature;
import org.cotangent.ad.Variant;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Op;
import org.cotangent.runtime.Context;

/// Derivatives of function objects, evaluated.
public final class Evaluation {
    private static final ClassDesc OBJECTIVE = ClassDesc.of("java.util.function.ToDoubleFunction");
    private static final Callee TO_DOUBLE = new Callee(
            OBJECTIVE,
            "applyAsDouble",
            MethodTypeDesc.of(ConstantDescs.CD_double, ConstantDescs.CD_Object),
            true);
    private static final Callee SCALAR = new Callee(
            ClassDesc.of("java.util.function.DoubleUnaryOperator"),
            "applyAsDouble",
            MethodTypeDesc.of(ConstantDescs.CD_double, ConstantDescs.CD_double),
            true);

    private Evaluation() {}

    private static Variant variant(Engine engine, Object f, Callee sam, Variant.Mode mode, Signature s) {
        return Dispatch.of(engine, new Variant(new Variant.Method(Op.Invoke.Kind.INTERFACE, sam), mode, s), f);
    }

    private static BitSet bits(int... set) {
        BitSet b = new BitSet();
        for (int i : set) b.set(i);
        return b;
    }

    /// The class whose loader sees the code of `f`.
    private static Engine engine(Object f) {
        Class<?> c = f.getClass();
        Optional<Lambda> lambda = Lambda.of(f);
        if (lambda.isEmpty() || c.getClassLoader() != null) return Engine.of(c.isHidden() ? c.getNestHost() : c);
        return Engine.of(c);
    }

    public static double derivative(Object f, double x) {
        Engine engine = engine(f);
        Signature s = new Signature(bits(1), bits(), bits(), true, true, false);
        MethodHandle h = engine.handle(variant(engine, f, SCALAR, Variant.Mode.PUSHFORWARD, s));
        Context c = new Context();
        invoke(h, f, x, 1.0, c);
        return c.c1;
    }

    public static double directional(Object f, Object x, Object dx) {
        Engine engine = engine(f);
        Signature s = new Signature(bits(), bits(1), bits(1), true, true, false);
        MethodHandle h = engine.handle(variant(engine, f, TO_DOUBLE, Variant.Mode.PUSHFORWARD, s));
        Context c = new Context();
        Object copy = ((double[]) x).clone();
        double[] tangent = ((double[]) dx).clone();
        Context.register(copy, tangent, c);
        invoke(h, f, copy, tangent, c);
        return c.c1;
    }

    public static double gradient(Object f, Object x, Object[] gradient) {
        Engine engine = engine(f);
        Signature s = new Signature(bits(), bits(1), bits(1), true, true, false);
        MethodHandle forward = engine.handle(variant(engine, f, TO_DOUBLE, Variant.Mode.FORWARD, s));
        MethodHandle reverse = engine.handle(variant(engine, f, TO_DOUBLE, Variant.Mode.REVERSE, s));
        Context c = new Context();
        double[] copy = ((double[]) x).clone();
        double[] shadow = new double[copy.length];
        Context.register(copy, shadow, c);
        double y = (double) invoke(forward, f, copy, shadow, c);
        invoke(reverse, 1.0, f, copy, shadow, c);
        gradient[0] = shadow;
        return y;
    }

    private static Object invoke(MethodHandle h, Object... args) {
        try {
            return h.invokeWithArguments(Arrays.asList(args));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw sneaky(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneaky(Throwable e) throws T {
        throw (T) e;
    }
}

package org.cotangent.engine;

import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// `x -> directionalDerivative(f, x, v)`, whose gradient is the Hessian times `v`.
final class Slope implements ToDoubleFunction<Object>, Wrapper {
    private final Codes codes;
    private final Object f;
    private final @Nullable Object v;

    Slope(Codes codes, Object f, @Nullable Object v) {
        this.codes = codes;
        this.f = f;
        this.v = v;
    }

    @Override
    public double applyAsDouble(@Nullable Object x) {
        return Evaluation.directional(codes, f, x, v);
    }

    @Override
    public Object inner() {
        return f;
    }
}

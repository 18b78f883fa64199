package org.cotangent;

import java.util.Objects;
import org.cotangent.engine.Codes;
import org.cotangent.engine.Evaluation;
import org.cotangent.engine.Story;
import org.cotangent.engine.Wrapper;
import org.jspecify.annotations.Nullable;

/// The derivative of a scalar function.
final class DerivativeOf implements Derivative, Wrapper {
    private static final long serialVersionUID = 1;

    private final ScalarFunction f;
    private transient @Nullable Codes codes;

    DerivativeOf(ScalarFunction f) {
        this.f = Objects.requireNonNull(f, "f");
    }

    private Codes codes() {
        Codes c = codes;
        if (c == null) codes = c = Codes.of(f);
        return c;
    }

    @Override
    public double applyAsDouble(double x) {
        return Evaluation.derivative(codes(), f, x);
    }

    @Override
    public Explanation explain() {
        return new ExplanationOf(Story.ofDerivative(codes(), f));
    }

    @Override
    public Object inner() {
        return f;
    }
}

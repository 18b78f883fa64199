package org.cotangent;

import org.cotangent.engine.Evaluation;
import org.cotangent.engine.Story;
import org.cotangent.engine.Wrapper;

/// The derivative of a scalar function.
final class DerivativeOf extends OfFunction<ScalarFunction> implements Derivative, Wrapper {
    private static final long serialVersionUID = 1;

    DerivativeOf(ScalarFunction f) {
        super(f);
    }

    @Override
    public double applyAsDouble(double x) {
        return Evaluation.derivative(codes(), f, x);
    }

    @Override
    public Explanation explain() {
        return new ExplanationOf(Story.ofDerivative(codes(), f));
    }
}

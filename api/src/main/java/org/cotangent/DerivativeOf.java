package org.cotangent;

import org.cotangent.engine.Evaluation;

/// The derivative of a scalar function.
final class DerivativeOf implements Derivative {
    private static final long serialVersionUID = 1;

    private final ScalarFunction f;

    DerivativeOf(ScalarFunction f) {
        this.f = f;
    }

    @Override
    public double applyAsDouble(double x) {
        return Evaluation.derivative(f, x);
    }

    @Override
    public Explanation explain() {
        throw new UnsupportedOperationException();
    }
}

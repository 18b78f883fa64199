package org.cotangent;

import org.cotangent.engine.Evaluation;

/// The gradient of an objective.
final class GradientOf<A> implements Gradient<A> {
    private static final long serialVersionUID = 1;

    private final Objective<A> f;

    GradientOf(Objective<A> f) {
        this.f = f;
    }

    @Override
    public A apply(A x) {
        return valueAndGradient(x).gradient();
    }

    @Override
    @SuppressWarnings("unchecked")
    public ValueAndGradient<A> valueAndGradient(A x) {
        Object[] gradient = new Object[1];
        double value = Evaluation.gradient(f, x, gradient);
        return new ValueAndGradient<>(value, (A) gradient[0]);
    }

    @Override
    public double into(A x, A gradient) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Tangents<A> tangents(A x) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Explanation explain() {
        throw new UnsupportedOperationException();
    }
}

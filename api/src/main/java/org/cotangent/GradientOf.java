package org.cotangent;

import org.cotangent.engine.Evaluation;
import org.cotangent.engine.Found;
import org.cotangent.engine.Story;
import org.cotangent.engine.Wrapper;

/// The gradient of an objective.
final class GradientOf<A> extends OfFunction<Objective<A>> implements Gradient<A>, Wrapper {
    private static final long serialVersionUID = 1;

    GradientOf(Objective<A> f) {
        super(f);
    }

    @Override
    @SuppressWarnings("unchecked")
    public A apply(A x) {
        if (x instanceof double[] a) {
            double[] gradient = new double[a.length];
            Evaluation.gradient(codes(), f, a, gradient);
            return (A) gradient;
        }
        Object[] gradient = new Object[1];
        Evaluation.gradient(codes(), f, x, gradient);
        return (A) gradient[0];
    }

    @Override
    @SuppressWarnings("unchecked")
    public ValueAndGradient<A> valueAndGradient(A x) {
        if (x instanceof double[] a) {
            double[] gradient = new double[a.length];
            double y = Evaluation.gradient(codes(), f, a, gradient);
            return new ValueAndGradient<>(y, (A) gradient);
        }
        Object[] gradient = new Object[1];
        double y = Evaluation.gradient(codes(), f, x, gradient);
        return new ValueAndGradient<>(y, (A) gradient[0]);
    }

    @Override
    public double into(A x, A gradient) {
        if (x instanceof double[] a && gradient instanceof double[] g) {
            return Evaluation.gradientOn(codes(), f, a, g);
        }
        return Evaluation.gradientOn(codes(), f, x, gradient);
    }

    @Override
    public Tangents<A> tangents(A x) {
        Found found = new Found();
        double y = Evaluation.tangents(codes(), f, x, found);
        return new TangentsOf<>(y, found);
    }

    @Override
    public Explanation explain() {
        return new ExplanationOf(Story.ofGradient(codes(), f));
    }
}

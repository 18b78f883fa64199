package org.cotangent.testkit;

import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.cotangent.Cotangent;
import org.cotangent.Gradient;
import org.cotangent.Objective;
import org.cotangent.ValueAndGradient;

/// The derivatives of a function of an array that [GradientCheck] compares with each other: Cotangent's, or
/// anyone's.
public interface Derivatives {

    /// The function itself, undifferentiated; it may write to its argument.
    ToDoubleFunction<double[]> function();

    /// Value and gradient, `x` untouched.
    ValueAndGradient<double[]> valueAndGradient(double[] x);

    /// The value; `gradient` overwritten; `x` as the function leaves it.
    double into(double[] x, double[] gradient);

    /// The derivative in the direction `v`, by forward mode.
    double along(double[] x, double[] v);

    /// The derivative of the gradient in the direction `v`.
    double[] hessianVector(double[] x, double[] v);

    /// The function `x -> along(x, v)` with its derivatives: what makes every law one of any order.
    Derivatives ofSlope(double[] v);

    /// The function that Cotangent differentiates, for looking into its lines where they disagree; empty if it does not.
    default Optional<Objective<double[]>> program() {
        return Optional.empty();
    }

    /// The derivatives of `f` by Cotangent.
    static Derivatives of(Objective<double[]> f) {
        return new ByCotangent(f, Cotangent.gradient(f));
    }
}

/// Each by the front door.
record ByCotangent(Objective<double[]> f, Gradient<double[]> gradient) implements Derivatives {
    @Override
    public ToDoubleFunction<double[]> function() {
        return f;
    }

    @Override
    public ValueAndGradient<double[]> valueAndGradient(double[] x) {
        return gradient.valueAndGradient(x);
    }

    @Override
    public double into(double[] x, double[] out) {
        return gradient.into(x, out);
    }

    @Override
    public double along(double[] x, double[] v) {
        return Cotangent.directionalDerivative(f, x, v);
    }

    @Override
    public double[] hessianVector(double[] x, double[] v) {
        return Cotangent.hessianVector(f, x, v);
    }

    @Override
    public Optional<Objective<double[]>> program() {
        return Optional.of(f);
    }

    @Override
    public Derivatives ofSlope(double[] v) {
        Objective<double[]> g = f;
        double[] direction = v.clone();
        Objective<double[]> slope = x -> Cotangent.directionalDerivative(g, x, direction);
        return Derivatives.of(slope);
    }
}

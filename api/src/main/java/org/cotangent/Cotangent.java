package org.cotangent;

import org.cotangent.engine.Evaluation;

/// The front door: derivatives of ordinary Java functions.
///
/// A function is a lambda, a method reference, or any object of a functional interface; it is differentiated as its bytecode
/// stands. Every method here returns at once; the derivative is made when it is first used.
public final class Cotangent {
    private Cotangent() {}

    /// The derivative of `f`, itself a function that can be differentiated again.
    public static Derivative derivative(ScalarFunction f) {
        return new org.cotangent.DerivativeOf(f);
    }

    /// The gradient of `f`, by reverse mode.
    public static <A> Gradient<A> gradient(Objective<A> f) {
        return new GradientOf<>(f);
    }

    /// The derivative of `f` at `x` in the direction `dx`, by forward mode.
    public static <A> double directionalDerivative(Objective<A> f, A x, A dx) {
        return Evaluation.directional(f, x, dx);
    }
}

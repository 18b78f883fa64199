package org.cotangent;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import org.cotangent.engine.Codes;
import org.cotangent.engine.Evaluation;
import org.cotangent.engine.Matrices;
import org.cotangent.engine.Reflected;
import org.cotangent.engine.Stopped;

/// The front door: derivatives of ordinary Java functions.
///
/// A function is a lambda, a method reference, or any object of a functional interface; it is differentiated as its bytecode
/// stands. Methods that give a function return at once; its derivative is made when it is first used. All may be called in
/// differentiated code, to any depth: the derivative of a derivative is one like any other. A null function is a
/// [NullPointerException] at once.
///
/// Methods with a [MethodHandles.Lookup] are for code in a named module that opens nothing: the lookup, `MethodHandles.lookup()`,
/// permits its derivatives to be put beside it.
public final class Cotangent {
    private Cotangent() {}

    // ---- functions of one number ----------------------------------------------------------------------------

    /// The derivative of `f`, itself a function that can be differentiated again.
    public static Derivative derivative(ScalarFunction f) {
        return new DerivativeOf(f);
    }

    /// The same for code in a closed module.
    public static Derivative derivative(MethodHandles.Lookup lookup, ScalarFunction f) {
        Codes.permit(lookup);
        return derivative(f);
    }

    // ---- functions of structures ----------------------------------------------------------------------------

    /// The gradient of `f`, by reverse mode.
    public static <A> Gradient<A> gradient(Objective<A> f) {
        return new GradientOf<>(f);
    }

    /// The same for code in a closed module.
    public static <A> Gradient<A> gradient(MethodHandles.Lookup lookup, Objective<A> f) {
        Codes.permit(lookup);
        return gradient(f);
    }

    /// The gradient of `f` with respect to `wrt`: memory that it reaches by itself, since it has captured it or finds it in
    /// static fields. A `Class` stands for its static fields; several such objects come in an `Object[]` or a collection.
    ///
    /// [IllegalArgumentException] if `wrt` holds no floating-point numbers: a lambda has copies of the numbers that it has
    /// captured, so capture an array or an object. All else is told by [StateGradient].
    public static <A, W> StateGradient<A, W> gradient(Objective<A> f, W wrt) {
        return new StateGradientOf<>(f, wrt);
    }

    /// The same for code in a closed module.
    public static <A, W> StateGradient<A, W> gradient(MethodHandles.Lookup lookup, Objective<A> f, W wrt) {
        Codes.permit(lookup);
        return gradient(f, wrt);
    }

    /// The derivative of `f` at `x` in the direction `dx`, by forward mode.
    ///
    /// `dx` has the shape of `x`, [IllegalArgumentException] if it has not; neither is changed. Throws what `f` throws, and
    /// [org.cotangent.runtime.CotangentException] where the derivative of what was executed cannot be had.
    public static <A> double directionalDerivative(Objective<A> f, A x, A dx) {
        return Evaluation.directional(Codes.of(f), f, x, dx);
    }

    /// The same for code in a closed module.
    public static <A> double directionalDerivative(MethodHandles.Lookup lookup, Objective<A> f, A x, A dx) {
        Codes.permit(lookup);
        return directionalDerivative(f, x, dx);
    }

    // ---- mappings -------------------------------------------------------------------------------------------

    /// How the value of `f` moves when its argument moves, by forward mode.
    public static <A, B> Pushforward<A, B> pushforward(Mapping<A, B> f) {
        return new PushforwardOf<>(f);
    }

    /// The same for code in a closed module.
    public static <A, B> Pushforward<A, B> pushforward(MethodHandles.Lookup lookup, Mapping<A, B> f) {
        Codes.permit(lookup);
        return pushforward(f);
    }

    /// How a sensitivity to the value of `f` becomes one to its argument, by reverse mode.
    public static <A, B> Pullback<A, B> pullback(Mapping<A, B> f) {
        return new PullbackOf<>(f);
    }

    /// The same for code in a closed module.
    public static <A, B> Pullback<A, B> pullback(MethodHandles.Lookup lookup, Mapping<A, B> f) {
        Codes.permit(lookup);
        return pullback(f);
    }

    /// The matrix of all partial derivatives, a row for each output; `f` runs several times.
    public static Mapping<double[], double[][]> jacobian(Mapping<double[], double[]> f) {
        return new JacobianOf(f);
    }

    /// The same for code in a closed module.
    public static Mapping<double[], double[][]> jacobian(
            MethodHandles.Lookup lookup, Mapping<double[], double[]> f) {
        Codes.permit(lookup);
        return jacobian(f);
    }

    // ---- second order ---------------------------------------------------------------------------------------

    /// The matrix of all second derivatives; `f` runs once a row.
    public static Mapping<double[], double[][]> hessian(Objective<double[]> f) {
        return new HessianOf(f);
    }

    /// The same for code in a closed module.
    public static Mapping<double[], double[][]> hessian(MethodHandles.Lookup lookup, Objective<double[]> f) {
        Codes.permit(lookup);
        return hessian(f);
    }

    /// The Hessian of `f` at `x` times `v`, in the shape of `x`: the gradient of `x -> directionalDerivative(f, x, v)`, at a
    /// small multiple of the cost of `f`. `v` has the shape of `x`, [IllegalArgumentException] if it has not.
    @SuppressWarnings({"unchecked", "NullAway"}) // an argument may be null
    public static <A> A hessianVector(Objective<A> f, A x, A v) {
        return (A) Matrices.hessianVector(Codes.of(f), f, x, v);
    }

    /// The same for code in a closed module.
    public static <A> A hessianVector(MethodHandles.Lookup lookup, Objective<A> f, A x, A v) {
        Codes.permit(lookup);
        return hessianVector(f, x, v);
    }

    // ---- programs -------------------------------------------------------------------------------------------

    /// `x`, as a constant: its derivative is zero.
    public static double stopGradient(double x) {
        return x;
    }

    /// A copy of `x` whose numbers are constants: their derivatives are zero.
    @SuppressWarnings({"unchecked", "NullAway"}) // an argument may be null
    public static <A> A stopGradient(A x) {
        return (A) Stopped.copy(x);
    }

    /// A static method found by reflection, as an objective: of its parameter, or of an `Object[]` of its parameters if it
    /// has several.
    ///
    /// [IllegalArgumentException] if `m` is not static, has no parameter, or gives neither `double` nor `float`.
    @SuppressWarnings("unchecked")
    public static <A> Objective<A> objective(Method m) {
        return (Objective<A>) Reflected.function(Objective.class, m);
    }

    /// The same for code in a closed module.
    public static <A> Objective<A> objective(MethodHandles.Lookup lookup, Method m) {
        Codes.permit(lookup);
        return objective(m);
    }
}

package org.cotangent;

/// The gradient of an [Objective] with respect to memory that it reaches by itself: what it has captured, what it finds in
/// static fields. Made by [Cotangent#gradient(Objective, Object)], which names that memory once; its argument is a constant.
///
/// *What it is taken with respect to.* All floating-point numbers in `wrt`: an array of any rank, an object with what it leads to,
/// a record, a box, a collection of the JDK, or several of these in an `Object[]` or a collection. A `Class` stands for its
/// own static floating-point fields, alone or as an element of the `Object[]`. The numbers are found by identity, whatever
/// way the function comes to the object, and are those that it finds there when it is run.
///
/// *Shape.* The gradient of a `W` is a `W`, by the rules of [Gradient]. A class cannot hold the derivatives of its statics:
/// [#apply] then refuses and names [#tangents].
///
/// *What is written.* The function runs once, on a copy of `x` as in [Gradient#apply]; memory that it reaches by itself, `wrt`
/// included, is written as by a plain call. All throw as those of [Gradient] do.
///
/// ```java
/// double[] weights = …;
/// Objective<double[]> loss = x -> Model.loss(weights, x);
/// double[] slope = Cotangent.gradient(loss, weights).apply(sample);
/// ```
public interface StateGradient<A, W> extends Mapping<A, W> {

    /// The gradient with respect to the state when the function is run on `x`, in the shape of the state.
    @Override
    W apply(A x);

    /// The value, with the bits that a plain call gives, and the gradient.
    ValueAndGradient<W> valueAndGradient(A x);

    /// Value and gradient as a flat list of named numbers, for every state: `[0].bias`, `Model.rate`.
    Tangents<W> tangents(A x);

    /// How this gradient is computed.
    Explanation explain();
}

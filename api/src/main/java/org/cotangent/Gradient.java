package org.cotangent;

/// The gradient of an [Objective], by reverse mode: all partial derivatives for a small multiple of the
/// cost of the function, however many there are.
///
/// *Shape.* The gradient of an `A` is an `A`: an array of the same lengths, a list of the same size, a map
/// with the same keys, a record or object of the same class whose floating-point parts are derivatives and
/// whose other parts are copied. An object that occurs twice in `x` has one derivative, the sum. A class
/// whose constructor checks or changes its numbers cannot hold a gradient: [#apply] then refuses, before
/// anything runs, and names [#tangents], which works for every `A`.
///
/// *What happens to x.* The function runs once. [#apply], [#valueAndGradient] and [#tangents] run it on a copy of the
/// arrays, records, boxes and JDK collections in `x`; ordinary objects in `x`, statics and captured memory
/// are written as by a plain call. [#into] runs it on `x` itself.
///
/// A part of `x` that the value does not depend on has a derivative of exactly zero, and no other part has
/// one for want of tracking: what cannot be followed is refused by
/// [org.cotangent.runtime.CotangentException], with the line and the reason. Otherwise these methods throw
/// what the function throws.
public interface Gradient<A> extends Mapping<A, A> {

    /// The gradient at `x`, in the shape of `x`.
    @Override
    A apply(A x);

    /// The value, with the bits that a plain call gives, and the gradient.
    ValueAndGradient<A> valueAndGradient(A x);

    /// Returns the value and overwrites `gradient`, which has the shape of `x`, shares no memory with it,
    /// and may hold anything before. For a `double[]` it allocates nothing beyond what the function itself
    /// allocates; for other structures, what it takes to walk them.
    ///
    /// [IllegalArgumentException] if `gradient` has another shape, is `x` itself, or cannot be overwritten (a record, a box).
    double into(A x, A gradient);

    /// Value and gradient as a flat list of named numbers, for every `A`, also where `A` cannot hold a gradient.
    Tangents<A> tangents(A x);

    /// How this gradient is computed: what is kept for the way back, what is recomputed, which rules serve.
    Explanation explain();
}

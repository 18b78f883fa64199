package org.cotangent;

import java.io.Serializable;

/// The pushforward of a [Mapping], forward mode: how its value moves when its argument moves.
///
/// Costs a small multiple of the mapping, and needs no memory for a way back. Known elsewhere as `jvp`.
public interface Pushforward<A, B> extends Serializable {

    /// `f(x)`, and the derivative of `f` at `x` in the direction `dx`.
    ///
    /// `dx` has the shape of `x`, and the tangent that of the value; neither `x` nor `dx` is changed. Throws
    /// what the mapping throws, [IllegalArgumentException] if `dx` has another shape than `x`, and
    /// [org.cotangent.runtime.CotangentException] where a derivative cannot be had.
    ValueAndTangent<B> apply(A x, A dx);

    /// How this pushforward is computed.
    Explanation explain();
}

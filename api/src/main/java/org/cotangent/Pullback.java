package org.cotangent;

import java.io.Serializable;

/// The pullback of a [Mapping], reverse mode: how a sensitivity to its value becomes one to its argument.
///
/// Known elsewhere as `vjp`.
public interface Pullback<A, B> extends Serializable {

    /// Runs `f` at `x` once and keeps what the way back needs.
    ///
    /// The mapping in the result may be applied any number of times, also after `x` or the value has been
    /// overwritten. Throws what `f` throws, and [org.cotangent.runtime.CotangentException] where a derivative
    /// cannot be had.
    ValueAndPullback<A, B> apply(A x);

    /// How this pullback is computed.
    Explanation explain();
}

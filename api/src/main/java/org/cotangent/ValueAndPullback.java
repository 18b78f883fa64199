package org.cotangent;

/// What [Pullback#apply] gives: the value of a [Mapping], and the linear mapping from a cotangent of the
/// value (in its shape; [IllegalArgumentException] if it has another) to the cotangent of the argument (in its).
public record ValueAndPullback<A, B>(B value, Mapping<B, A> pullback) {}

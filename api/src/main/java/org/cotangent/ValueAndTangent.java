package org.cotangent;

/// What [Pushforward#apply] gives: the value of a [Mapping], and how it moves, in the shape of the value.
public record ValueAndTangent<B>(B value, B tangent) {}

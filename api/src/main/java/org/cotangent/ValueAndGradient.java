package org.cotangent;

/// What [Gradient#valueAndGradient] gives: the value of an [Objective] and its gradient at one point.
public record ValueAndGradient<A>(double value, A gradient) {}

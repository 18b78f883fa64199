package org.cotangent;

import java.io.Serializable;
import java.util.function.Function;

/// A function between differentiable structures: what [Cotangent#pushforward], [Cotangent#pullback] and
/// [Cotangent#jacobian] differentiate.
///
/// The result, like the argument, may be any structure that [Objective] lists; it may share memory with
/// the argument. Serializable for the same reason as [ScalarFunction].
@FunctionalInterface
public interface Mapping<A, B> extends Function<A, B>, Serializable {}

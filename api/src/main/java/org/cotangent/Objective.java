package org.cotangent;

import java.io.Serializable;
import java.util.function.ToDoubleFunction;

/// A function from any differentiable structure to one number: what [Cotangent#gradient] differentiates.
///
/// `A` may be `Double` or `Float`, an array of any rank, a record, an ordinary class, a list or a map of
/// these. Parts of it that are no floating-point numbers (`int`, `String`, …) carry no derivative.
/// An implicit lambda needs a target to tell `A`: write `gradient((double[] x) -> …)`, `gradient(Demo::f)`,
/// or assign the lambda to an `Objective<double[]>` first.
///
/// Serializable for the same reason as [ScalarFunction].
@FunctionalInterface
public interface Objective<A> extends ToDoubleFunction<A>, Serializable {}

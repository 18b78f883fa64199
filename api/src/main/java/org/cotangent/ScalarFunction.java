package org.cotangent;

import java.io.Serializable;
import java.util.function.DoubleUnaryOperator;

/// A function of one number: what [Cotangent#derivative] differentiates and gives back.
///
/// The interface is serializable only so that a lambda or method reference can be traced to the method
/// behind it on a plain JVM, without an agent or a flag; nothing is ever written anywhere.
///
/// ```java
/// ScalarFunction f = x -> x * x * Math.sin(x);
/// ScalarFunction slope = Cotangent.derivative(f);
/// ```
@FunctionalInterface
public interface ScalarFunction extends DoubleUnaryOperator, Serializable {}

package org.cotangent;

/// The derivative of a [ScalarFunction], itself one, so that it can be differentiated again.
///
/// ```java
/// Derivative first = Cotangent.derivative(x -> Math.exp(2 * x));
/// Derivative second = Cotangent.derivative(first);
/// ```
///
/// Applying it runs the function once, with all its side effects. It throws what the function throws, and
/// [org.cotangent.runtime.CotangentException] where the derivative of what was executed cannot be had.
public interface Derivative extends ScalarFunction {

    /// How this derivative is computed.
    Explanation explain();
}

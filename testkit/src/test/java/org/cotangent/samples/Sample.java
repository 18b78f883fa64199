package org.cotangent.samples;

import org.cotangent.Objective;

/// A small program with a point at which it is smooth.
///
/// `tolerance` is what its derivatives may differ from differences, relative to the largest component: more
/// than rounding for programs in single precision and for iterations that stop at a tolerance.
@SuppressWarnings("ArrayRecordComponent") // read only
public record Sample(String name, Objective<double[]> f, double[] x, double tolerance) {

    static Sample of(String name, Objective<double[]> f, double... x) {
        return new Sample(name, f, x, 1e-6);
    }

    /// The same with another tolerance.
    Sample within(double other) {
        return new Sample(name, f, x, other);
    }

    /// Single precision inside: the function is a staircase with steps of 1e-7.
    Sample single() {
        return within(2e-3);
    }

    @Override
    public String toString() {
        return name;
    }
}

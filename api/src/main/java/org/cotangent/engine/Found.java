package org.cotangent.engine;

/// A gradient as a flat list of numbers, and what they are called.
public final class Found {
    double[] flat = new double[0];
    Paths paths = Paths.NONE;

    public double[] flat() {
        return flat;
    }

    public Paths paths() {
        return paths;
    }
}

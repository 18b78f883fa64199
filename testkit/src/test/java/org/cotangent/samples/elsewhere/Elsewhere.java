package org.cotangent.samples.elsewhere;

/// A class of another package, with members that only subclasses see.
public class Elsewhere {
    protected double level;
    protected static int count;
    private static double shared;

    protected Elsewhere(double level) {
        this.level = level;
        count++;
    }

    /// Begins again.
    public static void resetShared() {
        count = 0;
        shared = 1;
    }

    /// A template method.
    public double run(double v) {
        return shape(v) + shared;
    }

    protected double shape(double v) {
        return v * level + shared;
    }

    protected final double scaled(double v) {
        return v * level;
    }

    protected static void bump(double by) {
        shared += by;
    }

    double packagePrivate(double v) {
        return v + 7;
    }

    /// Not overridden from elsewhere.
    public double callsPackagePrivate(double v) {
        return packagePrivate(v) * v;
    }
}

package org.cotangent.samples.elsewhere;

/// What it inherits is public, though the class that declares it is not.
public class Widened extends Narrow {
    /// Made for subclasses, too.
    public Widened() {}
}

class Narrow {
    public static double total;
    public double weight;
    private double value = 1;

    public double add(double v) {
        value += v * weight;
        total += v;
        return value;
    }

    public double value() {
        return value;
    }

    public static int reset() {
        total = 0;
        return 0;
    }
}

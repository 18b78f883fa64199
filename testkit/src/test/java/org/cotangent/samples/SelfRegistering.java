package org.cotangent.samples;

import java.util.ArrayList;
import java.util.List;

/// Twelve, 11: a class with final fields whose constructor registers `this` in a list and counts.
final class SelfRegistering {
    private SelfRegistering() {}

    private static final class Spring {
        private static int count;

        private final double stiffness;
        private final double rest;
        private final int number;

        Spring(List<Spring> all, double stiffness, double rest) {
            this.stiffness = stiffness * stiffness;
            this.rest = rest;
            number = count++;
            all.add(this);
        }

        double energy(double length) {
            double stretch = length - rest * (1 + 0.1 * number);
            return 0.5 * stiffness * stretch * stretch;
        }
    }

    static double f(double[] x) {
        Spring.count = 0;
        List<Spring> springs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Spring made = new Spring(springs, x[0] + i, x[1]);
            if (made != springs.get(i)) {
                return Double.NaN;
            }
        }
        double energy = 0;
        for (Spring spring : springs) {
            energy += spring.energy(x[2]);
        }
        return energy / Spring.count;
    }

    private abstract static class Part {
        private static final List<Part> PARTS = new ArrayList<>();

        protected final double weight;
        private final double[] own;

        Part(double weight) {
            PARTS.add(this);
            this.weight = weight;
            this.own = new double[] {weight, initial()};
        }

        /// Called by the constructor, before the fields of the subclass are set.
        abstract double initial();

        double load() {
            return own[0] * own[1] + extra();
        }

        abstract double extra();
    }

    private static final class Beam extends Part {
        private final double length;

        Beam(double length, double density) {
            super(length * density);
            this.length = length;
        }

        @Override
        double initial() {
            return weight + length;
        }

        @Override
        double extra() {
            return Math.sqrt(length);
        }
    }

    private static final class Joint extends Part {
        private final Part left;
        private final Part right;

        Joint(Part left, Part right) {
            super(0.5 * (left.weight + right.weight));
            this.left = left;
            this.right = right;
        }

        Joint(double a, double b) {
            this(new Beam(a, b), new Beam(b, a));
        }

        @Override
        double initial() {
            return parts();
        }

        private static int parts() {
            return Part.PARTS.size();
        }

        @Override
        double extra() {
            return left.load() * right.load();
        }
    }

    /// The superclass registers, calls an overridden method and allocates; `this(…)` makes other parts first.
    static double inherited(double[] x) {
        Part.PARTS.clear();
        Joint joint = new Joint(x[0], x[1]);
        new Joint(joint, new Beam(x[2], 0.5));
        double sum = 0;
        for (int i = 0; i < Part.PARTS.size(); i++) {
            sum += Part.PARTS.get(i).load() / (i + 1);
        }
        Part.PARTS.clear();
        return sum;
    }

    private double level = 1;
    private final List<Meter> meters = new ArrayList<>();

    /// An inner class: the constructor writes the object around it and registers there.
    private final class Meter {
        final double reading;
        final Meter previous;

        Meter(double gain) {
            level *= gain;
            reading = level + 1;
            previous = meters.isEmpty() ? this : meters.get(meters.size() - 1);
            meters.add(this);
        }
    }

    static double inner(double[] x) {
        SelfRegistering outer = new SelfRegistering();
        for (double gain : x) {
            outer.new Meter(gain + 0.5);
        }
        double sum = outer.level;
        for (Meter meter : outer.meters) {
            sum += meter.reading * meter.previous.reading;
        }
        return sum;
    }

    private static final class Interval {
        private static int made;

        private final double low;
        private final double high;

        Interval(double low, double high) {
            made++;
            this.low = Math.min(low, high);
            this.high = low < high ? high : low;
        }

        Interval() {
            this(0.5, 0.25);
        }

        Interval times(Ordered other) {
            return new Interval(low * other.low, high * other.high);
        }
    }

    private record Ordered(double low, double high) {
        Ordered {
            if (low > high) {
                double t = low;
                low = high;
                high = t;
            }
        }
    }

    /// A constructor that counts and orders its arguments, beside a record that only orders them.
    static double ordered(double[] x) {
        int before = Interval.made;
        Interval all = new Interval();
        for (double each : x) {
            all = all.times(new Ordered(each, 0.9)).times(new Ordered(2, each * each));
        }
        return (all.high - all.low) * (Interval.made - before);
    }

    static List<Sample> all() {
        double[] x = {0.5, 1.2, 0.7};
        return List.of(
                Sample.of("11 registers itself and counts", SelfRegistering::f, x),
                Sample.of("11 superclass registers", SelfRegistering::inherited, x),
                Sample.of("11 inner class registers", SelfRegistering::inner, x),
                Sample.of("11 counts and orders", SelfRegistering::ordered, x));
    }
}

package org.cotangent.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.cotangent.Cotangent;
import org.cotangent.Objective;

/// A gradient by reverse mode beside forward mode, which must agree to rounding: in every coordinate if there are few, else
/// along a random direction.
///
/// With few coordinates the gradient that is shown is that of forward mode: it costs no more then, and rounds less.
final class Modes {
    private static final int FEW = 4;
    private static final double ROUNDING = 1e-9;

    private final double[] gradient;
    private final double difference;
    private final String which;

    private Modes(double[] gradient, double difference, String which) {
        this.gradient = gradient;
        this.difference = difference;
        this.which = which;
    }

    /// Compares `reverse`, the gradient of `f` at `point`.
    static Modes of(Objective<Object> f, Point point, double[] reverse) {
        int n = reverse.length;
        if (n > FEW) {
            double[] v = new Random(1).doubles(n, -1, 1).toArray();
            double sum = 0;
            double size = 0;
            for (int i = 0; i < n; i++) {
                sum += reverse[i] * v[i];
                size += Math.abs(reverse[i] * v[i]);
            }
            return new Modes(reverse, relative(distance(along(f, point, v), sum), size),
                    "reverse, forward in one direction");
        }
        double[] forward = new double[n];
        double size = 0;
        double most = 0;
        for (int i = 0; i < n; i++) {
            double[] unit = new double[n];
            unit[i] = 1;
            forward[i] = along(f, point, unit);
            size = Math.max(size, Math.abs(forward[i]));
            most = Math.max(most, distance(forward[i], reverse[i]));
        }
        return new Modes(forward, relative(most, size), "forward and reverse");
    }

    private static double along(Objective<Object> f, Point point, double[] v) {
        return Cotangent.directionalDerivative(f, point.at(point.flat()), point.at(v));
    }

    /// Zero between equal numbers, infinite or none.
    private static double distance(double x, double y) {
        return Double.compare(x, y) == 0 ? 0 : Math.abs(x - y);
    }

    private static double relative(double difference, double size) {
        return difference == 0 ? 0 : difference / size;
    }

    double[] gradient() {
        return gradient;
    }

    boolean agree() {
        return difference <= ROUNDING;
    }

    @Override
    public String toString() {
        if (agree() && Arrays.stream(gradient).anyMatch(Double::isNaN)) return which + ": neither gives a number";
        return String.format(
                Locale.ROOT, "%s: %s, relative difference %.1e", which, agree() ? "agree" : "DISAGREE", difference);
    }
}

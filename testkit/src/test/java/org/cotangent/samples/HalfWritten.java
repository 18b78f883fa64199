package org.cotangent.samples;

import java.util.List;

/// Twelve, 9: an exception thrown in the middle of a callee's inner loop, between two stores, caught two
/// frames up, the computation going on with the half-written array.
final class HalfWritten {
    private HalfWritten() {}

    private static final class Overflow extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final double amount;

        Overflow(double amount) {
            super("overflow by " + amount);
            this.amount = amount;
        }
    }

    static double f(double[] x) {
        double[] v = {0.1, 0.2, 0.3, 0.4};
        double result = 0;
        for (int round = 1; round <= 3; round++) {
            try {
                result += middle(v, x, round);
            } catch (IllegalStateException e) {
                result += v[1] * x[0];
            }
        }
        for (double each : v) {
            result += each * each;
        }
        return result;
    }

    private static double middle(double[] v, double[] x, int round) {
        double before = v[0] * x[1];
        fill(v, x, round);
        return before + v[3];
    }

    private static void fill(double[] v, double[] x, int round) {
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < v.length; j++) {
                v[j] = v[j] * x[i] + 0.5;
                if (v[j] > 0.6 * round && j == 2 && i + round > 2) {
                    throw new IllegalStateException("too large: " + v[j]);
                }
                v[(j + 1) % v.length] += Math.sin(v[j]);
            }
        }
    }

    /// The exception carries an active number; `finally` writes on the way.
    static double payload(double[] x) {
        double[] v = x.clone();
        double result = 1;
        for (int i = 0; i < 4; i++) {
            try {
                result += pour(v, 0.9 + 0.1 * i);
            } catch (Overflow e) {
                result *= e.amount;
                v[0] *= 0.5;
            } finally {
                v[1] += 0.3 * v[0];
            }
        }
        return result * v[0] + v[2];
    }

    private static double pour(double[] v, double limit) {
        try {
            return pourOne(v, limit) * v[2];
        } finally {
            v[2] *= 1.1;
        }
    }

    private static double pourOne(double[] v, double limit) {
        double level = 0;
        int i = 0;
        while (i < v.length) {
            level += v[i] * v[i];
            v[i] = level;
            if (level > limit) {
                throw new Overflow(level - limit);
            }
            v[i++] += 0.2 * level;
        }
        return level;
    }

    /// The JVM throws: an index that is out of range, after some elements have been written.
    static double outOfRange(double[] x) {
        double[] v = {1, 1, 1};
        int caught = 0;
        for (int start = 0; start < 3; start++) {
            try {
                scatter(v, x, start);
            } catch (ArrayIndexOutOfBoundsException e) {
                caught++;
                v[start] += x[0] * caught;
            }
        }
        return v[0] * v[1] + v[2] * caught;
    }

    private static void scatter(double[] v, double[] x, int start) {
        for (int i = 0; i < x.length; i++) {
            v[start + i] *= x[i] + v[start];
        }
    }

    /// Rethrown as another exception by a frame in between, recursion in the callee, labels to leave the loops.
    static double rethrown(double[] x) {
        double[] v = x.clone();
        double sum = 0;
        retry:
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 2; j++) {
                try {
                    sum += between(v, 2 + i + j);
                } catch (IllegalStateException e) {
                    if (e.getCause() instanceof Overflow o) {
                        sum -= o.amount * v[1];
                        continue retry;
                    }
                    break retry;
                }
            }
        }
        return sum + v[0] * v[1] * v[2];
    }

    private static double between(double[] v, int depth) {
        try {
            return deep(v, depth);
        } catch (Overflow e) {
            v[0] -= 0.4 * e.amount;
            throw new IllegalStateException(e);
        }
    }

    private static double deep(double[] v, int depth) {
        v[depth % 3] *= 1.2;
        if (v[depth % 3] > 1.6) {
            throw new Overflow(v[depth % 3]);
        }
        double below = depth == 0 ? v[0] : deep(v, depth - 1);
        v[depth % 3] -= 0.05 * below;
        return below * v[1];
    }

    static List<Sample> all() {
        return List.of(
                Sample.of("9 half-written", HalfWritten::f, 0.9, 0.8, 0.7),
                Sample.of("9 payload and finally", HalfWritten::payload, 0.5, 0.45, 0.4),
                Sample.of("9 index out of range", HalfWritten::outOfRange, 0.9, 0.8),
                Sample.of("9 rethrown", HalfWritten::rethrown, 0.9, 0.8, 1.05));
    }
}

package org.cotangent.cli.demo;

import org.cotangent.testkit.Differences.Estimate;

/// What the parts compare.
final class Checks {
    private Checks() {}

    /// The largest difference, relative to the largest component of `expected`.
    static double difference(double[] found, double[] expected) {
        double difference = found.length == expected.length ? 0 : Double.POSITIVE_INFINITY;
        double scale = 0;
        for (int i = 0; i < Math.min(found.length, expected.length); i++) {
            double each = Math.abs(found[i] - expected[i]);
            difference = each <= difference ? difference : each;
            scale = Math.max(scale, Math.abs(expected[i]));
        }
        return scale == 0 ? difference : difference / scale;
    }

    static double difference(double found, double expected) {
        return Math.abs(found - expected) / Math.abs(expected);
    }

    static double dot(double[] u, double[] v) {
        double sum = 0;
        for (int i = 0; i < u.length; i++) {
            sum += u[i] * v[i];
        }
        return sum;
    }

    static double[] moved(double[] x, double[] v, double h) {
        double[] y = new double[x.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = x[i] + h * v[i];
        }
        return y;
    }

    /// Adds the check of a derivative against extrapolated differences.
    static void differences(Part part, String label, double found, Estimate estimate) {
        part.check(
                label,
                "%s; extrapolated differences give %s\u00a0±\u00a0%.0e".formatted(found, estimate.value(),
                        estimate.error()),
                estimate.allows(found, 1e-9 * Math.abs(found)));
    }
}

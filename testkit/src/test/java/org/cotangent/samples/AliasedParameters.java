package org.cotangent.samples;

import java.util.List;

/// Twelve, 4: one array passed for three parameters of a helper that writes.
final class AliasedParameters {
    private AliasedParameters() {}

    static double f(double[] x) {
        double[] v = x.clone();
        combine(v, v, v);
        combine(v, v, v);
        double sum = 0;
        for (double each : v) {
            sum += each;
        }
        return sum;
    }

    /// `c[i] = sin(a[i]) · b[i + 1]`, the later rounds reading what the earlier wrote.
    private static void combine(double[] a, double[] b, double[] c) {
        int n = c.length;
        for (int i = 0; i < n; i++) {
            c[i] = Math.sin(a[i]) * b[(i + 1) % n] + 0.1 * c[(i + 2) % n];
        }
    }

    /// The same helper with one array, with two, and with three, and on the argument itself.
    static double inPlace(double[] x) {
        double[] y = {0.3, 0.2, 0.1, 0.4};
        combine(x, y, x);
        combine(y, x, y);
        combine(x, x, y);
        combine(x, x, x);
        return x[0] * y[1] + x[2] * y[3];
    }

    /// Rows of a matrix that are one array, under two names in an array of arrays.
    static double rows(double[] x) {
        double[] shared = {x[0], x[1]};
        double[][] matrix = {shared, {x[2], 1}, shared};
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < 2; j++) {
                matrix[i][j] = matrix[i][j] * matrix[2][1 - j] + 0.5;
            }
        }
        return matrix[0][0] * matrix[1][0] + matrix[2][1];
    }

    /// Writes through one field, reads through the other.
    static double fields(double[] x) {
        double[] v = {x[0] * x[1], x[1], x[2]};
        Pair pair = new Pair(v, v);
        for (int i = 0; i < 3; i++) {
            pair.to[i] += pair.from[(i + 1) % 3] * x[i];
            if (i == 1) {
                pair.from = v.clone();
            }
        }
        return pair.from[0] * pair.to[2] + pair.from[2] * v[0];
    }

    private static final class Pair {
        double[] from;
        final double[] to;

        Pair(double[] from, double[] to) {
            this.from = from;
            this.to = to;
        }
    }

    static List<Sample> all() {
        double[] x = {0.5, 1.2, -0.7, 0.9};
        return List.of(
                Sample.of("4 one array for three parameters", AliasedParameters::f, x),
                Sample.of("4 in place", AliasedParameters::inPlace, x),
                Sample.of("4 shared rows", AliasedParameters::rows, x),
                Sample.of("4 shared fields", AliasedParameters::fields, x));
    }
}

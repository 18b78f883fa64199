package org.cotangent.samples;

import java.util.List;

/// Twelve, 5: recursion over an array, after which the caller overwrites the array.
final class RecursionThenOverwrite {
    private RecursionThenOverwrite() {}

    static double f(double[] x) {
        double[] v = x.clone();
        double first = product(v, 0);
        for (int i = 0; i < v.length; i++) {
            v[i] = Math.cos(v[i]) * (i + 1);
        }
        return first * first + product(v, 0);
    }

    private static double product(double[] v, int from) {
        if (from == v.length) {
            return 1;
        }
        return (v[from] * v[from] + 1) * product(v, from + 1);
    }

    /// Two ways down, and the array is overwritten on the way up, too.
    static double halves(double[] x) {
        double[] v = x.clone();
        double sum = fold(v, 0, v.length);
        v[0] = sum;
        v[1] *= sum;
        return fold(v, 0, v.length) + v[3];
    }

    private static double fold(double[] v, int from, int to) {
        if (to - from == 1) {
            double value = v[from];
            v[from] = value * 0.5;
            return Math.sin(value);
        }
        int middle = (from + to) >>> 1;
        double left = fold(v, from, middle);
        double right = fold(v, middle, to);
        v[from] += right * v[to - 1];
        return left * right + v[middle];
    }

    /// A copy goes down; the caller zeroes the original and reads it again between two calls.
    static double betweenCalls(double[] x) {
        double total = 0;
        for (int round = 0; round < 3; round++) {
            total += horner(x, 0, 0.3 + total * 0.01);
            x[round] = 0;
            total += horner(x, 0, 0.7);
            x[round] = total;
        }
        return total;
    }

    private static double horner(double[] c, int i, double t) {
        return i == c.length - 1 ? c[i] : c[i] + t * horner(c, i + 1, t);
    }

    /// Quicksort in place, then the sorted array is consumed and overwritten.
    static double sorted(double[] x) {
        double[] v = x.clone();
        sort(v, 0, v.length - 1);
        double sum = 0;
        for (int i = 0; i < v.length; i++) {
            sum += v[i] * v[i] * (i + 1);
            v[v.length - 1 - i] += sum;
        }
        return sum + v[0] * v[1];
    }

    private static void sort(double[] v, int low, int high) {
        if (low >= high) {
            return;
        }
        double pivot = v[high];
        int i = low;
        for (int j = low; j < high; j++) {
            if (v[j] < pivot) {
                double t = v[i];
                v[i] = v[j];
                v[j] = t;
                i++;
            }
        }
        v[high] = v[i];
        v[i] = pivot;
        sort(v, low, i - 1);
        sort(v, i + 1, high);
    }

    static List<Sample> all() {
        double[] x = {0.5, -1.2, 0.7, 0.9};
        return List.of(
                Sample.of("5 recursion, then overwritten", RecursionThenOverwrite::f, x),
                Sample.of("5 halves, overwritten on the way up", RecursionThenOverwrite::halves, x),
                Sample.of("5 overwritten between calls", RecursionThenOverwrite::betweenCalls, x),
                Sample.of("5 quicksort, then overwritten", RecursionThenOverwrite::sorted, x));
    }
}

package org.cotangent.samples;

import java.util.Arrays;
import java.util.List;

/// Arrays of numbers sorted, and what else `Arrays` does with them.
final class Sorting {
    private Sorting() {}

    static double sorted(double[] x) {
        double[] a = {x[2] * 2, x[0], -x[1], 0.3, x[1] * x[1]};
        Arrays.sort(a);
        double y = 0;
        for (int i = 0; i < a.length; i++) {
            y += (i + 1) * a[i] * a[i];
        }
        Arrays.sort(x, 0, 2);
        return y + x[0] * 3 + x[1] * x[2];
    }

    static double zerosAndNaN(double[] x) {
        double[] a = {x[0], Double.NaN, 0.0, -0.0, Double.NEGATIVE_INFINITY, -x[1], x[2]};
        Arrays.sort(a);
        return a[1] * a[4] * a[5] + (Double.isNaN(a[6]) ? a[4] : 0) + (1 / a[2] < 0 ? x[0] : x[1]);
    }

    static double floats(double[] x) {
        float[] a = {(float) x[1], (float) (x[0] * 3), (float) x[2], 0.1f};
        Arrays.sort(a, 0, 3);
        Arrays.parallelSort(a);
        return a[0] + a[1] * a[2] * a[3];
    }

    static double median(double[] x) {
        double[] a = new double[101];
        for (int i = 0; i < a.length; i++) {
            a[i] = x[i % 3] * ((i * 37) % 101) + i * 0.01;
        }
        double[] b = a.clone();
        Arrays.sort(b);
        int at = Arrays.binarySearch(b, a[7]);
        return b[50] * b[50] + b[25] * b[75] + b[at];
    }

    static double others(double[] x) {
        double[] a = Arrays.copyOf(x, 5);
        double[] b = Arrays.copyOfRange(a, 1, 4);
        Arrays.fill(a, 3, 5, x[0] * x[1]);
        int n = Arrays.equals(a, b) ? 1 : 2;
        n += Arrays.hashCode(a) == Arrays.hashCode(a.clone()) ? 3 : 0;
        n += Arrays.mismatch(a, b) + Arrays.compare(b, a);
        double[][] rows = {x, a.clone(), b};
        double[][] more = Arrays.copyOf(rows, 4);
        more[3] = rows[1];
        more[3][0] *= 3;
        return n * a[4] * b[0] + more[1][0] * more[0][0] + (Arrays.deepEquals(rows, more) ? 1 : 2);
    }

    static List<Sample> all() {
        double[] x = {0.5, 1.2, 0.7};
        return List.of(
                Sample.of("numbers sorted", Sorting::sorted, x),
                Sample.of("zeros and NaN sorted", Sorting::zerosAndNaN, x),
                Sample.of("floats sorted", Sorting::floats, x).single(),
                Sample.of("median", Sorting::median, x),
                Sample.of("arrays asked", Sorting::others, x));
    }
}

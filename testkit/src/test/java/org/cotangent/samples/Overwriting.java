package org.cotangent.samples;

import java.util.Arrays;
import java.util.List;

/// Locals, parameters and array elements overwritten, arrays under several names, copies.
final class Overwriting {
    private Overwriting() {}

    static double locals(double[] x) {
        double y = x[0];
        y = y * y;
        y = Math.sin(y) + x[1];
        double z = y;
        y = z * y * x[0];
        z = y - z;
        return y * z;
    }

    static double parameters(double[] x) {
        return shrink(x[0], x[1], 3) + shrink(x[1], x[0], 2);
    }

    private static double shrink(double a, double b, int n) {
        while (n-- > 0) {
            double t = a;
            a = 0.5 * (a + b);
            b = Math.sqrt(t * b);
        }
        return a * b;
    }

    static double elements(double[] x) {
        double[] v = new double[3];
        v[0] = x[0];
        v[0] = v[0] * v[0];
        v[1] = v[0] * x[1];
        v[0] += v[1];
        v[0] *= v[0];
        v[2] = v[0];
        v[1] = 4;
        return v[0] * v[1] + v[2];
    }

    static double argumentOverwritten(double[] x) {
        double first = x[0];
        x[0] = x[1] * x[2];
        x[1] = first;
        x[2] = 5;
        double product = x[0] * x[1] * x[2];
        x[0] = x[1] = x[2] = 0;
        return product;
    }

    static double swaps(double[] x) {
        double a = x[0];
        double b = x[1];
        double c = x[2];
        for (int i = 0; i < 7; i++) {
            double t = a;
            a = b;
            b = c * 0.9;
            c = t + a * 0.1;
        }
        return a + 2 * b + 3 * c;
    }

    static double arraySwaps(double[] x) {
        double[] now = {x[0], x[1], x[2]};
        double[] next = new double[3];
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 3; j++) {
                next[j] = Math.sin(now[j]) + 0.5 * now[(j + 1) % 3];
            }
            double[] t = now;
            now = next;
            next = t;
        }
        return now[0] * now[1] + next[2];
    }

    static double aliases(double[] x) {
        double[] a = {x[0], 1};
        double[] b = a;
        double[] c = x[1] > 0 ? b : new double[2];
        a[0] *= 2;
        b[1] += a[0];
        c[0] = c[1] * b[0];
        return a[0] + b[1];
    }

    static double aliasOfArgument(double[] x) {
        double[] y = x;
        y[0] *= y[1];
        double z = x[0];
        x[1] = z;
        return y[1] * y[0];
    }

    static double differentEachRound(double[] x) {
        double[][] pool = {new double[2], x.clone(), {1, 2}};
        double sum = 0;
        for (int i = 0; i < 7; i++) {
            double[] target = pool[i % 3];
            double[] source = pool[(i * i + 1) % 3];
            target[i % 2] += source[(i + 1) % 2] * x[i % 2];
            sum += target[0];
        }
        return sum;
    }

    static double expressionOrder(double[] x) {
        double[] v = {1, 2, 3, 4};
        int i = 0;
        v[i++] = v[i++] * x[0] + (i = 3);
        v[i] = (v[0] += x[1]) * (v[0] = v[0] * 2);
        return v[0] + v[1] * v[3];
    }

    static double elementChains(double[] x) {
        double[] v = new double[3];
        v[0] = v[1] = v[2] = x[0] * x[1];
        v[1] -= v[0] *= 3;
        return v[0] + v[1] * v[2];
    }

    static double indexByData(double[] x) {
        int[] order = {2, 0, 1, 1};
        long[] weights = {3, 1L << 33, -2};
        double[] v = x.clone();
        for (int at : order) {
            v[at] = v[order[at]] * (weights[at] % 7) + v[at];
        }
        return v[0] * v[1] * v[2];
    }

    static double cloned(double[] x) {
        double[] a = x.clone();
        a[0] = a[0] * x[1];
        double[] b = a.clone();
        a[0] = 0;
        b[1] += x[0];
        return b[0] * b[1] + a[0] * a[1];
    }

    static double arraycopied(double[] x) {
        double[] a = new double[5];
        System.arraycopy(x, 0, a, 1, 3);
        System.arraycopy(a, 0, a, 1, 4);
        a[2] *= a[3];
        System.arraycopy(a, 2, a, 0, 3);
        System.arraycopy(a, 0, x, 0, 0);
        return a[0] * a[1] + a[2] * a[4];
    }

    static double filled(double[] x) {
        double[] a = new double[6];
        Arrays.fill(a, x[0]);
        a[2] = x[1];
        Arrays.fill(a, 3, 5, a[2] * x[0]);
        int[] counts = new int[2];
        Arrays.fill(counts, 4);
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * a[(i + 1) % 6] * counts[i % 2];
        }
        return sum;
    }

    static double copied(double[] x) {
        double[] longer = Arrays.copyOf(x, 5);
        longer[4] = longer[0] * longer[1];
        double[] part = Arrays.copyOfRange(longer, 1, 7);
        part[5] = part[3] * part[0];
        double[] shorter = Arrays.copyOf(part, 2);
        shorter[0] += part[5];
        return shorter[0] * shorter[1] + part[0];
    }

    static List<Sample> all() {
        double[] x = {0.6, 1.3, -0.8};
        return List.of(
                Sample.of("locals", Overwriting::locals, 0.6, 1.3),
                Sample.of("parameters", Overwriting::parameters, 0.6, 1.3),
                Sample.of("elements", Overwriting::elements, 0.6, 1.3),
                Sample.of("argument overwritten", Overwriting::argumentOverwritten, x),
                Sample.of("swaps", Overwriting::swaps, x),
                Sample.of("array swaps", Overwriting::arraySwaps, x),
                Sample.of("aliases", Overwriting::aliases, x),
                Sample.of("alias of the argument", Overwriting::aliasOfArgument, x),
                Sample.of("different each round", Overwriting::differentEachRound, 0.6, 1.3),
                Sample.of("expression order", Overwriting::expressionOrder, x),
                Sample.of("element chains", Overwriting::elementChains, x),
                Sample.of("index by data", Overwriting::indexByData, x),
                Sample.of("cloned", Overwriting::cloned, x),
                Sample.of("arraycopied", Overwriting::arraycopied, x),
                Sample.of("filled", Overwriting::filled, x),
                Sample.of("copied", Overwriting::copied, x));
    }
}

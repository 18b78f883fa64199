package org.cotangent.samples;

import java.util.List;

/// Helpers, recursion, mutual recursion, varargs; private, final and instance methods.
final class Calls {
    private Calls() {}

    static double helpers(double[] x) {
        return square(x[0]) * sum(x) + square(square(x[1])) - weighted(2, x[0], 3L, x[2], 1.5f);
    }

    private static double square(double v) {
        return v * v;
    }

    private static double sum(double[] v) {
        double sum = 0;
        for (double each : v) {
            sum += each;
        }
        return sum;
    }

    private static double weighted(int i, double a, long l, double b, float w) {
        return i * a + l * b * w * a;
    }

    static double manyArguments(double[] x) {
        return mix(x[0], 1, x[1], 2L, x[2], 'c', x[0], true, x[1], (byte) 3, x[2], 4f);
    }

    private static double mix(
            double a,
            int i,
            double b,
            long l,
            double c,
            char k,
            double d,
            boolean p,
            double e,
            byte s,
            double g,
            float w) {
        return p ? a * i + b * l - c * d * e + g * w * s + (k - 'a') * a * g : 0;
    }

    static double voidHelpers(double[] x) {
        double[] v = x.clone();
        scale(v, x[0]);
        rotate(v);
        scale(v, v[1]);
        return v[0] * v[1] + v[2];
    }

    private static void scale(double[] v, double by) {
        for (int i = 0; i < v.length; i++) {
            v[i] *= by;
        }
    }

    private static void rotate(double[] v) {
        double last = v[v.length - 1];
        for (int i = v.length - 1; i > 0; i--) {
            v[i] = v[i - 1];
        }
        v[0] = last;
    }

    static double arraysReturned(double[] x) {
        double[] a = outer(x, 2)[1];
        double[] b = largest(a, x);
        b[0] *= a[1];
        return b[0] + a[0] * a[2];
    }

    private static double[][] outer(double[] x, int rows) {
        double[][] out = new double[rows][x.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < x.length; j++) {
                out[i][j] = x[i] * x[j];
            }
        }
        return out;
    }

    private static double[] largest(double[] a, double[] b) {
        return a[0] > b[0] ? a : b;
    }

    static double varargs(double[] x) {
        return product() * product(x[0]) + product(x[0], x[1], x[2]) + product(x) + total(2, x, x);
    }

    private static double product(double... v) {
        double product = 1;
        for (double each : v) {
            product *= each;
        }
        return product;
    }

    private static double total(int scale, double[]... rows) {
        double total = 0;
        for (double[] row : rows) {
            total += scale * sum(row) * row[0];
        }
        return total;
    }

    static double factorial(double[] x) {
        return rising(x[0], 6) / rising(x[1], 3);
    }

    private static double rising(double v, int n) {
        return n == 0 ? 1 : v * rising(v + 1, n - 1);
    }

    static double fibonacci(double[] x) {
        return fibonacci(8, x[0], x[1]);
    }

    private static double fibonacci(int n, double a, double b) {
        return n < 2 ? (n == 0 ? a : b) : fibonacci(n - 1, a, b) * 0.5 + fibonacci(n - 2, b, a);
    }

    static double mutual(double[] x) {
        return even(7, x[0]) + x[1] * odd(6, x[0] * x[2]);
    }

    private static double even(int n, double v) {
        return n == 0 ? v : Math.sin(odd(n - 1, v)) + v;
    }

    private static double odd(int n, double v) {
        return n == 0 ? 1 : v * even(n - 1, v * 0.9);
    }

    static double activeDepth(double[] x) {
        return halve(x[0] * 40, x[1]);
    }

    private static double halve(double v, double w) {
        if (v < 1) {
            return v * w;
        }
        return halve(v * 0.5, w * 1.1) + Math.sqrt(v);
    }

    static double adaptive(double[] x) {
        return simpson(0, x[0], x[1], 6);
    }

    private static double simpson(double a, double b, double w, int depth) {
        double m = 0.5 * (a + b);
        double whole = (b - a) / 6 * (bell(a, w) + 4 * bell(m, w) + bell(b, w));
        double left = (m - a) / 6 * (bell(a, w) + 4 * bell(0.5 * (a + m), w) + bell(m, w));
        double right = (b - m) / 6 * (bell(m, w) + 4 * bell(0.5 * (m + b), w) + bell(b, w));
        if (depth == 0 || Math.abs(left + right - whole) < 1e-9) {
            return left + right;
        }
        return simpson(a, m, w, depth - 1) + simpson(m, b, w, depth - 1);
    }

    private static double bell(double t, double w) {
        return Math.exp(-w * t * t);
    }

    private double state;
    private static final double RATE = 0.3;

    private double push(double v) {
        state += RATE * v;
        return this.state * v;
    }

    double pushAll(double... v) {
        double last = 0;
        for (double each : v) {
            last += push(each);
        }
        return last;
    }

    static double instance(double[] x) {
        Calls calls = new Calls();
        double first = calls.pushAll(x);
        calls.state *= x[1];
        return first + calls.pushAll(x[2], first) - new Calls().push(x[0]);
    }

    static double ackermann(double[] x) {
        double[] memory = {x[0]};
        ackermann(2, 3, memory, x[1]);
        return memory[0];
    }

    private static int ackermann(int m, int n, double[] memory, double w) {
        memory[0] = memory[0] * 0.97 + 0.01 * w * memory[0] * n;
        if (m == 0) {
            return n + 1;
        }
        return n == 0 ? ackermann(m - 1, 1, memory, w) : ackermann(m - 1, ackermann(m, n - 1, memory, w), memory, w);
    }

    static double deep(double[] x) {
        return deep(600, x[0], x[1]);
    }

    private static double deep(int n, double v, double w) {
        return n == 0 ? v * w : 0.999 * deep(n - 1, v, w) + 0.001 * Math.sin(v);
    }

    static List<Sample> all() {
        double[] x = {0.6, 1.3, 0.8};
        return List.of(
                Sample.of("helpers", Calls::helpers, x),
                Sample.of("many arguments", Calls::manyArguments, x),
                Sample.of("void helpers", Calls::voidHelpers, x),
                Sample.of("arrays returned", Calls::arraysReturned, x),
                Sample.of("varargs", Calls::varargs, x),
                Sample.of("factorial", Calls::factorial, x),
                Sample.of("fibonacci", Calls::fibonacci, x),
                Sample.of("mutual recursion", Calls::mutual, x),
                Sample.of("active depth", Calls::activeDepth, x),
                Sample.of("adaptive", Calls::adaptive, x).within(1e-5),
                Sample.of("instance", Calls::instance, x),
                Sample.of("ackermann", Calls::ackermann, x),
                Sample.of("deep recursion", Calls::deep, x));
    }
}

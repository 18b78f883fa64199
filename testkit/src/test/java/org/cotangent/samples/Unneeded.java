package org.cotangent.samples;

import java.util.List;

/// Values with infinite slopes that are computed before it turns out that nobody needs them.
final class Unneeded {
    private static final double[] WEIGHTS = {2, 0, 0.5};

    private Unneeded() {}

    static double quotient(double[] x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double q = x[i] / WEIGHTS[i];
            sum += WEIGHTS[i] == 0 ? x[i] * x[0] : q;
        }
        return sum;
    }

    static double earlyReturn(double[] x) {
        double w = WEIGHTS[1];
        double n = Math.sqrt(x[0] * x[0] + x[1] * x[1]);
        double u = x[0] / w;
        double v = n / (w * w);
        if (w == 0) {
            return x[0] * n;
        }
        return u * v + n;
    }

    static double invariant(double[] x) {
        double sum = x[0];
        for (int i = 0; i < 3; i++) {
            sum += WEIGHTS[1] != 0 ? x[1] / WEIGHTS[1] : x[1] * sum;
        }
        return sum;
    }

    static double lastOnly(double[] x) {
        double q = 0;
        for (int i = WEIGHTS.length - 1; i >= 0; i--) {
            q = Math.log(x[i] * x[i] * WEIGHTS[i]) + x[i];
        }
        return q;
    }

    static double leftEarly(double[] x) {
        double sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            double q = x[0] / WEIGHTS[i];
            double r = q * x[2];
            if (WEIGHTS[i] == 0) {
                break;
            }
            sum += r;
        }
        return sum * x[1];
    }

    static double softplus(double[] x) {
        double sum = 0;
        for (double v : x) {
            double e = Math.exp(1000 * v);
            sum += v > 0.6 ? v * v : Math.log1p(e);
        }
        return sum;
    }

    static double largest(double[] x) {
        double best = 0;
        for (int i = 0; i < x.length; i++) {
            double d = x[i] / WEIGHTS[i];
            if (d > best && !Double.isInfinite(d)) {
                best = d;
            }
        }
        return best;
    }

    static double caught(double[] x) {
        double q = x[0] / WEIGHTS[1];
        try {
            if (WEIGHTS[1] == 0) {
                throw new ArithmeticException();
            }
            return q * x[1];
        } catch (ArithmeticException e) {
            return x[0] * x[1];
        }
    }

    static List<Sample> all() {
        return List.of(
                Sample.of("unneeded quotient", Unneeded::quotient, 0.7, -1.3, 0.4),
                Sample.of("unneeded before an early return", Unneeded::earlyReturn, 0.7, -1.3),
                Sample.of("unneeded in each iteration", Unneeded::invariant, 0.7, -1.3),
                Sample.of("only the last iteration counts", Unneeded::lastOnly, 0.7, -1.3, 0.4),
                Sample.of("unneeded when a loop is left early", Unneeded::leftEarly, 0.7, -1.3, 0.4),
                Sample.of("too large to be needed", Unneeded::softplus, 0.7, -1.3, 1.1),
                Sample.of("largest finite quotient", Unneeded::largest, 0.7, -1.3, 0.4),
                Sample.of("unneeded when caught", Unneeded::caught, 0.7, -1.3));
    }
}

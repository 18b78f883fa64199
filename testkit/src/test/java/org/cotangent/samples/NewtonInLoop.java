package org.cotangent.samples;

import java.util.List;

/// Twelve, 3: Newton's method in a `while` whose exit tests an active value, inside a counted loop.
final class NewtonInLoop {
    private NewtonInLoop() {}

    /// Solves `y + x[i] exp(y / 2) = 2 + i` for each i, and sums the squares of the roots.
    static double f(double[] x) {
        double total = 0;
        for (int i = 0; i < x.length; i++) {
            double y = 0;
            double step = 1;
            while (Math.abs(step) > 1e-13) {
                double e = x[i] * Math.exp(0.5 * y);
                step = (y + e - 2 - i) / (1 + 0.5 * e);
                y -= step;
            }
            total += y * y;
        }
        return total;
    }

    /// The exit in the middle, a bound on the rounds, and the last root as the next start.
    static double fromTheLast(double[] x) {
        double y = 1;
        double total = 0;
        for (double a : x) {
            for (int round = 0;; round++) {
                double residual = y * y * y + a * y - 3;
                if (Math.abs(residual) < 1e-13 || round == 60) {
                    break;
                }
                y -= residual / (3 * y * y + a);
            }
            total += y * a;
        }
        return total;
    }

    /// `do` with a `continue` of the outer loop; some elements need no solving.
    static double skipping(double[] x) {
        double product = 1;
        outer:
        for (int i = 0; i < x.length; i++) {
            double a = x[i];
            double y = a;
            do {
                if (y < 0) {
                    product *= 1 - a;
                    continue outer;
                }
                y = 0.5 * (y + a / y);
            } while (Math.abs(y * y - a) > 4e-16 * a && y > 1e-3);
            product *= 1 + y * i;
        }
        return product;
    }

    /// The damping halves in a third loop, as far as an active comparison says; the function is an argument.
    static double damped(double[] x) {
        double total = 0;
        for (int i = 0; i < 2; i++) {
            double[] point = {2.5 + i, -1};
            int rounds = 0;
            while (norm(point, x) > 1e-14 && rounds++ < 50) {
                double ux = 2 * point[0];
                double uy = x[1];
                double vx = Math.cos(point[0]);
                double vy = 1;
                double u = point[0] * point[0] + x[1] * point[1] - x[0];
                double v = Math.sin(point[0]) + point[1] - x[2];
                double det = ux * vy - uy * vx;
                double dx = (u * vy - uy * v) / det;
                double dy = (ux * v - u * vx) / det;
                double scale = 1;
                double before = norm(point, x);
                double[] trial = {point[0] - dx, point[1] - dy};
                while (norm(trial, x) > before && scale > 1e-6) {
                    scale *= 0.5;
                    trial[0] = point[0] - scale * dx;
                    trial[1] = point[1] - scale * dy;
                }
                point = trial;
            }
            total += point[0] * point[1] * (i + 1);
        }
        return total;
    }

    private static double norm(double[] p, double[] x) {
        double u = p[0] * p[0] + x[1] * p[1] - x[0];
        double v = Math.sin(p[0]) + p[1] - x[2];
        return u * u + v * v;
    }

    static List<Sample> all() {
        return List.of(
                Sample.of("3 newton", NewtonInLoop::f, 0.7, 1.3, 0.4).within(1e-5),
                Sample.of("3 newton from the last root", NewtonInLoop::fromTheLast, 2.1, 1.5, 0.8)
                        .within(1e-5),
                Sample.of("3 newton skipping", NewtonInLoop::skipping, 2.0, -0.5, 3.0, 1.7)
                        .within(1e-5),
                Sample.of("3 newton damped", NewtonInLoop::damped, 3.0, 0.6, 0.4)
                        .within(1e-5));
    }
}

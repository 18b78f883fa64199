package org.cotangent.samples;

import java.util.List;
import java.util.Random;
import org.cotangent.Objective;

/// Twelve, 1: the Gaussian mixture of ADBench, the data captured.
///
/// The parameters are one array: `k` weights, `k` means of `d`, and per component `d` logarithms of a
/// diagonal and `d(d-1)/2` entries of a strictly lower triangle, column by column.
final class GaussianMixture {
    private final int d;
    private final int k;
    private final double[][] points;
    private final double gamma;
    private final int m;

    GaussianMixture(int d, int k, double[][] points, double gamma, int m) {
        this.d = d;
        this.k = k;
        this.points = points;
        this.gamma = gamma;
        this.m = m;
    }

    double logLikelihood(double[] theta) {
        int rows = d * (d + 1) / 2;
        int factors = k + k * d;
        double[] diagonals = new double[k * d];
        double[] sums = new double[k];
        for (int c = 0; c < k; c++) {
            for (int j = 0; j < d; j++) {
                double q = theta[factors + c * rows + j];
                sums[c] += q;
                diagonals[c * d + j] = Math.exp(q);
            }
        }
        double[] centred = new double[d];
        double[] transformed = new double[d];
        double[] terms = new double[k];
        double total = 0;
        for (double[] point : points) {
            for (int c = 0; c < k; c++) {
                subtract(point, theta, k + c * d, centred);
                transform(diagonals, c * d, theta, factors + c * rows + d, centred, transformed);
                terms[c] = theta[c] + sums[c] - 0.5 * squaredNorm(transformed, 0, d);
            }
            total += logSumExp(terms, k);
        }
        int n = points.length;
        return -n * d * 0.5 * Math.log(2 * Math.PI)
                + total
                - n * logSumExp(theta, k)
                + logWishartPrior(theta, factors, diagonals, sums);
    }

    private static void subtract(double[] point, double[] theta, int mean, double[] out) {
        for (int j = 0; j < out.length; j++) {
            out[j] = point[j] - theta[mean + j];
        }
    }

    private static void transform(double[] diagonal, int at, double[] theta, int lower, double[] v, double[] out) {
        int d = v.length;
        for (int i = 0; i < d; i++) {
            out[i] = diagonal[at + i] * v[i];
        }
        int p = lower;
        for (int i = 0; i < d; i++) {
            for (int j = i + 1; j < d; j++) {
                out[j] += theta[p++] * v[i];
            }
        }
    }

    private static double squaredNorm(double[] v, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += v[i] * v[i];
        }
        return sum;
    }

    private static double logSumExp(double[] v, int n) {
        double max = v[0];
        for (int i = 1; i < n; i++) {
            if (v[i] > max) {
                max = v[i];
            }
        }
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Math.exp(v[i] - max);
        }
        return max + Math.log(sum);
    }

    private double logWishartPrior(double[] theta, int factors, double[] diagonals, double[] sums) {
        int rows = d * (d + 1) / 2;
        double prior = 0;
        for (int c = 0; c < k; c++) {
            int lower = factors + c * rows + d;
            double frobenius = squaredNorm(diagonals, c * d, c * d + d) + squaredNorm(theta, lower, lower + rows - d);
            prior += 0.5 * gamma * gamma * frobenius - m * sums[c];
        }
        return prior;
    }

    // ---- variants

    /// The helpers allocate and return arrays; the parameters are taken apart into rows first.
    double byRows(double[] theta) {
        double[][] means = new double[k][];
        double[][] q = new double[k][d];
        double[][][] lower = new double[k][d][d];
        int p = k;
        for (int c = 0; c < k; c++, p += d) {
            means[c] = java.util.Arrays.copyOfRange(theta, p, p + d);
        }
        for (int c = 0; c < k; c++) {
            System.arraycopy(theta, p, q[c], 0, d);
            p += d;
            for (int i = 0; i < d; i++) {
                for (int j = i + 1; j < d; j++) {
                    lower[c][j][i] = theta[p++];
                }
            }
        }
        double total = 0;
        for (double[] point : points) {
            double[] terms = new double[k];
            for (int c = 0; c < k; c++) {
                double[] v = times(q[c], lower[c], minus(point, means[c]));
                terms[c] = theta[c] + sum(q[c]) - 0.5 * squaredNorm(v, 0, v.length);
            }
            total += logSumExp(terms, k);
        }
        return total - points.length * logSumExp(theta, k);
    }

    private static double[] minus(double[] a, double[] b) {
        double[] c = a.clone();
        for (int i = 0; i < c.length; i++) {
            c[i] -= b[i];
        }
        return c;
    }

    private static double[] times(double[] q, double[][] lower, double[] v) {
        double[] out = new double[v.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = Math.exp(q[i]) * v[i];
            for (int j = 0; j < i; j++) {
                out[i] += lower[i][j] * v[j];
            }
        }
        return out;
    }

    private static double sum(double... v) {
        double sum = 0;
        for (double each : v) {
            sum += each;
        }
        return sum;
    }

    /// Components as objects with a method each, made anew from the parameters.
    double byComponents(double[] theta) {
        Component[] components = new Component[k];
        int rows = d * (d + 1) / 2;
        for (int c = 0; c < k; c++) {
            components[c] = new Component(theta, theta[c], k + c * d, k + k * d + c * rows, d);
        }
        double total = 0;
        for (double[] point : points) {
            double largest = Double.NEGATIVE_INFINITY;
            for (Component component : components) {
                component.score(point);
                largest = Math.max(largest, component.score);
            }
            double sum = 0;
            for (Component component : components) {
                sum += Math.exp(component.score - largest);
            }
            total += largest + Math.log(sum);
        }
        return total - points.length * logSumExp(theta, k);
    }

    private static final class Component {
        final double[] theta;
        final double weight;
        final int mean;
        final int factor;
        final int d;
        double score;

        Component(double[] theta, double weight, int mean, int factor, int d) {
            this.theta = theta;
            this.weight = weight;
            this.mean = mean;
            this.factor = factor;
            this.d = d;
        }

        void score(double[] point) {
            double result = weight;
            for (int i = 0; i < d; i++) {
                double q = theta[factor + i];
                double t = Math.exp(q) * (point[i] - theta[mean + i]);
                for (int j = 0; j < i; j++) {
                    int at = factor + d + j * d - j * (j + 1) / 2 + (i - j - 1);
                    t += theta[at] * (point[j] - theta[mean + j]);
                }
                result += q - 0.5 * t * t;
            }
            score = result;
        }
    }

    static List<Sample> all() {
        int d = 3;
        int k = 4;
        Random random = new Random(7);
        double[][] points = new double[20][d];
        for (double[] point : points) {
            for (int j = 0; j < d; j++) {
                point[j] = random.nextGaussian();
            }
        }
        double[] theta = new double[k + k * d + k * d * (d + 1) / 2];
        for (int i = 0; i < theta.length; i++) {
            theta[i] = 0.4 * random.nextGaussian();
        }
        GaussianMixture mixture = new GaussianMixture(d, k, points, 1.0, 2);
        Objective<double[]> captured = t -> mixture.logLikelihood(t) / 10;
        return List.of(
                Sample.of("1 mixture", mixture::logLikelihood, theta),
                Sample.of("1 mixture, in a lambda", captured, theta),
                Sample.of("1 mixture by rows", mixture::byRows, theta),
                Sample.of("1 mixture by components", mixture::byComponents, theta));
    }
}

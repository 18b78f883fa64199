package org.cotangent.bench;

import org.cotangent.cli.demo.Gmm;

/// The Gaussian mixture as ADBench writes it: helpers inside helpers, nothing shaped for speed. The parameters are one array:
/// weights, means, then per component the logarithms of a diagonal and a strictly lower triangle, column by column.
record Mixture(int d, int k, double[] points, double gamma, int m) {

    double objective(double[] theta) {
        int size = d * (d + 1) / 2;
        int factors = k + k * d;
        int n = points.length / d;
        double[] diagonals = new double[d * k];
        double[] sums = new double[k];
        double[] centred = new double[d];
        double[] whitened = new double[d];
        double[] terms = new double[k];
        preprocess(theta, factors, size, sums, diagonals);
        double total = 0;
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < k; c++) {
                subtract(i * d, theta, k + c * d, centred);
                times(diagonals, c * d, theta, factors + c * size + d, centred, whitened);
                terms[c] = theta[c] + sums[c] - 0.5 * squaredNorm(d, whitened, 0);
            }
            total += logSumExp(k, terms);
        }
        return -0.5 * n * d * Math.log(2 * Math.PI)
                + total
                - n * logSumExp(k, theta)
                + prior(sums, diagonals, theta, factors, size);
    }

    private void preprocess(double[] theta, int factors, int size, double[] sums, double[] diagonals) {
        for (int c = 0; c < k; c++) {
            sums[c] = 0;
            for (int j = 0; j < d; j++) {
                sums[c] = sums[c] + theta[factors + c * size + j];
                diagonals[c * d + j] = Math.exp(theta[factors + c * size + j]);
            }
        }
    }

    private void subtract(int point, double[] theta, int mean, double[] out) {
        for (int j = 0; j < d; j++) {
            out[j] = points[point + j] - theta[mean + j];
        }
    }

    private void times(double[] diagonals, int at, double[] theta, int lower, double[] x, double[] out) {
        for (int i = 0; i < d; i++) {
            out[i] = diagonals[at + i] * x[i];
        }
        int p = lower;
        for (int i = 0; i < d; i++) {
            for (int j = i + 1; j < d; j++) {
                out[j] = out[j] + theta[p] * x[i];
                p++;
            }
        }
    }

    private static double squaredNorm(int n, double[] x, int from) {
        double sum = x[from] * x[from];
        for (int i = 1; i < n; i++) {
            sum += x[from + i] * x[from + i];
        }
        return sum;
    }

    private static double max(int n, double[] x) {
        double m = x[0];
        for (int i = 1; i < n; i++) {
            if (m < x[i]) {
                m = x[i];
            }
        }
        return m;
    }

    private static double logSumExp(int n, double[] x) {
        double mx = max(n, x);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Math.exp(x[i] - mx);
        }
        return Math.log(sum) + mx;
    }

    private double prior(double[] sums, double[] diagonals, double[] theta, int factors, int size) {
        int n = d + m + 1;
        double constant = n * d * (Math.log(gamma) - 0.5 * Math.log(2)) - logGammaDistribution(0.5 * n, d);
        double out = 0;
        for (int c = 0; c < k; c++) {
            double frobenius =
                    squaredNorm(d, diagonals, c * d) + squaredNorm(size - d, theta, factors + c * size + d);
            out = out + 0.5 * gamma * gamma * frobenius - m * sums[c];
        }
        return out - k * constant;
    }

    private static double logGammaDistribution(double a, double p) {
        double out = 0.25 * p * (p - 1) * Math.log(Math.PI);
        for (int j = 1; j <= p; j++) {
            out += Gmm.logGamma(a + 0.5 * (1 - j));
        }
        return out;
    }
}

package org.cotangent.cli.demo;

/// The gradient of [Gmm], derived and written by hand, for comparison.
record GmmByHand(int d, int k, double[] points, double gamma, int m) {

    double[] gradient(double[] theta) {
        double[] gradient = new double[theta.length];
        int n = points.length / d;
        double[] weights = new double[k];
        softmax(theta, 0, k, weights);
        for (int c = 0; c < k; c++) {
            gradient[c] = -n * weights[c];
        }
        double[] diagonals = diagonals(theta);
        double[][] centred = new double[k][d];
        double[][] whitened = new double[k][d];
        double[] terms = new double[k];
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < k; c++) {
                terms[c] = term(theta, diagonals, i, c, centred[c], whitened[c]);
            }
            softmax(terms, 0, k, weights);
            for (int c = 0; c < k; c++) {
                addTerm(theta, diagonals, c, weights[c], centred[c], whitened[c], gradient);
            }
        }
        addPrior(theta, diagonals, gradient);
        return gradient;
    }

    private static void softmax(double[] v, int from, int count, double[] out) {
        double logSum = Gmm.logSumExp(v, count);
        for (int i = 0; i < count; i++) {
            out[i] = Math.exp(v[from + i] - logSum);
        }
    }

    private int factor(int c) {
        return k + k * d + c * d * (d + 1) / 2;
    }

    private double[] diagonals(double[] theta) {
        double[] diagonals = new double[k * d];
        for (int c = 0; c < k; c++) {
            for (int j = 0; j < d; j++) {
                diagonals[c * d + j] = Math.exp(theta[factor(c) + j]);
            }
        }
        return diagonals;
    }

    private double term(double[] theta, double[] diagonals, int i, int c, double[] v, double[] w) {
        double sum = theta[c];
        for (int j = 0; j < d; j++) {
            v[j] = points[i * d + j] - theta[k + c * d + j];
            w[j] = diagonals[c * d + j] * v[j];
            sum += theta[factor(c) + j];
        }
        int p = factor(c) + d;
        for (int a = 0; a < d; a++) {
            for (int b = a + 1; b < d; b++) {
                w[b] += theta[p++] * v[a];
            }
        }
        for (int j = 0; j < d; j++) {
            sum -= 0.5 * w[j] * w[j];
        }
        return sum;
    }

    private void addTerm(
            double[] theta, double[] diagonals, int c, double weight, double[] v, double[] w, double[] gradient) {
        gradient[c] += weight;
        int mean = k + c * d;
        for (int j = 0; j < d; j++) {
            double q = diagonals[c * d + j];
            gradient[factor(c) + j] += weight * (1 - w[j] * q * v[j]);
            gradient[mean + j] += weight * w[j] * q;
        }
        int p = factor(c) + d;
        for (int a = 0; a < d; a++) {
            double pull = 0;
            for (int b = a + 1; b < d; b++, p++) {
                gradient[p] -= weight * w[b] * v[a];
                pull += theta[p] * w[b];
            }
            gradient[mean + a] += weight * pull;
        }
    }

    private void addPrior(double[] theta, double[] diagonals, double[] gradient) {
        for (int c = 0; c < k; c++) {
            for (int j = 0; j < d; j++) {
                double q = diagonals[c * d + j];
                gradient[factor(c) + j] += gamma * gamma * q * q - m;
            }
            for (int p = factor(c) + d; p < factor(c) + d * (d + 1) / 2; p++) {
                gradient[p] += gamma * gamma * theta[p];
            }
        }
    }
}

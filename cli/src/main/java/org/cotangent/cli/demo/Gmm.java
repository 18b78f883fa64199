package org.cotangent.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.StringTokenizer;

/// A Gaussian mixture with a Wishart prior on its precision matrices, as in ADBench.
///
/// The parameters are one array: `k` weights; `k` means of `d`; per component, `d` logarithms of a diagonal
/// and then the strictly lower triangle of a factor of the inverse covariance, column by column. The points
/// are data. Plain Java: nothing here knows that it will be differentiated.
public final class Gmm {
    private final int d;
    private final int k;
    private final double[] points;
    private final double gamma;
    private final int m;

    Gmm(int d, int k, double[] points, double gamma, int m) {
        this.d = d;
        this.k = k;
        this.points = points;
        this.gamma = gamma;
        this.m = m;
    }

    /// A mixture and a place to start.
    public record Problem(String name, Gmm model, double[] start) {
        /// The same in another unit of length: points and means times `unit`.
        public Problem in(double unit) {
            double[] points = model.points.clone();
            for (int i = 0; i < points.length; i++) points[i] *= unit;
            double[] scaled = start.clone();
            for (int i = 0; i < model.k * model.d; i++) scaled[model.k + i] *= unit;
            return new Problem(name, new Gmm(model.d, model.k, points, model.gamma, model.m), scaled);
        }
    }

    int points() {
        return points.length / d;
    }

    public int dimension() {
        return d;
    }

    public int components() {
        return k;
    }

    /// All points, one after the other.
    public double[] data() {
        return points.clone();
    }

    /// The two numbers of the prior.
    public double gamma() {
        return gamma;
    }

    public int m() {
        return m;
    }

    /// The objective of ADBench: the log-likelihood and the prior.
    public double objective(double[] theta) {
        double[] diagonals = new double[k * d];
        double[] sums = new double[k];
        diagonals(theta, diagonals, sums);
        return logLikelihood(theta, diagonals, sums) + prior(theta, diagonals, sums) - k * normalisation();
    }

    /// What a fit minimises: per point, the negative log-likelihood and the prior as a penalty.
    ///
    /// (ADBench adds the prior to the likelihood, which makes its objective unbounded both ways: fine for
    /// measuring gradients, not for fitting.)
    double loss(double[] theta) {
        double[] diagonals = new double[k * d];
        double[] sums = new double[k];
        diagonals(theta, diagonals, sums);
        return (prior(theta, diagonals, sums) - logLikelihood(theta, diagonals, sums)) / points();
    }

    private void diagonals(double[] theta, double[] diagonals, double[] sums) {
        int size = d * (d + 1) / 2;
        int factors = k + k * d;
        for (int c = 0; c < k; c++) {
            for (int j = 0; j < d; j++) {
                double q = theta[factors + c * size + j];
                sums[c] += q;
                diagonals[c * d + j] = Math.exp(q);
            }
        }
    }

    private double logLikelihood(double[] theta, double[] diagonals, double[] sums) {
        int size = d * (d + 1) / 2;
        int factors = k + k * d;
        double[] centred = new double[d];
        double[] whitened = new double[d];
        double[] terms = new double[k];
        double total = 0;
        int n = points();
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < k; c++) {
                subtract(i * d, theta, k + c * d, centred);
                whiten(diagonals, c * d, theta, factors + c * size + d, centred, whitened);
                terms[c] = theta[c] + sums[c] - 0.5 * squaredNorm(whitened, 0, d);
            }
            total += logSumExp(terms, k);
        }
        return -0.5 * n * d * Math.log(2 * Math.PI) + total - n * logSumExp(theta, k);
    }

    private void subtract(int point, double[] theta, int mean, double[] out) {
        for (int j = 0; j < d; j++) {
            out[j] = points[point + j] - theta[mean + j];
        }
    }

    private static void whiten(double[] diagonals, int at, double[] theta, int lower, double[] v, double[] out) {
        int d = v.length;
        for (int i = 0; i < d; i++) {
            out[i] = diagonals[at + i] * v[i];
        }
        int p = lower;
        for (int i = 0; i < d; i++) {
            double x = v[i];
            for (int j = i + 1; j < d; j++) {
                out[j] += theta[p++] * x;
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

    static double logSumExp(double[] v, int n) {
        double max = v[0];
        for (int i = 1; i < n; i++) {
            max = Math.max(max, v[i]);
        }
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += Math.exp(v[i] - max);
        }
        return max + Math.log(sum);
    }

    private double prior(double[] theta, double[] diagonals, double[] sums) {
        int size = d * (d + 1) / 2;
        double prior = 0;
        for (int c = 0; c < k; c++) {
            int lower = k + k * d + c * size + d;
            double squares = squaredNorm(diagonals, c * d, c * d + d) + squaredNorm(theta, lower, lower + size - d);
            prior += 0.5 * gamma * gamma * squares - m * sums[c];
        }
        return prior;
    }

    /// The constant of the prior's density.
    private double normalisation() {
        int n = d + m + 1;
        double logGamma = 0.25 * d * (d - 1) * Math.log(Math.PI);
        for (int j = 1; j <= d; j++) {
            logGamma += logGamma(0.5 * n + 0.5 * (1 - j));
        }
        return n * d * (Math.log(gamma) - 0.5 * Math.log(2)) - logGamma;
    }

    /// Stirling's series, after the argument has been raised above 15.
    public static double logGamma(double x) {
        double product = 1;
        double z = x;
        while (z < 15) {
            product *= z;
            z++;
        }
        double r = 1 / (z * z);
        double series = (1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260 - r * (1.0 / 1680 - r / 1188)))) / z;
        return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product);
    }

    /// The gradient of [#objective], by hand: what Cotangent is measured against.
    public double[] gradientByHand(double[] theta) {
        return new GmmByHand(d, k, points, gamma, m).gradient(theta);
    }

    // ---- data

    /// Reads a file of ADBench: `d k n`, weights, means, factors, points, then `gamma m`.
    public static Problem read(Path file) {
        StringTokenizer numbers;
        try {
            numbers = new StringTokenizer(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int d = Integer.parseInt(numbers.nextToken());
        int k = Integer.parseInt(numbers.nextToken());
        int n = Integer.parseInt(numbers.nextToken());
        double[] start = doubles(numbers, parameters(d, k));
        double[] points = doubles(numbers, n * d);
        double gamma = Double.parseDouble(numbers.nextToken());
        int m = Integer.parseInt(numbers.nextToken());
        return new Problem(file.getFileName().toString(), new Gmm(d, k, points, gamma, m), start);
    }

    private static double[] doubles(StringTokenizer numbers, int count) {
        double[] result = new double[count];
        for (int i = 0; i < count; i++) {
            result[i] = Double.parseDouble(numbers.nextToken());
        }
        return result;
    }

    /// A problem of the distribution of ADBench's files: normal weights, factors and points, means uniform in [0, 1).
    public static Problem generate(int d, int k, int n, long seed) {
        Random random = new Random(seed);
        double[] start = new double[parameters(d, k)];
        for (int i = 0; i < start.length; i++) {
            start[i] = i >= k && i < k + k * d ? random.nextDouble() : random.nextGaussian();
        }
        double[] points = new double[n * d];
        for (int i = 0; i < points.length; i++) {
            points[i] = random.nextGaussian();
        }
        return new Problem("generated, seed " + seed, new Gmm(d, k, points, 1, 0), start);
    }

    private static int parameters(int d, int k) {
        return k + k * d + k * d * (d + 1) / 2;
    }
}

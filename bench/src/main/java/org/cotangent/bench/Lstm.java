package org.cotangent.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.StringTokenizer;

/// The character model of ADBench: one number per character and gate, no mixing between characters. Plain Java.
///
/// The parameters are one array: per layer the weights and the biases of four gates, `8 b` numbers, then three rows of `b`
/// for the input, the output and its bias.
final class Lstm {
    private final int layers;
    private final int b;
    private final double[] start;
    private final double[][] sequence;

    private Lstm(int layers, int b, double[] start, double[][] sequence) {
        this.layers = layers;
        this.b = b;
        this.start = start;
        this.sequence = sequence;
    }

    /// A model and the parameters at which to measure.
    record Problem(Lstm model, double[] parameters) {}

    double loss(double[] theta) {
        double[] state = start.clone();
        double[] current = new double[b];
        double[] prediction = new double[b];
        double total = 0;
        for (int t = 0; t + 1 < sequence.length; t++) {
            predict(theta, sequence[t], state, current, prediction);
            double sum = 0;
            for (int i = 0; i < b; i++) {
                sum += Math.exp(prediction[i]);
            }
            double logSum = Math.log(2 + sum);
            double[] next = sequence[t + 1];
            for (int i = 0; i < b; i++) {
                total += next[i] * (prediction[i] - logSum);
            }
        }
        return -total / ((sequence.length - 1) * b);
    }

    private void predict(double[] theta, double[] x, double[] state, double[] current, double[] out) {
        int extra = layers * 8 * b;
        for (int i = 0; i < b; i++) {
            current[i] = x[i] * theta[extra + i];
        }
        for (int layer = 0; layer < layers; layer++) {
            step(theta, layer * 8 * b, state, layer * 2 * b, current);
        }
        for (int i = 0; i < b; i++) {
            out[i] = current[i] * theta[extra + b + i] + theta[extra + 2 * b + i];
        }
    }

    /// Hidden state at `at`, cell at `at + b`; weights at `w`, biases behind them: forget, in, out, change.
    private void step(double[] theta, int w, double[] state, int at, double[] x) {
        int bias = w + 4 * b;
        for (int i = 0; i < b; i++) {
            double hidden = state[at + i];
            double forget = sigmoid(x[i] * theta[w + i] + theta[bias + i]);
            double in = sigmoid(hidden * theta[w + b + i] + theta[bias + b + i]);
            double out = sigmoid(x[i] * theta[w + 2 * b + i] + theta[bias + 2 * b + i]);
            double change = Math.tanh(hidden * theta[w + 3 * b + i] + theta[bias + 3 * b + i]);
            double cell = state[at + b + i] * forget + in * change;
            state[at + b + i] = cell;
            state[at + i] = out * Math.tanh(cell);
            x[i] = state[at + i];
        }
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    // ---- data

    /// Reads a file of ADBench: `l c b`, main and extra parameters, state, sequence.
    static Problem read(Path file) {
        StringTokenizer numbers;
        try {
            numbers = new StringTokenizer(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int layers = Integer.parseInt(numbers.nextToken());
        int length = Integer.parseInt(numbers.nextToken());
        int b = Integer.parseInt(numbers.nextToken());
        return problem(layers, length, b, () -> Double.parseDouble(numbers.nextToken()));
    }

    /// A problem of the sizes of ADBench's files, with uniform numbers.
    static Problem generate(int layers, int length, long seed) {
        Random random = new Random(seed);
        return problem(layers, length, 14, random::nextDouble);
    }

    private static Problem problem(int layers, int length, int b, java.util.function.DoubleSupplier next) {
        double[] parameters = numbers(layers * 8 * b + 3 * b, next);
        double[] start = numbers(layers * 2 * b, next);
        double[][] sequence = new double[length][];
        for (int t = 0; t < length; t++) sequence[t] = numbers(b, next);
        return new Problem(new Lstm(layers, b, start, sequence), parameters);
    }

    private static double[] numbers(int count, java.util.function.DoubleSupplier next) {
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++) numbers[i] = next.getAsDouble();
        return numbers;
    }
}

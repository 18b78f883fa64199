package org.cotangent.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/// A network of two layers, in plain Java arrays, that learns hand-written digits.
///
/// The weights are four arrays: `hidden × pixels` numbers and `hidden` biases, `10 × hidden` numbers and 10 biases.
final class DigitsNetwork {
    static final int PIXELS = 64;
    static final int CLASSES = 10;
    private static final double DECAY = 1e-4;

    private final int hidden;
    private final List<Digit> digits;
    private int from;
    private int to;

    DigitsNetwork(int hidden, List<Digit> digits) {
        this.hidden = hidden;
        this.digits = digits;
        this.to = digits.size();
    }

    /// An image of 8 × 8 grey values in [0, 1], and what it shows.
    record Digit(double[] image, int label) {}

    /// Small random weights to begin with.
    double[][] initialWeights(long seed) {
        Random random = new Random(seed);
        double[][] weights =
                {new double[hidden * PIXELS], new double[hidden], new double[CLASSES * hidden], new double[CLASSES]
                };
        for (int i = 0; i < weights[0].length; i++) {
            weights[0][i] = random.nextGaussian() / Math.sqrt(PIXELS);
        }
        for (int i = 0; i < weights[2].length; i++) {
            weights[2][i] = random.nextGaussian() / Math.sqrt(hidden);
        }
        return weights;
    }

    /// The digits that [#loss] is about from now on.
    void batch(int first, int end) {
        from = first;
        to = end;
    }

    int size() {
        return digits.size();
    }

    /// The mean cross-entropy of the batch, with a little weight decay.
    double loss(double[][] weights) {
        double[] activations = new double[hidden];
        double[] scores = new double[CLASSES];
        double sum = 0;
        for (int i = from; i < to; i++) {
            Digit digit = digits.get(i);
            scores(weights, digit.image, activations, scores);
            sum += logSumExp(scores) - scores[digit.label];
        }
        return sum / (to - from) + DECAY * (squares(weights[0]) + squares(weights[2]));
    }

    private void scores(double[][] weights, double[] image, double[] activations, double[] scores) {
        layer(weights[0], weights[1], image, activations);
        for (int j = 0; j < hidden; j++) {
            activations[j] = Math.tanh(activations[j]);
        }
        layer(weights[2], weights[3], activations, scores);
    }

    private static void layer(double[] weights, double[] biases, double[] in, double[] out) {
        int p = 0;
        for (int j = 0; j < out.length; j++) {
            double sum = biases[j];
            for (int i = 0; i < in.length; i++) {
                sum += weights[p++] * in[i];
            }
            out[j] = sum;
        }
    }

    private static double logSumExp(double[] v) {
        double max = v[0];
        for (double each : v) {
            max = Math.max(max, each);
        }
        double sum = 0;
        for (double each : v) {
            sum += Math.exp(each - max);
        }
        return max + Math.log(sum);
    }

    private static double squares(double[] v) {
        double sum = 0;
        for (double each : v) {
            sum += each * each;
        }
        return sum;
    }

    /// The most likely digit.
    int predict(double[][] weights, Digit digit) {
        double[] scores = new double[CLASSES];
        scores(weights, digit.image, new double[hidden], scores);
        int best = 0;
        for (int j = 1; j < CLASSES; j++) {
            best = scores[j] > scores[best] ? j : best;
        }
        return best;
    }

    /// The share of digits that are recognised.
    double accuracy(double[][] weights) {
        int right = 0;
        for (Digit digit : digits) {
            right += predict(weights, digit) == digit.label ? 1 : 0;
        }
        return (double) right / digits.size();
    }

    /// All digits, in a fixed random order.
    static List<Digit> read() {
        List<Digit> digits = new ArrayList<>();
        try (InputStream file = DigitsNetwork.class.getResourceAsStream("digits.csv.gz")) {
            if (file == null) {
                throw new IllegalStateException("digits.csv.gz is not among the resources of the demo");
            }
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(new GZIPInputStream(file), StandardCharsets.US_ASCII));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                digits.add(digit(line.split(",")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Collections.shuffle(digits, new Random(8));
        return digits;
    }

    private static Digit digit(String[] numbers) {
        double[] image = new double[PIXELS];
        for (int i = 0; i < PIXELS; i++) {
            image[i] = Double.parseDouble(numbers[i]) / 16;
        }
        return new Digit(image, (int) Double.parseDouble(numbers[PIXELS]));
    }
}

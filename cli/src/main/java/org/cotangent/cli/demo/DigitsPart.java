package org.cotangent.cli.demo;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.cotangent.Cotangent;
import org.cotangent.Gradient;
import org.cotangent.Objective;
import org.cotangent.ValueAndGradient;
import org.cotangent.testkit.Differences;

/// Part d: a network of plain arrays, trained on hand-written digits.
final class DigitsPart {
    private static final int HIDDEN = 32;
    private static final int BATCH = 64;
    private static final int EPOCHS = 40;

    private final PrintStream out;

    DigitsPart(PrintStream out) {
        this.out = out;
    }

    Part run() {
        Part part = new Part(
                "A network that reads digits",
                "Two layers as an ordinary Java programmer would write them, with loops over <code>double[]</code>. The "
                        + "gradient of a loss over <code>double[][]</code> is a <code>double[][]</code>. Trained on four "
                        + "fifths of 1,797 hand-written digits, tested on the rest.");
        List<DigitsNetwork.Digit> digits = DigitsNetwork.read();
        int split = digits.size() - digits.size() / 5;
        DigitsNetwork training = new DigitsNetwork(HIDDEN, digits.subList(0, split));
        DigitsNetwork heldOut = new DigitsNetwork(HIDDEN, digits.subList(split, digits.size()));
        double[][] weights = training.initialWeights(3);
        part.fact("digits", "%d to learn from, %d held out".formatted(training.size(), heldOut.size()));
        check(part, training, weights);
        train(part, training, heldOut, weights);
        part.picture(new DigitGrid(heldOut, weights, digits.subList(split, split + 40)));
        return part;
    }

    private static void check(Part part, DigitsNetwork network, double[][] weights) {
        Objective<double[][]> loss = network::loss;
        Gradient<double[][]> gradient = Cotangent.gradient(loss);
        network.batch(0, BATCH);
        ValueAndGradient<double[][]> found = gradient.valueAndGradient(weights);
        Random random = new Random(4);
        double[][] v = new double[weights.length][];
        double slope = 0;
        for (int i = 0; i < v.length; i++) {
            v[i] = random.doubles(weights[i].length, -1, 1).toArray();
            slope += Checks.dot(found.gradient()[i], v[i]);
        }
        part.check(
                "value",
                found.value() + ", as the plain run to the last bit",
                Double.doubleToRawLongBits(found.value()) == Double.doubleToRawLongBits(network.loss(weights)));
        Checks.differences(
                part,
                "slope in a random direction",
                slope,
                Differences.derivative(h -> network.loss(moved(weights, v, h)), 0));
        part.times(
                Timing.of(() -> network.loss(weights)), Timing.of(() -> gradient.valueAndGradient(weights).value()));
    }

    private static double[][] moved(double[][] x, double[][] v, double h) {
        double[][] y = new double[x.length][];
        for (int i = 0; i < y.length; i++) {
            y[i] = Checks.moved(x[i], v[i], h);
        }
        return y;
    }

    private void train(Part part, DigitsNetwork training, DigitsNetwork heldOut, double[][] weights) {
        Gradient<double[][]> gradient = Cotangent.gradient(training::loss);
        Adam adam = new Adam(0.01, weights);
        double[] epochs = new double[EPOCHS];
        double[] losses = new double[EPOCHS];
        double[] tests = new double[EPOCHS];
        long start = System.nanoTime();
        try (Progress progress = new Progress(out, "training", EPOCHS)) {
            for (int epoch = 0; epoch < EPOCHS; epoch++) {
                int batches = 0;
                for (int from = 0; from + BATCH <= training.size(); from += BATCH, batches++) {
                    training.batch(from, from + BATCH);
                    ValueAndGradient<double[][]> step = gradient.valueAndGradient(weights);
                    adam.step(weights, step.gradient());
                    losses[epoch] += step.value();
                }
                losses[epoch] /= batches;
                epochs[epoch] = epoch + 1.0;
                tests[epoch] = heldOut.loss(weights);
                progress.at(epoch + 1, String.format(Locale.ROOT, "loss %.4f", losses[epoch]));
            }
        }
        double accuracy = heldOut.accuracy(weights);
        part.check(
                "accuracy on the held-out fifth",
                "%.1f %% after %d epochs in %s"
                        .formatted(100 * accuracy, EPOCHS, Timing.shown((System.nanoTime() - start) * 1e-9)),
                accuracy > 0.95);
        part.picture(new Plot(
                "Training",
                "Mean cross-entropy and weight decay, by Adam on batches of " + BATCH + ".",
                new Plot.Axis("epoch", false),
                new Plot.Axis("loss", true),
                List.of(
                        new Plot.Series("training digits", epochs, losses),
                        new Plot.Series("held-out digits", epochs, tests))));
    }
}

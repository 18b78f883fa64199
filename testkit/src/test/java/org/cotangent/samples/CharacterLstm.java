package org.cotangent.samples;

import java.util.List;
import java.util.Random;

/// Twelve, 2: the LSTM of ADBench, sequence and state captured.
///
/// The parameters are one array: per layer the weights and biases of four gates, `8 b` numbers, then three
/// rows of `b` for the input, the output and its bias.
final class CharacterLstm {
    private final int layers;
    private final int b;
    private final double[] initialState;
    private final double[][] sequence;

    CharacterLstm(int layers, int b, double[] initialState, double[][] sequence) {
        this.layers = layers;
        this.b = b;
        this.initialState = initialState;
        this.sequence = sequence;
    }

    double loss(double[] theta) {
        double[] state = initialState.clone();
        double[] input = new double[b];
        double[] prediction = new double[b];
        int extra = layers * 8 * b;
        double total = 0;
        int count = 0;
        for (int t = 0; t + 1 < sequence.length; t++) {
            predict(theta, extra, sequence[t], state, input, prediction);
            double sum = 0;
            for (int i = 0; i < b; i++) {
                sum += Math.exp(prediction[i]);
            }
            double logSum = Math.log(2 + sum);
            double[] next = sequence[t + 1];
            for (int i = 0; i < b; i++) {
                total += next[i] * (prediction[i] - logSum);
            }
            count += b;
        }
        return -total / count;
    }

    private void predict(double[] theta, int extra, double[] x, double[] state, double[] input, double[] out) {
        for (int i = 0; i < b; i++) {
            input[i] = x[i] * theta[extra + i];
        }
        double[] current = input;
        for (int layer = 0; layer < layers; layer++) {
            step(theta, layer * 8 * b, state, layer * 2 * b, current);
            current = input;
            System.arraycopy(state, layer * 2 * b, current, 0, b);
        }
        for (int i = 0; i < b; i++) {
            out[i] = current[i] * theta[extra + b + i] + theta[extra + 2 * b + i];
        }
    }

    /// Hidden at `at`, cell at `at + b`; weights at `w`, biases behind them: forget, in, out, change.
    private void step(double[] theta, int w, double[] state, int at, double[] x) {
        int bias = w + 4 * b;
        for (int i = 0; i < b; i++) {
            double hidden = state[at + i];
            double forget = sigmoid(x[i] * theta[w + i] + theta[bias + i]);
            double ingate = sigmoid(hidden * theta[w + b + i] + theta[bias + b + i]);
            double outgate = sigmoid(x[i] * theta[w + 2 * b + i] + theta[bias + 2 * b + i]);
            double change = Math.tanh(hidden * theta[w + 3 * b + i] + theta[bias + 3 * b + i]);
            state[at + b + i] = state[at + b + i] * forget + ingate * change;
            state[at + i] = outgate * Math.tanh(state[at + b + i]);
        }
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    // ---- variants

    /// Cells as objects that carry their state, linked from layer to layer.
    double byCells(double[] theta) {
        Cell first = null;
        for (int layer = layers - 1; layer >= 0; layer--) {
            first = new Cell(theta, layer * 8 * b, b, first);
            first.reset(initialState, layer * 2 * b);
        }
        int extra = layers * 8 * b;
        double total = 0;
        for (int t = 0; t + 1 < sequence.length; t++) {
            double[] x = new double[b];
            for (int i = 0; i < b; i++) {
                x[i] = sequence[t][i] * theta[extra + i];
            }
            double[] y = first == null ? x : first.forward(x);
            for (int i = 0; i < b; i++) {
                double error = y[i] * theta[extra + b + i] + theta[extra + 2 * b + i] - sequence[t + 1][i];
                total += error * error;
            }
        }
        return total / sequence.length;
    }

    private static final class Cell {
        private final double[] theta;
        private final int w;
        private final int b;
        private final Cell next;
        private double[] hidden = {};
        private double[] memory = {};

        Cell(double[] theta, int w, int b, Cell next) {
            this.theta = theta;
            this.w = w;
            this.b = b;
            this.next = next;
        }

        void reset(double[] state, int at) {
            hidden = java.util.Arrays.copyOfRange(state, at, at + b);
            memory = java.util.Arrays.copyOfRange(state, at + b, at + 2 * b);
        }

        double[] forward(double[] x) {
            double[] fresh = new double[b];
            for (int i = 0; i < b; i++) {
                double keep = gate(0, i, x[i]);
                double take = gate(1, i, hidden[i]);
                double show = gate(2, i, x[i]);
                double change = Math.tanh(hidden[i] * theta[w + 3 * b + i] + theta[w + 7 * b + i]);
                memory[i] = memory[i] * keep + take * change;
                fresh[i] = show * Math.tanh(memory[i]);
            }
            hidden = fresh;
            return next == null ? hidden : next.forward(hidden);
        }

        private double gate(int which, int i, double x) {
            return sigmoid(x * theta[w + which * b + i] + theta[w + (which + 4) * b + i]);
        }
    }

    /// In single precision, with a loop that ends when the state has settled.
    float settled(float[] theta) {
        float[] state = new float[2 * b];
        float[] input = new float[b];
        java.util.Arrays.fill(input, 0.3f);
        float last = 0;
        for (int t = 0; t < 20; t++) {
            float sum = 0;
            for (int i = 0; i < b; i++) {
                float keep = (float) sigmoid(input[i] * theta[i] + theta[4 * b + i]);
                float change = (float) Math.tanh(state[i] * theta[3 * b + i] + theta[7 * b + i]);
                state[b + i] = state[b + i] * keep + (1 - keep) * change;
                state[i] = (float) Math.tanh(state[b + i]);
                sum += state[i];
            }
            if (t > 3 && Math.abs(sum - last) < 0.01f) {
                break;
            }
            last = sum;
        }
        float result = 0;
        for (int i = 0; i < b; i++) {
            result += state[i] * state[i];
        }
        return result;
    }

    double settled(double[] theta) {
        float[] narrow = new float[theta.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) theta[i];
        }
        return settled(narrow);
    }

    static List<Sample> all() {
        int layers = 2;
        int b = 3;
        Random random = new Random(5);
        double[] theta = new double[layers * 8 * b + 3 * b];
        for (int i = 0; i < theta.length; i++) {
            theta[i] = 0.7 * random.nextGaussian();
        }
        double[] state = new double[layers * 2 * b];
        for (int i = 0; i < state.length; i++) {
            state[i] = 0.3 * random.nextGaussian();
        }
        double[][] sequence = new double[6][b];
        for (double[] each : sequence) {
            each[random.nextInt(b)] = 1;
        }
        CharacterLstm model = new CharacterLstm(layers, b, state, sequence);
        return List.of(
                Sample.of("2 lstm", model::loss, theta),
                Sample.of("2 lstm by cells", model::byCells, theta),
                Sample.of("2 lstm settled, float", model::settled, theta).single());
    }
}

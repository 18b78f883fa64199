package org.cotangent.cli.demo;

/// The optimiser of Kingma and Ba, on arrays of arrays.
final class Adam {
    private final double rate;
    private final double[][] mean;
    private final double[][] square;
    private int steps;

    Adam(double rate, double[][] weights) {
        this.rate = rate;
        this.mean = zeros(weights);
        this.square = zeros(weights);
    }

    private static double[][] zeros(double[][] like) {
        double[][] zeros = new double[like.length][];
        for (int i = 0; i < zeros.length; i++) {
            zeros[i] = new double[like[i].length];
        }
        return zeros;
    }

    /// Moves the weights against the gradient.
    void step(double[][] weights, double[][] gradient) {
        steps++;
        double size = rate * Math.sqrt(1 - Math.pow(0.999, steps)) / (1 - Math.pow(0.9, steps));
        for (int i = 0; i < weights.length; i++) {
            for (int j = 0; j < weights[i].length; j++) {
                double g = gradient[i][j];
                mean[i][j] += 0.1 * (g - mean[i][j]);
                square[i][j] += 0.001 * (g * g - square[i][j]);
                weights[i][j] -= size * mean[i][j] / (Math.sqrt(square[i][j]) + 1e-8);
            }
        }
    }
}

package org.cotangent.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// What ADBench's hand-written derivative gives: the value, and of the gradient its length, sum, norm, a
/// weighted sum and the first entries.
public record Reference(double objective, int length, double sum, double norm, double weighted, double[] first) {

    public static Reference read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            String[] gradient = lines.get(1).split("\t", -1);
            return new Reference(
                    Double.parseDouble(lines.get(0).split("\t", -1)[1]),
                    Integer.parseInt(gradient[2]),
                    Double.parseDouble(gradient[4]),
                    Double.parseDouble(gradient[6]),
                    Double.parseDouble(gradient[8]),
                    numbers(gradient[10]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double[] numbers(String text) {
        String[] words = text.strip().split(" ", -1);
        double[] numbers = new double[words.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Double.parseDouble(words[i]);
        }
        return numbers;
    }

    /// The largest difference of a gradient from this, in any of its measures, relative to the measure.
    public double difference(double[] gradient) {
        if (gradient.length != length) {
            return Double.POSITIVE_INFINITY;
        }
        double found = 0;
        double squares = 0;
        double weightedSum = 0;
        for (int i = 0; i < gradient.length; i++) {
            found += gradient[i];
            squares += gradient[i] * gradient[i];
            weightedSum += (7919L * i % 13 + 1) * gradient[i];
        }
        double[] measures = {found, Math.sqrt(squares), weightedSum};
        double[] expected = {sum, norm, weighted};
        double difference = Checks.difference(Arrays.copyOf(gradient, first.length), first);
        for (int i = 0; i < measures.length; i++) {
            difference = Math.max(difference, Checks.difference(measures[i], expected[i]));
        }
        return difference;
    }
}

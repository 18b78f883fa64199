package org.cotangent.rules.math;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Partial derivatives against `reference.txt` (made by `reference.py` beside it): a few units in the last place, over the
/// whole range of exponents.
final class AccuracyTest {
    private static final double ULPS = 4;

    @Test
    void isAccurateEverywhere() throws IOException {
        for (String line : reference()) {
            String[] parts = line.split(" ");
            double[] x = new double[parts.length - 3];
            for (int i = 0; i < x.length; i++) x[i] = Double.parseDouble(parts[2 + i]);
            double expected = Double.parseDouble(parts[parts.length - 1]);
            double actual = Differential.of(MathRules.class, parts[0]).partial(Integer.parseInt(parts[1]), x);
            double ulps = Math.abs(actual - expected) / Math.ulp(expected);
            assertTrue(ulps <= ULPS, line + ": " + actual + " instead of " + expected + ", " + ulps + " ulps");
        }
    }

    private static List<String> reference() throws IOException {
        try (InputStream in = AccuracyTest.class.getResourceAsStream("reference.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}

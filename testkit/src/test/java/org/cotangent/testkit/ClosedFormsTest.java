package org.cotangent.testkit;

import static org.cotangent.Cotangent.derivative;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.cotangent.Derivative;
import org.cotangent.ScalarFunction;
import org.junit.jupiter.api.Test;

/// Derivatives inside derivatives against formulas: differences of what confuses perturbations would agree with itself.
class ClosedFormsTest {
    private record Wave(double a, double b) {
        double at(double t) {
            return a * t * t * t * t * t * t + Math.sin(b * t);
        }
    }

    @Test
    void perturbationsAreNotConfused() {
        ScalarFunction f = x -> x * derivative(y -> x + y).applyAsDouble(2);
        assertEquals(1, derivative(f).applyAsDouble(5));
        ScalarFunction linked = x -> derivative(y -> x * x * y * y * y).applyAsDouble(x * 2);
        assertEquals(12 * 4 * 27, derivative(linked).applyAsDouble(3));
    }

    @Test
    void perturbationsAreNotConfusedThroughFunctionsThatAreReturned() {
        ScalarFunction f = x -> x * derivative(curried(x)).applyAsDouble(0.7);
        double xy = 0.4 * 0.7;
        assertEquals(4 * xy + 2 * 0.4 * Math.cos(xy) - 0.4 * xy * Math.sin(xy), derivative(f).applyAsDouble(0.4),
                1e-14);
    }

    private static ScalarFunction curried(double x) {
        return y -> x * y * y + Math.sin(x * y);
    }

    @Test
    void fiveOrdersThroughAnObject() {
        Derivative d = derivative(new Wave(0.6, 1.3)::at);
        double[] polynomial = {6, 30, 120, 360, 720};
        double[] wave = {Math.cos(1.04), -Math.sin(1.04), -Math.cos(1.04), Math.sin(1.04), Math.cos(1.04)};
        for (int n = 0; n < 5; n++) {
            double expected = 0.6 * polynomial[n] * Math.pow(0.8, 5 - n) + Math.pow(1.3, n + 1) * wave[n];
            assertEquals(expected, d.applyAsDouble(0.8), 1e-11);
            d = derivative(d);
        }
    }
}

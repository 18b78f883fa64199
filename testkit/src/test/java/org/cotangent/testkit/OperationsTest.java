package org.cotangent.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.cotangent.Cotangent;
import org.cotangent.engine.Operations;
import org.cotangent.samples.Sample;
import org.cotangent.samples.TheTwelve;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Derivatives interpreted: what is counted, and the interpreter as oracle of what is emitted.
class OperationsTest {
    static java.util.List<Sample> samples() {
        return TheTwelve.all();
    }

    private static double twoProducts(double[] x) {
        double sum = 0;
        for (int i = 0; i < 2; i++) sum += x[i] * x[i + 1];
        return Math.sin(sum);
    }

    @Test
    void loopsAreCountedAsOftenAsTheyRun() {
        // two products and two sums, a sine
        assertEquals(5, Operations.ofFunction(OperationsTest::twoProducts, new double[] {1, 2, 3}));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void interpretedGradientsAreThoseThatAreEmitted(Sample s) {
        double[] expected = new double[s.x().length];
        double _ = Cotangent.gradient(s.f()).into(s.x().clone(), expected);
        double[] found = new double[s.x().length];
        long both = Operations.ofGradient(s.f(), s.x().clone(), found);
        assertArrayEquals(expected, found);
        assertTrue(both > 0 && Operations.ofFunction(s.f(), s.x().clone()) > 0);
    }
}

package org.cotangent.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.cotangent.testkit.Differences.Estimate;
import org.junit.jupiter.api.Test;

class DifferencesTest {
    private record Case(DoubleUnaryOperator f, double x, double derivative, double accuracy) {}

    @Test
    void estimatesAreSharpAndHonest() {
        List<Case> cases = List.of(
                new Case(Math::sin, 1, Math.cos(1), 1e-11),
                new Case(Math::exp, -3, Math.exp(-3), 1e-11),
                new Case(Math::log, 1e-3, 1e3, 1e-4),
                new Case(x -> x * x * x, 1e6, 3e12, 1e2),
                new Case(x -> 1 / x, 0.01, -1e4, 1e-5),
                new Case(Math::abs, 0.05, 1, 1e-10),
                new Case(x -> 5, 2, 0, 1e-10),
                new Case(x -> (float) Math.sin((float) x), 1, Math.cos(1), 1e-4),
                new Case(x -> 0.01f * (float) x + 1, 1, 0.01, 1e-4));
        for (Case each : cases) {
            Estimate estimate = Differences.derivative(each.f, each.x);
            assertEquals(each.derivative, estimate.value(), each.accuracy);
            assertTrue(estimate.allows(each.derivative, 0), estimate + " excludes " + each.derivative);
        }
    }

    @Test
    void stepsOutsideOfTheDomainAreLeftOut() {
        DoubleUnaryOperator guarded = x -> {
            if (x > 1.01) {
                throw new IllegalArgumentException("too large");
            }
            return Math.sqrt(1.02 - x);
        };
        assertEquals(-0.5 / Math.sqrt(0.02), Differences.derivative(guarded, 1).value(), 1e-8);
    }

    @Test
    void aJumpGivesNoSharpEstimate() {
        Estimate estimate = Differences.derivative(x -> x < 1 ? x : x + 1, 1);
        assertTrue(estimate.error() > 1, estimate.toString());
    }

    @Test
    void stairsAreFlat() {
        assertEquals(0, Differences.derivative(x -> Math.floor(10 * x), 0.73).value());
    }

    @Test
    void partialsComeInOrder() {
        Estimate[] gradient = Differences.gradient(x -> x[0] * x[1] + 3 * x[2], new double[] {2, 5, 1});
        assertEquals(5, gradient[0].value(), 1e-10);
        assertEquals(2, gradient[1].value(), 1e-10);
        assertEquals(3, gradient[2].value(), 1e-10);
    }
}

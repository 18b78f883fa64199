package org.cotangent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class CheckTest {
    static double f(double[] x) {
        return x[0];
    }

    private static Check check(ToDoubleFunction<double[]> f, double[] x, double... gradient) {
        var m = Arrays.stream(CheckTest.class.getDeclaredMethods())
                .filter(each -> each.getName().equals("f"))
                .findFirst()
                .orElseThrow();
        return Check.of(f, new Point(new Call(m, new Object[] {x})), gradient);
    }

    @Test
    void aRightGradientAgrees() {
        Check check = check(x -> x[0] * x[1], new double[] {2, 3}, 3, 2);
        assertTrue(check.holds(), check::toString);
        assertTrue(check.toString().endsWith("agree"), check::toString);
    }

    @Test
    void aWrongGradientIsNamed() {
        Check check = check(x -> x[0] * x[1], new double[] {2, 3}, 3, 2.001);
        assertFalse(check.holds());
        assertTrue(check.toString().startsWith("DISAGREE in 1 of 2\n  by x[1]: 2.001, but differences give "),
                check::toString);
    }

    @Test
    void functionsThatAreFastAgree() {
        ToDoubleFunction<double[]> f = x -> Math.sin(1e5 * x[0]);
        Check check = check(f, new double[] {0.3}, 1e5 * Math.cos(1e5 * 0.3));
        assertTrue(check.holds(), check::toString);
    }

    @Test
    void kinksDisagree() {
        assertFalse(check(x -> Math.max(x[0], 2 * x[0]), new double[] {0}, 1).holds());
    }

    @Test
    void aLargeGradientIsSampled() {
        double[] x = new double[1000];
        Arrays.setAll(x, i -> i * 1e-3);
        double[] gradient = Arrays.stream(x).map(v -> 2 * v).toArray();
        Check check = check(y -> Arrays.stream(y).map(v -> v * v).sum(), x, gradient);
        assertTrue(check.toString().startsWith("agree in all 71 compared; "), check::toString);
        gradient[999] = 7;
        assertFalse(check(y -> Arrays.stream(y).map(v -> v * v).sum(), x, gradient).holds());
    }

    @Test
    void whereNothingIsDefinedThereIsNothingToCompare() {
        Check check = check(x -> Double.NaN, new double[] {1}, 0);
        assertEquals("none to be had around this point", check.toString());
    }
}

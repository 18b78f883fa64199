package org.cotangent;

import static org.cotangent.Cotangent.derivative;
import static org.cotangent.Cotangent.gradient;
import static org.cotangent.Cotangent.pullback;
import static org.cotangent.Cotangent.pushforward;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/// The story of a derivative, told without running the function.
class ExplanationTest {
    static int runs;

    static double steps(double[] x) {
        runs++;
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += Math.exp(x[i]) * Math.floor(x[i]) * (int) x[i];
            if (sum > 3) sum = Math.sqrt(sum);
        }
        return sum * recursive(sum, 3);
    }

    static double recursive(double a, int n) {
        return n == 0 ? 1 : Math.rint(a) * recursive(a * 0.5, n - 1);
    }

    private static void tells(String text, String... parts) {
        for (String part : parts) assertTrue(text.contains(part), () -> part + " in\n" + text);
    }

    @Test
    void whatIsKeptAndCutAndUsed() {
        runs = 0;
        String text = gradient(ExplanationTest::steps).explain().toString();
        tells(text, "gradient of ExplanationTest.steps   ExplanationTest.java:", "keeps  ", "each time round");
        tells(text, "Math.floor at ExplanationTest.java:", "conversion to i32 at ExplanationTest.java:");
        tells(text, "MathRules.dExp", "MathRules.dSqrt", "ExplanationTest.recursive");
        // in a method that is called
        tells(text, "Math.rint at ExplanationTest.java:");
        tells(text, "stages", "primal ", " → reverse ");
        assertEquals(0, runs);
    }

    @Test
    void everyKindOfResultExplains() {
        tells(derivative(x -> x * Math.sin(x)).explain().toString(), "derivative of ExplanationTest.",
                "MathRules.dSin");
        Mapping<double[], double[]> f = x -> new double[] {Math.tan(x[0])};
        tells(pushforward(f).explain().toString(), "pushforward of ", "MathRules.dTan");
        tells(pullback(f).explain().toString(), "pullback of ", "MathRules.dTan");
        Objective<double[][]> rows = x -> x[0][0] * x[0][0];
        tells(gradient(rows).explain().toString(), "depends on       its argument");
    }

    @Test
    void stagesAreListings() {
        Explanation e = gradient((double[] x) -> x[0] * x[1]).explain();
        for (String stage : List.of("primal", "shaped", "linearize", "linearized", "transpose", "forward", "reverse")) {
            assertTrue(e.stage(stage).startsWith("func "), stage);
        }
        assertTrue(e.stage("reverse").contains("store double"));
        IllegalArgumentException wrong = assertThrows(IllegalArgumentException.class, () -> e.stage("lift"));
        assertEquals(
                "no stage `lift`; there are primal, shaped, linearize, linearized, transpose, forward, reverse",
                wrong.getMessage());
    }

    @Test
    void nothingToDependOn() {
        String text = gradient((double[] x) -> 3 + x.length).explain().toString();
        tells(text, "depends on       nothing: the derivative is zero", "keeps            nothing");
        assertTrue(derivative(x -> 1).explain().toString().contains("nothing: the derivative is zero"));
        assertFalse(derivative(x -> x).explain().toString().contains("nothing: the derivative is zero"));
    }
}

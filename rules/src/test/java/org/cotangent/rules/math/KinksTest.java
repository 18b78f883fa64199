package org.cotangent.rules.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the tables say where there is no derivative, and next to it.
final class KinksTest {

    @ParameterizedTest(name = "{0} at {1}: {2}")
    @CsvSource({
        "abs, 0, 0", "abs, -0.0, 0", "abs, 5e-324, 1", "abs, -Infinity, -1",
        "sqrt, 0, 0", "sqrt, -0.0, 0", "sqrt, Infinity, 0", "sqrt, -1, NaN",
        "cbrt, 0, Infinity", "log, 0, Infinity", "log10, 0, Infinity", "log1p, -1, Infinity",
        "asin, 1, 0", "asin, -1, 0", "acos, 1, 0", "acos, -1, 0", "asin, 2, NaN", "acos, 2, NaN",
        "exp, -Infinity, 0", "expm1, -Infinity, 0", "expm1, -1000, 0",
        "tanh, Infinity, 0", "tanh, -Infinity, 0", "tanh, 0, 1", "atan, Infinity, 0",
        "sin, Infinity, NaN", "nextUp, 0, 1", "nextDown, 0, 1",
    })
    void ofOneArgument(String name, double x, double expected) {
        assertEquals(expected, 0.0 + Differential.of(MathRules.class, name).partial(0, x), name);
    }

    @ParameterizedTest(name = "{0} at {1}, {2}: {3}, {4}")
    @CsvSource({
        "max, 1, 1, 1, 0", "max, 0, -0.0, 1, 0", "max, -0.0, 0, 1, 0", "max, 1, 2, 0, 1", "max, 2, 1, 1, 0",
        "min, 1, 1, 1, 0", "min, 0, -0.0, 1, 0", "min, -0.0, 0, 1, 0", "min, 1, 2, 1, 0", "min, 2, 1, 0, 1",
        "hypot, 0, 0, 0, 0", "hypot, 0, 3, 0, 1", "hypot, -3, 0, -1, 0",
        "atan2, 0, 0, 0, 0", "atan2, 0, 2, 0.5, 0", "atan2, 0, -2, -0.5, 0", "atan2, 2, 0, 0, -0.5",
        "atan2, 1, Infinity, 0, 0", "atan2, Infinity, 1, 0, 0",
        "IEEEremainder, 7, 2, 1, -4", "IEEEremainder, 5, 2, 1, -2", "IEEEremainder, 3, Infinity, 1, 0",
        "IEEEremainder, 1.7e308, 1.2e308, 1, -1",
        "copySign, 0, 1, 0, 0", "copySign, 3, -0.0, -1, 0", "copySign, -3, -1, 1, 0",
        "nextAfter, 1, 2, 1, 0", "nextAfter, 1, 1, 1, 0",
    })
    void ofTwoArguments(String name, double x, double y, double byX, double byY) {
        Differential d = Differential.of(MathRules.class, name);
        assertEquals(byX, 0.0 + d.partial(0, x, y), name + " by the first");
        assertEquals(byY, 0.0 + d.partial(1, x, y), name + " by the second");
    }

    /// The coefficients alone: one that is NaN or infinite is not multiplied where the argument is inactive.
    @ParameterizedTest(name = "pow at {0}, {1}: {2}, {3}")
    @CsvSource({
        "0, 0, 0, 0", "0, 1, 1, 0", "0, 2, 0, 0", "0, 0.5, 0, 0", "0, 1.5, 0, 0", "0, 1e-5, 0, 0", "-0.0, 1, 1, 0",
        "0, -1, -Infinity, 0", "2, 0, 0, 0.6931471805599453", "1, 7, 7, 0", "5, 1, 1, 8.047189562170502",
        "-2, 3, 12, NaN", "-2, 1, 1, NaN", "-2, -1, -0.25, NaN", "-2, 0.5, NaN, NaN",
        "Infinity, 0.5, 0, Infinity", "Infinity, -1, 0, 0",
    })
    void ofPow(double x, double y, double byBase, double byExponent) {
        double z = Math.pow(x, y);
        assertEquals(byBase, 0.0 + MathRules.powByBase(x, y, z), "by the base");
        assertEquals(byExponent, 0.0 + MathRules.powByExponent(x, y, z), "by the exponent");
    }

    @ParameterizedTest(name = "clamp {0} to [{1}, {2}]: {3}, {4}, {5}")
    @CsvSource({
        "0, -1, 1, 1, 0, 0", "-1, -1, 1, 1, 0, 0", "1, -1, 1, 1, 0, 0", "-2, -1, 1, 0, 1, 0", "2, -1, 1, 0, 0, 1",
        "1, 1, 1, 1, 0, 0", "NaN, -1, 1, 1, 0, 0", "-0.0, 0, 1, 1, 0, 0",
    })
    void ofClamp(double x, double lo, double hi, double byX, double byLo, double byHi) {
        Differential d = Differential.of(MathRules.class, "clamp");
        assertEquals(byX, d.partial(0, x, lo, hi), "by x");
        assertEquals(byLo, d.partial(1, x, lo, hi), "by the lower end");
        assertEquals(byHi, d.partial(2, x, lo, hi), "by the upper end");
    }

    @ParameterizedTest(name = "scalb by {0}")
    @CsvSource({"0", "1", "-1", "1023", "-1074", "2000", "-2000"})
    void scalbScalesTangentsAlike(int n) {
        Differential d = Differential.of(MathRules.class, "scalb");
        for (double dx : new double[] {1, 0x1.8p-900, 0x1.4p900, -3}) {
            assertEquals(Math.scalb(dx, n), d.tangent(new double[] {1, n}, dx), "scalb by " + n + " of " + dx);
        }
    }
}

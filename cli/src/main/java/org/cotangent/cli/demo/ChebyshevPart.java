package org.cotangent.cli.demo;

import java.util.List;
import org.cotangent.Cotangent;
import org.cotangent.Derivative;
import org.cotangent.ScalarFunction;
import org.cotangent.testkit.Differences;

/// Part c: derivatives of higher order, by differentiating derivatives again.
final class ChebyshevPart {
    /// T10 and its derivatives at 1: products of (100 - j²) / (2 j + 1).
    private static final double[] EXPECTED = {1, 100, 3300, 63360, 823680};

    private ChebyshevPart() {}

    static Part run() {
        Part part = new Part(
                "Chebyshev's T10 by mutual recursion, to the fourth derivative",
                "<code>derivative(f)</code> is a function like any other, so it has a derivative again. The two kinds of "
                        + "polynomials call each other, a thousand calls for one value.");
        ScalarFunction t10 = Chebyshev::t10;
        Derivative first = Cotangent.derivative(t10);
        Derivative second = Cotangent.derivative(first);
        Derivative third = Cotangent.derivative(second);
        Derivative fourth = Cotangent.derivative(third);
        List<ScalarFunction> orders = List.of(t10, first, second, third, fourth);
        for (int i = 0; i < orders.size(); i++) {
            double found = orders.get(i).applyAsDouble(1);
            String label = i == 0 ? "T10 at 1" : "derivative of order " + i + " at 1";
            part.check(label, "%s, should be %.0f".formatted(found, EXPECTED[i]), near(found, EXPECTED[i]));
        }
        for (int i = 1; i < orders.size(); i++) {
            double found = orders.get(i).applyAsDouble(0.3);
            Checks.differences(
                    part, "order " + i + " at 0.3", found, Differences.derivative(orders.get(i - 1), 0.3));
        }
        double function = Timing.of(() -> t10.applyAsDouble(0.3));
        part.times(function, Timing.of(() -> first.applyAsDouble(0.3)));
        part.picture(Plot.functionAndDerivatives(
                "T10 and its first derivative",
                "Ten zeros, and nine between them where the derivative is zero.",
                -1,
                1,
                List.of("T10", "T10′"),
                List.of(t10, first)));
        return part;
    }

    private static boolean near(double found, double expected) {
        return Checks.difference(found, expected) < 1e-12;
    }
}

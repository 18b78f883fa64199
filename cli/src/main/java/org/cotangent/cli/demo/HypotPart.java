package org.cotangent.cli.demo;

import Jama.util.Maths;
import java.util.Arrays;
import java.util.List;
import org.cotangent.Cotangent;
import org.cotangent.Derivative;
import org.cotangent.Gradient;
import org.cotangent.Objective;
import org.cotangent.ScalarFunction;
import org.cotangent.ValueAndGradient;
import org.cotangent.testkit.Differences;

/// Part b: a method of a jar that nobody wrote for us.
final class HypotPart {
    private HypotPart() {}

    static Part run() {
        Part part = new Part(
                "A method of somebody else's jar",
                "<code>Jama.util.Maths.hypot</code> from <code>gov.nist.math:jama:1.0.3</code>, published in 2012: it "
                        + "branches on which argument is larger, to avoid overflow. The jar is used as it is.");
        Objective<double[]> f = x -> Maths.hypot(x[0], x[1]);
        Gradient<double[]> gradient = Cotangent.gradient(f);
        double[] x = {3, 4};
        ValueAndGradient<double[]> found = gradient.valueAndGradient(x);
        part.check("hypot(3, 4)", found.value() + "", found.value() == 5);
        part.check(
                "gradient",
                Arrays.toString(found.gradient()),
                Checks.difference(found.gradient(), new double[] {0.6, 0.8}) < 1e-15);
        for (int i = 0; i < 2; i++) {
            double[] unit = new double[2];
            unit[i] = 1;
            Checks.differences(
                    part, "partial by x[" + i + "]", found.gradient()[i], Differences.directional(f, x, unit));
        }
        double[] moving = x.clone();
        double function = Timing.of(() -> {
            moving[0] = moving[0] == 3 ? 3.5 : 3; // the same argument again and again would be computed once
            return f.applyAsDouble(moving);
        });
        part.times(function, Timing.of(() -> {
            moving[0] = moving[0] == 3 ? 3.5 : 3;
            return gradient.valueAndGradient(moving).value();
        }));
        ScalarFunction slice = t -> Maths.hypot(t, 1.5);
        Derivative slope = Cotangent.derivative(slice);
        part.picture(Plot.functionAndDerivatives(
                "hypot(t, 1.5) and its derivative",
                "The branch at |t| = 1.5 leaves no trace in the derivative.",
                -6,
                6,
                List.of("hypot(t, 1.5)", "derivative"),
                List.of(slice, slope)));
        return part;
    }
}

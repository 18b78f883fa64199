package org.cotangent.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.cotangent.Cotangent;
import org.cotangent.Mapping;
import org.cotangent.ValueAndPullback;
import org.cotangent.ValueAndTangent;
import org.cotangent.testkit.Differences.Estimate;
import org.cotangent.testkit.GradientReport.Disagreement;

/// Checks pushforward, pullback and Jacobian of a mapping between arrays at a point.
///
/// The laws: the *value* is that of the plain run, and the input untouched; *forward = differences*, for
/// each output; the *transpose identity* ⟨ȳ, J ẋ⟩ = ⟨Jᵀ ȳ, ẋ⟩, to rounding; a pullback gives the *same bits
/// again*, also after `x` and the value have been overwritten; the *Jacobian* has the pullbacks as rows.
public final class MappingCheck {
    private static final double ROUNDING = 1e-10;

    private final Mapping<double[], double[]> f;
    private final double tolerance;
    private final List<Disagreement> disagreements = new ArrayList<>();
    private int comparisons;

    private MappingCheck(Mapping<double[], double[]> f, double tolerance) {
        this.f = f;
        this.tolerance = tolerance;
    }

    /// Throws an [AssertionError] that tells which laws do not hold for `f` at `x`; `x` is not changed.
    public static void check(Mapping<double[], double[]> f, double... x) {
        MappingCheck check = new MappingCheck(f, 1e-6);
        check.at(x);
        if (!check.disagreements.isEmpty()) {
            double[] nothing = {};
            new GradientReport(Double.NaN, nothing, check.comparisons, check.disagreements).orThrow();
        }
    }

    private void at(double[] x) {
        Random random = new Random(42);
        double[] plain = f.apply(x.clone());
        double[] dx = random.doubles(x.length, -1, 1).toArray();
        double[] yBar = random.doubles(plain.length, -1, 1).toArray();

        double[] given = x.clone();
        ValueAndTangent<double[]> forward = Cotangent.pushforward(f).apply(given, dx.clone());
        same("value = plain run", "pushforward", forward.value(), plain);
        same("input untouched", "pushforward", given, x);
        Estimate[] estimates = Differences.directionals(y -> f.apply(y), x, dx);
        for (int i = 0; i < plain.length; i++) {
            double found = forward.tangent()[i];
            double slack = tolerance * Math.max(1, Math.abs(found));
            count(estimates[i].allows(found, slack), "forward = differences", "y[" + i + "]", found, estimates[i]);
        }

        ValueAndPullback<double[], double[]> reverse = Cotangent.pullback(f).apply(given);
        same("value = plain run", "pullback", reverse.value(), plain);
        double[] xBar = reverse.pullback().apply(yBar.clone());
        near("⟨ȳ, J ẋ⟩ = ⟨Jᵀ ȳ, ẋ⟩", "random ȳ and ẋ", dot(xBar, dx), dot(yBar, forward.tangent()));
        same("input untouched", "pullback", given, x);
        Arrays.fill(given, Double.NaN);
        Arrays.fill(reverse.value(), Double.NaN);
        same("same bits again", "after x and y were overwritten", reverse.pullback().apply(yBar.clone()), xBar);

        double[][] jacobian = Cotangent.jacobian(f).apply(x.clone());
        for (int i = 0; i < plain.length; i++) {
            double[] unit = new double[plain.length];
            unit[i] = 1;
            double[] row = Cotangent.pullback(f).apply(x.clone()).pullback().apply(unit);
            near("rows of the Jacobian", "y[" + i + "]", dot(jacobian[i], dx), dot(row, dx));
        }
    }

    private void same(String law, String input, double[] found, double[] expected) {
        count(Arrays.mismatch(found, expected) < 0, law, input, Arrays.toString(found), Arrays.toString(expected));
    }

    private void near(String law, String input, double found, double expected) {
        boolean close = found == expected || Math.abs(found - expected) <= ROUNDING * (1 + Math.abs(expected));
        count(close, law, input, found, expected);
    }

    private void count(boolean holds, String law, String input, Object found, Object expected) {
        comparisons++;
        if (!holds) {
            disagreements.add(new Disagreement(law, input, found.toString(), expected.toString()));
        }
    }

    private static double dot(double[] u, double[] v) {
        double sum = 0;
        for (int i = 0; i < u.length; i++) {
            sum += u[i] * v[i];
        }
        return sum;
    }
}

package org.cotangent.testkit;

import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.cotangent.runtime.CotangentException;

/// Derivatives by extrapolated central differences, each with an estimate of its error: the check that
/// knows nothing of how a derivative was made.
///
/// Central differences over steps from a tenth of the argument down to a billionth of that are extrapolated
/// as Romberg and Ridders do, from every step on; the answer is the one that differs least from its
/// neighbours in the table. Rounding is not assumed but measured, by how unsmooth the function is at small steps: so
/// functions that are single precision inside, or stop at a tolerance, get honest estimates, too. Steps at
/// which the function throws or is not finite are left out; where nothing is left, all is NaN.
public final class Differences {
    private static final int STEPS = 31;
    private static final int COLUMNS = 6;
    /// From this step on, a smooth function is its series of a few terms.
    private static final int SMALL = 12;

    private Differences() {}

    /// A derivative and how far it is likely to be off, in absolute terms.
    public record Estimate(double value, double error) {
        /// Whether `other` differs by no more than the estimated error, a few times over, and `slack`.
        public boolean allows(double other, double slack) {
            return Math.abs(other - value) <= allowed(slack);
        }

        double allowed(double slack) {
            return 5 * error + slack;
        }

        @Override
        public String toString() {
            return "%s ± %.1e".formatted(value, error);
        }
    }

    /// The derivative of a function of one number.
    public static Estimate derivative(DoubleUnaryOperator f, double x) {
        return along(h -> new double[] {f.applyAsDouble(x + h)}, 0.1 * Math.max(1, Math.abs(x)))[0];
    }

    /// The derivative of `f` at `x` in the direction `v`; `f` gets copies.
    public static Estimate directional(ToDoubleFunction<double[]> f, double[] x, double[] v) {
        return along(h -> new double[] {f.applyAsDouble(moved(x, v, h))}, reach(x, v))[0];
    }

    /// The derivative of each component of `f` at `x` in the direction `v`; `f` gets copies.
    public static Estimate[] directionals(UnaryOperator<double[]> f, double[] x, double[] v) {
        return along(h -> f.apply(moved(x, v, h)), reach(x, v));
    }

    /// All partial derivatives of `f` at `x`, some sixty evaluations each; `f` gets copies.
    public static Estimate[] gradient(ToDoubleFunction<double[]> f, double[] x) {
        Estimate[] gradient = new Estimate[x.length];
        for (int i = 0; i < x.length; i++) {
            double[] unit = new double[x.length];
            unit[i] = 1;
            gradient[i] = directional(f, x, unit);
        }
        return gradient;
    }

    private static double[] moved(double[] x, double[] v, double h) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = x[i] + h * v[i];
        }
        return y;
    }

    /// The largest step: no coordinate moves by more than a tenth of itself, or of one.
    private static double reach(double[] x, double[] v) {
        double most = 0;
        for (int i = 0; i < x.length; i++) {
            most = Math.max(most, Math.abs(v[i]) / Math.max(1, Math.abs(x[i])));
        }
        return most == 0 ? 0.1 : 0.1 / most;
    }

    private static Estimate[] along(DoubleFunction<double[]> path, double reach) {
        double[] middle = path.apply(0);
        double[][] up = new double[STEPS][];
        double[][] down = new double[STEPS][];
        for (int k = 0; k < STEPS; k++) {
            double h = Math.scalb(reach, -k);
            up[k] = tried(path, h, middle.length);
            down[k] = tried(path, -h, middle.length);
        }
        Estimate[] result = new Estimate[middle.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = extrapolated(middle[i], column(up, i), column(down, i), reach);
        }
        return result;
    }

    private static double[] tried(DoubleFunction<double[]> path, double h, int length) {
        try {
            double[] y = path.apply(h);
            if (y.length == length) {
                return y;
            }
        } catch (CotangentException e) {
            throw e;
        } catch (RuntimeException e) {
            // outside the domain: no value at this step
        }
        double[] nothing = new double[length];
        java.util.Arrays.fill(nothing, Double.NaN);
        return nothing;
    }

    private static double[] column(double[][] rows, int i) {
        double[] column = new double[rows.length];
        for (int k = 0; k < rows.length; k++) {
            column[k] = rows[k][i];
        }
        return column;
    }

    private static Estimate extrapolated(double middle, double[] up, double[] down, double reach) {
        double noise = noise(middle, up, down);
        Estimate best = new Estimate(Double.NaN, Double.NaN);
        double[] previous = {};
        for (int k = 0; k < up.length; k++) {
            double h = Math.scalb(reach, -k);
            double[] row = new double[Math.min(previous.length, COLUMNS - 1) + 1];
            row[0] = (up[k] - down[k]) / (2 * h);
            for (int j = 1; j < row.length; j++) {
                double power = Math.scalb(1.0, 2 * j);
                row[j] = (power * row[j - 1] - previous[j - 1]) / (power - 1);
                double spread = Math.max(Math.abs(row[j] - row[j - 1]), Math.abs(row[j] - previous[j - 1]));
                double error = spread + noise / h;
                // two steps that agree may be two stairs of a staircase: it takes three
                if (j > 1 && Double.isFinite(row[j]) && !(best.error() <= error)) {
                    best = new Estimate(row[j], error);
                }
            }
            previous = row;
        }
        return best;
    }

    /// What the function jitters by: how far its odd and its even part, at small steps, are from the series
    /// (of two terms) through their values at the two steps before.
    private static double noise(double middle, double[] up, double[] down) {
        double noise = 2 * Math.ulp(middle);
        for (int k = SMALL; k < up.length; k++) {
            double odd = odd(up, down, k) - (10 * odd(up, down, k - 1) - odd(up, down, k - 2)) / 16;
            double even = even(middle, up, down, k)
                    - (20 * even(middle, up, down, k - 1) - even(middle, up, down, k - 2)) / 64;
            noise = Math.max(noise, Double.isFinite(odd) ? Math.abs(odd) : 0);
            noise = Math.max(noise, Double.isFinite(even) ? Math.abs(even) : 0);
        }
        return noise;
    }

    private static double odd(double[] up, double[] down, int k) {
        return up[k] - down[k];
    }

    private static double even(double middle, double[] up, double[] down, int k) {
        return up[k] - 2 * middle + down[k];
    }
}

package org.cotangent.testkit;

import java.util.Arrays;
import java.util.Random;
import org.cotangent.Objective;
import org.cotangent.engine.Recording.Noted;
import org.cotangent.engine.Recording.Place;
import org.cotangent.engine.Recording;
import org.cotangent.runtime.CotangentException;
import org.cotangent.testkit.Differences.Estimate;

/// Looks for the line at which a derivative goes wrong: the first floating-point number, in order of execution, whose own
/// derivative is wrong.
///
/// Forward mode is compared with differences, number by number. Reverse mode is compared with forward mode, by the gradient of
/// randomly weighted sums of the first numbers: such a sum is wrong as soon as one number is, so halving finds the first.
final class WrongLine {
    /// The numbers that are looked at together.
    private static final int WINDOW = 10_000;
    private static final int WINDOWS = 100;
    /// Differences that are not sharper than this, relatively, say nothing.
    private static final double SHARP = 1e-3;

    private final Recording recording;
    private final double[] x;
    private final double[] v;
    private final double tolerance;

    private WrongLine(Objective<double[]> f, double[] x, double[] v, double tolerance) {
        this.recording = new Recording(f);
        this.x = x;
        this.v = v;
        this.tolerance = tolerance;
    }

    /// Where the derivative of `f` at `x` in the direction `v`, by forward mode, differs from differences; in words.
    static String ofForward(Objective<double[]> f, double[] x, double[] v, double tolerance) {
        return said(() -> new WrongLine(f, x, v, tolerance).forward());
    }

    /// Where the derivative in the direction `v` by reverse mode differs from that by forward mode; in words.
    static String ofReverse(Objective<double[]> f, double[] x, double[] v, double rounding) {
        return said(() -> new WrongLine(f, x, v, rounding).reverse());
    }

    private interface Search {
        String run();
    }

    private static String said(Search search) {
        try {
            return search.run();
        } catch (CotangentException e) {
            return "line unknown: " + e.what() + ", where every number is noted";
        }
    }

    // ---- forward --------------------------------------------------------------------------------------------

    private String forward() {
        for (int w = 0; w < WINDOWS; w++) {
            Noted here = recording.forward(x, v, w * WINDOW, WINDOW);
            int n = Math.min(WINDOW, here.count() - w * WINDOW);
            if (n <= 0) return hidden(here);
            Neighbours neighbours = new Neighbours(here, w * WINDOW, n);
            for (int k = 0; k < n; k++) {
                Estimate expected = neighbours.estimates[k];
                double found = here.tangents()[k];
                if (k >= neighbours.together) return parted(here, k);
                if (isWrong(found, expected)) {
                    return at(here, k) + " has the derivative " + found + ", differences give " + expected;
                }
            }
        }
        return late();
    }

    private boolean isWrong(double found, Estimate expected) {
        double size = Math.max(Math.abs(expected.value()), Double.isNaN(found) ? 0 : Math.abs(found));
        boolean sharp = expected.error() <= SHARP * size;
        return sharp && !expected.allows(found, tolerance * Math.abs(expected.value()));
    }

    /// The same numbers at neighbouring points, as far as the program takes the same way there.
    private final class Neighbours {
        final Estimate[] estimates;
        int together;

        Neighbours(Noted here, int first, int n) {
            double[] still = new double[x.length];
            estimates = Differences.directionals(
                    y -> values(here, recording.forward(y, still, first, WINDOW), first, n), x, v);
        }

        private double[] values(Noted here, Noted there, int first, int n) {
            int same = here.before() == there.before() ? Math.clamp(there.count() - first, 0, n) : 0;
            int parts = Arrays.mismatch(here.places(), 0, same, there.places(), 0, same);
            if (parts >= 0) same = parts;
            double[] values = Arrays.copyOf(there.values(), n);
            Arrays.fill(values, same, n, Double.NaN);
            // the last steps are the smallest
            together = same;
            return values;
        }
    }

    private String parted(Noted here, int k) {
        if (k == 0) return "line unknown: the program takes another way at neighbouring points";
        String line = line(recording.place(here.places()[k - 1]));
        return "after " + line + " the program takes another way at neighbouring points";
    }

    // ---- reverse --------------------------------------------------------------------------------------------

    private String reverse() {
        Random random = new Random(7);
        for (int w = 0; w < WINDOWS; w++) {
            Noted here = recording.forward(x, v, w * WINDOW, WINDOW);
            int n = Math.min(WINDOW, here.count() - w * WINDOW);
            if (n <= 0) return hidden(here);
            double[] weights = new double[n];
            for (int k = 0; k < n; k++) weights[k] = random.nextBoolean() ? random.nextDouble(0.5, 1.5) : -1;
            if (disagree(here, w * WINDOW, weights)) return first(here, w * WINDOW, weights);
        }
        return late();
    }

    private String first(Noted here, int first, double[] weights) {
        int right = 0;
        int wrong = weights.length;
        while (wrong - right > 1) {
            int middle = (right + wrong) >>> 1;
            if (disagree(here, first, Arrays.copyOf(weights, middle))) wrong = middle;
            else right = middle;
        }
        int k = right;
        double[] alone = new double[k + 1];
        alone[k] = 1;
        if (!disagree(here, first, alone)) return hidden(here);
        double found = dot(recording.reverse(x, first, alone), v);
        return at(here, k) + " has the derivative " + found + " by reverse mode, " + here.tangents()[k]
                + " by forward mode";
    }

    private boolean disagree(Noted here, int first, double[] weights) {
        double[] gradient = recording.reverse(x, first, weights);
        double expected = 0;
        double size = 0;
        for (int k = 0; k < weights.length; k++) {
            double term = weights[k] == 0 ? 0 : weights[k] * here.tangents()[k];
            expected += term;
            size += Math.abs(term);
        }
        for (int i = 0; i < v.length; i++) size += v[i] == 0 ? 0 : Math.abs(gradient[i] * v[i]);
        return Math.abs(dot(gradient, v) - expected) > tolerance * size;
    }

    private static double dot(double[] gradient, double[] v) {
        double sum = 0;
        for (int i = 0; i < v.length; i++) sum += v[i] == 0 ? 0 : gradient[i] * v[i];
        return sum;
    }

    // ---- words ----------------------------------------------------------------------------------------------

    private String at(Noted here, int k) {
        Place place = recording.place(here.places()[k]);
        return "first at " + line(place) + ": " + place.what();
    }

    private static String line(Place place) {
        return place.line() + " in " + place.method();
    }

    private static String hidden(Noted all) {
        return all.count() == 0
                ? "line unknown: none of its lines can be looked at"
                : "line unknown: each of the " + all.count()
                        + " numbers that are computed on the way is right, where every number is noted";
    }

    private static String late() {
        return "line unknown: not among the first " + WINDOW * WINDOWS + " numbers";
    }
}

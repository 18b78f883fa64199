package org.cotangent.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.cotangent.Objective;
import org.cotangent.ValueAndGradient;
import org.cotangent.testkit.Differences.Estimate;
import org.cotangent.testkit.GradientCheck.Settings;
import org.cotangent.testkit.GradientReport.Disagreement;

/// One run of [GradientCheck]: the laws, a method each, and what they found.
final class Laws {
    /// What may be left, of terms as large as the gradient, where they cancel.
    private static final double CANCELLED = 64 * Math.ulp(1.0);

    private final Derivatives derivatives;
    private final ToDoubleFunction<double[]> f;
    private final double[] x;
    private final Settings settings;
    private final Random random;

    private final List<Disagreement> disagreements = new ArrayList<>();
    private final Set<String> located = new HashSet<>();
    private int comparisons;
    private double value;
    private double[] gradient = {};

    Laws(Derivatives derivatives, double[] x, Settings settings, Random random) {
        this.derivatives = derivatives;
        this.f = derivatives.function();
        this.x = x;
        this.settings = settings;
        this.random = random;
    }

    GradientReport report() {
        return new GradientReport(value, gradient.clone(), comparisons, disagreements);
    }

    void firstOrder(int coordinates) {
        valueIsThePlainOne();
        gradientComesAgain();
        for (int i : some(coordinates)) {
            forwardIsDifferences("x[" + i + "]", unit(i));
            reverseIsForward("x[" + i + "]", unit(i));
        }
        double[] u = direction();
        double[] v = direction();
        forwardIsDifferences("a random direction", u);
        reverseIsForward("a random direction", u);
        reverseIsForward("a random direction", v);
        forwardIsLinear(u, v);
    }

    void secondOrder(int order) {
        double[] u = direction();
        double[] v = direction();
        double[] along = derivatives.hessianVector(x.clone(), v);
        hessianIsDifferences(along, v);
        hessianIsSymmetric(along, u, v);
        Laws slope = new Laws(derivatives.ofSlope(v), x, settings, random);
        slope.located.addAll(located);
        slope.firstOrder(3);
        slope.gradientIs(along);
        if (order > 2) {
            slope.secondOrder(order - 1);
        }
        comparisons += slope.comparisons;
        for (Disagreement each : slope.disagreements) {
            disagreements.add(
                    new Disagreement(
                            "of x -> ⟨∇f, v⟩: " + each.law(),
                            each.input(),
                            each.found(),
                            each.expected(),
                            each.line()));
        }
    }

    // ---- one method a law

    private void valueIsThePlainOne() {
        double[] written = x.clone();
        double plain = f.applyAsDouble(written);
        double[] given = x.clone();
        ValueAndGradient<double[]> result = derivatives.valueAndGradient(given);
        value = result.value();
        gradient = result.gradient().clone();
        same("value = plain run", "valueAndGradient", value, plain);
        same("input untouched", "valueAndGradient", given, x);
        double[] own = x.clone();
        same("value = plain run", "into", derivatives.into(own, new double[x.length]), plain);
        same("input as the plain run leaves it", "into", own, written);
        same("value = plain run", "a plain run afterwards", f.applyAsDouble(x.clone()), plain);
        count(gradient.length == x.length, "shape", "gradient", gradient.length + " numbers", x.length + "");
    }

    private void gradientComesAgain() {
        same("same bits again", "second call", derivatives.valueAndGradient(x.clone()).gradient(), gradient);
        double[] dirty = new double[x.length];
        Arrays.setAll(dirty, i -> i % 3 == 0 ? Double.NaN : -1e300);
        derivatives.into(x.clone(), dirty);
        same("same bits again", "into a gradient that held something", dirty, gradient);
        double[] slope = {0, 0, 0};
        double[] u = direction();
        slope[0] = derivatives.along(x.clone(), u);
        slope[1] = derivatives.along(x.clone(), u);
        double[] elsewhere = new double[x.length];
        Throwable[] thrown = new Throwable[1];
        Thread thread = new Thread(() -> {
            derivatives.into(x.clone(), elsewhere);
            slope[2] = derivatives.along(x.clone(), u);
        });
        thread.setUncaughtExceptionHandler((t, e) -> thrown[0] = e);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while checking a gradient", e);
        }
        count(thrown[0] == null, "same bits again", "another thread", String.valueOf(thrown[0]), "no exception");
        if (thrown[0] == null) {
            same("same bits again", "another thread", elsewhere, gradient);
            same("same bits again", "forward mode, another thread", slope[2], slope[0]);
        }
        same("same bits again", "forward mode, second call", slope[1], slope[0]);
    }

    private void forwardIsDifferences(String input, double[] v) {
        double[] given = x.clone();
        double[] kept = v.clone();
        double forward = derivatives.along(given, v);
        same("input untouched", "forward mode", given, x);
        same("direction untouched", "forward mode", v, kept);
        Estimate estimate = Differences.directional(f, x, v);
        String law = "forward = differences";
        boolean wrong = !agree(law, input, forward, estimate, largest(gradient));
        if (wrong) locate(law, f -> WrongLine.ofForward(f, x, v, settings.tolerance()));
    }

    private void reverseIsForward(String input, double[] v) {
        double forward = derivatives.along(x.clone(), v);
        double sum = 0;
        double magnitude = Math.abs(forward);
        for (int i = 0; i < Math.min(v.length, gradient.length); i++) {
            // a direction that leaves a coordinate alone says nothing about its derivative, not even that it is finite
            sum += v[i] == 0 ? 0 : gradient[i] * v[i];
            magnitude += Math.abs(gradient[i] * v[i]);
        }
        String law = "reverse = forward";
        double largest = largest(gradient);
        boolean close = Math.abs(sum - forward) <= CANCELLED * largest
                || near(sum, forward, magnitude + settings.rounding() * largest);
        count(close, law, input, sum + "", forward + "");
        if (!close) locate(law, f -> WrongLine.ofReverse(f, x, v, settings.rounding()));
    }

    private void forwardIsLinear(double[] u, double[] v) {
        double a = random.nextGaussian();
        double b = random.nextGaussian();
        double[] both = new double[x.length];
        Arrays.setAll(both, i -> a * u[i] + b * v[i]);
        double expected = a * derivatives.along(x.clone(), u) + b * derivatives.along(x.clone(), v);
        double[] zero = new double[x.length];
        near("linear", "a u + b v", derivatives.along(x.clone(), both), expected, norm(gradient) * norm(both));
        near("linear", "zero", derivatives.along(x.clone(), zero), 0, 0);
    }

    private void hessianIsDifferences(double[] found, double[] v) {
        Estimate[] estimates =
                Differences.directionals(y -> derivatives.valueAndGradient(y).gradient(), x, v);
        for (int i = 0; i < Math.min(found.length, estimates.length); i++) {
            double scale = Math.max(largest(found), largest(gradient));
            agree("∇² v = differences of ∇", "x[" + i + "]", found[i], estimates[i], scale);
        }
    }

    private void hessianIsSymmetric(double[] alongV, double[] u, double[] v) {
        double[] alongU = derivatives.hessianVector(x.clone(), u);
        double magnitude = norm(alongV) * norm(u) + norm(alongU) * norm(v) + largest(gradient);
        near("⟨u, ∇² v⟩ = ⟨v, ∇² u⟩", "two random directions", dot(u, alongV), dot(v, alongU), magnitude);
    }

    private void gradientIs(double[] expected) {
        double magnitude = largest(expected) + largest(gradient) + Math.abs(value);
        for (int i = 0; i < Math.min(expected.length, gradient.length); i++) {
            near("gradient = ∇² v", "x[" + i + "]", gradient[i], expected[i], magnitude);
        }
    }

    // ---- comparing

    /// Whether they agree, or nobody can tell.
    private boolean agree(String law, String input, double found, Estimate estimate, double scale) {
        double slack = settings.tolerance() * Math.max(scale, Math.abs(estimate.value()));
        boolean sharp = estimate.error() <= Math.max(1e-3, 100 * settings.tolerance()) * Math.max(scale, 1);
        count(sharp || settings.rough(), law, input, "differences give " + estimate,
                "sharper: is the function smooth here?");
        return !sharp || count(estimate.allows(found, slack), law, input, found + "", estimate + "");
    }

    private void near(String law, String input, double found, double expected, double magnitude) {
        count(near(found, expected, magnitude), law, input, found + "", expected + "");
    }

    private boolean near(double found, double expected, double magnitude) {
        return found == expected || Math.abs(found - expected) <= settings.rounding() * magnitude;
    }

    private void same(String law, String input, double found, double expected) {
        boolean same = Double.doubleToRawLongBits(found) == Double.doubleToRawLongBits(expected);
        count(same, law, input, found + "", expected + "");
    }

    private void same(String law, String input, double[] found, double[] expected) {
        int at = Arrays.mismatch(found, expected);
        boolean same = at < 0;
        String where = same || at >= Math.min(found.length, expected.length) ? input : input + ", x[" + at + "]";
        count(same, law, where, same ? "" : shown(found, at), same ? "" : shown(expected, at));
    }

    private static String shown(double[] v, int at) {
        return at < v.length ? v[at] + "" : v.length + " numbers";
    }

    private boolean count(boolean holds, String law, String input, String found, String expected) {
        comparisons++;
        if (!holds) {
            disagreements.add(new Disagreement(law, input, found, expected));
        }
        return holds;
    }

    /// Says of the last disagreement, if it is the first of its law, at which line it begins.
    private void locate(String law, Function<Objective<double[]>, String> search) {
        if (derivatives.program().isPresent() && located.add(law)) {
            String line = search.apply(derivatives.program().get());
            disagreements.add(disagreements.removeLast().at(line));
        }
    }

    // ---- vectors

    private int[] some(int most) {
        return x.length <= most
                ? indices()
                : random.ints(0, x.length).distinct().limit(most).sorted().toArray();
    }

    private int[] indices() {
        int[] all = new int[x.length];
        Arrays.setAll(all, i -> i);
        return all;
    }

    private double[] unit(int i) {
        double[] v = new double[x.length];
        v[i] = 1;
        return v;
    }

    private double[] direction() {
        return random.doubles(x.length, -1, 1).toArray();
    }

    /// The largest magnitude; a component that is not finite is reported where it is compared.
    private static double largest(double[] v) {
        double largest = 0;
        for (double each : v) {
            largest = Double.isFinite(each) ? Math.max(largest, Math.abs(each)) : largest;
        }
        return largest;
    }

    private static double norm(double[] v) {
        return Math.sqrt(dot(v, v));
    }

    private static double dot(double[] u, double[] v) {
        double sum = 0;
        for (int i = 0; i < u.length; i++) {
            sum += u[i] * v[i];
        }
        return sum;
    }
}

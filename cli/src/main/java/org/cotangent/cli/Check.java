package org.cotangent.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.cotangent.testkit.Differences.Estimate;
import org.cotangent.testkit.Differences;

/// A gradient beside what extrapolated differences say: in every coordinate of a small one, in some coordinates and some
/// directions of a large one.
final class Check {
    private static final int ALL = 64;
    private static final int DIRECTIONS = 8;
    private static final long PATIENCE = 20_000_000_000L;
    private static final int SHOWN = 8;
    private static final double[] CLOSER = {1e-3, 1e-6};

    private final Point point;
    private final double[] gradient;
    private final double slack;
    private final List<Estimate> estimates = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private int compared;
    private int planned;
    private double largest;
    private double error;

    private Check(Point point, double[] gradient) {
        this.point = point;
        this.gradient = gradient;
        double most = 0;
        for (double g : gradient) most = Math.max(most, Math.abs(g));
        this.slack = 1e-9 * most;
    }

    /// Compares `gradient` with differences of `f`, a function of the point's coordinates.
    static Check of(ToDoubleFunction<double[]> f, Point point, double[] gradient) {
        Check check = new Check(point, gradient);
        try (Waiting _ = Waiting.on("comparing with differences")) {
            check.run(f);
        }
        return check;
    }

    private void run(ToDoubleFunction<double[]> f) {
        double[] x = point.flat();
        long start = System.nanoTime();
        int step = Math.max(1, (x.length + ALL - 1) / ALL);
        planned = (x.length + step - 1) / step + (step > 1 ? DIRECTIONS : 0);
        Random random = new Random(1);
        for (int i = 0; i < DIRECTIONS && step > 1 && System.nanoTime() - start < PATIENCE; i++) {
            double[] v = random.doubles(x.length, -1, 1).toArray();
            compare("along a random direction", dot(gradient, v), estimate(f, x, v, dot(gradient, v)));
        }
        for (int i = 0; i < x.length && System.nanoTime() - start < PATIENCE; i += step) {
            double[] unit = new double[x.length];
            unit[i] = 1;
            Estimate estimate = estimate(f, x, unit, gradient[i]);
            estimates.add(estimate);
            compare("by " + point.name(i), gradient[i], estimate);
        }
    }

    /// The surest of several estimates, if the first does not agree: a function may be too fast for the usual steps.
    private Estimate estimate(ToDoubleFunction<double[]> f, double[] x, double[] v, double found) {
        Estimate best = Differences.directional(f, x, v);
        for (int k = 0; k < CLOSER.length && !best.allows(found, slack); k++) {
            double unit = CLOSER[k];
            Estimate closer = Differences.derivative(t -> f.applyAsDouble(moved(x, v, unit * t)), 0);
            double error = closer.error() / unit;
            if (error < best.error() || Double.isNaN(best.error())) best = new Estimate(closer.value() / unit, error);
        }
        return best;
    }

    private static double[] moved(double[] x, double[] v, double t) {
        double[] y = x.clone();
        for (int i = 0; i < y.length; i++) y[i] += t * v[i];
        return y;
    }

    private void compare(String where, double found, Estimate estimate) {
        compared++;
        largest = Math.max(largest, Math.abs(found - estimate.value()));
        error = Math.max(error, estimate.error());
        if (estimate.allows(found, slack) || Double.isNaN(estimate.value())) return;
        complaints.add("  %s: %s, but differences give %s".formatted(where, found, estimate));
    }

    private static double dot(double[] u, double[] v) {
        double sum = 0;
        for (int i = 0; i < u.length; i++) sum += u[i] * v[i];
        return sum;
    }

    boolean holds() {
        return complaints.isEmpty();
    }

    @Override
    public String toString() {
        if (!holds()) {
            String some = String.join("\n", complaints.subList(0, Math.min(SHOWN, complaints.size())));
            return "DISAGREE in %d of %d\n%s\n  %s".formatted(
                    complaints.size(), compared, some, "(where two branches meet, differences see both)");
        }
        if (estimates.stream().anyMatch(e -> Double.isNaN(e.value()))) return "none to be had around this point";
        if (gradient.length <= SHOWN && compared == planned) {
            double[] values = estimates.stream().mapToDouble(Estimate::value).toArray();
            return "%s, error about %s: agree".formatted(point.shown(values), small(error));
        }
        String part = compared < planned ? " (%d of %d in the time)".formatted(compared, planned) : "";
        return "agree in all %d compared%s; largest difference %s, error about %s".formatted(
                compared, part, small(largest), small(error));
    }

    private static String small(double x) {
        return String.format(Locale.ROOT, "%.1e", x);
    }
}

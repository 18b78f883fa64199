package org.cotangent.cli.demo;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.cotangent.Cotangent;
import org.cotangent.Gradient;
import org.cotangent.Objective;
import org.cotangent.ValueAndGradient;
import org.cotangent.testkit.Differences;

/// Part a: ADBench's Gaussian mixture, against its reference, and 200 steps of L-BFGS.
final class MixturePart {
    private static final String CASE = "gmm_d10_K10.txt";
    private static final String REFERENCE = "gmm_1k_d10_K10.tsv";
    private static final int STEPS = 200;

    private final Path data;
    private final PrintStream out;

    MixturePart(Path data, PrintStream out) {
        this.data = data;
        this.out = out;
    }

    Part run() {
        Path file = data.resolve("gmm").resolve("1k").resolve(CASE);
        Gmm.Problem problem = Files.isReadable(file) ? Gmm.read(file) : Gmm.generate(10, 10, 1000, 2026);
        Gmm model = problem.model();
        Part part = new Part(
                "Gaussian mixture of ADBench",
                "A benchmark on which differentiation tools have been compared since 2016. The function is plain Java "
                        + "with nested loops, helpers and arrays that are overwritten; its gradient is what "
                        + "<code>Cotangent.gradient(model::objective)</code> makes of the bytecode.");
        part.fact(
                "problem",
                "%s: %d points in %d dimensions, %d components, %d parameters"
                        .formatted(
                                problem.name(),
                                model.points(),
                                model.dimension(),
                                model.components(),
                                problem.start().length));
        gradient(part, model, problem.start(), Files.isReadable(file));
        fit(part, model, problem.start());
        return part;
    }

    private void gradient(Part part, Gmm model, double[] x, boolean fromFile) {
        Objective<double[]> f = model::objective;
        Gradient<double[]> gradient = Cotangent.gradient(f);
        long start = System.nanoTime();
        ValueAndGradient<double[]> found = gradient.valueAndGradient(x);
        part.fact("first gradient, compilation and all", Timing.shown((System.nanoTime() - start) * 1e-9));
        part.check(
                "value",
                found.value() + ", as the plain run to the last bit",
                Double.doubleToRawLongBits(found.value()) == Double.doubleToRawLongBits(model.objective(x.clone())));
        Path reference = data.resolve("reference").resolve(REFERENCE);
        if (fromFile && Files.isReadable(reference)) {
            Reference expected = Reference.read(reference);
            part.near("value against ADBench's", Checks.difference(found.value(), expected.objective()), 1e-10);
            part.near("gradient against ADBench's", expected.difference(found.gradient()), 1e-10);
        }
        double[] byHand = model.gradientByHand(x);
        part.near("gradient against one by hand", Checks.difference(found.gradient(), byHand), 1e-10);
        double[] v = new Random(1).doubles(x.length, -1, 1).toArray();
        double slope = Checks.dot(found.gradient(), v);
        Checks.differences(part, "slope in a random direction", slope, Differences.directional(f, x, v));
        double function = Timing.of(() -> model.objective(x));
        part.times(function, Timing.of(() -> gradient.valueAndGradient(x).value()));
        double hand = Timing.of(() -> model.gradientByHand(x)[0]);
        part.fact("time of the gradient by hand", Timing.shown(hand) + " = %.1f functions".formatted(hand / function));
        part.picture(stepSizes(f, x, v, slope, Checks.dot(byHand, v)));
    }

    /// The V of numerical differentiation, and where our derivative lies.
    private static Picture stepSizes(Objective<double[]> f, double[] x, double[] v, double slope, double exact) {
        double[] steps = new double[53];
        double[] errors = new double[steps.length];
        for (int i = 0; i < steps.length; i++) {
            double h = Math.pow(10, -0.25 * i);
            double up = f.applyAsDouble(Checks.moved(x, v, h));
            double down = f.applyAsDouble(Checks.moved(x, v, -h));
            steps[i] = h;
            errors[i] = Math.max(1e-17, Checks.difference((up - down) / (2 * h), exact));
        }
        double ours = Math.max(1e-17, Checks.difference(slope, exact));
        double[] flat = new double[steps.length];
        Arrays.fill(flat, ours);
        return new Plot(
                "Error against step size",
                "Central differences trade truncation for rounding; a derivative by transformation has no step. "
                        + "Both against the gradient by hand, in a random direction.",
                new Plot.Axis("step h", true),
                new Plot.Axis("relative error", true),
                List.of(
                        new Plot.Series("central differences", steps, errors),
                        new Plot.Series("Cotangent", steps, flat)));
    }

    private void fit(Part part, Gmm model, double[] start) {
        Gradient<double[]> gradient = Cotangent.gradient(model::loss);
        Lbfgs minimiser = new Lbfgs(gradient, start);
        long from = System.nanoTime();
        double[] losses = new double[STEPS + 1];
        losses[0] = minimiser.value();
        try (Progress progress = new Progress(out, "L-BFGS", STEPS)) {
            for (int i = 1; i <= STEPS; i++) {
                minimiser.step();
                losses[i] = minimiser.value();
                progress.at(i, String.format(Locale.ROOT, "loss %.4f", losses[i]));
            }
        }
        double seconds = (System.nanoTime() - from) * 1e-9;
        part.check(
                STEPS + " steps of L-BFGS (Mallet)",
                "loss %.4f to %.4f in %s, %d gradients"
                        .formatted(losses[0], losses[STEPS], Timing.shown(seconds), minimiser.evaluations()),
                losses[STEPS] < losses[0]);
        double[] steps = new double[STEPS];
        double[] above = new double[STEPS];
        for (int i = 0; i < STEPS; i++) {
            steps[i] = i;
            above[i] = Math.max(1e-6, losses[i] - losses[STEPS]);
        }
        part.picture(new Plot(
                "Convergence of the fit",
                "Negative log-posterior per point, above the best value found, by Mallet's LimitedMemoryBFGS.",
                new Plot.Axis("step", false),
                new Plot.Axis("loss above the last", true),
                List.of(new Plot.Series("L-BFGS", steps, above))));
    }
}

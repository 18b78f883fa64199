package org.cotangent.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import org.cotangent.Cotangent;
import org.cotangent.Gradient;
import org.cotangent.ValueAndGradient;
import org.cotangent.cli.demo.Timing;

/// One case in a JVM of its own, since what ran before changes what the compiler makes of a program: `Measure NAME DATA` prints
/// its row of the table; `Measure NAME DATA once` computes one gradient and leaves.
final class Measure {
    private static final double ALLOWED = 1e-10;

    private Measure() {}

    static void main(String[] args) {
        Case c = Case.of(args[0], Path.of(args[1]));
        Gradient<double[]> gradient = Cotangent.gradient(c.f());
        double start = Interleaved.cpu();
        ValueAndGradient<double[]> found = gradient.valueAndGradient(c.x());
        double first = Interleaved.cpu() - start;
        if (args.length > 2) {
            System.out.println(first + " " + ofProcess());
            return;
        }
        String verdict = verdict(c, found);
        List<DoubleSupplier> pieces = new ArrayList<>();
        pieces.add(() -> c.f().applyAsDouble(c.x()));
        pieces.add(() -> gradient.valueAndGradient(c.x()).value());
        c.byHand().ifPresent(hand -> pieces.add(() -> hand.apply(c.x())[0]));
        double[] seconds = Interleaved.medians(pieces);
        System.out.printf(
                Locale.ROOT,
                "%-14s %10s %10s %6.2f %10s %6s %10s  %s%n",
                args[0],
                Timing.shown(seconds[0]),
                Timing.shown(seconds[1]),
                seconds[1] / seconds[0],
                seconds.length > 2 ? Timing.shown(seconds[2]) : "",
                seconds.length > 2 ? String.format(Locale.ROOT, "%.2f", seconds[1] / seconds[2]) : "",
                Timing.shown(first),
                verdict);
    }

    /// CPU seconds of this process so far, its compiler's and collector's threads included.
    private static double ofProcess() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos() * 1e-9;
    }

    /// Value and gradient beside the reference, or beside the value of a plain run.
    private static String verdict(Case c, ValueAndGradient<double[]> found) {
        double plain = c.f().applyAsDouble(c.x().clone());
        if (Double.doubleToLongBits(plain) != Double.doubleToLongBits(found.value())) return "WRONG value";
        if (c.reference().isEmpty()) return c.source() + ", no reference";
        double value = Math.abs(plain - c.reference().get().objective()) / Math.abs(plain);
        double difference = c.reference().get().difference(found.gradient());
        return String.format(
                Locale.ROOT,
                "%s: value %.0e, gradient %.0e",
                value <= ALLOWED && difference <= ALLOWED ? "right" : "WRONG",
                value,
                difference);
    }
}

package org.cotangent.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;

/// `./cotangent java org.cotangent.bench.Main [--data FOLDER_OF_ADBENCH] [CASE...]`: what a gradient costs, against the plain
/// function on the same machine in the same run.
///
/// Times are medians of thread CPU time, function and gradient in turns, each case in a JVM of its own.
public final class Main {
    private static final int COLD_RUNS = 5;

    private final Path data;

    private Main(Path data) {
        this.data = data;
    }

    static void main(String[] args) {
        List<String> cases = new ArrayList<>(List.of(args));
        Path data = Path.of("..", "shared", "adbench");
        if (cases.size() > 1 && cases.getFirst().equals("--data")) {
            data = Path.of(cases.get(1));
            cases.subList(0, 2).clear();
        }
        if (cases.isEmpty()) cases.addAll(Case.NAMES);
        if (!Case.NAMES.containsAll(cases)) {
            System.err.println("[--data FOLDER] CASE..., in quotes, out of: " + String.join(", ", Case.NAMES));
            System.exit(2);
        }
        new Main(data).run(cases);
    }

    private void run(List<String> cases) {
        System.out.printf(
                "%-14s %10s %10s %6s %10s %6s %10s  %s%n",
                "", "function", "gradient", "ratio", "by hand", "ratio", "first call", "against the reference");
        for (String name : cases) System.out.print(inJvm(List.of("-XX:+UseSerialGC"), name));
        System.out.println();
        for (String name : cases) System.out.println(emitted(name));
        System.out.println();
        System.out.println(cold(cases.getFirst()));
    }

    private String inJvm(List<String> options, String name, String... once) {
        List<String> args = new ArrayList<>(List.of(name, data.toString()));
        args.addAll(List.of(once));
        return Forked.output(options, Measure.class, args);
    }

    /// From the start of a process to its end, with one gradient in between.
    private String cold(String name) {
        double[][] seconds = new double[3][COLD_RUNS];
        for (int i = 0; i < COLD_RUNS; i++) {
            long start = System.nanoTime();
            Scanner told = new Scanner(inJvm(List.of(), name, "once"));
            seconds[0][i] = (System.nanoTime() - start) * 1e-9;
            seconds[2][i] = Double.parseDouble(told.next());
            seconds[1][i] = Double.parseDouble(told.next());
        }
        for (double[] each : seconds) Arrays.sort(each);
        return String.format(
                Locale.ROOT,
                "cold process to its first gradient, %s: %.2f s; CPU %.2f s on all threads, %.2f s in the call (medians of %d)",
                name,
                seconds[0][COLD_RUNS / 2],
                seconds[1][COLD_RUNS / 2],
                seconds[2][COLD_RUNS / 2],
                COLD_RUNS);
    }

    /// How much bytecode a gradient is.
    private String emitted(String name) {
        Dumped dumped = Dumped.of(options -> inJvm(options, name, "once"));
        return String.format(
                Locale.ROOT,
                "%-14s emitted %,d bytes of code in %d methods, the largest %,d",
                name,
                dumped.bytes(),
                dumped.sizes().size(),
                dumped.largest());
    }
}

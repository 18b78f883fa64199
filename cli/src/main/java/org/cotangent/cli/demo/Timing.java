package org.cotangent.cli.demo;

import java.util.Arrays;
import java.util.Locale;

/// How long a piece of code takes once it is warm.
public final class Timing {
    private static final long WARM_UP = 800_000_000;
    private static final int BATCHES = 15;
    private static final long BATCH = 20_000_000;

    @SuppressWarnings("UnusedVariable") // written, so that the work is not optimised away
    private static volatile double sink;

    private Timing() {}

    /// A computation that gives a number, so that it cannot be optimised away.
    public interface Work {
        double run();
    }

    /// Seconds a call, in the fastest of some batches: what other programs on the machine disturb least.
    public static double of(Work work) {
        double sum = 0;
        long calls = 0;
        long start = System.nanoTime();
        while (System.nanoTime() - start < WARM_UP) {
            sum += work.run();
            calls++;
        }
        int size = Math.clamp(calls * BATCH / WARM_UP, 1, Integer.MAX_VALUE);
        double[] seconds = new double[BATCHES];
        for (int i = 0; i < BATCHES; i++) {
            long from = System.nanoTime();
            for (int j = 0; j < size; j++) {
                sum += work.run();
            }
            seconds[i] = (System.nanoTime() - from) * 1e-9 / size;
        }
        sink = sum;
        Arrays.sort(seconds);
        return seconds[0];
    }

    public static String shown(double seconds) {
        if (seconds < 1e-6) {
            return String.format(Locale.ROOT, "%.3g ns", seconds * 1e9);
        }
        if (seconds < 1e-3) {
            return String.format(Locale.ROOT, "%.3g µs", seconds * 1e6);
        }
        return seconds < 1
                ? String.format(Locale.ROOT, "%.3g ms", seconds * 1e3)
                : String.format(Locale.ROOT, "%.3g s", seconds);
    }
}

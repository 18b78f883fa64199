package org.cotangent.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;

/// Times of pieces of code that are compared: taken in turns, so that a machine that slows down slows all of them; thread CPU
/// time, so that others on the machine count less; medians.
final class Interleaved {
    private static final long WARM_UP = 3_000_000_000L;
    private static final long TURN = 60_000_000L;
    private static final int ROUNDS = 25;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /// Where results go, so that they are computed.
    @SuppressWarnings("UnusedVariable")
    private static volatile double sink;

    private Interleaved() {}

    /// Seconds a call of each piece.
    static double[] medians(List<DoubleSupplier> pieces) {
        int[] calls = pieces.stream().mapToInt(Interleaved::warm).toArray();
        double[][] seconds = new double[pieces.size()][ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < calls.length; i++) seconds[i][round] = timed(pieces.get(i), calls[i]);
        }
        return Arrays.stream(seconds).mapToDouble(Interleaved::median).toArray();
    }

    /// Runs a piece until it is compiled; the number of calls that fill a turn.
    private static int warm(DoubleSupplier piece) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < WARM_UP) sink = piece.getAsDouble();
        return (int) Math.max(1, TURN * 1e-9 / timed(piece, 3));
    }

    private static double timed(DoubleSupplier piece, int calls) {
        double start = cpu();
        double sum = 0;
        for (int i = 0; i < calls; i++) sum += piece.getAsDouble();
        sink = sum;
        return (cpu() - start) / calls;
    }

    /// Seconds of CPU time of this thread.
    static double cpu() {
        return THREADS.getCurrentThreadCpuTime() * 1e-9;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}

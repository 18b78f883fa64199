package org.cotangent.escapes;

import java.math.BigDecimal;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.cotangent.Cotangent;
import org.cotangent.Objective;

/// Handlers, `finally`, wrappers, inner derivatives and other threads cannot swallow a refusal.
final class Swallowing {
    private Swallowing() {}

    private static double lost(double v) {
        return new BigDecimal(v).doubleValue();
    }

    private static double wrapping(double v) {
        try {
            return lost(v);
        } catch (RuntimeException e) {
            throw new IllegalStateException("wrapped");
        }
    }

    @Refused
    static double caught(double[] x) {
        try {
            return lost(x[0]);
        } catch (Exception e) {
            return 0;
        }
    }

    @Refused
    static double wrapped(double[] x) {
        return wrapping(x[0]);
    }

    @Refused
    static double wrappedAndCaught(double[] x) {
        try {
            return wrapping(x[0]);
        } catch (IllegalStateException e) {
            return 0;
        }
    }

    @Refused
    @SuppressWarnings("Finally") // that is the point
    static double overruled(double[] x) {
        try {
            return lost(x[0]);
        } finally {
            if (x.length > 2) return 3;
        }
    }

    @Refused
    static double inAnInnerDerivative(double[] x) {
        Objective<double[]> inner = y -> {
            try {
                return wrapping(y[0]);
            } catch (IllegalStateException e) {
                return 0;
            }
        };
        try {
            return Cotangent.gradient(inner).apply(x)[0];
        } catch (RuntimeException e) {
            return 0;
        }
    }

    @Refused
    static double executor(double[] x) {
        try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
            Callable<Double> task = () -> x[0] * x[1];
            return pool.submit(task).get();
        } catch (Exception e) {
            return 0;
        }
    }

    @Refused
    static double future(double[] x) {
        return CompletableFuture.supplyAsync(() -> x[0] * 2).exceptionally(_ -> 0.0).join();
    }

    @Refused
    static double thread(double[] x) throws InterruptedException {
        double[] y = new double[1];
        Thread t = new Thread(() -> y[0] = x[0] * x[1]);
        t.start();
        t.join();
        return y[0];
    }
}

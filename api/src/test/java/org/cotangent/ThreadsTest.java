package org.cotangent;

import static org.cotangent.Cotangent.gradient;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// One gradient used by many: at once, by itself, and after a journey.
class ThreadsTest {
    static double f(double[] x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) sum += Math.sin(x[i]) * x[(i + 1) % x.length];
        return sum;
    }

    private static double[] by(double a) {
        return new double[] {Math.cos(a) * 2 * a + Math.sin(2 * a), Math.cos(2 * a) * a + Math.sin(a)};
    }

    @Test
    void manyThreadsAtOnce() throws Exception {
        Gradient<double[]> g = gradient(ThreadsTest::f);
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            List<Callable<double[]>> tasks = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                double a = i * 0.01;
                tasks.add(() -> {
                    double[] out = new double[2];
                    g.into(new double[] {a, 2 * a}, out);
                    return out;
                });
            }
            List<Future<double[]>> results = pool.invokeAll(tasks);
            for (int i = 0; i < 500; i++) assertArrayEquals(by(i * 0.01), results.get(i).get(), 1e-12);
        }
    }

    private static final Gradient<double[]> OWN = gradient(ThreadsTest::calling);
    private static int depth;

    static double calling(double[] x) {
        double inner = depth-- > 0 ? OWN.valueAndGradient(new double[] {1}).gradient()[0] : 0;
        return x[0] * x[0] + 0 * inner;
    }

    @Test
    void aFunctionMayUseItsOwnGradient() {
        depth = 3;
        assertArrayEquals(new double[] {6}, OWN.apply(new double[] {3}));
    }

    @Test
    void gradientsTravel() throws Exception {
        Gradient<double[]> g = gradient(ThreadsTest::f);
        g.apply(new double[2]);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(g);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            @SuppressWarnings("unchecked")
            Gradient<double[]> back = (Gradient<double[]>) in.readObject();
            assertArrayEquals(by(0.5), back.apply(new double[] {0.5, 1}), 1e-12);
        }
    }

    @Test
    void intoAllocatesNothing() {
        Gradient<double[]> g = gradient(ThreadsTest::f);
        double[] x = {1, 2};
        double[] out = new double[2];
        for (int i = 0; i < 20_000; i++) g.into(x, out);
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1000; i++) g.into(x, out);
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        assertEquals(0, bytes / 1000, bytes + " bytes in 1000 calls");
    }
}

package org.cotangent.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cotangent.Cotangent;
import org.cotangent.Gradient;
import org.cotangent.Objective;
import org.cotangent.ValueAndGradient;
import org.junit.jupiter.api.Test;

/// Derivatives beside everything else that a JVM does: output, class loaders, threads.
class LifeTest {
    private static double chatty(double[] x) {
        System.out.println("f at " + x[0]);
        return x[0] * x[0];
    }

    @Test
    void outputIsPrintedOnce() {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            assertArrayEquals(new double[] {6}, Cotangent.gradient(LifeTest::chatty).apply(new double[] {3}));
        } finally {
            System.setOut(before);
        }
        assertEquals("f at 3.0\n", bytes.toString(StandardCharsets.UTF_8).replace("\r", ""));
    }

    private static final String PLUGIN =
            """
                    import java.util.*;
                    import java.util.function.*;
                    import org.cotangent.*;

                    public class Plugin {
                        record Point(double x, double y) { Point plus(Point o) { return new Point(x + o.x, y + o.y); } }
                        interface Shape { double area(Point p); }
                        static class Disc implements Shape { double r = 2; public double area(Point p) { return r * p.x; } }
                        static final List<double[]> CACHE = new ArrayList<>();
                        static double rate = 3;

                        static double loss(double[] x) {
                            CACHE.add(x.clone());
                            rate = rate + x[0];
                            Shape[] shapes = {new Disc(), p -> p.x * p.y};
                            DoubleUnaryOperator square = v -> v * v;
                            double y = rate;
                            for (Shape s : shapes) y += square.applyAsDouble(s.area(new Point(x[0], x[1]).plus(new Point(1, 2))));
                            List<Double> boxes = new ArrayList<>();
                            for (double each : x) boxes.add(each * y);
                            boxes.sort(Comparator.naturalOrder());
                            try {
                                if (y > 1) throw new IllegalStateException("y = " + y);
                            } catch (IllegalStateException e) {
                                y += boxes.get(0);
                            }
                            return y;
                        }

                        public static double[] use() {
                            Objective<double[]> f = Plugin::loss;
                            double[] x = {1, 2};
                            double[] g = Cotangent.gradient(f).apply(x);
                            Cotangent.gradient(f).tangents(x);
                            Cotangent.hessianVector(f, x, g);
                            Cotangent.pullback((double[] v) -> new double[] {loss(v)}).apply(x).pullback().apply(new double[] {1});
                            Cotangent.gradient((Point p) -> p.x * p.y).apply(new Point(1, 2));
                            Objective<double[]> door = v -> Cotangent.gradient(f).apply(v)[0];
                            Cotangent.directionalDerivative(door, x, g);
                            if (Cotangent.gradient(f).explain().toString().isEmpty()) throw new AssertionError();
                            return g;
                        }
                    }
                    """;

    private static WeakReference<ClassLoader> usedAndDropped() throws ReflectiveOperationException {
        Compiled loader = Compiled.of("Plugin", PLUGIN);
        double[] g = (double[]) loader.loadClass("Plugin").getMethod("use").invoke(null);
        assertEquals(2, g.length);
        return new WeakReference<>(loader);
    }

    @Test
    void classesThatNobodyUsesAreCollected() throws Exception {
        WeakReference<ClassLoader> loader = usedAndDropped();
        for (int i = 0; i < 50 && loader.get() != null; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertNull(loader.get(), "something of ours holds the class loader");
    }

    private static final String MODEL =
            """
                    import java.util.function.*;
                    import org.cotangent.*;

                    public class Model {
                        interface Term { double at(double v); }
                        static double bias;
                        static double part(Term t, double v, int depth) {
                            return depth == 0 ? t.at(v) : Math.sin(part(t, v, depth - 1)) + v;
                        }
                        public static double loss(double[] x) {
                            Term[] terms = {v -> v * v, Math::exp, v -> part(w -> w * x[0], v, 2)};
                            double y = bias;
                            for (Term t : terms) for (double each : x) y += part(t, each, 3);
                            return y;
                        }
                    }
                    """;

    /// Many threads come to fresh code at once.
    @Test
    void manyThreadsTransformAndRunAtOnce() throws Exception {
        double[] x = {0.3, 0.7, 1.1};
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int round = 0; round < 4; round++) {
                Objective<double[]> f = Cotangent.objective(
                        Compiled.of("Model", MODEL).loadClass("Model").getMethod("loss", double[].class));
                Gradient<double[]> g = Cotangent.gradient(f);
                List<Callable<ValueAndGradient<double[]>>> tasks = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    boolean second = i % 4 == 3;
                    tasks.add(() -> {
                        if (second) Cotangent.hessianVector(f, x, x);
                        return g.valueAndGradient(x);
                    });
                }
                double[] first = null;
                for (Future<ValueAndGradient<double[]>> each : threads.invokeAll(tasks)) {
                    double[] slope = each.get().gradient();
                    if (first == null) {
                        first = slope;
                        GradientCheck.of(f).order(1).at(x).orThrow();
                    }
                    assertArrayEquals(first, slope);
                }
                assertTrue(first != null);
            }
        }
    }
}

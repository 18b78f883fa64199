package org.cotangent.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.util.concurrent.atomic.AtomicReference;
import org.cotangent.Cotangent;
import org.cotangent.Gradient;
import org.cotangent.Objective;
import org.cotangent.runtime.NotDifferentiable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// A full stack and a full heap in the middle of a derivative: objects are left as a plain run that stopped there leaves them,
/// the next call is right, and nobody goes on as if nothing had happened.
class ErrorsTest {
    private static final String SOURCE =
            """
                    import java.util.*;

                    public class Deep {
                        interface Term { double at(double v); }
                        public static int depth;
                        public static int entered;
                        public static int left;
                        static double total;

                        static double last(double[] x) {
                            Term[] terms = {v -> v * v, Math::sin, v -> v * x[0]};
                            double y = 0;
                            for (Term t : terms) y += t.at(x[1]);
                            List<Double> boxes = new ArrayList<>(List.of(y * x[0], y));
                            boxes.sort(Comparator.naturalOrder());
                            total += y;
                            try {
                                if (y > 0) throw new IllegalStateException("y " + y);
                            } catch (IllegalStateException e) {
                                y += boxes.get(0);
                            }
                            return y + total;
                        }

                        static double down(double[] x, int n) {
                            entered++;
                            try {
                                return n == 0 ? last(x) : down(x, n - 1) * 0.5 + x[0];
                            } finally {
                                left++;
                            }
                        }

                        public static double f(double[] x) {
                            total = 0;
                            return down(x, depth);
                        }
                    }
                    """;

    private static Throwable inThread(int kilobytes, Executable run) throws InterruptedException {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread t = new Thread(null, () -> {
            try {
                run.execute();
            } catch (Throwable e) {
                thrown.set(e);
            }
        }, "small", kilobytes * 1024L);
        t.start();
        t.join();
        return thrown.get();
    }

    /// Wherever in the making, linking or running of fresh code the stack is full.
    @Test
    void theStackIsFull() throws Exception {
        Compiled compiled = Compiled.of("Deep", SOURCE);
        double[] x = {0.7, 1.3};
        int full = 0;
        for (int depth = 50; full < 6; depth += 1 + depth / 4) {
            Class<?> deep = compiled.again().loadClass("Deep");
            Objective<double[]> f = Cotangent.objective(deep.getMethod("f", double[].class));
            Gradient<double[]> g = Cotangent.gradient(f);
            Field at = deep.getField("depth");
            at.setInt(null, depth);
            Throwable thrown = inThread(400, () -> g.apply(x));
            if (thrown != null) {
                assertInstanceOf(StackOverflowError.class, thrown);
                full++;
            }
            assertEquals(
                    deep.getField("entered").getInt(null), deep.getField("left").getInt(null), "at depth " + depth);
            at.setInt(null, 3);
            GradientCheck.of(f).order(1).at(x).orThrow();
        }
    }

    private static int steps;

    private static double endless(double[] x, int n) {
        steps++;
        return n > 100_000_000 ? x[0] : endless(x, n + 1) * x[0];
    }

    private static double goingOn(double[] x) {
        try {
            return endless(x, 0);
        } catch (StackOverflowError e) {
            return x[0] * x[0];
        }
    }

    private static double wrapping(double[] x) {
        try {
            try {
                return endless(x, 0);
            } catch (Throwable e) {
                throw new IllegalStateException("wrapped");
            } finally {
                steps = 0;
            }
        } catch (IllegalStateException e) {
            return x[0];
        }
    }

    @Test
    void nobodyGoesOnAfterAFullStack() throws InterruptedException {
        double[] x = {3};
        for (Objective<double[]> f : java.util.List.<Objective<double[]>>of(ErrorsTest::goingOn,
                ErrorsTest::wrapping)) {
            Throwable e = inThread(400, () -> Cotangent.gradient(f).apply(x));
            assertInstanceOf(NotDifferentiable.class, e);
            assertTrue(String.valueOf(e.getMessage()).contains("StackOverflowError"), e.getMessage());
        }
        assertEquals(0, steps);
    }

    private static boolean large;
    private static long[] kept = {};
    private static double written;

    private static double allocating(double[] x) {
        written += x[0];
        double y = x[0] * x[0] * written;
        if (large) kept = new long[Integer.MAX_VALUE];
        written = -1;
        return y + kept.length;
    }

    private static double allocatingAndGoingOn(double[] x) {
        try {
            return allocating(x);
        } catch (OutOfMemoryError e) {
            return x[0];
        }
    }

    @Test
    void theHeapIsFull() {
        Gradient<double[]> g = Cotangent.gradient(ErrorsTest::allocating);
        double[] x = {3};
        for (int i = 0; i < 3; i++) {
            written = 1;
            large = true;
            assertThrows(OutOfMemoryError.class, () -> g.apply(x));
            assertEquals(4, written);
            written = 1;
            assertThrows(
                    NotDifferentiable.class, () -> Cotangent.gradient(ErrorsTest::allocatingAndGoingOn).apply(x));
            large = false;
            written = 1;
            // x² (1 + x)
            assertArrayEquals(new double[] {2 * 3 + 3 * 9}, g.apply(x));
            assertEquals(-1, written);
        }
    }
}

package org.cotangent.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.cotangent.Cotangent;
import org.cotangent.Gradient;
import org.cotangent.Objective;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Constructors in constructors: what a gradient allocates grows as the depth does, effects happen once. Only of records that
/// make records in `this(…)` it grows as the square: each body runs once more for its tangents, with what it makes.
class NestedConstructorsTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static int made;

    private static class Plain {
        final @Nullable Plain inner;
        final double v;

        Plain(int depth, double v) {
            made++;
            inner = depth == 0 ? null : new Plain(depth - 1, v * 0.9 + 0.1);
            this.v = Math.sin(v) + (inner == null ? 0 : inner.v);
        }
    }

    private static final class Below extends Plain {
        final double w;

        Below(int depth, double v) {
            super(depth == 0 ? 0 : 1, v);
            w = depth == 0 ? v : new Below(depth - 1, v * 0.9).w + inner.v;
        }
    }

    private record Given(double v, @Nullable Given inner) {
        Given {
            v = Math.sin(v) + (inner == null ? 0 : inner.v);
        }

        static Given of(int depth, double v) {
            return new Given(v, depth == 0 ? null : of(depth - 1, v * 0.9));
        }
    }

    private record Nested(double v, @Nullable Nested inner) {
        Nested(int depth, double v) {
            this(v, depth == 0 ? null : new Nested(depth - 1, v * 0.9));
        }

        Nested {
            v = Math.sin(v) + (inner == null ? 0 : inner.v);
        }
    }

    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1;
        final double v;

        Failure(int depth, double v) {
            super(depth == 0 ? null : new Failure(depth - 1, v * 0.9));
            made++;
            this.v = Math.sin(v) + (getCause() instanceof Failure f ? f.v : 0);
        }
    }

    private static final class Kept {
        static final Plain[] PLAIN = new Plain[1];
        static final Given[] GIVEN = new Given[1];
        static final Nested[] NESTED = new Nested[1];
    }

    private static double plain(double[] x) {
        Kept.PLAIN[0] = new Plain((int) x[0], x[1]);
        return Kept.PLAIN[0].v;
    }

    private static double below(double[] x) {
        return new Below((int) x[0], x[1]).w;
    }

    private static double given(double[] x) {
        Kept.GIVEN[0] = Given.of((int) x[0], x[1]);
        return Kept.GIVEN[0].v();
    }

    private static double nested(double[] x) {
        Kept.NESTED[0] = new Nested((int) x[0], x[1]);
        return Kept.NESTED[0].v();
    }

    private static double failure(double[] x) {
        return new Failure((int) x[0], x[1]).v;
    }

    @TestFactory
    Stream<DynamicTest> depthCostsWhatItCosts() {
        return Stream.of(
                test("objects", NestedConstructorsTest::plain, 1, 3),
                test("objects below others", NestedConstructorsTest::below, 2, 3),
                test("records", NestedConstructorsTest::given, 0, 3),
                test("records that make records", NestedConstructorsTest::nested, 0, 5),
                test("exceptions", NestedConstructorsTest::failure, 1, 3));
    }

    private static DynamicTest test(String name, Objective<double[]> f, int each, int growth) {
        return DynamicTest.dynamicTest(name, () -> {
            Gradient<double[]> g = Cotangent.gradient(f);
            for (int i = 0; i < 3; i++) allocated(g, 24);
            long small = allocated(g, 12);
            long large = allocated(g, 24);
            assertTrue(large < growth * small + 1000, "12 deep: " + small + " bytes, 24 deep: " + large);
            made = 0;
            g.apply(new double[] {12, 0.7});
            assertEquals(each == 0 ? 0 : each * 13 - (each - 1), made);
            GradientCheck.of(f).order(2).at(12.5, 0.7).orThrow();
        });
    }

    private static long allocated(Gradient<double[]> g, int depth) {
        double[] x = {depth, 0.7};
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId());
        g.apply(x);
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId()) - before;
    }
}

package org.cotangent;

import static org.cotangent.Cotangent.pullback;
import static org.cotangent.Cotangent.pushforward;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cotangent.runtime.NotDifferentiable;
import org.junit.jupiter.api.Test;

/// Pushforwards and pullbacks of mappings; a pullback is applied as often, as late and where one likes.
class PullbackTest {
    record Range(double lo, double hi) {}

    static double[] loops(double[] x) {
        double[] y = new double[3];
        double[] scratch = new double[2];
        for (int i = 0; i < x.length; i++) {
            // reads what is zero first, and later what was written
            y[0] += scratch[i % 2] + Math.sin(x[i]);
            scratch[i % 2] = x[i] * x[i];
            y[1] += scratch[0] * scratch[1];
            y[2] = y[0] * y[1];
        }
        return y;
    }

    private static double[] direct(double[] x, double[] yBar) {
        double[] xBar = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double[] dx = new double[x.length];
            dx[i] = 1;
            double[] dy = pushforward(PullbackTest::loops).apply(x, dx).tangent();
            for (int k = 0; k < dy.length; k++) xBar[i] += yBar[k] * dy[k];
        }
        return xBar;
    }

    @Test
    void manyTimes() {
        double[] x = {0.3, 1.2, -0.7, 0.9};
        ValueAndPullback<double[], double[]> p = pullback(PullbackTest::loops).apply(x);
        assertArrayEquals(loops(x.clone()), p.value());
        for (double[] yBar : new double[][] {{1, 0, 0}, {0, 1, 0}, {1, -2, 0.5}, {1, 0, 0}, {0, 0, 0}, {1, 0, 0}}) {
            double[] kept = yBar.clone();
            assertArrayEquals(direct(x, yBar), p.pullback().apply(yBar), 1e-14);
            assertArrayEquals(kept, yBar);
        }
    }

    @Test
    void lateAndAfterEverythingWasOverwritten() {
        double[] x = {0.3, 1.2, -0.7, 0.9};
        double[] expected = direct(x, new double[] {1, 2, 3});
        Pullback<double[], double[]> pullback = pullback(PullbackTest::loops);
        ValueAndPullback<double[], double[]> p = pullback.apply(x);
        java.util.Arrays.fill(x, Double.NaN);
        java.util.Arrays.fill(p.value(), Double.NaN);
        pullback.apply(new double[] {5, 6, 7});
        double[] first = p.pullback().apply(new double[] {1, 2, 3});
        assertArrayEquals(expected, first, 1e-14);
        first[0] = Double.NaN;
        assertArrayEquals(expected, p.pullback().apply(new double[] {1, 2, 3}), 1e-14);
    }

    @Test
    void fromManyThreadsAtOnce() throws Exception {
        double[] x = {0.3, 1.2, -0.7, 0.9};
        Mapping<double[], double[]> back = pullback(PullbackTest::loops).apply(x).pullback();
        double[] expected = direct(x, new double[] {1, 2, 3});
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            List<Callable<double[]>> tasks = new ArrayList<>();
            for (int i = 0; i < 200; i++) tasks.add(() -> back.apply(new double[] {1, 2, 3}));
            for (Future<double[]> each : pool.invokeAll(tasks)) assertArrayEquals(expected, each.get(), 1e-14);
        }
    }

    @Test
    void structuresInAndOut() {
        Mapping<Range, List<Double>> f = r -> List.of(r.lo * r.hi, r.hi, 3.0);
        ValueAndPullback<Range, List<Double>> p = pullback(f).apply(new Range(2, 5));
        assertEquals(List.of(10.0, 5.0, 3.0), p.value());
        assertEquals(new Range(5, 3), p.pullback().apply(List.of(1.0, 1.0, 1.0)));
        assertEquals(new Range(0, 7), p.pullback().apply(List.of(0.0, 7.0, 1.0)));
        ValueAndTangent<List<Double>> t = pushforward(f).apply(new Range(2, 5), new Range(1, 10));
        assertEquals(List.of(25.0, 10.0, 0.0), t.tangent());
    }

    @Test
    void numbersInBoxes() {
        Mapping<Double, Double> f = x -> x * x * x;
        assertEquals(24.0, pushforward(f).apply(2.0, 2.0).tangent());
        assertEquals(36.0, pullback(f).apply(2.0).pullback().apply(3.0));
        Mapping<double[], Double> g = x -> x[0] * x[1];
        assertArrayEquals(new double[] {3, 2}, pullback(g).apply(new double[] {2, 3}).pullback().apply(1.0));
    }

    static final double[] TABLE = {1, 2};

    @Test
    void resultsThatAreNoFunctionOfTheArgument() {
        Mapping<double[], double[]> f = x -> TABLE;
        assertArrayEquals(new double[2], pushforward(f).apply(new double[1], new double[] {1}).tangent());
        assertArrayEquals(new double[1], pullback(f).apply(new double[1]).pullback().apply(new double[] {1, 1}));
        Mapping<double[], String> g = x -> "none";
        assertEquals("none", pushforward(g).apply(new double[1], new double[1]).tangent());
    }

    record Sum(double value) {
        Sum {
            if (value < 0) throw new IllegalArgumentException();
        }
    }

    @Test
    void resultsThatCannotHoldATangent() {
        Mapping<double[], Sum> f = x -> new Sum(x[0] * x[0]);
        NotDifferentiable e = assertThrows(
                NotDifferentiable.class, () -> pushforward(f).apply(new double[] {1}, new double[] {-1}));
        assertEquals("no tangent in the shape of Sum", e.what());
    }

    @Test
    void cotangentsOfAnotherShape() {
        Mapping<double[], double[]> back =
                pullback(PullbackTest::loops).apply(new double[] {1}).pullback();
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> back.apply(new double[2]));
        assertEquals("yBar has length 2, but the value has 3", e.getMessage());
    }
}

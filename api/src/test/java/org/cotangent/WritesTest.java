package org.cotangent;

import static org.cotangent.Cotangent.directionalDerivative;
import static org.cotangent.Cotangent.gradient;
import static org.cotangent.Cotangent.pullback;
import static org.cotangent.Cotangent.pushforward;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What happens to the argument, and how often the function runs.
class WritesTest {
    static int runs;

    static double writing(double[] x) {
        runs++;
        double y = x[0] * x[0];
        x[0] = 100;
        return y + x[1];
    }

    @Test
    void argumentsAreCopiedButForInto() {
        Gradient<double[]> g = gradient(WritesTest::writing);
        double[] x = {3, 4};
        runs = 0;
        assertArrayEquals(new double[] {6, 1}, g.apply(x));
        assertEquals(13, g.valueAndGradient(x).value());
        g.tangents(x);
        directionalDerivative(WritesTest::writing, x, new double[] {1, 0});
        assertArrayEquals(new double[] {3, 4}, x);
        assertEquals(4, runs);
        double[] out = {9, 9};
        assertEquals(13, g.into(x, out));
        assertEquals(5, runs);
        assertArrayEquals(new double[] {6, 1}, out);
        assertArrayEquals(new double[] {100, 4}, x);
    }

    static class Counter {
        double total;
        final double[] history = new double[2];
    }

    record Problem(Counter counter, double[] start, List<Double> list) {}

    static double problem(Problem p) {
        double y = p.counter.total * p.start[0] + p.list.get(0);
        p.counter.total += 1;
        p.counter.history[0] = y;
        p.start[0] = -1;
        p.list.set(0, -1.0);
        return y;
    }

    @Test
    void ordinaryObjectsAreWrittenAsByAPlainCall() {
        Counter counter = new Counter();
        counter.total = 2;
        Problem p = new Problem(counter, new double[] {3}, new ArrayList<>(List.of(5.0)));
        Problem at = gradient(WritesTest::problem).apply(p);
        assertEquals(3, at.counter.total);
        assertArrayEquals(new double[] {2}, at.start);
        assertEquals(List.of(1.0), at.list);
        assertEquals(3, counter.total);
        assertEquals(11, counter.history[0]);
        assertArrayEquals(new double[] {3}, p.start);
        assertEquals(List.of(5.0), p.list);
    }

    @Test
    void anArrayOfAnOrdinaryObjectIsThatObjects() {
        Counter counter = new Counter();
        counter.history[0] = 3;
        Objective<Object[]> f = o -> {
            double[] history = (double[]) o[1];
            double y = history[0] * ((Counter) o[0]).history[0];
            history[1] = 7;
            return y;
        };
        Object[] at = gradient(f).apply(new Object[] {counter, counter.history});
        assertArrayEquals(new double[] {6, 0}, (double[]) at[1]);
        assertSame(at[1], ((Counter) at[0]).history);
        assertEquals(7, counter.history[1]);
    }

    record Wrapped(double[] values) {
        Wrapped {
            values = values.clone();
        }
    }

    @Test
    void recordsThatCopyTheirPartsAreUsedAsTheyAre() {
        Objective<Wrapped> f = w -> w.values[0] * w.values[0];
        assertArrayEquals(new double[] {6}, gradient(f).tangents(new Wrapped(new double[] {3})).flat());
    }

    static double[] captured = {2, 3};

    @Test
    void whatIsCapturedIsNoArgument() {
        double[] own = {2, 3};
        Objective<double[]> f = x -> x[0] * own[0] * captured[1];
        assertArrayEquals(new double[] {2 * 3, 0}, gradient(f).apply(own));
        assertArrayEquals(new double[] {2 * 3, 0}, gradient(f).apply(captured));
    }

    @Test
    void intoRunsOnXItselfWhereverElseItIsHeld() {
        double[] own = {2, 3};
        double[] out = new double[2];
        Objective<double[]> byCapture = x -> x[0] * own[0];
        assertEquals(4, gradient(byCapture).into(own, out));
        assertArrayEquals(new double[] {4, 0}, out);
        double[][] rows = {{1}, own};
        Objective<double[]> byRow = x -> x[0] * rows[1][0] * rows[0][0];
        gradient(byRow).into(own, out);
        assertArrayEquals(new double[] {4, 0}, out);
        Objective<double[]> byStatic = x -> x[0] * captured[0];
        gradient(byStatic).into(captured, out);
        assertArrayEquals(new double[] {4, 0}, out);
        List<double[]> list = List.of(own);
        Objective<double[]> byList = x -> x[0] * list.get(0)[0];
        gradient(byList).into(own, out);
        assertArrayEquals(new double[] {4, 0}, out);
        Objective<double[]> byCall = x -> x[0] * held()[0];
        gradient(byCall).into(captured, out);
        assertArrayEquals(new double[] {4, 0}, out);
    }

    private static double[] held() {
        return captured;
    }

    @Test
    void resultsMayBeTheArgument() {
        Mapping<double[], double[]> same = x -> {
            x[0] *= 2;
            return x;
        };
        double[] x = {1, 2};
        ValueAndTangent<double[]> t = pushforward(same).apply(x, new double[] {1, 1});
        assertArrayEquals(new double[] {2, 2}, t.value());
        assertArrayEquals(new double[] {2, 1}, t.tangent());
        assertArrayEquals(new double[] {1, 2}, x);
        ValueAndPullback<double[], double[]> p = pullback(same).apply(x);
        p.value()[0] = 99;
        assertArrayEquals(new double[] {2, 5}, p.pullback().apply(new double[] {1, 5}));
        assertTrue(x[0] == 1);
    }
}

package org.cotangent;

import static org.cotangent.Cotangent.directionalDerivative;
import static org.cotangent.Cotangent.gradient;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.cotangent.runtime.NotDifferentiable;
import org.junit.jupiter.api.Test;

/// What cannot hold a gradient is refused before anything runs, and has its tangents; what does not fit is told.
class ShapesTest {
    static int runs;

    record Normal(double mean, double sd) {
        Normal {
            if (sd <= 0) throw new IllegalArgumentException("sd");
        }
    }

    record Angle(double radians) {
        Angle(double radians) {
            this.radians = radians % (2 * Math.PI);
        }
    }

    static class Positive {
        final double value;

        Positive(double value) {
            this.value = Math.abs(value);
        }
    }

    static class Growing extends java.util.ArrayList<Double> {
        private static final long serialVersionUID = 1;
    }

    private static <A> NotDifferentiable refused(Objective<A> f, A x) {
        runs = 0;
        NotDifferentiable e = assertThrows(NotDifferentiable.class, () -> gradient(f).apply(x));
        assertEquals(0, runs);
        assertTrue(e.mend().contains("tangents"), e.mend());
        return e;
    }

    @Test
    void constructorsThatCheck() {
        Objective<Normal> f = n -> {
            runs++;
            return n.mean / n.sd;
        };
        NotDifferentiable e = refused(f, new Normal(6, 2));
        assertTrue(
                e.getMessage().startsWith(
                        "no gradient in the shape of Normal\n  because  the constructor of Normal (ShapesTest.java:"),
                e.getMessage());
        Tangents<Normal> t = gradient(f).tangents(new Normal(6, 2));
        assertEquals(1, runs);
        assertEquals(3, t.value());
        assertArrayEquals(new double[] {0.5, -1.5}, t.flat());
        assertEquals(List.of("mean", "sd"), t.names());
        assertEquals(-1.5, t.at("sd"));
    }

    @Test
    void constructorsThatChange() {
        Objective<Angle> f = a -> Math.sin(a.radians);
        refused(f, new Angle(1));
        assertEquals(Math.cos(1), gradient(f).tangents(new Angle(1)).at("radians"), 1e-15);
        Objective<Positive> g = p -> p.value * p.value;
        refused(g, new Positive(3));
        assertEquals(6, gradient(g).tangents(new Positive(3)).at("value"));
    }

    @Test
    void partsArePointedAt() {
        Objective<List<Normal[]>> f = l -> l.get(0)[1].mean;
        NotDifferentiable e = refused(f, List.<Normal[]>of(new Normal[] {null, new Normal(1, 2)}));
        assertTrue(e.what().contains("`[0][1]`, a Normal"), e.what());
    }

    static double sum(Set<Double> all) {
        runs++;
        double sum = 0;
        for (double each : all) sum += each * each;
        return sum;
    }

    @Test
    void sets() {
        refused(ShapesTest::sum, new TreeSet<>(List.of(1.0, 2.0)));
        Tangents<Set<Double>> t = gradient(ShapesTest::sum).tangents(new TreeSet<>(List.of(1.0, 2.0)));
        assertArrayEquals(new double[] {2, 4}, t.flat());
        Objective<Set<String>> names = s -> s.size();
        assertEquals(Set.of("a"), gradient(names).apply(Set.of("a")));
    }

    @Test
    void mapsByNumbers() {
        Objective<Map<Double, Double>> f = m -> {
            runs++;
            double sum = 0;
            for (Map.Entry<Double, Double> e : m.entrySet()) sum += e.getKey() * e.getValue();
            return sum;
        };
        refused(f, new HashMap<>(Map.of(2.0, 3.0)));
        Tangents<Map<Double, Double>> t = gradient(f).tangents(new HashMap<>(Map.of(2.0, 3.0)));
        assertArrayEquals(new double[] {3, 2}, t.flat());
        assertEquals(List.of("keys[0]", "[2.0]"), t.names());
    }

    @Test
    void collectionsOfOwnMaking() {
        Growing g = new Growing();
        g.add(3.0);
        Objective<Growing> f = l -> l.get(0) * l.get(0);
        refused(f, g);
        assertArrayEquals(new double[] {6}, gradient(f).tangents(g).flat());
    }

    @Test
    void closedNumbers() {
        Objective<Object[]> f = o -> 1;
        NotDifferentiable e = assertThrows(
                NotDifferentiable.class, () -> gradient(f).tangents(new Object[] {new DoubleSummaryStatistics()}));
        assertTrue(e.getMessage().contains("DoubleSummaryStatistics"), e.getMessage());
    }

    // ---- what the caller gives --------------------------------------------------------------------------

    record Range(double lo, double hi) {}

    record Box(Range x, double[] w) {}

    private static String refusal(Runnable r) {
        return assertThrows(IllegalArgumentException.class, r::run).getMessage();
    }

    @Test
    void directionsOfAnotherShape() {
        Objective<double[]> f = x -> x[0];
        assertEquals(
                "dx has length 3, but x has 2",
                refusal(() -> directionalDerivative(f, new double[2], new double[3])));
        Objective<Box> g = b -> b.x.lo;
        Box x = new Box(new Range(1, 2), new double[2]);
        assertEquals(
                "dx.w has length 1, but x.w has 2",
                refusal(() -> directionalDerivative(g, x, new Box(new Range(0, 0), new double[1]))));
        assertEquals(
                "dx.x is null, but x.x is not",
                refusal(() -> directionalDerivative(g, x, new Box(null, new double[2]))));
        assertThrows(NullPointerException.class, () -> directionalDerivative(f, new double[2], null));
        Objective<Object[]> h = o -> 1;
        assertEquals(
                "dx[0] is a float[], but x[0] is a double[]",
                refusal(() -> directionalDerivative(h, new Object[] {new double[1]}, new Object[] {new float[1]})));
        Objective<double[][]> rows = r -> r[0][0] + r[1][0];
        double[] one = {1};
        assertEquals(
                "x holds one object both at [0] and in its root, but dx has two different ones there",
                refusal(() -> directionalDerivative(rows, new double[][] {one, one}, new double[][] {{1}, {2}})));
        assertEquals(2, directionalDerivative(rows, new double[][] {one, one}, new double[][] {{1}, {1}}));
    }

    @Test
    void gradientsThatCannotBeOverwritten() {
        Objective<double[]> f = x -> x[0];
        assertEquals("gradient has length 1, but x has 2",
                refusal(() -> gradient(f).into(new double[2], new double[1])));
        double[] x = {1};
        assertEquals("gradient is x itself: it needs memory of its own", refusal(() -> gradient(f).into(x, x)));
        Objective<Range> g = r -> r.lo;
        assertEquals(
                "a Range cannot be overwritten: use valueAndGradient(x)",
                refusal(() -> gradient(g).into(new Range(1, 2), new Range(3, 4))));
        Objective<double[][]> h = r -> r[0][0];
        double[][] rows = {{1}, {2}};
        assertEquals(
                "a row of gradient is memory of x, or occurs twice in gradient",
                refusal(() -> gradient(h).into(rows, new double[][] {{1}, rows[1]})));
    }

    @Test
    void namesAreSuggested() {
        Tangents<Box> t = gradient((Box b) -> b.x.lo * b.w[1]).tangents(new Box(new Range(2, 0), new double[] {0, 3}));
        assertEquals(List.of("x.lo", "x.hi", "w[0]", "w[1]"), t.names());
        assertEquals(3, t.at("x.lo"));
        assertEquals(
                "no number is called `x.low`; the nearest are `x.lo`, `x.hi`, `w[0]`", refusal(() -> t.at("x.low")));
    }
}

package org.cotangent;

import static org.cotangent.Cotangent.directionalDerivative;
import static org.cotangent.Cotangent.gradient;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Gradients of every structure, in its shape.
class StructuresTest {
    record Range(double lo, double hi) {}

    record Pose(String name, double x, Range range, int steps, double[] weights) {}

    static double pose(Pose p) {
        return p.x * p.range.lo * p.range.hi + p.steps * p.weights[1] * p.weights[1];
    }

    @Test
    void recordsHoldRecordsAndArrays() {
        Gradient<Pose> g = gradient(StructuresTest::pose);
        Pose at = g.apply(new Pose("arm", 2, new Range(3, 5), 7, new double[] {1, 11}));
        assertEquals("arm", at.name);
        assertEquals(15, at.x);
        assertEquals(new Range(10, 6), at.range);
        assertEquals(7, at.steps);
        assertArrayEquals(new double[] {0, 2 * 7 * 11}, at.weights);
    }

    @Test
    void boxesOfBothKinds() {
        Objective<Double> square = x -> x * x;
        Objective<Float> cube = x -> x * x * x;
        assertEquals(6.0, gradient(square).apply(3.0));
        assertEquals(12f, gradient(cube).apply(2f));
    }

    static double product(float[] x) {
        return x[0] * x[1];
    }

    @Test
    void floats() {
        assertArrayEquals(new float[] {3, 2}, gradient(StructuresTest::product).apply(new float[] {2, 3}));
    }

    static double squares(double[][][] x) {
        double sum = 0;
        for (double[][] plane : x) {
            if (plane == null) continue;
            for (double[] row : plane) for (double each : row) sum += each * each;
        }
        return sum;
    }

    @Test
    void arraysOfAnyRankWithNullInside() {
        double[][][] at = gradient(StructuresTest::squares).apply(new double[][][] {{{1, 2}, {}}, null, {{3}}});
        assertArrayEquals(new double[][][] {{{2, 4}, {}}, null, {{6}}}, at);
    }

    static double rows(double[][] x) {
        double sum = 0;
        for (double[] row : x) for (double each : row) sum += each * each;
        return sum;
    }

    @Test
    void anArrayMetTwiceIsOne() {
        double[] row = {1, 2};
        double[][] at = gradient(StructuresTest::rows).apply(new double[][] {row, {5}, row});
        assertSame(at[0], at[2]);
        assertArrayEquals(new double[] {4, 8}, at[0]);
        assertArrayEquals(new double[] {10}, at[1]);
    }

    static class Model {
        final double bias;
        float scale;
        double[] weights;
        String name = "model";
        Model next;

        Model(double bias, double[] weights) {
            this.bias = bias;
            this.weights = weights;
            if (weights.length == 0) throw new IllegalArgumentException("no weights");
        }
    }

    static double model(Model m) {
        double sum = 0;
        for (Model at = m; at != null; at = at.next == m ? null : at.next) {
            sum += at.bias * at.bias * at.weights[0] + at.scale;
        }
        return sum;
    }

    @Test
    void ordinaryObjectsAndCycles() {
        Model m = new Model(2, new double[] {3});
        m.next = new Model(4, new double[] {5, 6});
        m.next.next = m;
        m.name = "first";
        Model at = gradient(StructuresTest::model).apply(m);
        assertNotSame(m, at);
        assertEquals(12, at.bias);
        assertEquals(1, at.scale);
        assertEquals("first", at.name);
        assertArrayEquals(new double[] {16, 0}, at.next.weights);
        assertSame(at, at.next.next);
        assertEquals(2, m.bias);
    }

    static class Deep extends Model {
        double own;

        Deep(double own) {
            super(1, new double[1]);
            this.own = own;
        }
    }

    @Test
    void inheritedFields() {
        Objective<Deep> f = d -> d.own * d.bias * 3;
        Deep at = gradient(f).apply(new Deep(7));
        assertEquals(3, at.own);
        assertEquals(21, at.bias);
    }

    static double cubes(List<Double> list) {
        double sum = 0;
        for (double each : list) sum += each * each * each;
        return sum;
    }

    @Test
    void listsOfAllKinds() {
        Gradient<List<Double>> g = gradient(StructuresTest::cubes);
        List<Double> expected = List.of(3.0, 12.0, 27.0);
        for (List<Double> each : List.<List<Double>>of(
                List.of(1.0, 2.0, 3.0),
                new ArrayList<>(List.of(1.0, 2.0, 3.0)),
                new LinkedList<>(List.of(1.0, 2.0, 3.0)),
                Arrays.asList(1.0, 2.0, 3.0),
                java.util.Collections.unmodifiableList(new ArrayList<>(List.of(1.0, 2.0, 3.0))))) {
            List<Double> at = g.apply(each);
            assertEquals(expected, at);
            assertEquals(List.of(1.0, 2.0, 3.0), each);
        }
        assertInstanceOf(LinkedList.class, g.apply(new LinkedList<>(List.of(1.0))));
    }

    static double deque(Deque<double[]> d) {
        return d.getFirst()[0] * d.getLast()[0];
    }

    @Test
    void deques() {
        Deque<double[]> d = new ArrayDeque<>(List.of(new double[] {2}, new double[] {3}));
        assertEquals(3, gradient(StructuresTest::deque).apply(d).getFirst()[0]);
    }

    static double rates(Map<String, Double> m) {
        return m.get("EUR") * m.get("EUR") * m.get("CHF");
    }

    @Test
    void mapsByInactiveKeys() {
        Gradient<Map<String, Double>> g = gradient(StructuresTest::rates);
        Map<String, Double> expected = Map.of("EUR", 12.0, "CHF", 4.0);
        assertEquals(expected, g.apply(Map.of("EUR", 2.0, "CHF", 3.0)));
        assertEquals(expected, g.apply(new TreeMap<>(Map.of("EUR", 2.0, "CHF", 3.0))));
        Map<String, Double> ordered = new LinkedHashMap<>();
        ordered.put("EUR", 2.0);
        ordered.put("CHF", 3.0);
        assertEquals(List.of("EUR", "CHF"), List.copyOf(g.apply(ordered).keySet()));
    }

    record Holder(Optional<Double> maybe, Object[] things) {}

    @Test
    void mixtures() {
        Objective<Holder> f = h -> h.maybe.get() * ((double[]) h.things[1])[0];
        Object[] things = {"label", new double[] {5}, null, new int[] {1}};
        Holder at = gradient(f).apply(new Holder(Optional.of(3.0), things));
        assertEquals(5.0, at.maybe.get());
        assertEquals("label", at.things[0]);
        assertArrayEquals(new double[] {3}, (double[]) at.things[1]);
        assertNull(at.things[2]);
    }

    record Cons(double head, Cons tail) {}

    static double total(Cons c) {
        double sum = 0;
        for (Cons at = c; at != null; at = at.tail) sum += at.head;
        return sum;
    }

    @Test
    void linkedListsAsLongAsTheyAre() {
        Cons list = null;
        for (int i = 0; i < 50_000; i++) list = new Cons(i, list);
        Cons at = gradient(StructuresTest::total).apply(list);
        int n = 0;
        for (Cons c = at; c != null; c = c.tail) {
            assertEquals(1, c.head);
            n++;
        }
        assertEquals(50_000, n);
    }

    @Test
    void intoOverwritesWhatIsThere() {
        Model m = new Model(2, new double[] {3});
        m.next = new Model(4, new double[] {5});
        Model g = new Model(7, new double[] {7});
        g.next = new Model(7, new double[] {7});
        assertEquals(4 * 3 + 16 * 5, gradient(StructuresTest::model).into(m, g));
        assertEquals(12, g.bias);
        assertEquals(16, g.next.weights[0]);

        double[][] rows = {{9, 9}, {9}};
        double[] first = rows[0];
        assertEquals(14, gradient(StructuresTest::rows).into(new double[][] {{1, 2}, {3}}, rows));
        assertSame(first, rows[0]);
        assertArrayEquals(new double[][] {{2, 4}, {6}}, rows);

        List<Double> list = new ArrayList<>(List.of(9.0, 9.0));
        gradient(StructuresTest::cubes).into(List.of(1.0, 2.0), list);
        assertEquals(List.of(3.0, 12.0), list);

        float[] floats = {9, 9};
        assertEquals(6, gradient(StructuresTest::product).into(new float[] {2, 3}, floats));
        assertArrayEquals(new float[] {3, 2}, floats);
    }

    @Test
    void recordsInsideAreReplaced() {
        Objective<Range[]> f = r -> r[0].lo * r[1].hi;
        Range[] g = {new Range(9, 9), new Range(9, 9)};
        assertEquals(8, gradient(f).into(new Range[] {new Range(2, 3), new Range(5, 4)}, g));
        assertArrayEquals(new Range[] {new Range(4, 0), new Range(0, 2)}, g);
    }

    @Test
    void directionsHaveTheShapeToo() {
        assertEquals(10, directionalDerivative(
                StructuresTest::pose,
                new Pose("", 2, new Range(3, 5), 7, new double[] {1, 11}),
                new Pose("", 0, new Range(1, 0), 0, new double[2])));
        assertEquals(12, directionalDerivative(StructuresTest::cubes, List.of(1.0, 2.0), Arrays.asList(0.0, 1.0)));
        Objective<Double> square = x -> x * x;
        assertEquals(12, directionalDerivative(square, 3.0, 2.0));
    }

    @Test
    void nothingAtAll() {
        Objective<String> f = String::length;
        assertEquals("abc", gradient(f).apply("abc"));
        Objective<double[]> zero = x -> 3;
        assertArrayEquals(new double[] {0}, gradient(zero).apply(new double[] {1}));
        assertArrayEquals(new double[0], gradient(StructuresTest::emptySum).apply(new double[0]));
    }

    static double emptySum(double[] x) {
        double sum = 0;
        for (double each : x) sum += each;
        return sum;
    }
}

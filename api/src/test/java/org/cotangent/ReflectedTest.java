package org.cotangent;

import static org.cotangent.Cotangent.gradient;
import static org.cotangent.Cotangent.objective;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Methods found by reflection.
class ReflectedTest {
    private static double one(double[] x) {
        return x[0] * x[1];
    }

    private static double number(double x) {
        return x * x;
    }

    private static double several(double a, int n, double[] b, String label) {
        double y = label.length();
        for (int i = 0; i < n; i++) y *= a * b[i];
        return y;
    }

    private static float single(float x) {
        return x * x;
    }

    double instance(double x) {
        return x;
    }

    static int whole(double x) {
        return (int) x;
    }

    private static Method method(String name) {
        return Arrays.stream(ReflectedTest.class.getDeclaredMethods())
                .filter(m -> m.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void oneParameter() {
        Objective<double[]> f = objective(method("one"));
        assertEquals(6, f.applyAsDouble(new double[] {2, 3}));
        assertArrayEquals(new double[] {3, 2}, gradient(f).apply(new double[] {2, 3}));
        Objective<Double> g = objective(method("number"));
        assertEquals(6.0, gradient(g).apply(3.0));
        Objective<Float> h = objective(method("single"));
        assertEquals(6f, gradient(h).apply(3f));
    }

    @Test
    void severalParameters() {
        Objective<Object[]> f = objective(method("several"));
        Object[] x = {2.0, 2, new double[] {3, 5, 7}, "ab"};
        assertEquals(120, f.applyAsDouble(x));
        Object[] at = gradient(f).apply(x);
        assertEquals(120.0, at[0]);
        assertEquals(2, at[1]);
        assertArrayEquals(new double[] {40, 24, 0}, (double[]) at[2]);
        assertEquals("ab", at[3]);
        Tangents<Object[]> t = gradient(f).tangents(x);
        assertEquals(java.util.List.of("[0]", "[2][0]", "[2][1]", "[2][2]"), t.names());
    }

    @Test
    void insideDifferentiatedCode() {
        Objective<double[]> f = objective(method("one"));
        Objective<double[]> g = x -> gradient(f).apply(x)[0] * f.applyAsDouble(x);
        assertArrayEquals(new double[] {9, 12}, gradient(g).apply(new double[] {2, 3}));
    }

    @Test
    void whatIsNoObjective() {
        for (String name : new String[] {"instance", "whole", "method"}) {
            IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> objective(method(name)));
            assertTrue(e.getMessage().contains(name), e.getMessage());
        }
    }
}

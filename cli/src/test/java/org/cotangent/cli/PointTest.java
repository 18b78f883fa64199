package org.cotangent.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PointTest {
    static double f(double x, int n, float[][] table) {
        return x;
    }

    static double g(double[] x) {
        return x[0];
    }

    private static Point point(String method, Object... arguments) {
        var m = Arrays.stream(PointTest.class.getDeclaredMethods())
                .filter(each -> each.getName().equals(method))
                .findFirst()
                .orElseThrow();
        return new Point(new Call(m, arguments));
    }

    private final Point mixed = point("f", 1.5, 7, new float[][] {{1, 2}, {3}});

    @Test
    void coordinatesAreTheFloatingPointNumbers() {
        assertArrayEquals(new double[] {1.5, 1, 2, 3}, mixed.flat());
    }

    @Test
    void aPointMovesWithoutTouchingItsArguments() {
        Object[] moved = (Object[]) mixed.at(new double[] {9, 8, 7, 6});
        assertArrayEquals(new Object[] {9.0, 7, new float[][] {{8, 7}, {6}}}, moved);
        assertArrayEquals(new double[] {1.5, 1, 2, 3}, mixed.flat());
        Point single = point("g", new double[] {1, 2});
        assertNotSame(single.at(single.flat()), single.at(single.flat()));
    }

    @Test
    void numbersAreShownInTheShapeOfTheArguments() {
        assertEquals("[9.0, [[8.0, 7.0], [6.0]]]", mixed.shown(new double[] {9, 8, 7, 6}));
        assertEquals("[3.0, 4.0]", point("g", new double[] {1, 2}).shown(new double[] {3, 4}));
    }

    @Test
    void coordinatesHaveNames() {
        assertEquals("x", mixed.name(0));
        assertEquals("table[1][0]", mixed.name(3));
    }
}

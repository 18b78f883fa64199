package org.cotangent;

import static org.cotangent.Cotangent.hessian;
import static org.cotangent.Cotangent.hessianVector;
import static org.cotangent.Cotangent.jacobian;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// Jacobians and Hessians.
class MatricesTest {
    static double[] tall(double[] x) {
        return new double[] {x[0] * x[1], x[1] * x[1], 3, x[0]};
    }

    @Test
    void rowsAreOutputs() {
        Mapping<double[], double[][]> j = jacobian(MatricesTest::tall);
        assertArrayEquals(new double[][] {{5, 2}, {0, 10}, {0, 0}, {1, 0}}, j.apply(new double[] {2, 5}));
        Mapping<double[], double[]> wide = x -> new double[] {x[0] * x[1] * x[2], x[2]};
        assertArrayEquals(new double[][] {{15, 10, 6}, {0, 0, 1}}, jacobian(wide).apply(new double[] {2, 3, 5}));
    }

    @Test
    void emptyOnes() {
        Mapping<double[], double[]> none = x -> new double[0];
        assertArrayEquals(new double[0][], jacobian(none).apply(new double[3]));
        Mapping<double[], double[]> constant = x -> new double[] {1, 2};
        assertArrayEquals(new double[2][0], jacobian(constant).apply(new double[0]));
    }

    static double f(double[] x) {
        double sum = 0;
        for (int i = 0; i + 1 < x.length; i++) sum += x[i] * x[i] * x[i] * x[i + 1];
        return sum;
    }

    @Test
    void hessians() {
        double[][] expected = {{36, 12, 0}, {12, 90, 27}, {0, 27, 0}};
        double[] x = {2, 3, 5};
        double[][] h = hessian(MatricesTest::f).apply(x);
        assertArrayEquals(expected, h);
        assertArrayEquals(expected, jacobian(Cotangent.<double[]>gradient(MatricesTest::f)).apply(x));
        for (int i = 0; i < 3; i++) {
            double[] v = new double[3];
            v[i] = 1;
            assertArrayEquals(expected[i], hessianVector(MatricesTest::f, x, v));
        }
        assertArrayEquals(new double[] {2, 3, 5}, x);
    }

    record Pair(double a, double[] b) {}

    @Test
    void hessianVectorOfStructures() {
        Objective<Pair> f = p -> p.a * p.a * p.b[0] * p.b[1];
        Pair at = hessianVector(f, new Pair(2, new double[] {3, 5}), new Pair(1, new double[] {0, 1}));
        // gradient: 2 a b0 b1, a² b1, a² b0
        assertEquals(2 * 15 + 2 * 2 * 3, at.a);
        assertArrayEquals(new double[] {2 * 2 * 5 + 4, 2 * 2 * 3}, at.b);
    }
}

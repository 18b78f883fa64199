package org.cotangent;

import static org.cotangent.Cotangent.gradient;
import static org.cotangent.Cotangent.hessian;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.cotangent.runtime.NotDifferentiable;
import org.junit.jupiter.api.Test;

/// Gradients with respect to what a function has captured and finds in static fields.
class StateGradientTest {
    private static double rate = 2;
    private static float offset = 0.5f;
    private static final double[] TABLE = {1, 2};

    private static final class Layer {
        double bias;
        final double[] weights;
        int calls;

        Layer(double bias, double... weights) {
            this.bias = bias;
            this.weights = weights;
        }

        double apply(double[] x) {
            calls++;
            double y = bias * bias;
            for (int i = 0; i < x.length; i++) y += weights[i] * x[i];
            return y;
        }
    }

    private record Normal(double mean, double sd) {
        Normal {
            if (sd <= 0) throw new IllegalArgumentException("sd must be positive");
        }

        double density(double x) {
            double z = (x - mean) / sd;
            return Math.exp(-z * z / 2) / sd;
        }
    }

    @Test
    void aCapturedArray() {
        double[] w = {3, 4};
        Objective<double[]> f = x -> w[0] * w[0] * x[0] + w[1] * x[1];
        ValueAndGradient<double[]> g = gradient(f, w).valueAndGradient(new double[] {5, 7});
        assertEquals(9 * 5 + 4 * 7, g.value());
        assertArrayEquals(new double[] {2 * 3 * 5, 7}, g.gradient());
        w[0] = 10;
        assertArrayEquals(new double[] {100, 7}, gradient(f, w).apply(new double[] {5, 7}));
    }

    @Test
    void theArgumentIsAConstant() {
        double[] w = {3};
        Objective<double[]> f = x -> {
            w[0] *= x[0];
            x[0] = w[0];
            return x[0] * w[0];
        };
        double[] x = {2};
        // (3 · 2)², by 3; captured memory is written, the argument is not
        assertArrayEquals(new double[] {2 * 3 * 4}, gradient(f, w).apply(x));
        assertArrayEquals(new double[] {6}, w);
        assertArrayEquals(new double[] {2}, x);
    }

    @Test
    void aCapturedObjectWithMutableFields() {
        Layer layer = new Layer(3, 1, 2);
        Objective<double[]> f = layer::apply;
        StateGradient<double[], Layer> g = gradient(f, layer);
        Layer slope = g.apply(new double[] {5, 7});
        assertEquals(6, slope.bias);
        assertArrayEquals(new double[] {5, 7}, slope.weights);
        assertEquals(1, layer.calls);
        Tangents<Layer> t = g.tangents(new double[] {5, 7});
        assertEquals(List.of("bias", "weights[0]", "weights[1]"), t.names());
        assertEquals(7, t.at("weights[1]"));
        assertEquals(9 + 5 + 14, t.value());
    }

    private static double withStatics(double[] x) {
        return rate * rate * x[0] + offset * x[1] + TABLE[0] * TABLE[1];
    }

    @Test
    void staticFieldsAndArrays() {
        Objective<double[]> f = StateGradientTest::withStatics;
        assertArrayEquals(new double[] {2, 1}, gradient(f, TABLE).apply(new double[] {1, 1}));
        StateGradient<double[], Class<StateGradientTest>> g = gradient(f, StateGradientTest.class);
        Tangents<?> t = g.tangents(new double[] {5, 7});
        assertEquals(List.of("StateGradientTest.rate", "StateGradientTest.offset"), t.names());
        assertArrayEquals(new double[] {20, 7}, t.flat());
        NotDifferentiable e = assertThrows(NotDifferentiable.class, () -> g.apply(new double[] {5, 7}));
        assertTrue(e.mend().contains("tangents"), e.getMessage());
    }

    @Test
    void severalAtOnce() {
        Layer layer = new Layer(3, 1, 2);
        double[] w = {2};
        Objective<double[]> f = x -> w[0] * layer.apply(x) + withStatics(x);
        Object[] slopes = gradient(f, new Object[] {w, layer}).apply(new double[] {5, 7});
        assertArrayEquals(new double[] {28}, (double[]) slopes[0]);
        assertEquals(12, ((Layer) slopes[1]).bias);
        Tangents<?> t = gradient(f, List.of(w, layer, StateGradientTest.class)).tangents(new double[] {5, 7});
        assertEquals(
                List.of("[0][0]", "[1].bias", "[1].weights[0]", "[1].weights[1]", "StateGradientTest.rate",
                        "StateGradientTest.offset"),
                t.names());
        assertArrayEquals(new double[] {28, 12, 10, 14, 20, 7}, t.flat());
    }

    @Test
    void recordsAndBoxes() {
        Normal n = new Normal(1, 2);
        Double scale = 3.0;
        Objective<Double> f = x -> scale * n.density(x);
        Tangents<?> t = gradient(f, List.of(n, scale)).tangents(2.0);
        double z = 0.5;
        double density = Math.exp(-z * z / 2) / 2;
        assertEquals(3 * density * z / 2, t.at("[0].mean"), 1e-15);
        assertEquals(3 * density * (z * z - 1) / 2, t.at("[0].sd"), 1e-15);
        assertEquals(density, t.at("[1]"), 1e-15);
        NotDifferentiable e = assertThrows(NotDifferentiable.class, () -> gradient(f, n).apply(2.0));
        assertTrue(e.getMessage().contains("Normal") && e.mend().contains("tangents"), e.getMessage());
    }

    @Test
    void secondOrder() {
        double[] w = {3, 4};
        Objective<double[]> f = x -> w[0] * w[0] * w[1] * x[0] * x[0];
        StateGradient<double[], double[]> g = gradient(f, w);
        // mixed: by the state, then by the argument
        Objective<double[]> outer = x -> g.apply(x)[0] + 2 * g.apply(x)[1];
        double[] x = {5};
        assertArrayEquals(new double[] {(2 * 3 * 4 + 2 * 9) * 2 * 5}, gradient(outer).apply(x), 1e-12);
        // by the state twice
        double[] twice = gradient(outer, w).apply(x);
        assertArrayEquals(new double[] {(2 * 4 + 4 * 3) * 25, 2 * 3 * 25}, twice, 1e-12);
        // the state is what the outer function makes of its argument
        Objective<double[]> inner = v -> {
            Objective<double[]> cube = y -> v[0] * v[0] * v[0] * y[0];
            return gradient(cube, v).apply(new double[] {2})[0];
        };
        double[][] second = hessian(v -> v[0] * inner.applyAsDouble(v)).apply(new double[] {1});
        assertEquals(36, second[0][0], 1e-12);
    }

    @Test
    void whatHoldsNoNumbers() {
        Objective<double[]> f = x -> x[0];
        assertThrows(IllegalArgumentException.class, () -> gradient(f, "text"));
        assertThrows(IllegalArgumentException.class, () -> gradient(f, f));
        assertThrows(IllegalArgumentException.class, () -> gradient(f, List.class));
        assertThrows(NullPointerException.class, () -> gradient(f, (Object) null));
        assertArrayEquals(new double[] {0}, gradient(f, new double[1]).apply(new double[] {1}));
    }
}

package org.cotangent;

import static org.cotangent.Cotangent.derivative;
import static org.cotangent.Cotangent.directionalDerivative;
import static org.cotangent.Cotangent.gradient;
import static org.cotangent.Cotangent.pullback;
import static org.cotangent.Cotangent.pushforward;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import org.cotangent.runtime.CotangentException;
import org.cotangent.runtime.NotDifferentiable;
import org.junit.jupiter.api.Test;

/// What the function throws comes through; what cannot be differentiated is refused, whoever catches it.
class RefusalsTest {
    static double parsed(double[] x) {
        return new BigDecimal(x[0]).doubleValue();
    }

    static double swallowing(double[] x) {
        try {
            return parsed(x);
        } catch (RuntimeException e) {
            return 0;
        }
    }

    @Test
    void refusalsAreNotSwallowed() {
        Gradient<double[]> g = gradient(RefusalsTest::swallowing);
        double[] x = {2};
        for (int i = 0; i < 3; i++) {
            NotDifferentiable e = assertThrows(NotDifferentiable.class, () -> g.apply(x));
            assertTrue(e.where().toString().contains("RefusalsTest.java:"), e.getMessage());
            assertThrows(NotDifferentiable.class, () -> g.into(x, new double[1]));
            assertThrows(NotDifferentiable.class, () -> g.tangents(x));
            assertThrows(
                    NotDifferentiable.class,
                    () -> directionalDerivative(RefusalsTest::swallowing, x, new double[] {1}));
        }
        Mapping<double[], double[]> m = y -> new double[] {swallowing(y)};
        assertThrows(NotDifferentiable.class, () -> pushforward(m).apply(x, x));
        assertThrows(NotDifferentiable.class, () -> pullback(m).apply(x));
        Objective<double[]> outer = y -> gradient(RefusalsTest::swallowing).apply(y)[0];
        assertThrows(CotangentException.class, () -> gradient(outer).apply(x));
    }

    private static double logged;

    private static double least(List<double[]> all, ToDoubleFunction<double[]> key) {
        all.sort(Comparator.comparingDouble(key));
        return all.getFirst()[0];
    }

    static double harmless(double[] x) {
        return least(new ArrayList<>(List.of(x.clone(), new double[] {3})), a -> a[0]);
    }

    static double harmful(double[] x) {
        double first = least(new ArrayList<>(List.of(x.clone(), new double[] {3})), a -> logged = a[0]);
        return first * logged;
    }

    @Test
    void aHarmlessFunctionDoesNotVouchForOneOfItsClass() {
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(new double[] {1}, gradient(RefusalsTest::harmless).apply(new double[] {2}));
            assertThrows(NotDifferentiable.class, () -> gradient(RefusalsTest::harmful).apply(new double[] {2}));
        }
    }

    private static final class Own extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @Test
    void whatTheFunctionThrowsComesThroughAndLeavesNothing() {
        Own own = new Own();
        Objective<double[]> f = x -> {
            double y = x[0] * x[0];
            if (y > 5) throw own;
            return y;
        };
        Gradient<double[]> g = gradient(f);
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(new double[] {4}, g.apply(new double[] {2}));
            assertSame(own, assertThrows(Own.class, () -> g.apply(new double[] {3})));
            assertSame(own, assertThrows(Own.class, () -> g.into(new double[] {3}, new double[1])));
        }
    }

    @Test
    void nullIsTold() {
        assertThrows(NullPointerException.class, () -> gradient(null));
        assertThrows(NullPointerException.class, () -> derivative(null));
        assertThrows(NullPointerException.class, () -> pullback(null));
        Objective<double[]> f = x -> x[0];
        assertThrows(NullPointerException.class, () -> gradient(f).apply(null));
        assertThrows(NullPointerException.class, () -> gradient(f).into(new double[1], null));
    }

    @Test
    void functionsThatHideTheirCode() {
        DoubleUnaryOperator[] hidden = {
            x -> {
                double y = 1;
                for (int i = 0; i < 3; i++) y *= x;
                return y;
            },
            x -> {
                double y = 0;
                for (int i = 0; i < 3; i++) y += x;
                return y;
            }
        };
        ScalarFunction f = x -> hidden[0].applyAsDouble(x) + hidden[1].applyAsDouble(x);
        CotangentException e = assertThrows(CotangentException.class, () -> derivative(f).applyAsDouble(1));
        assertTrue(e.getMessage().contains("Serializable"), e.getMessage());
        ScalarFunction open = (ScalarFunction & java.io.Serializable) x -> x * x;
        assertEquals(6, derivative(open).applyAsDouble(3));
    }
}

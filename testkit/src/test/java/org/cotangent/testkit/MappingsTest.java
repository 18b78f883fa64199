package org.cotangent.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.stream.Stream;
import org.cotangent.Cotangent;
import org.cotangent.Derivative;
import org.cotangent.Mapping;
import org.cotangent.Objective;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Pushforward, pullback, Jacobian, Hessian and derivatives of higher order.
class MappingsTest {
    private static final Map<String, Mapping<double[], double[]>> MAPPINGS = Map.of(
            "elementwise", MappingsTest::elementwise,
            "polar", MappingsTest::polar,
            "running sums", MappingsTest::runningSums,
            "the argument itself", x -> x,
            "the argument, written", MappingsTest::written,
            "more outputs than inputs", x -> new double[] {x[0] * x[1], x[1] * x[2], x[2] * x[0], 1, x[0]});

    private static double[] elementwise(double[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = Math.sin(x[i]) * (i + 1);
        }
        return y;
    }

    private static double[] polar(double[] x) {
        return new double[] {Math.hypot(x[0], x[1]), Math.atan2(x[1], x[0])};
    }

    private static double[] runningSums(double[] x) {
        double[] y = x.clone();
        for (int i = 1; i < y.length; i++) {
            y[i] += y[i - 1] * y[i];
        }
        return y;
    }

    private static double[] written(double[] x) {
        x[1] *= x[0];
        x[2] = x[1] * x[1];
        return x;
    }

    @TestFactory
    Stream<DynamicTest> laws() {
        return MAPPINGS.entrySet().stream()
                .map(each -> DynamicTest.dynamicTest(
                        each.getKey(), () -> MappingCheck.check(each.getValue(), 0.6, 1.3, -0.8)));
    }

    @Test
    void hessianHasHessianVectorsAsColumns() {
        Objective<double[]> f = x -> x[0] * x[0] * x[1] + Math.exp(x[1] * x[2]);
        double[] x = {0.6, 1.3, -0.8};
        double[][] hessian = Cotangent.hessian(f).apply(x.clone());
        for (int j = 0; j < 3; j++) {
            double[] unit = new double[3];
            unit[j] = 1;
            double[] column = Cotangent.hessianVector(f, x.clone(), unit);
            for (int i = 0; i < 3; i++) {
                assertEquals(column[i], hessian[i][j], 1e-12);
                assertEquals(hessian[j][i], hessian[i][j], 1e-12);
            }
        }
    }

    @Test
    void derivativesOfAnyOrder() {
        Derivative first = Cotangent.derivative(x -> Math.exp(2 * x));
        Derivative second = Cotangent.derivative(first);
        Derivative third = Cotangent.derivative(second);
        assertEquals(2 * Math.exp(0.6), first.applyAsDouble(0.3), 1e-12);
        assertEquals(4 * Math.exp(0.6), second.applyAsDouble(0.3), 1e-12);
        assertEquals(8 * Math.exp(0.6), third.applyAsDouble(0.3), 1e-12);
    }

    @Test
    void nestedDerivativesDoNotMix() {
        // d/dx [x · d/dy (x + y)] = 1, where a derivative that confuses its levels gives 2
        Derivative outer = Cotangent.derivative(
                x -> x * Cotangent.derivative(y -> x + y).applyAsDouble(1));
        assertEquals(1, outer.applyAsDouble(3), 0);
    }

    @Test
    void stoppedGradientsAreZero() {
        Objective<double[]> f = x -> x[0] * Cotangent.stopGradient(x[0]);
        assertEquals(3, Cotangent.gradient(f).apply(new double[] {3})[0], 0);
    }
}

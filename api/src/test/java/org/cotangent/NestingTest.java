package org.cotangent;

import static org.cotangent.Cotangent.derivative;
import static org.cotangent.Cotangent.directionalDerivative;
import static org.cotangent.Cotangent.gradient;
import static org.cotangent.Cotangent.hessian;
import static org.cotangent.Cotangent.hessianVector;
import static org.cotangent.Cotangent.jacobian;
import static org.cotangent.Cotangent.pullback;
import static org.cotangent.Cotangent.pushforward;
import static org.cotangent.Cotangent.stopGradient;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Derivatives inside differentiated code, to any order, in any mode: they do not mix.
class NestingTest {
    private static void same(double expected, double actual) {
        assertEquals(expected, actual, 1e-12 * Math.max(1, Math.abs(expected)));
    }

    private static void same(double[] expected, double[] actual) {
        assertArrayEquals(expected, actual, 1e-11);
    }

    @Test
    void ordersOfOneNumber() {
        ScalarFunction f = x -> x * x * x * x;
        same(48, derivative(derivative(f)).applyAsDouble(2));
        same(48, derivative(derivative(derivative(f))).applyAsDouble(2));
        same(24, derivative(derivative(derivative(derivative(f)))).applyAsDouble(2));
        same(0, derivative(derivative(derivative(derivative(derivative(f))))).applyAsDouble(2));
    }

    @Test
    void perturbationsDoNotMix() {
        same(1, derivative(x -> x * derivative(y -> x + y).applyAsDouble(1)).applyAsDouble(3));
        same(6, derivative(x -> x * derivative(y -> x * y).applyAsDouble(1)).applyAsDouble(3));
        same(3, derivative(x -> x * derivative(y -> x).applyAsDouble(1) + x * 3).applyAsDouble(3));
        same(
                12,
                derivative(x -> {
                    double[] shared = {x};
                    Objective<double[]> f = y -> shared[0] * y[0] * y[0];
                    return gradient(f).apply(shared)[0];
                })
                        .applyAsDouble(3));
    }

    static double inner(double[] x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) sum += x[i] * x[i] * x[i] * x[(i + 1) % x.length];
        return sum;
    }

    private static final double[] X = {2, 3, 5};

    private static double[][] second() {
        // by hand: d²/dx_i² = 6 x_i x_{i+1}, d²/dx_i dx_{i+1} = 3 x_i²
        return new double[][] {{36, 12, 75}, {12, 90, 27}, {75, 27, 60}};
    }

    @Test
    void everyModeOverEveryMode() {
        double[][] h = second();
        for (int i = 0; i < 3; i++) {
            int k = i;
            double[] e = new double[3];
            e[i] = 1;
            Objective<double[]> byForward = x -> directionalDerivative(NestingTest::inner, x, e);
            Objective<double[]> byReverse = x -> Cotangent.<double[]>gradient(NestingTest::inner).apply(x)[k];
            Objective<double[]> byInto = x -> {
                double[] g = {7, 7, 7};
                Cotangent.<double[]>gradient(NestingTest::inner).into(x.clone(), g);
                return g[k];
            };
            Objective<double[]> byTangents =
                    x -> Cotangent.<double[]>gradient(NestingTest::inner).tangents(x).flat()[k];
            for (Objective<double[]> each : List.of(byForward, byReverse, byInto, byTangents)) {
                same(h[i], gradient(each).apply(X));
                for (int j = 0; j < 3; j++) {
                    double[] d = new double[3];
                    d[j] = 1;
                    same(h[i][j], directionalDerivative(each, X, d));
                }
            }
        }
    }

    @Test
    void innerFunctionsCaptureActiveArrays() {
        Objective<double[]> f = x -> {
            Objective<double[]> h = y -> y[0] * y[0] * x[0] + y[1] * y[1] * x[1];
            double[] g = gradient(h).apply(x);
            return g[0] * g[1];
        };
        // 2 x0² · 2 x1²
        same(new double[] {8 * 2 * 9, 8 * 4 * 3}, gradient(f).apply(new double[] {2, 3}));
    }

    @Test
    void pushforwardsAndPullbacksInside() {
        Mapping<double[], double[]> m = x -> new double[] {x[0] * x[1], x[1] * x[1] * x[1]};
        Objective<double[]> push = x -> {
            double[] t = pushforward(m).apply(x, new double[] {x[0], 1}).tangent();
            return t[0] + t[1];
        };
        same(new double[] {4, 20}, gradient(push).apply(new double[] {2, 3}));
        Objective<double[]> pull = x -> {
            ValueAndPullback<double[], double[]> p = pullback(m).apply(x);
            double[] first = p.pullback().apply(new double[] {1, 0});
            double[] second = p.pullback().apply(new double[] {x[0], 1});
            return first[0] + second[1] + p.value()[1];
        };
        // x1 + x0² + 3 x1² + x1³
        same(new double[] {4, 1 + 18 + 27}, gradient(pull).apply(new double[] {2, 3}));
        same(4, directionalDerivative(pull, new double[] {2, 3}, new double[] {1, 0}));
    }

    @Test
    void matricesInside() {
        Mapping<double[], double[]> tall = x -> new double[] {x[0] * x[1], x[1] * x[1] * x[1]};
        Objective<double[]> f = x -> {
            double[][] j = jacobian(tall).apply(x);
            return j[0][0] * j[1][1];
        };
        same(new double[] {0, 81}, gradient(f).apply(new double[] {2, 3}));
        Mapping<double[], double[]> wide = x -> new double[] {x[0] * x[1] * x[2]};
        Objective<double[]> g = x -> {
            double[][] j = jacobian(wide).apply(x);
            return j[0][0] + 2 * j[0][1];
        };
        same(new double[] {10, 5, 7}, gradient(g).apply(X));
        Objective<double[]> h = x -> hessian(NestingTest::inner).apply(x)[0][0];
        same(new double[] {18, 12, 0}, gradient(h).apply(X));
        Objective<double[]> hv = x -> hessianVector(NestingTest::inner, x, new double[] {1, 0, 0})[0];
        same(new double[] {18, 12, 0}, gradient(hv).apply(X));
        double[][] fourth = hessian((double[] x) -> hessian(NestingTest::inner).apply(x)[0][0]).apply(X);
        assertArrayEquals(new double[][] {{0, 6, 0}, {6, 0, 0}, {0, 0, 0}}, fourth);
    }

    record Pair(double a, double b) {}

    static class Model {
        double a;
        double[] w;

        Model(double a, double[] w) {
            this.a = a;
            this.w = w;
        }
    }

    @Test
    void structuresInside() {
        Objective<Pair> pair = p -> p.a * p.a * p.b;
        Objective<Pair> product = x -> {
            Pair g = gradient(pair).apply(x);
            return g.a * g.b;
        };
        // 2 a b · a²
        assertEquals(new Pair(72, 16), gradient(product).apply(new Pair(2, 3)));
        same(72, directionalDerivative(product, new Pair(2, 3), new Pair(1, 0)));
        Objective<Double> cube = x -> x * x * x;
        same(12, derivative(t -> gradient(cube).apply(t)).applyAsDouble(2));
        Objective<Model> model = m -> m.a * m.a * m.w[1];
        same(
                28,
                derivative(t -> {
                    Model g = gradient(model).apply(new Model(t, new double[] {1, t * t}));
                    return g.a + g.w[1];
                })
                        .applyAsDouble(2));
        same(
                28,
                derivative(t -> {
                    Model g = new Model(5, new double[] {6, t});
                    gradient(model).into(new Model(t, new double[] {1, t * t}), g);
                    return g.a + g.w[1];
                })
                        .applyAsDouble(2));
        Objective<List<Double>> cubes = l -> {
            double sum = 0;
            for (double each : l) sum += each * each * each;
            return sum;
        };
        same(
                108,
                derivative(t -> {
                    List<Double> g = gradient(cubes).apply(List.of(t, t * t));
                    return g.get(0) + g.get(1);
                })
                        .applyAsDouble(2));
        same(
                24,
                derivative(t -> {
                    Tangents<Pair> g = gradient(pair).tangents(new Pair(t, t));
                    return g.flat()[0] + g.at("b") + g.value();
                })
                        .applyAsDouble(2));
        Objective<double[][]> rows = r -> r[0][0] * r[1][0] * r[1][0];
        same(
                12 + 4,
                derivative(t -> {
                    double[][] g = gradient(rows).apply(new double[][] {{t * t}, {t}});
                    return g[1][0] + g[0][0] * 1;
                })
                        .applyAsDouble(2)
                        - 12);
    }

    @Test
    void newtonsMethodWithDerivativesInside() {
        ScalarFunction root = a -> {
            ScalarFunction f = t -> t * t - a;
            Derivative slope = derivative(f);
            double x = 1;
            for (int i = 0; i < 8; i++) x -= f.applyAsDouble(x) / slope.applyAsDouble(x);
            return x;
        };
        same(0.5 / Math.sqrt(2), derivative(root).applyAsDouble(2));
        same(-0.25 / Math.pow(2, 1.5), derivative(derivative(root)).applyAsDouble(2));
    }

    @Test
    void constants() {
        same(3, derivative(x -> x * stopGradient(x)).applyAsDouble(3));
        same(6, derivative(derivative(x -> x * x * stopGradient(x))).applyAsDouble(3));
        same(0, derivative(x -> derivative(y -> y * stopGradient(x)).applyAsDouble(1)).applyAsDouble(3));
        Objective<double[]> f = x -> x[0] * stopGradient(x)[0];
        same(new double[] {3}, gradient(f).apply(new double[] {3}));
        Objective<Model> g = m -> m.a * stopGradient(m).a * stopGradient(m).w[0];
        assertEquals(6, gradient(g).apply(new Model(2, new double[] {3})).a);
    }

    @Test
    void loopsOfDerivatives() {
        Objective<double[]> f = x -> {
            double sum = 0;
            for (int i = 0; i < 3; i++) {
                int k = i + 1;
                sum += derivative(t -> Math.pow(t, k) * x[0]).applyAsDouble(x[1]);
            }
            return sum;
        };
        same(new double[] {1 + 6 + 27, 2 * (2 + 18)}, gradient(f).apply(new double[] {2, 3}));
    }

    @Test
    void whatRulesComputeIsFollowed() {
        same(18, derivative(derivative(x -> Math.pow(x, 3))).applyAsDouble(3));
        same(6, derivative(derivative(derivative(x -> Math.pow(x, 3)))).applyAsDouble(3));
        same(4 * Math.log(2) * Math.log(2), derivative(derivative(x -> Math.pow(2, x))).applyAsDouble(2));
        same(16.0 / 125, derivative(derivative(x -> Math.hypot(x, 4))).applyAsDouble(3));
        double t = Math.tan(1);
        same(2 * t * (1 + t * t), derivative(derivative(x -> Math.tan(x))).applyAsDouble(1));
    }
}

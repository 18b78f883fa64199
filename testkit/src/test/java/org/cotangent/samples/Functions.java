package org.cotangent.samples;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleFunction;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/// Lambdas and method references passed to and returned from functions, captures, composition, currying.
final class Functions {
    private Functions() {}

    static double passed(double[] x) {
        return twice(v -> v * v + 1, x[0]) + twice(Math::sin, x[1]) + twice(Functions::cube, x[2]);
    }

    private static double twice(DoubleUnaryOperator f, double v) {
        return f.applyAsDouble(f.applyAsDouble(v));
    }

    private static double cube(double v) {
        return v * v * v;
    }

    static double captured(double[] x) {
        double a = x[0] * 2;
        double[] row = {x[1], a};
        int n = 3;
        DoubleUnaryOperator f = v -> {
            double sum = a * v;
            for (int i = 0; i < n; i++) {
                sum += row[i % 2] * v;
            }
            return sum;
        };
        row[0] = x[2];
        return f.applyAsDouble(a) + f.applyAsDouble(x[1]);
    }

    static double returned(double[] x) {
        DoubleUnaryOperator line = line(x[0], x[1]);
        DoubleUnaryOperator other = line(line.applyAsDouble(2), x[2]);
        return other.applyAsDouble(line.applyAsDouble(x[2]));
    }

    private static DoubleUnaryOperator line(double slope, double offset) {
        return t -> slope * t + offset;
    }

    static double composed(double[] x) {
        DoubleUnaryOperator f = v -> v * x[0];
        DoubleUnaryOperator g = f.andThen(Math::exp).compose(v -> v + x[1]);
        Function<Double, Double> h = v -> v * v;
        return g.applyAsDouble(x[2])
                + h.andThen(v -> v + x[0]).apply(x[1])
                + UnaryOperator.<Double>identity().apply(x[0]);
    }

    static double curried(double[] x) {
        DoubleFunction<DoubleFunction<DoubleUnaryOperator>> f = a -> b -> c -> a * b + b * c + c * a;
        DoubleFunction<DoubleUnaryOperator> partly = f.apply(x[0]);
        return partly.apply(x[1]).applyAsDouble(x[2]) * partly.apply(x[2]).applyAsDouble(3);
    }

    static double composedByHand(double[] x) {
        DoubleUnaryOperator f = v -> v;
        for (int i = 0; i < 5; i++) {
            DoubleUnaryOperator before = f;
            double weight = x[i % 3];
            f = v -> Math.sin(before.applyAsDouble(v)) + weight;
        }
        return f.applyAsDouble(x[0]);
    }

    static double recursiveLambda(double[] x) {
        DoubleUnaryOperator[] self = new DoubleUnaryOperator[1];
        self[0] = v -> v < 0.1 ? v : x[1] + self[0].applyAsDouble(v * 0.4);
        return self[0].applyAsDouble(x[0]) * x[2];
    }

    static double foldOver(double[] x) {
        return fold(x, 1, (a, b) -> a * b + a) + fold(x, 0, Double::sum) + fold(x, -5, Math::max);
    }

    private static double fold(double[] v, double start, DoubleBinaryOperator f) {
        double result = start;
        for (double each : v) {
            result = f.applyAsDouble(result, each);
        }
        return result;
    }

    static double mapInPlace(double[] x) {
        double[] v = x.clone();
        map(v, i -> v[i] * x[(i + 1) % x.length]);
        map(v, i -> i == 0 ? v[2] : v[i - 1] * v[i]);
        return v[0] + v[1] * v[2];
    }

    private static void map(double[] v, IntToDoubleFunction f) {
        for (int i = 0; i < v.length; i++) {
            v[i] = f.applyAsDouble(i);
        }
    }

    static double tableOfFunctions(double[] x) {
        DoubleUnaryOperator[] table = {Math::cos, v -> v * x[1], Functions::cube, line(x[2], 1)};
        double y = x[0];
        for (int i = 0; i < 9; i++) {
            y = table[(i * 7) % 4].applyAsDouble(y) * 0.8;
        }
        return y;
    }

    static double suppliers(double[] x) {
        double[] seed = {x[0]};
        DoubleSupplier next = () -> seed[0] = 3.2 * seed[0] * (1 - seed[0]) * x[1] * 0.7;
        Supplier<double[]> pair = () -> new double[] {next.getAsDouble(), next.getAsDouble()};
        double[] a = pair.get();
        double[] b = pair.get();
        return a[0] * b[1] + a[1] * b[0];
    }

    private interface Curve {
        double at(double t);

        default double slope(double t) {
            double h = 0.125;
            return (at(t + h) - at(t - h)) / (2 * h);
        }

        static Curve sum(Curve a, Curve b) {
            return t -> a.at(t) + b.at(t);
        }

        default Curve times(double factor) {
            return t -> factor * at(t);
        }
    }

    static double ownInterface(double[] x) {
        Curve parabola = t -> x[0] * t * t + x[1];
        Curve both = Curve.sum(parabola, Math::sin).times(x[2]);
        return both.at(x[0]) + both.slope(x[1]);
    }

    static double boxedFunctions(double[] x) {
        BiFunction<Double, Double, Double> f = (a, b) -> a * b + b;
        ToDoubleFunction<double[]> norm = v -> Math.sqrt(v[0] * v[0] + v[1] * v[1]);
        Double boxed = f.apply(x[0], x[1]);
        return f.andThen(v -> v * x[2]).apply(boxed, 2.0) + norm.applyAsDouble(x);
    }

    private final double gain = 1.5;
    private double seen;

    private double amplify(double v) {
        seen += v;
        return gain * v * seen;
    }

    static double boundReference(double[] x) {
        Functions one = new Functions();
        DoubleUnaryOperator f = one::amplify;
        DoubleFunction<double[]> pair = v -> new double[] {v, v * x[1]};
        Function<double[], double[]> copy = double[]::clone;
        IntToDoubleFunction element = i -> copy.apply(x)[i];
        return f.applyAsDouble(x[0]) + f.applyAsDouble(element.applyAsDouble(2)) * pair.apply(one.seen)[1];
    }

    static double localClass(double[] x) {
        double bias = x[2] * 0.5;
        class Neuron {
            final double weight;

            Neuron(double weight) {
                this.weight = weight;
            }

            double fire(double v) {
                return Math.tanh(weight * v + bias);
            }
        }
        Neuron first = new Neuron(x[0]);
        return new Neuron(first.fire(0.3)).fire(x[1]) * first.weight;
    }

    static List<Sample> all() {
        double[] x = {0.6, 1.3, 0.8};
        return List.of(
                Sample.of("passed", Functions::passed, x),
                Sample.of("captured", Functions::captured, x),
                Sample.of("returned", Functions::returned, x),
                Sample.of("composed", Functions::composed, x),
                Sample.of("curried", Functions::curried, x),
                Sample.of("composed by hand", Functions::composedByHand, x),
                Sample.of("recursive lambda", Functions::recursiveLambda, x),
                Sample.of("fold", Functions::foldOver, x),
                Sample.of("map in place", Functions::mapInPlace, x),
                Sample.of("table of functions", Functions::tableOfFunctions, x),
                Sample.of("suppliers", Functions::suppliers, x),
                Sample.of("own interface", Functions::ownInterface, x),
                Sample.of("boxed functions", Functions::boxedFunctions, x),
                Sample.of("bound reference", Functions::boundReference, x),
                Sample.of("local class", Functions::localClass, x));
    }
}

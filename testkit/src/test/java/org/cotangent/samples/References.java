package org.cotangent.samples;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleFunction;
import java.util.function.DoublePredicate;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleToIntFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ObjDoubleConsumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/// Method references of every kind, functions in fields, arrays and collections, closures over mutable state, recursion through
/// functional interfaces, functions that make functions.
final class References {
    private References() {}

    static class Point {
        double px;
        final double py;

        Point(double px, double py) {
            this.px = px;
            this.py = py;
        }

        Point(double both) {
            this(both, both * 2);
        }

        double norm() {
            return Math.hypot(px, py);
        }

        double scaled(double by) {
            px *= by;
            return px + py;
        }

        Point plus(Point o) {
            return new Point(px + o.px, py * o.py);
        }

        static double cross(Point a, Point b) {
            return a.px * b.py - a.py * b.px;
        }
    }

    static double everyKind(double[] x) {
        BiFunction<Double, Double, Point> make = Point::new;
        DoubleFunction<Point> makeBoth = Point::new;
        ToDoubleFunction<Point> norm = Point::norm;
        ToDoubleBiFunction<Point, Double> scaled = Point::scaled;
        BinaryOperator<Point> plus = Point::plus;
        ToDoubleBiFunction<Point, Point> cross = Point::cross;
        IntFunction<double[]> array = double[]::new;
        Function<Integer, Point[]> points = Point[]::new;
        UnaryOperator<double[]> copy = double[]::clone;
        Point p = make.apply(x[0], x[1]);
        DoubleUnaryOperator bound = p::scaled;
        DoubleSupplier boundNorm = p::norm;
        double[] a = array.apply(3);
        a[0] = norm.applyAsDouble(p);
        a[1] = scaled.applyAsDouble(p, x[2]);
        a[2] = bound.applyAsDouble(x[1]) + boundNorm.getAsDouble();
        Point[] all = points.apply(2);
        all[0] = plus.apply(p, makeBoth.apply(a[0]));
        all[1] = p;
        double[] b = copy.apply(a);
        b[0] *= 2;
        return cross.applyAsDouble(all[0], all[1]) + b[0] * a[0] + a[1] + a[2];
    }

    final class Inner {
        double held;

        Inner(double held) {
            this.held = held + level;
        }
    }

    private double level = 1;
    private final DoubleUnaryOperator field = v -> v * level;
    private DoubleUnaryOperator changing = Math::sin;

    DoubleUnaryOperator own() {
        DoubleFunction<Inner> make = Inner::new;
        return v -> make.apply(v).held * this.field.applyAsDouble(v);
    }

    static double fields(double[] x) {
        References r = new References();
        r.level = x[0];
        double y = r.field.applyAsDouble(x[1]) + r.changing.applyAsDouble(x[2]);
        DoubleUnaryOperator before = r.changing;
        r.changing = v -> before.applyAsDouble(v) * r.level;
        r.level += x[1];
        return y + r.changing.applyAsDouble(x[2]) * r.own().applyAsDouble(y);
    }

    static double counters(double[] x) {
        double[] state = {x[0], 0};
        int[] calls = {0};
        DoubleConsumer add = v -> {
            calls[0]++;
            state[0] += v * calls[0];
        };
        ObjDoubleConsumer<double[]> into = (a, v) -> a[1] += v * a[0];
        DoubleSupplier read = () -> state[0] * calls[0];
        Runnable both = () -> {
            add.accept(read.getAsDouble());
            into.accept(state, x[1]);
        };
        both.run();
        both.run();
        add.andThen(v -> state[1] *= v).accept(x[2]);
        return read.getAsDouble() + state[1];
    }

    static double inCollections(double[] x) throws Exception {
        Map<String, DoubleUnaryOperator> unary = new LinkedHashMap<>();
        unary.put("sin", Math::sin);
        unary.put("square", v -> v * v);
        unary.put("scale", v -> v * x[1]);
        Map<String, DoubleBinaryOperator> binary = Map.of("+", Double::sum, "*", (a, b) -> a * b, "max", Math::max);
        List<Callable<Double>> late = new ArrayList<>();
        double y = x[0];
        for (String each : "sin + square * scale max square".split(" ")) {
            double now = y;
            DoubleUnaryOperator f = unary.get(each);
            y = f != null ? f.applyAsDouble(y) : binary.get(each).applyAsDouble(y, x[2]);
            late.add(() -> now * x[0]);
        }
        for (Callable<Double> c : late) {
            y += c.call() * 0.1;
        }
        return y;
    }

    static double collected(double[] x) {
        try {
            return inCollections(x);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    interface Recursive<T, R> {
        R apply(Recursive<T, R> self, T t);

        static <T, R> Function<T, R> fix(Recursive<T, R> f) {
            return t -> f.apply(f, t);
        }
    }

    static <T, R> Function<T, R> y(Function<Function<T, R>, Function<T, R>> f) {
        return t -> f.apply(y(f)).apply(t);
    }

    static double fixpoints(double[] x) {
        Function<Double, Double> half =
                Recursive.fix((self, v) -> v < 0.2 ? v * x[0] : self.apply(self, v * 0.5) + x[1] * v);
        Function<Integer, Double> power = y(self -> n -> n == 0 ? x[2] : self.apply(n - 1) * 0.9 + x[0]);
        return half.apply(x[1]) * power.apply(5);
    }

    static DoubleUnaryOperator derive(DoubleUnaryOperator f, double h) {
        return v -> (f.applyAsDouble(v + h) - f.applyAsDouble(v - h)) / (2 * h);
    }

    static double makers(double[] x) {
        Function<Double, Function<Double, DoubleUnaryOperator>> poly = a -> b -> v -> a * v * v + b * v;
        DoubleUnaryOperator f = poly.apply(x[0]).apply(x[1]);
        DoubleUnaryOperator g = derive(derive(f, 0.25), 0.125);
        Supplier<Supplier<DoubleUnaryOperator>> nested = () -> () -> f.compose(g).andThen(v -> v * x[2]);
        return nested.get().get().applyAsDouble(x[2]) + g.applyAsDouble(0.3);
    }

    static double generators(double[] x) {
        Supplier<Double> gen = generator(x[0], x[1]);
        Supplier<Double> other = generator(x[2], gen.get());
        double y = 0;
        for (int i = 0; i < 4; i++) {
            y = y * 0.5 + gen.get() * other.get();
        }
        return y;
    }

    static Supplier<Double> generator(double start, double step) {
        return new Supplier<>() {
            double at = start;

            @Override
            public Double get() {
                double was = at;
                at = at * 0.9 + step;
                return was;
            }
        };
    }

    static double predicates(double[] x) {
        DoublePredicate large = v -> v > x[0];
        DoublePredicate either = large.negate().or(v -> v > 1);
        DoubleToIntFunction floor = v -> (int) (v * 3);
        double y = 0;
        for (double each : x) {
            y += either.test(each) ? each * each : floor.applyAsInt(each) * each;
        }
        return y;
    }

    static <A, B> Function<A, B> memoized(Function<A, B> f, Map<A, B> table, int[] calls) {
        return a -> table.computeIfAbsent(a, k -> {
            calls[0]++;
            return f.apply(k);
        });
    }

    static double memoized(double[] x) {
        int[] calls = {0};
        Function<Integer, Double> f = memoized(i -> Math.sin(x[i % 3] * i), new HashMap<>(), calls);
        double y = 0;
        for (int i = 0; i < 9; i++) {
            y = y * 0.7 + f.apply(i % 4) * x[2];
        }
        return y * calls[0];
    }

    static final DoubleUnaryOperator RELU = v -> Math.max(v, 0);
    static final DoubleUnaryOperator[] TABLE = {Math::sin, v -> v * v, v -> v + 1};
    static final Map<String, DoubleBinaryOperator> NAMED = Map.of("plus", (a, b) -> a + b, "times", (a, b) -> a * b);

    static double constants(double[] x) {
        double y = RELU.applyAsDouble(x[0] - 2) + RELU.applyAsDouble(x[1]);
        for (DoubleUnaryOperator f : TABLE) {
            y = f.applyAsDouble(y);
        }
        return NAMED.get("plus").applyAsDouble(y, x[2]) * NAMED.get("times").applyAsDouble(x[0], y);
    }

    interface Tri<A, B, C, R> {
        R apply(A a, B b, C c);

        default <S> Tri<A, B, C, S> then(Function<? super R, ? extends S> f) {
            return (a, b, c) -> f.apply(apply(a, b, c));
        }
    }

    interface Numeric extends Function<Double, Double> {
        @Override
        Double apply(Double v);

        default Numeric twice() {
            return v -> apply(apply(v));
        }
    }

    static double specialised(double[] x) {
        Numeric n = v -> v * x[0] + 1;
        Function<Double, Double> same = n.twice();
        Tri<Double, Double, Integer, Double> t = (a, b, c) -> a * b + c;
        Numeric reference = Math::exp;
        return same.apply(x[1]) + n.andThen(same).apply(x[2]) + t.then(v -> v * v).apply(x[0], x[1], 2)
                + reference.twice().apply(x[2] * 0.3);
    }

    static List<Sample> all() {
        double[] x = {0.6, 1.3, 0.8};
        return List.of(
                Sample.of("references of every kind", References::everyKind, x),
                Sample.of("functions in fields", References::fields, x),
                Sample.of("closures over mutable state", References::counters, x),
                Sample.of("functions in collections", References::collected, x),
                Sample.of("fixpoints", References::fixpoints, x),
                Sample.of("functions that make functions", References::makers, x),
                Sample.of("generators", References::generators, x),
                Sample.of("predicates", References::predicates, x),
                Sample.of("memoised function", References::memoized, x),
                Sample.of("functions in constants", References::constants, x),
                Sample.of("specialised interfaces", References::specialised, x));
    }
}

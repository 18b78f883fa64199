package org.cotangent.samples;

import java.util.Iterator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;

/// Interfaces with default, static and private methods; diamonds; `I.super.m()`; functional interfaces of the user.
final class Interfaces {
    private Interfaces() {}

    interface Metric {
        double at(double a, double b);

        default double doubled(double a, double b) {
            return 2 * checked(a, b);
        }

        private double checked(double a, double b) {
            return Double.isNaN(a) ? 0 : at(a, b) + half(a);
        }

        private static double half(double a) {
            return a * 0.5;
        }

        static Metric scaled(Metric m, double by) {
            return (a, b) -> by * m.doubled(a, b);
        }
    }

    enum Metrics implements Metric {
        PRODUCT {
            @Override
            public double at(double a, double b) {
                return a * b;
            }
        },
        SQUARE {
            @Override
            public double at(double a, double b) {
                return (a - b) * (a - b);
            }

            @Override
            public double doubled(double a, double b) {
                return 3 + super.doubled(b, a);
            }
        }
    }

    record Weighted(double w) implements Metric {
        @Override
        public double at(double a, double b) {
            return w * a + b;
        }

        @Override
        public double doubled(double a, double b) {
            return Metric.super.doubled(a, b) - w;
        }
    }

    static double metrics(double[] x) {
        Metric[] all = {
            Metrics.PRODUCT, Metrics.SQUARE, new Weighted(x[2]), (a, b) -> a / b, Metric.scaled(Math::hypot, x[0])
        };
        double y = 0;
        for (Metric m : all) {
            y = y * 0.5 + m.doubled(x[0], x[1]) * m.at(y + 1, x[2]);
        }
        return y;
    }

    interface Left {
        default double value(double v) {
            return v * v;
        }
    }

    interface Right {
        default double value(double v) {
            return Math.sin(v);
        }
    }

    static final class Both implements Left, Right {
        final double mix;

        Both(double mix) {
            this.mix = mix;
        }

        @Override
        public double value(double v) {
            return mix * Left.super.value(v) + (1 - mix) * Right.super.value(v);
        }
    }

    interface Below extends Left {
        @Override
        default double value(double v) {
            return Left.super.value(v) + 1;
        }
    }

    static final class Diamond implements Left, Below {}

    static double diamonds(double[] x) {
        Left l = new Both(x[0]);
        Left d = new Diamond();
        return l.value(x[1]) * d.value(x[2]) + ((Right) l).value(x[0]);
    }

    interface Shape extends Comparable<Shape> {
        double area();

        double KAPPA = Math.sqrt(2);

        @Override
        default int compareTo(Shape other) {
            return Double.compare(area(), other.area());
        }
    }

    record Disc(double r) implements Shape {
        @Override
        public double area() {
            return KAPPA * r * r;
        }
    }

    record Bar(double a, double b) implements Shape {
        @Override
        public double area() {
            return a * b;
        }
    }

    static <T extends Comparable<? super T>> T largest(Iterable<? extends T> all) {
        Iterator<? extends T> i = all.iterator();
        T best = i.next();
        while (i.hasNext()) {
            T next = i.next();
            if (next.compareTo(best) > 0) {
                best = next;
            }
        }
        return best;
    }

    static double compared(double[] x) {
        List<Shape> shapes = List.of(new Disc(x[0]), new Bar(x[1], x[2]), new Disc(x[2]));
        return largest(shapes).area() + shapes.get(0).compareTo(shapes.get(1)) * x[0];
    }

    interface Stepper extends DoubleUnaryOperator, Supplier<Double> {
        double[] state();

        @Override
        default double applyAsDouble(double v) {
            state()[0] += v * state()[1];
            return state()[0];
        }

        @Override
        default Double get() {
            return applyAsDouble(state()[1]) * 2;
        }
    }

    static double stepper(double[] x) {
        double[] state = {x[0], x[1]};
        Stepper s = () -> state;
        DoubleUnaryOperator twice = s.andThen(s);
        Supplier<Double> boxed = s;
        return twice.applyAsDouble(x[2]) + boxed.get() * s.get() + state[0];
    }

    static List<Sample> all() {
        double[] x = {0.6, 1.3, 0.8};
        return List.of(
                Sample.of("metrics", Interfaces::metrics, x),
                Sample.of("diamonds", Interfaces::diamonds, x),
                Sample.of("compared through a default", Interfaces::compared, x),
                Sample.of("lambda with inherited defaults", Interfaces::stepper, x));
    }
}

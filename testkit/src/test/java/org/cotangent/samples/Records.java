package org.cotangent.samples;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/// Records: implicit, compact and further constructors; accessors of one's own; nested; generic; with functions and arrays.
@SuppressWarnings("ArrayRecordComponent")
final class Records {
    private Records() {}

    record Vec(double a, double b, double c) {
        static final Vec ZERO = new Vec(0, 0, 0);

        Vec plus(Vec o) {
            return new Vec(a + o.a, b + o.b, c + o.c);
        }

        Vec times(double s) {
            return new Vec(a * s, b * s, c * s);
        }

        double dot(Vec o) {
            return a * o.a + b * o.b + c * o.c;
        }

        static Vec of(double[] x) {
            return new Vec(x[0], x[1], x[2]);
        }
    }

    static double implicit(double[] x) {
        Vec v = Vec.of(x);
        Vec sum = Vec.ZERO;
        for (int i = 0; i < 4; i++) {
            sum = sum.plus(v.times(i + 0.5)).times(v.dot(sum) * 0.1 + 1);
        }
        return sum.dot(sum) + sum.b();
    }

    record Normal(double mean, double sd) {
        Normal {
            if (sd <= 0) {
                throw new IllegalArgumentException("sd " + sd);
            }
            mean = mean > 5 ? 5 : mean;
            sd = Math.max(sd, 1e-3) + 0.1 * mean;
        }

        Normal(double mean) {
            this(mean, mean * mean + 1);
        }

        double logDensity(double v) {
            double z = (v - mean) / sd;
            return -0.5 * z * z - Math.log(sd);
        }
    }

    static double compact(double[] x) {
        Normal a = new Normal(x[0], x[1]);
        Normal b = new Normal(x[2]);
        Normal c = new Normal(x[0] * 20, x[2]);
        return a.logDensity(x[2]) + b.logDensity(x[0]) * c.mean() + c.logDensity(x[1]);
    }

    static double rejected(double[] x) {
        double y = 0;
        for (int i = 0; i < 4; i++) {
            try {
                y += new Normal(x[0], x[1] - i).logDensity(x[2]);
            } catch (IllegalArgumentException e) {
                y += x[0] * i;
            }
        }
        return y;
    }

    record Explicit(double r, double phi) {
        Explicit(double r, double phi) {
            double turns = Math.floor(phi / (2 * Math.PI));
            this.phi = phi - turns * 2 * Math.PI;
            this.r = Math.abs(r);
        }

        @Override
        public double phi() {
            return phi * 0.5;
        }
    }

    static double explicit(double[] x) {
        Explicit e = new Explicit(-x[0], 7 * x[1]);
        return e.r() * Math.cos(e.phi()) + e.r * Math.sin(e.phi) * x[2];
    }

    record Line<T extends Number>(T from, T to, List<T> between) {
        Line {
            between = List.copyOf(between);
        }

        double sum() {
            double s = from.doubleValue() * to.doubleValue();
            for (T t : between) {
                s += t.doubleValue() * t.doubleValue();
            }
            return s;
        }
    }

    static double generic(double[] x) {
        Line<Double> l = new Line<>(x[0], x[1] * x[2], List.of(x[2], x[0] * 2));
        Line<Number> n = new Line<>(1, x[0], List.of(x[1], 2f));
        return l.sum() * n.sum() + l.to() * l.between().get(1);
    }

    record Net(double[] weights, double[][] rows, DoubleUnaryOperator activation, Net next) {
        double run(double v) {
            double sum = 0;
            for (int i = 0; i < weights.length; i++) {
                sum += weights[i] * rows[i][0] * v;
            }
            rows[0][0] += 0.1 * sum;
            double y = activation.applyAsDouble(sum);
            return next == null ? y : next.run(y);
        }
    }

    static double withArraysAndFunctions(double[] x) {
        double[][] rows = {{x[0]}, {1}};
        Net last = new Net(new double[] {x[1], 0.5}, rows, v -> v * x[2], null);
        Net first = new Net(new double[] {x[2], x[0]}, rows, Math::tanh, last);
        return first.run(x[1]) + first.run(0.3) * rows[0][0];
    }

    record Counted(double v, int[] counter, double[] log) {
        Counted {
            counter[0]++;
            log[0] += v;
            v *= counter[0];
        }
    }

    static double constructorWithEffects(double[] x) {
        int[] counter = {0};
        double[] log = {0};
        Counted a = new Counted(x[0], counter, log);
        Counted b = new Counted(x[1] * a.v(), counter, log);
        Counted c = new Counted(b.v() * x[2], counter, log);
        return a.v() * b.v() + c.v() + counter[0] * log[0];
    }

    record Key(double v, String name) {}

    static double equality(double[] x) {
        Set<Key> keys = new HashSet<>();
        double y = 0;
        for (double v : new double[] {x[0], x[1], x[0]}) {
            if (keys.add(new Key(v, "k"))) {
                y += v * v;
            }
        }
        Key k = new Key(x[0] * 2, "k");
        return y + (k.equals(new Key(x[0] + x[0], "k")) ? x[2] : 0) + k.toString().length() * 0 + k.v();
    }

    record Made(double[] row, double sum) {
        Made(double[] row) {
            this(row.clone(), total(row));
        }

        private static double total(double[] row) {
            double s = 0;
            for (double each : row) {
                s += each * each;
            }
            return s;
        }

        Made {
            row = Arrays.copyOf(row, row.length + 1);
            row[row.length - 1] = sum;
        }
    }

    static double makesArrays(double[] x) {
        Made m = new Made(x);
        m.row()[0] *= 3;
        x[1] = m.row()[3] * m.row[0];
        return m.sum() * m.row()[1] + x[1];
    }

    static double local(double[] x) {
        record Point(double px, double py) {
            Point {
                py += px;
            }

            double norm() {
                return Math.hypot(px, py);
            }
        }
        Point[] points = {new Point(x[0], x[1]), new Point(x[1], x[2])};
        double y = 0;
        for (Point p : points) {
            y += p.norm() * p.px();
        }
        return y;
    }

    record Tree(Tree left, Tree right, double v) {
        static Tree of(double[] x, int depth, int i) {
            return depth == 0 ? null : new Tree(of(x, depth - 1, i + 1), of(x, depth - 1, i + 2), x[i % 3] * depth);
        }

        double fold() {
            return v + (left == null ? 1 : left.fold()) * (right == null ? 0.5 : Math.sin(right.fold()));
        }

        Tree mirror() {
            return new Tree(
                    right == null ? null : right.mirror(), left == null ? null : left.mirror(), v * 1.5);
        }
    }

    static double trees(double[] x) {
        Tree t = Tree.of(x, 4, 0);
        return t.fold() + t.mirror().fold();
    }

    static List<Sample> all() {
        double[] x = {0.6, 1.3, 0.8};
        return List.of(
                Sample.of("implicit record", Records::implicit, x),
                Sample.of("compact constructor", Records::compact, x),
                Sample.of("constructor that rejects", Records::rejected, x),
                Sample.of("explicit constructor", Records::explicit, x),
                Sample.of("generic record", Records::generic, x),
                Sample.of("record with arrays and functions", Records::withArraysAndFunctions, x),
                Sample.of("record constructor with effects", Records::constructorWithEffects, x),
                Sample.of("records compared", Records::equality, x),
                Sample.of("record that makes arrays", Records::makesArrays, x),
                Sample.of("local record", Records::local, x),
                Sample.of("tree of records", Records::trees, x));
    }
}

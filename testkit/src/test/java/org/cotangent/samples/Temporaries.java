package org.cotangent.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// Objects that live for a few lines, and calls on objects of many classes.
final class Temporaries {
    private Temporaries() {}

    static List<Sample> all() {
        return List.of(
                Sample.of("temporary records", Temporaries::records, 0.3, 1.2, -0.7, 0.9),
                Sample.of("temporary cell, written in branches", Temporaries::cell, 0.3, 1.2, -0.7, 0.9),
                Sample.of("temporary with a constructor above", Temporaries::above, 0.3, 1.2, -0.7, 0.9),
                Sample.of("temporary handed on by a loop", Temporaries::carried, 0.3, 1.2, -0.7, 0.9),
                Sample.of("temporary that a handler reads", Temporaries::handled, 0.3, 1.2, -0.7, 0.9),
                Sample.of("temporary that sometimes escapes", Temporaries::escapes, 0.3, 1.2, -0.7, 0.9),
                Sample.of("temporary with a constant of its class", Temporaries::constant, 0.3, 1.2, -0.7, 0.9),
                Sample.of("temporary small array", Temporaries::array, 0.3, 1.2, -0.7, 0.9),
                Sample.of("temporary rows, exchanged", Temporaries::rows, 0.3, 1.2, -0.7, 0.9),
                Sample.of("temporary made under a handler", Temporaries::made, 0.3, 1.1, -0.7, 0.9),
                Sample.of("twenty classes at one call", Temporaries::many, 0.3, 1.2, -0.7, 0.9),
                Sample.of("recursion over many lambdas", Temporaries::lambdas, 0.3, 1.2, -0.7, 0.9),
                Sample.of("many equal boxes", Temporaries::boxes, 0.3, 1.2, -0.7, 0.9));
    }

    private record Pair(double a, double b) {
        static final Pair UNIT = new Pair(1, 0);

        Pair times(Pair o) {
            return new Pair(a * o.a - b * o.b, a * o.b + b * o.a);
        }

        Pair plus(Pair o) {
            return new Pair(a + o.a, b + o.b);
        }

        double norm() {
            return a * a + b * b;
        }
    }

    private static double records(double[] x) {
        double sum = 0;
        for (int i = 0; i + 1 < x.length; i++) {
            Pair p = new Pair(x[i], x[i + 1]);
            sum += p.times(p).plus(new Pair(0.1, x[0])).norm();
        }
        return sum;
    }

    private static class Cell {
        double value;
        int writes;

        Cell(double value) {
            this.value = value;
        }

        void put(double v) {
            value = v;
            writes++;
        }
    }

    private static double cell(double[] x) {
        double sum = 0;
        for (double v : x) {
            Cell c = new Cell(v);
            if (v > 0) c.put(v * v);
            else if (v < -5) c.put(0);
            sum += c.value * c.writes + c.value;
        }
        return sum;
    }

    private static class Base {
        final double scale;
        double seen;

        Base(double scale) {
            this.scale = scale;
            note(scale);
        }

        void note(double v) {
            seen += v;
        }
    }

    private static final class Derived extends Base {
        final double shift;

        Derived(double scale, double shift) {
            super(scale * 2);
            this.shift = shift;
        }

        @Override
        void note(double v) {
            seen += v * v + shift;
        }

        double at(double v) {
            return scale * v + shift + seen;
        }
    }

    private static double above(double[] x) {
        double sum = 0;
        for (double v : x) sum += new Derived(v, x[0]).at(v);
        return sum;
    }

    private static double carried(double[] x) {
        Pair p = Pair.UNIT;
        Pair q = new Pair(x[0], x[1]);
        for (double v : x) {
            Pair r = q.times(new Pair(v, 0.5));
            p = q;
            q = r;
        }
        return p.norm() + q.norm();
    }

    private static double handled(double[] x) {
        double sum = 0;
        for (double v : x) {
            Cell c = new Cell(v);
            try {
                c.put(v * v);
                if (v < 0) throw new IllegalArgumentException("negative");
                c.put(v * v * v);
            } catch (IllegalArgumentException e) {
                sum += 2 * c.value;
            }
            sum += c.value * v;
        }
        return sum;
    }

    private static final class Meter {
        final double[] log;
        final double factor;

        Meter(double[] log, double factor) {
            this.log = log;
            this.factor = factor;
            if (factor > 1) throw new IllegalArgumentException();
        }

        double read(double v) {
            log[0] += v;
            if (v < 0) throw new IllegalStateException();
            return v * factor;
        }

        void close() {
            log[1] += factor;
        }
    }

    private static double made(double[] x) {
        double[] log = {0.5, 0};
        double sum = 0;
        for (double v : x) {
            try {
                Meter m = new Meter(log, v);
                try {
                    sum += m.read(v * x[0]);
                } finally {
                    m.close();
                }
            } catch (IllegalArgumentException e) {
                sum *= 2 * v;
            } catch (IllegalStateException e) {
                sum += log[0];
            }
        }
        return sum * log[0] + log[1];
    }

    private static double escapes(double[] x) {
        List<Cell> kept = new ArrayList<>();
        double sum = 0;
        for (double v : x) {
            Cell c = new Cell(v * v);
            if (v > 0.5) kept.add(c);
            c.value += v;
            sum += c.value;
        }
        for (Cell c : kept) sum += c.value * c.value;
        return sum;
    }

    private static double constant(double[] x) {
        Pair p = new Pair(x[0], x[1]);
        for (double v : x) p = p.times(Pair.UNIT).plus(new Pair(v, v * v));
        return p.norm();
    }

    private static double array(double[] x) {
        double sum = 0;
        for (double v : x) {
            double[] t = {v, v * v, 1};
            t[2] += t[0] * t[1];
            sum += t[2] * t.length;
        }
        return sum;
    }

    private interface Term {
        double at(double v);
    }

    private static Term term(int i, double c) {
        return switch (i) {
            case 0  -> v -> v * c;
            case 1  -> v -> v + c;
            case 2  -> v -> v - c;
            case 3  -> v -> v * v * c;
            case 4  -> v -> v * v + c;
            case 5  -> v -> v * v - c;
            case 6  -> v -> c - v;
            case 7  -> v -> c - v * v;
            case 8  -> v -> 2 * v * c;
            case 9  -> v -> 3 * v + c;
            case 10 -> v -> 4 * v - c;
            case 11 -> v -> Math.sin(v) * c;
            case 12 -> v -> Math.cos(v) + c;
            case 13 -> v -> Math.exp(-v * v) * c;
            case 14 -> v -> c * c * v;
            case 15 -> v -> c * c + v;
            case 16 -> v -> c / (2 + v * v);
            case 17 -> v -> v / (2 + c * c);
            case 18 -> v -> Math.sqrt(2 + v * v) * c;
            default -> v -> Math.atan(v * c);
        };
    }

    private static double rows(double[] x) {
        double[][] rows = {x.clone(), {x[0], 0.5, x[1]}};
        if (x[0] > 0) rows = new double[][] {rows[1], rows[0]};
        double sum = 0;
        for (double z : rows[1]) sum += z * z * sum + x[0];
        return sum;
    }

    private static double many(double[] x) {
        Term[] terms = new Term[20];
        for (int i = 0; i < terms.length; i++) terms[i] = term(i, x[i % x.length]);
        double sum = 0;
        for (int round = 0; round < 2; round++) {
            for (Term t : terms) sum += t.at(x[round]);
        }
        return sum;
    }

    private static DoubleUnaryOperator nested(int depth, double c) {
        if (depth == 0) return v -> v * c;
        DoubleUnaryOperator inner = nested(depth - 1, c * 0.9);
        return switch (depth % 4) {
            case 0  -> v -> inner.applyAsDouble(v) + c * v;
            case 1  -> v -> Math.sin(inner.applyAsDouble(v * c));
            case 2  -> v -> inner.applyAsDouble(v) * inner.applyAsDouble(c);
            default -> inner.andThen(v -> v - c);
        };
    }

    private static double lambdas(double[] x) {
        double sum = 0;
        for (double v : x) sum += nested(7, v).applyAsDouble(x[0]);
        return sum;
    }

    private static double boxes(double[] x) {
        List<Double> list = new ArrayList<>();
        for (int i = 0; i < 100; i++) list.add(x[0] * x[1]);
        list.add(x[2] * x[3]);
        double sum = 0;
        for (int i = 0; i < list.size(); i++) sum += list.get(i) * (i + 1);
        return sum;
    }
}

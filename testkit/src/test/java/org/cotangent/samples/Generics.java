package org.cotangent.samples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;

/// Generic classes and methods, bridge methods, varargs, bounded and recursive types.
final class Generics {
    private Generics() {}

    interface Monoid<T> {
        T zero();

        T plus(T a, T b);

        default T fold(List<? extends T> all) {
            T t = zero();
            for (T each : all) {
                t = plus(t, each);
            }
            return t;
        }
    }

    static final class Doubles implements Monoid<Double> {
        @Override
        public Double zero() {
            return 0.5;
        }

        @Override
        public Double plus(Double a, Double b) {
            return a * 0.9 + b;
        }
    }

    record Complex(double re, double im) {
        Complex times(Complex o) {
            return new Complex(re * o.re - im * o.im, re * o.im + im * o.re);
        }
    }

    enum Complexes implements Monoid<Complex> {
        MULTIPLY;

        @Override
        public Complex zero() {
            return new Complex(1, 0);
        }

        @Override
        public Complex plus(Complex a, Complex b) {
            return a.times(b);
        }
    }

    static <T, R> R both(Monoid<T> m, List<T> all, Function<? super T, ? extends R> f) {
        return f.apply(m.plus(m.fold(all), m.fold(all.subList(1, all.size()))));
    }

    static double monoids(double[] x) {
        double a = both(new Doubles(), List.of(x[0], x[1], x[2]), v -> v * v);
        double b = both(Complexes.MULTIPLY, List.of(new Complex(x[0], x[1]), new Complex(x[2], 1)), c -> c.re * c.im);
        return a * b;
    }

    abstract static class Cell<T, S extends Cell<T, S>> {
        protected T value;

        abstract S self();

        S set(T v) {
            value = v;
            return self();
        }

        T get() {
            return value;
        }
    }

    static final class NumberCell extends Cell<Double, NumberCell> {
        private int changes;

        @Override
        NumberCell self() {
            return this;
        }

        @Override
        NumberCell set(Double v) {
            changes++;
            return super.set(v * changes);
        }

        @Override
        Double get() {
            return super.get() + changes;
        }

        NumberCell twice() {
            return set(get() * 2);
        }
    }

    static <T, S extends Cell<T, S>> T exchange(Cell<T, S> c, T v) {
        T old = c.get();
        c.set(v);
        return old;
    }

    static double bridges(double[] x) {
        NumberCell c = new NumberCell().set(x[0]).set(x[1]).twice();
        Cell<Double, NumberCell> same = c;
        double old = exchange(same, x[2]);
        return old * same.get() + c.get();
    }

    static double sum(double... v) {
        double s = 0;
        for (double each : v) {
            s = s * 0.5 + each;
        }
        if (v.length > 1) {
            v[0] = s;
        }
        return s;
    }

    static double mixed(Object... v) {
        double s = 0;
        for (Object each : v) {
            s += each instanceof Number n ? n.doubleValue() * n.doubleValue() : 1;
        }
        return s;
    }

    @SafeVarargs
    static <T extends Number> double weighted(double w, T... v) {
        double s = w;
        for (T each : v) {
            s = s * w + each.doubleValue();
        }
        return s;
    }

    static double varargs(double[] x) {
        double[] given = {x[0], x[1]};
        double y = sum() + sum(x[0]) + sum(x[0], x[1], x[2]) + sum(given) * given[0];
        return y + mixed(x[0], 'c', x[1] * 2, 3) + mixed() + weighted(x[2]) + weighted(x[0], x[1], x[2])
                + weighted(2, 3, 4) + mixed((Object) given);
    }

    static final class Heap<T> {
        private Object[] items = new Object[1];
        private int size;
        private final Comparator<? super T> order;

        Heap(Comparator<? super T> order) {
            this.order = order;
        }

        @SuppressWarnings("unchecked")
        private T at(int i) {
            return (T) items[i];
        }

        void add(T t) {
            if (size == items.length) {
                items = Arrays.copyOf(items, size * 2);
            }
            int i = size++;
            while (i > 0 && order.compare(t, at((i - 1) / 2)) < 0) {
                items[i] = items[(i - 1) / 2];
                i = (i - 1) / 2;
            }
            items[i] = t;
        }

        T poll() {
            T top = at(0);
            T last = at(--size);
            items[size] = null;
            int i = 0;
            while (true) {
                int c = 2 * i + 1;
                if (c >= size) {
                    break;
                }
                if (c + 1 < size && order.compare(at(c + 1), at(c)) < 0) {
                    c++;
                }
                if (order.compare(last, at(c)) <= 0) {
                    break;
                }
                items[i] = items[c];
                i = c;
            }
            if (size > 0) {
                items[i] = last;
            }
            return top;
        }
    }

    static double heap(double[] x) {
        Heap<Double> numbers = new Heap<>(Comparator.naturalOrder());
        Heap<Complex> complexes = new Heap<>(Comparator.comparingDouble(Complex::re).reversed());
        for (int i = 0; i < 7; i++) {
            double v = Math.sin(i * 1.7) * x[i % 3];
            numbers.add(v);
            complexes.add(new Complex(v * v, x[1]));
        }
        double y = 0;
        for (int i = 0; i < 7; i++) {
            y = y * 0.6 + numbers.poll() * complexes.poll().times(new Complex(x[2], 1)).im();
        }
        return y;
    }

    static <T> T[] reversed(T[] all) {
        T[] copy = all.clone();
        Collections.reverse(Arrays.asList(copy));
        return copy;
    }

    static double genericArrays(double[] x) {
        Double[] boxes = {x[0], x[1], x[2] * x[0]};
        Double[] back = reversed(boxes);
        @SuppressWarnings("unchecked")
        List<double[]>[] lists = (List<double[]>[]) new List<?>[2];
        Arrays.setAll(lists, i -> new ArrayList<>());
        lists[0].add(x);
        lists[1].add(new double[] {back[0], boxes[0]});
        double y = 0;
        for (List<double[]> l : lists) {
            for (double[] row : l) {
                y = y * 2 + row[0] * row[1];
            }
        }
        return y + back[1];
    }

    static <T> T reduce(Iterable<T> all, BinaryOperator<T> f, Supplier<? extends T> none) {
        T result = null;
        boolean first = true;
        for (T each : all) {
            result = first ? each : f.apply(result, each);
            first = false;
        }
        return first ? none.get() : result;
    }

    static double reductions(double[] x) {
        return reduce(List.of(x[0], x[1], x[2]), (a, b) -> a * b + a, () -> 0.0)
                + reduce(List.<Double>of(), Double::sum, () -> x[1] * 3)
                + reduce(List.of(new Complex(x[0], 1), new Complex(2, x[1])), Complex::times, () -> null).im();
    }

    static List<Sample> all() {
        double[] x = {0.6, 1.3, 0.8};
        return List.of(
                Sample.of("monoids", Generics::monoids, x),
                Sample.of("bridges", Generics::bridges, x),
                Sample.of("varargs of every type", Generics::varargs, x),
                Sample.of("generic heap", Generics::heap, x),
                Sample.of("generic arrays", Generics::genericArrays, x),
                Sample.of("generic reductions", Generics::reductions, x));
    }
}

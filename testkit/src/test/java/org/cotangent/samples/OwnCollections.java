package org.cotangent.samples;

import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;

/// Classes of the program that are collections, numbers, errors, keys.
final class OwnCollections {
    private OwnCollections() {}

    /// Computes its elements.
    static final class Squares extends AbstractList<Double> {
        private final double[] of;

        Squares(double[] of) {
            this.of = of;
        }

        @Override
        public Double get(int i) {
            return of[i] * of[i];
        }

        @Override
        public int size() {
            return of.length;
        }
    }

    /// Holds its elements.
    static final class Chain<T> implements Iterable<T> {
        private static final class Node<T> {
            final T value;
            final Node<T> next;

            Node(T value, Node<T> next) {
                this.value = value;
                this.next = next;
            }
        }

        private Node<T> head;

        void push(T value) {
            head = new Node<>(value, head);
        }

        @Override
        public Iterator<T> iterator() {
            return new Iterator<>() {
                private Node<T> at = head;

                @Override
                public boolean hasNext() {
                    return at != null;
                }

                @Override
                public T next() {
                    if (at == null) {
                        throw new NoSuchElementException();
                    }
                    T value = at.value;
                    at = at.next;
                    return value;
                }
            };
        }
    }

    /// A range of numbers that are computed on the way.
    record Steps(double from, double step, int count) implements Iterable<Double> {
        @Override
        public Iterator<Double> iterator() {
            return new Iterator<>() {
                private int i;
                private double at = from;

                @Override
                public boolean hasNext() {
                    return i < count;
                }

                @Override
                public Double next() {
                    double now = at;
                    at += step;
                    i++;
                    return now;
                }
            };
        }
    }

    static final class Dual extends Number {
        private final double value;

        Dual(double value) {
            this.value = value;
        }

        @Override
        public int intValue() {
            return (int) value;
        }

        @Override
        public long longValue() {
            return (long) value;
        }

        @Override
        public float floatValue() {
            return (float) value;
        }

        @Override
        public double doubleValue() {
            return value * 2;
        }
    }

    static final class Failure extends RuntimeException {
        final transient Double payload;
        double extra;

        Failure(String message, double payload) {
            super(message);
            this.payload = payload;
            this.extra = payload * payload;
        }
    }

    static final class Recent<K, V> extends LinkedHashMap<K, V> {
        private final int most;

        Recent(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
        }
    }

    static final class Doubling extends ArrayList<Double> {
        @Override
        public boolean add(Double value) {
            return super.add(value * 2);
        }

        double total() {
            double sum = 0;
            for (double each : this) {
                sum += each;
            }
            return sum;
        }
    }

    static final class Key implements Comparable<Key> {
        final double x;
        final String name;

        Key(double x, String name) {
            this.x = x;
            this.name = name;
        }

        @Override
        public int compareTo(Key other) {
            int c = Double.compare(x, other.x);
            return c != 0 ? c : name.compareTo(other.name);
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Key k && k.x == x && k.name.equals(name);
        }

        @Override
        public int hashCode() {
            long bits = Double.doubleToLongBits(x);
            return 31 * (int) (bits ^ bits >>> 32) + name.hashCode();
        }
    }

    interface Shape {
        double area();
    }

    record Circle(double r) implements Shape {
        @Override
        public double area() {
            return Math.PI * r * r;
        }
    }

    record Box(double a, double b) implements Shape {
        @Override
        public double area() {
            return a * b;
        }
    }

    static final class Cloned implements Cloneable {
        double a;
        double[] more;

        @Override
        public Cloned clone() {
            try {
                Cloned c = (Cloned) super.clone();
                c.more = more.clone();
                return c;
            } catch (CloneNotSupportedException e) {
                throw new AssertionError(e);
            }
        }
    }

    static double squares(double[] x) {
        List<Double> list = new Squares(x);
        double y = list.get(0) * list.get(1);
        for (int i = 0; i < list.size(); i++) {
            y = y * 0.5 + list.get(i);
        }
        return y;
    }

    static double squaresIterated(double[] x) {
        List<Double> list = new Squares(x);
        double y = 1;
        for (double each : list) {
            y = y * 0.5 + each * each;
        }
        return y + (list.contains(x[0] * x[0]) ? x[2] : 0) + list.indexOf(x[1] * x[1]);
    }

    static double chain(double[] x) {
        Chain<Double> boxes = new Chain<>();
        Chain<double[]> rows = new Chain<>();
        for (double each : x) {
            boxes.push(each * each);
            rows.push(new double[] {each, 2});
        }
        double y = 1;
        for (double each : boxes) {
            y = y * 0.5 + each;
        }
        for (double[] row : rows) {
            row[0] *= row[1];
        }
        double[] sum = {y};
        rows.forEach(row -> sum[0] += row[0] * row[0]);
        List<Double> copy = new ArrayList<>();
        boxes.iterator().forEachRemaining(copy::add);
        return sum[0] * copy.get(1);
    }

    static double steps(double[] x) {
        double y = 0;
        for (double t : new Steps(x[0], x[1], 5)) {
            y += Math.sin(t) * x[2];
        }
        double[] sum = {0};
        new Steps(x[1], x[2], 3).forEach(t -> sum[0] += t * t);
        return y + sum[0];
    }

    static double numbers(double[] x) {
        Number n = new Dual(x[0]);
        List<Number> all = List.of(n, x[1], 3);
        double y = n.doubleValue() * n.intValue() + n.floatValue();
        for (Number each : all) {
            y += each.doubleValue() * each.doubleValue();
        }
        return y + n.byteValue() + n.shortValue();
    }

    static double errors(double[] x) {
        double y = 0;
        for (int i = 0; i < 3; i++) {
            try {
                if (x[i] > 0.6) {
                    throw new Failure("too large: " + x[i], x[i] * x[0]);
                }
                y += x[i];
            } catch (Failure e) {
                y += e.payload * e.extra + e.getMessage().length() * 0 + (e.getCause() == null ? 1 : 2);
            }
        }
        return y;
    }

    static double recent(double[] x) {
        Map<String, Double> cache = new Recent<>(2);
        cache.put("a", x[0] * x[0]);
        cache.put("b", x[1]);
        cache.get("a");
        cache.put("c", x[2] * x[0]);
        double y = cache.size();
        for (Map.Entry<String, Double> e : cache.entrySet()) {
            y = y * 0.5 + e.getValue() * e.getKey().charAt(0);
        }
        return y + (cache.containsKey("b") ? 100 : cache.get("a"));
    }

    static double doubling(double[] x) {
        List<Double> list = new Doubling();
        list.add(x[0]);
        list.add(x[1] * x[2]);
        Doubling same = (Doubling) list;
        same.add(0, x[2]);
        return list.get(0) * list.get(1) * list.get(2) + same.total() * same.total();
    }

    static double keys(double[] x) {
        Map<Key, Double> hashed = new HashMap<>();
        TreeMap<Key, Double> sorted = new TreeMap<>();
        List<Key> list = new ArrayList<>();
        for (double each : x) {
            for (String name : List.of("b", "a")) {
                Key k = new Key(each, name);
                hashed.put(k, each * each);
                sorted.put(k, hashed.get(k) * 2);
                list.add(k);
            }
        }
        list.sort(null);
        double y = sorted.firstKey().x * sorted.lastEntry().getValue();
        for (Key k : list) {
            y = y * 0.5 + k.x * hashed.get(new Key(k.x, k.name));
        }
        return y + (list.contains(new Key(x[0], "a")) ? x[1] : 0) + list.indexOf(new Key(x[2], "b"));
    }

    static double shapes(double[] x) {
        List<Shape> shapes = new ArrayList<>(List.of(
                new Circle(x[0]), new Box(x[0], x[1]), new Circle(x[2]), new Box(x[1], x[2])));
        shapes.sort((a, b) -> Double.compare(a.area(), b.area()));
        double y = 0;
        for (Shape s : shapes) {
            y = y * 0.5 + s.area();
        }
        shapes.sort(Comparator.comparing(Shape::area).reversed());
        return y * shapes.getFirst().area();
    }

    static double cloned(double[] x) {
        Cloned a = new Cloned();
        a.a = x[0];
        a.more = new double[] {x[1], 2};
        Cloned b = a.clone();
        a.a = x[2];
        a.more[0] *= x[0];
        b.more[1] = b.a * 3;
        return a.a * b.a + a.more[0] * b.more[0] + b.more[1];
    }

    static double ownMap(double[] x) {
        Map<String, Double> map = new AbstractMap<>() {
            private final Map<String, Double> inner = new TreeMap<>();

            @Override
            public Double put(String key, Double value) {
                return inner.put(key, value);
            }

            @Override
            public Set<Entry<String, Double>> entrySet() {
                return inner.entrySet();
            }
        };
        map.put("a", x[0] * x[1]);
        map.put("b", x[2]);
        double y = map.get("a") * map.getOrDefault("c", x[1]) + map.size();
        for (double v : map.values()) {
            y = y * 0.5 + v * v;
        }
        return y + (map.containsKey("b") ? map.get("b") : 0);
    }

    static List<Sample> all() {
        double[] x = {0.5, 1.2, 0.7};
        return List.of(
                Sample.of("list that computes", OwnCollections::squares, x),
                Sample.of("list that computes, iterated", OwnCollections::squaresIterated, x),
                Sample.of("own list, iterated", OwnCollections::chain, x),
                Sample.of("iterator that computes", OwnCollections::steps, x),
                Sample.of("own number", OwnCollections::numbers, x).single(),
                Sample.of("own error", OwnCollections::errors, x),
                Sample.of("cache that forgets", OwnCollections::recent, x),
                Sample.of("list that changes what it is given", OwnCollections::doubling, x),
                Sample.of("own keys", OwnCollections::keys, x),
                Sample.of("shapes sorted", OwnCollections::shapes, x),
                Sample.of("objects cloned", OwnCollections::cloned, x),
                Sample.of("own map", OwnCollections::ownMap, x));
    }
}

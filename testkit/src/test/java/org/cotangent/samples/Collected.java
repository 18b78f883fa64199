package org.cotangent.samples;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// Collections of the JDK, of boxes, arrays and objects.
final class Collected {
    private Collected() {}

    record Point(double x, double y) {
        double norm() {
            return Math.sqrt(x * x + y * y);
        }
    }

    static final class Cell {
        final String name;
        double value;

        Cell(String name, double value) {
            this.name = name;
            this.value = value;
        }
    }

    enum Axis {
        X,
        Y,
        Z
    }

    static double fixedLists(double[] x) {
        List<Double> a = List.of(x[0], x[1], x[0] * x[2]);
        List<Double> b = Arrays.asList(x[1], x[2]);
        b.set(0, b.get(0) * b.get(1));
        List<Double> c = List.copyOf(b);
        List<Double> d = Collections.nCopies(3, x[0] * x[1]);
        List<Double> e = Collections.unmodifiableList(new ArrayList<>(a));
        double sum = 0;
        for (List<Double> each : List.of(a, b, c, d, e)) {
            for (double v : each) {
                sum += v * v;
            }
        }
        return sum + Collections.singletonList(x[2]).getFirst();
    }

    static double sortedByNature(double[] x) {
        List<Double> list = new ArrayList<>();
        for (double each : x) {
            list.add(each * each);
            list.add(-each);
            list.add(1 / each);
        }
        Collections.sort(list);
        double sum = 0;
        for (int i = 0; i < list.size(); i++) {
            sum += (i + 1) * list.get(i) * list.get(i);
        }
        list.sort(Comparator.reverseOrder());
        return sum + list.get(0) * list.get(1);
    }

    static double sortedByComparator(double[] x) {
        List<Point> list = new ArrayList<>();
        for (int i = 0; i < x.length; i++) {
            list.add(new Point(x[i], x[(i + 1) % x.length]));
            list.add(new Point(x[i] * x[i], -x[i]));
        }
        list.sort((a, b) -> Double.compare(a.norm(), b.norm()));
        double sum = list.get(0).x() * list.get(1).y();
        list.sort(Comparator.comparingDouble(Point::x));
        sum += list.get(2).x() * list.get(3).y();
        list.sort(Comparator.comparing(Point::y).reversed());
        sum += list.get(4).x() * list.get(5).y();
        Collections.sort(list, Comparator.<Point>comparingDouble(p -> p.x() + p.y()).thenComparing(Point::x));
        return sum + list.get(0).norm() * list.getLast().norm();
    }

    static double sortedArrays(double[] x) {
        Double[] boxes = {x[0], -x[1], x[2], x[0] * x[1]};
        Arrays.sort(boxes);
        Point[] points = {new Point(x[2], x[0]), new Point(x[1], x[2]), new Point(x[0], x[1])};
        Arrays.sort(points, Comparator.comparingDouble(Point::norm));
        double sum = 0;
        for (int i = 0; i < boxes.length; i++) {
            sum += i * boxes[i] * boxes[i];
        }
        return sum + points[0].x() * points[1].y() * points[2].x();
    }

    static double extremes(double[] x) {
        List<Double> list = Arrays.asList(x[0] * 3, x[1], x[2] * x[2]);
        List<Point> points = List.of(new Point(x[0], x[1]), new Point(x[2], 0.1), new Point(0.2, x[1] * x[1]));
        Point far = Collections.max(points, Comparator.comparingDouble(Point::norm));
        return Collections.max(list) * Collections.min(list) + far.x() * far.y()
                + Collections.min(points, (a, b) -> Double.compare(a.y(), b.y())).x();
    }

    static double queue(double[] x) {
        PriorityQueue<Double> natural = new PriorityQueue<>();
        PriorityQueue<Cell> byValue = new PriorityQueue<>(Comparator.comparingDouble(c -> c.value));
        for (int i = 0; i < x.length; i++) {
            natural.add(x[i]);
            natural.offer(2.2 * x[i] * x[0]);
            byValue.add(new Cell("c" + i, x[i] * x[i]));
        }
        double sum = 0;
        int weight = 1;
        while (!natural.isEmpty()) {
            sum += weight++ * natural.poll();
        }
        Cell first = byValue.remove();
        first.value *= x[1];
        byValue.add(first);
        while (byValue.size() > 1) {
            Cell a = byValue.poll();
            Cell b = byValue.poll();
            byValue.add(new Cell(a.name, a.value * b.value + a.value));
        }
        return sum * byValue.element().value;
    }

    static double maps(double[] x) {
        Map<String, Cell> cells = new HashMap<>();
        for (String name : List.of("a", "b", "c", "a", "b")) {
            Cell c = cells.get(name);
            if (c == null) {
                cells.put(name, new Cell(name, x[cells.size()]));
            } else {
                c.value = c.value * c.value + x[2];
            }
        }
        double sum = 0;
        for (Map.Entry<String, Cell> e : new TreeMap<>(cells).entrySet()) {
            sum = sum * 0.5 + e.getValue().value * e.getKey().length();
        }
        for (Cell c : cells.values()) {
            c.value += 1;
        }
        for (String name : cells.keySet()) {
            sum += cells.get(name).value * cells.getOrDefault(name + "!", cells.get("a")).value;
        }
        return sum;
    }

    static double navigable(double[] x) {
        NavigableMap<Double, Double> table = new TreeMap<>();
        for (int i = 0; i < 5; i++) {
            table.put(i * 0.5, x[i % 3] * i + x[0]);
        }
        double at = 0.8;
        Map.Entry<Double, Double> low = table.floorEntry(at);
        Map.Entry<Double, Double> high = table.ceilingEntry(at);
        double t = (at - low.getKey()) / (high.getKey() - low.getKey());
        double y = low.getValue() * (1 - t) + high.getValue() * t;
        for (double v : table.headMap(1.2).values()) {
            y += v * v;
        }
        return y * table.firstEntry().getValue() + table.descendingMap().lastEntry().getValue();
    }

    /// Keys that are active: which key is found is control; the key itself is a number.
    static double activeKeys(double[] x) {
        TreeMap<Double, Double> values = new TreeMap<>();
        for (double each : x) {
            values.put(each * each, each);
            values.put(-each, 2 * each);
        }
        double y = 0;
        for (Map.Entry<Double, Double> e : values.entrySet()) {
            y = y * 0.9 + e.getKey() * e.getValue();
        }
        return y + values.firstKey() * values.lastKey() + values.floorKey(0.3) * values.higherEntry(0.3).getValue();
    }

    static double pointKeys(double[] x) {
        Map<Point, Double> map = new HashMap<>();
        Point p = new Point(x[0], x[1]);
        map.put(p, x[2]);
        map.put(new Point(1, 2), 3.0);
        map.put(new Point(x[0], x[1]), x[2] * x[2]);
        double y = map.size();
        for (Map.Entry<Point, Double> e : map.entrySet()) {
            y += e.getKey().norm() * e.getValue();
        }
        return y + map.get(p) + (map.containsKey(new Point(1, 2)) ? x[0] : 0);
    }

    static double sets(double[] x) {
        Set<Double> set = new LinkedHashSet<>();
        set.add(x[0]);
        set.add(x[1]);
        set.add(x[0]);
        set.add(x[2] * x[2]);
        TreeSet<Double> tree = new TreeSet<>(set);
        double y = set.size() * tree.first() * tree.last();
        for (double v : set) {
            y = y * 0.5 + v * v;
        }
        Set<Cell> cells = new HashSet<>();
        Cell c = new Cell("c", x[1]);
        cells.add(c);
        cells.add(c);
        c.value *= x[0];
        for (Cell each : cells) {
            y += each.value * each.value;
        }
        return y + (set.contains(x[1]) ? x[1] : 0);
    }

    static double deques(double[] x) {
        Deque<Double> stack = new ArrayDeque<>();
        for (String word : "0 1 + 2 * 0 - 1 /".split(" ")) {
            if (Character.isDigit(word.charAt(0))) {
                stack.push(x[word.charAt(0) - '0']);
            } else {
                double b = stack.pop();
                double a = stack.pop();
                stack.push(
                        switch (word) {
                            case "+" -> a + b;
                            case "*" -> a * b;
                            case "-" -> a - b;
                            default  -> a / b;
                        });
            }
        }
        Queue<double[]> queue = new LinkedList<>();
        queue.add(new double[] {x[0], 1});
        queue.add(new double[] {x[1], 2});
        double[] head = queue.remove();
        head[0] *= head[1] + queue.peek()[0];
        queue.add(head);
        double y = stack.peek();
        for (double[] each : queue) {
            y += each[0] * each[1];
        }
        return y;
    }

    static double views(double[] x) {
        List<Double> list = new ArrayList<>(List.of(x[0], x[1], x[2], x[0] * x[1]));
        List<Double> part = list.subList(1, 3);
        part.set(0, part.get(1) * 3);
        part.add(x[2] * x[0]);
        Collections.reverse(part);
        list.reversed().set(0, x[1]);
        Map<String, Double> map = new LinkedHashMap<>();
        map.put("a", x[0]);
        map.put("b", x[1]);
        map.put("c", x[2]);
        for (Map.Entry<String, Double> e : map.entrySet()) {
            e.setValue(e.getValue() * e.getValue());
        }
        map.keySet().remove("b");
        map.values().remove(map.get("c"));
        double y = map.size() * map.get("a");
        for (double v : list) {
            y = y * 0.7 + v * v;
        }
        return y + part.getFirst();
    }

    static double iterators(double[] x) {
        List<Double> list = new LinkedList<>(Arrays.asList(x[0], x[1], x[2], x[0] * x[2]));
        for (ListIterator<Double> it = list.listIterator(); it.hasNext();) {
            double v = it.next();
            if (it.nextIndex() == 2) {
                it.set(v * v);
            } else if (it.nextIndex() == 3) {
                it.add(v + x[0]);
            }
        }
        Iterator<Double> it = list.iterator();
        double y = it.next() * it.next();
        it.remove();
        Collection<Double> all = list;
        all.remove(x[0] * 1000);
        Double[] copy = all.toArray(new Double[0]);
        Object[] raw = all.toArray();
        for (int i = 0; i < copy.length; i++) {
            y += copy[i] * (Double) raw[i] * (i + 1);
        }
        return y;
    }

    static double others(double[] x) {
        Map<Axis, Double> byAxis = new EnumMap<>(Axis.class);
        for (Axis a : Axis.values()) {
            byAxis.put(a, x[a.ordinal()] * (a.ordinal() + 1));
        }
        Vector<Double> vector = new Vector<>(byAxis.values());
        vector.add(0, x[1] * x[1]);
        List<Double> safe = new CopyOnWriteArrayList<>(vector);
        safe.add(x[0]);
        Map<String, double[]> shared = new ConcurrentHashMap<>();
        shared.putIfAbsent("a", new double[] {x[2]});
        shared.putIfAbsent("a", new double[] {x[0]});
        Map<Object, Double> byIdentity = new IdentityHashMap<>();
        byIdentity.put(vector, x[0] * x[2]);
        double y = byAxis.get(Axis.Y) * shared.get("a")[0] + byIdentity.get(vector);
        for (double v : safe) {
            y = y * 0.8 + v * v;
        }
        AtomicReference<Double> last = new AtomicReference<>(x[0]);
        last.set(last.get() * x[1]);
        last.updateAndGet(v -> v * v);
        last.accumulateAndGet(x[2], (a, b) -> a * b + 1);
        AtomicInteger count = new AtomicInteger();
        count.incrementAndGet();
        count.updateAndGet(i -> i + 4);
        return y + last.get() * count.get();
    }

    static double nested(double[] x) {
        Map<String, List<Map<Integer, double[]>>> all = new HashMap<>();
        for (int i = 0; i < 4; i++) {
            List<Map<Integer, double[]>> list = all.get("k" + i % 2);
            if (list == null) {
                list = new ArrayList<>();
                all.put("k" + i % 2, list);
            }
            Map<Integer, double[]> inner = new TreeMap<>();
            inner.put(i, new double[] {x[i % 3], i});
            inner.put(-i - 1, new double[] {x[(i + 1) % 3]});
            list.add(inner);
        }
        double y = 0;
        for (String key : List.of("k0", "k1")) {
            for (Map<Integer, double[]> inner : all.get(key)) {
                for (double[] row : inner.values()) {
                    row[0] *= 1 + y;
                    y += row[0];
                }
            }
        }
        return y;
    }

    static double optionals(double[] x) {
        Optional<Double> a = Optional.of(x[0]);
        Optional<Double> none = Optional.empty();
        Optional<Point> p = Optional.ofNullable(x[1] > 0 ? new Point(x[1], x[2]) : null);
        double y = a.get() * none.orElse(x[1]) + p.map(Point::norm).orElse(0.0);
        y += a.map(v -> v * v).filter(v -> v > 0).flatMap(v -> Optional.of(v * x[2])).orElseGet(() -> x[0]);
        double[] sum = {y};
        p.ifPresent(q -> sum[0] += q.x() * q.y());
        none.ifPresentOrElse(v -> sum[0] += v, () -> sum[0] *= x[2]);
        return sum[0] + none.or(() -> Optional.of(x[0] * x[1])).orElseThrow()
                + a.orElseThrow(IllegalStateException::new) * (a.isPresent() && none.isEmpty() ? 2 : 3);
    }

    static double objects(double[] x) {
        Double a = Objects.requireNonNull((Double) x[0]);
        Double b = Objects.requireNonNullElse(null, x[1]);
        Double c = Objects.requireNonNullElseGet(null, () -> x[2] * x[2]);
        int n = Objects.equals(a, b) ? 1 : 2;
        n += Objects.hash(a, b) == Objects.hash(x[0], x[1]) ? 3 : 0;
        return a * b * c * n + Objects.requireNonNull(b, "b") + Objects.requireNonNull(c, () -> "c" + x[0]);
    }

    static List<Sample> all() {
        double[] x = {0.5, 1.2, 0.7};
        return List.of(
                Sample.of("fixed lists", Collected::fixedLists, x),
                Sample.of("sorted by nature", Collected::sortedByNature, x),
                Sample.of("sorted by comparator", Collected::sortedByComparator, x),
                Sample.of("sorted arrays of objects", Collected::sortedArrays, x),
                Sample.of("extremes of collections", Collected::extremes, x),
                Sample.of("priority queues", Collected::queue, x),
                Sample.of("maps of cells", Collected::maps, x),
                Sample.of("navigable map", Collected::navigable, x),
                Sample.of("active keys", Collected::activeKeys, x),
                Sample.of("records as keys", Collected::pointKeys, x),
                Sample.of("sets of boxes", Collected::sets, x),
                Sample.of("deques", Collected::deques, x),
                Sample.of("views of collections", Collected::views, x),
                Sample.of("iterators", Collected::iterators, x),
                Sample.of("other collections", Collected::others, x),
                Sample.of("nested collections", Collected::nested, x),
                Sample.of("optionals", Collected::optionals, x),
                Sample.of("objects asked", Collected::objects, x));
    }
}

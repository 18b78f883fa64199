package org.cotangent.samples;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Functions handed to methods of collections.
final class HandedFunctions {
    private HandedFunctions() {}

    static final class Body {
        final String name;
        double mass;
        double speed;

        Body(String name, double mass, double speed) {
            this.name = name;
            this.mass = mass;
            this.speed = speed;
        }

        double energy() {
            return mass * speed * speed / 2;
        }

        String name() {
            return name;
        }

        void brake(double by) {
            speed *= 1 - by;
        }
    }

    private static List<Body> bodies(double[] x) {
        return new ArrayList<>(List.of(
                new Body("c", x[0], x[1]), new Body("a", x[1], x[2]), new Body("b", x[2] * x[0], 1),
                new Body("a", 2, x[0])));
    }

    static double forEach(double[] x) {
        double[] sum = {0};
        List<Body> list = bodies(x);
        list.forEach(b -> sum[0] += b.energy());
        list.forEach(b -> b.brake(x[2] * 0.1));
        new LinkedList<>(list).forEach(b -> sum[0] = sum[0] * 0.5 + b.speed);
        Set.of(x[1]).forEach(v -> sum[0] *= v);
        Iterator<Body> it = list.iterator();
        it.next();
        it.forEachRemaining(b -> sum[0] += b.mass * b.speed);
        new ArrayDeque<>(List.of(x[0], x[1])).forEach(v -> sum[0] += v * v);
        return sum[0];
    }

    static double mapFunctions(double[] x) {
        Map<String, Double> map = new HashMap<>();
        for (Body b : bodies(x)) {
            map.merge(b.name(), b.energy(), Double::sum);
        }
        map.computeIfAbsent("d", k -> x[0] * x[1]);
        map.computeIfAbsent("a", k -> 100.0);
        map.computeIfPresent("b", (k, v) -> v * v + x[2]);
        map.compute("c", (k, v) -> v == null ? x[0] : v * x[1]);
        map.compute("e", (k, v) -> v == null ? x[2] : v);
        map.computeIfPresent("a", (k, v) -> null);
        map.replaceAll((k, v) -> v * k.length() + 0.1);
        double[] y = {map.size()};
        new TreeMap<>(map).forEach((k, v) -> y[0] = y[0] * 0.7 + v * (k.charAt(0) - 'a' + 1));
        return y[0];
    }

    static double grouped(double[] x) {
        Map<String, List<Body>> groups = new TreeMap<>();
        for (Body b : bodies(x)) {
            groups.computeIfAbsent(b.name(), k -> new ArrayList<>()).add(b);
        }
        double y = 1;
        for (List<Body> group : groups.values()) {
            double sum = 0;
            for (Body b : group) {
                sum += b.energy();
            }
            y = y * 0.9 + sum * sum;
        }
        return y;
    }

    static double memoised(double[] x) {
        Map<Integer, Double> memo = new HashMap<>();
        return fibonacci(9, x, memo) * memo.get(4) + memo.size();
    }

    private static double fibonacci(int n, double[] x, Map<Integer, Double> memo) {
        if (n < 2) {
            return x[n];
        }
        Double known = memo.get(n);
        if (known == null) {
            known = fibonacci(n - 1, x, memo) * 0.5 + fibonacci(n - 2, x, memo) * x[2];
            memo.put(n, known);
        }
        return known;
    }

    static double lists(double[] x) {
        List<Double> list = new ArrayList<>(Arrays.asList(x[0], -x[1], x[2], -0.3, x[0] * x[1]));
        list.removeIf(v -> v < -1);
        list.replaceAll(v -> v * v + x[0]);
        List<Double> linked = new LinkedList<>(list);
        linked.replaceAll(Math::sin);
        linked.removeIf(v -> v > 10);
        Double[] array = list.toArray(Double[]::new);
        double y = 0;
        for (int i = 0; i < array.length; i++) {
            y += array[i] * linked.get(i) * (i + 1);
        }
        PriorityQueue<Double> queue = new PriorityQueue<>(list);
        queue.removeIf(v -> v > 1.9);
        return y * queue.peek();
    }

    static double comparators(double[] x) {
        List<Body> list = bodies(x);
        list.sort(Comparator.comparing(Body::name).thenComparing(Body::energy, Comparator.reverseOrder()));
        double y = 0;
        for (Body b : list) {
            y = y * 0.5 + b.energy();
        }
        TreeSet<Body> set = new TreeSet<>((a, b) -> Double.compare(a.mass, b.mass));
        set.addAll(list);
        y += set.first().energy() * set.last().speed;
        TreeMap<Double, Body> down = new TreeMap<>(Comparator.reverseOrder());
        for (Body b : list) {
            down.put(b.energy(), b);
        }
        list.sort(Comparator.nullsFirst(Comparator.comparingDouble(Body::energy)));
        return y + down.firstEntry().getValue().mass * down.firstKey() + list.get(1).mass;
    }

    static double entries(double[] x) {
        Map<String, Double> map = new LinkedHashMap<>();
        for (Body b : bodies(x)) {
            map.putIfAbsent(b.name(), b.energy());
        }
        List<Map.Entry<String, Double>> entries = new ArrayList<>(map.entrySet());
        entries.sort(Map.Entry.comparingByValue());
        double y = entries.get(0).getValue() - entries.get(2).getValue() * x[0];
        entries.sort(Map.Entry.<String, Double>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()));
        entries.getFirst().setValue(x[2]);
        return y * map.get("a") + map.get("b") + map.get("c");
    }

    /// Streams of references move them; numbers are taken out by a loop.
    static double streams(double[] x) {
        List<Body> list = bodies(x);
        List<Body> fast = list.stream()
                .filter(b -> b.speed > 0.6)
                .sorted(Comparator.comparingDouble(b -> b.mass))
                .toList();
        Map<String, List<Body>> groups = list.stream().collect(Collectors.groupingBy(Body::name));
        String names = list.stream().map(Body::name).distinct().sorted().collect(Collectors.joining(","));
        int total = IntStream.range(0, 5).filter(i -> i % 2 == 0).sum();
        double y = total + names.length();
        for (Body b : fast) {
            y = y * 0.5 + b.energy();
        }
        for (Body b : groups.get("a")) {
            y += b.energy() * b.energy();
        }
        boolean any = list.stream().anyMatch(b -> b.mass > 1.9);
        return y * list.stream().max(Comparator.comparingDouble(Body::energy)).orElseThrow().mass
                + (any ? x[0] : x[1]);
    }

    static double calls(double[] x) throws Exception {
        Callable<Double> call = () -> x[0] * x[1];
        Runnable run = () -> x[2] *= x[0];
        run.run();
        Function<Double, Double> f = v -> v * x[2];
        Function<Double, Double> g = f.compose(v -> v + 1);
        return call.call() + g.andThen(Function.identity()).apply(x[1]);
    }

    static double callsThrough(double[] x) {
        try {
            return calls(x);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static double concurrent(double[] x) {
        Map<String, Double> map = new ConcurrentHashMap<>();
        for (Body b : bodies(x)) {
            map.merge(b.name(), b.energy(), (a, c) -> a * c + x[0]);
        }
        map.computeIfAbsent("z", k -> x[2]);
        AtomicReference<Double> sum = new AtomicReference<>(0.0);
        for (String name : new TreeSet<>(map.keySet())) {
            sum.updateAndGet(v -> v * 0.5 + map.get(name));
        }
        return sum.get();
    }

    static double filled(double[] x) {
        double[] a = new double[4];
        Arrays.setAll(a, i -> x[i % 3] * i);
        Double[] boxes = new Double[3];
        Arrays.setAll(boxes, i -> x[i] * a[i]);
        double[] b = new double[2];
        Arrays.parallelSetAll(b, i -> a[i + 2] * x[0]);
        Double[] filled = new Double[2];
        Arrays.fill(filled, boxes[2]);
        return a[1] * a[2] + boxes[1] * boxes[2] + b[0] * b[1] + filled[0] * filled[1];
    }

    record Weighed(double weight, int id) {}

    private static double ranked(List<Weighed> all, ToDoubleFunction<Weighed> key) {
        all.sort(Comparator.comparingDouble(key));
        double sum = 0;
        for (int i = 0; i < all.size(); i++) sum += all.get(i).weight() * i;
        return sum;
    }

    static double comparatorsOfOneClass(double[] x) {
        List<Weighed> all = new ArrayList<>();
        for (int i = 0; i < x.length; i++) all.add(new Weighed(x[i], i));
        return ranked(all, Weighed::weight) + 2 * ranked(all, w -> -w.weight())
                + 3 * ranked(all, w -> w.id() % 2 == 0 ? w.weight() : -w.weight());
    }

    static final class Both implements Comparator<Weighed>, Function<Weighed, Weighed> {
        private double seen;

        @Override
        public int compare(Weighed a, Weighed b) {
            return Double.compare(a.weight(), b.weight());
        }

        @Override
        public Weighed apply(Weighed w) {
            seen += w.weight();
            return new Weighed(w.weight() * 2, w.id());
        }
    }

    static double twoFunctionsInOne(double[] x) {
        Both both = new Both();
        List<Weighed> all = new ArrayList<>();
        for (int i = 0; i < x.length; i++) all.add(new Weighed(x[i], i));
        all.sort(both);
        Map<Weighed, Weighed> doubled = new LinkedHashMap<>();
        for (Weighed w : all) doubled.computeIfAbsent(w, both);
        double sum = both.seen;
        for (Weighed w : doubled.values()) sum = sum * 0.5 + w.weight() * w.weight();
        return sum;
    }

    static double merged(double[] x) {
        PriorityQueue<Weighed> queue = new PriorityQueue<>((a, b) -> Double.compare(a.weight(), b.weight()));
        for (int i = 0; i < x.length; i++) queue.add(new Weighed(x[i], i));
        double sum = 0;
        while (queue.size() > 1) {
            Weighed a = queue.poll();
            Weighed b = queue.poll();
            sum = sum * 0.7 + a.weight() * b.weight();
            queue.add(new Weighed(a.weight() + b.weight(), a.id()));
        }
        return sum;
    }

    static double comparatorsOfComparators(double[] x) {
        Comparator<Weighed> byWeight = Comparator.comparingDouble(Weighed::weight);
        TreeSet<Weighed> set = new TreeSet<>(byWeight.thenComparing(w -> w.id()).reversed());
        for (int i = 0; i < x.length; i++) set.add(new Weighed(x[i], i));
        TreeMap<String, double[]> named = new TreeMap<>(Comparator.reverseOrder());
        for (Weighed w : set) named.put("n" + w.id(), new double[] {w.weight()});
        double sum = 0;
        for (double[] v : named.values()) sum = sum * 0.9 + v[0] * v[0];
        for (Weighed w : set) sum = sum * 0.9 + w.weight();
        return sum;
    }

    static List<Sample> all() {
        double[] x = {0.5, 1.2, 0.7};
        return List.of(
                Sample.of("forEach", HandedFunctions::forEach, x),
                Sample.of("functions of maps", HandedFunctions::mapFunctions, x),
                Sample.of("grouped by a map", HandedFunctions::grouped, x),
                Sample.of("memoised", HandedFunctions::memoised, x),
                Sample.of("functions of lists", HandedFunctions::lists, x),
                Sample.of("comparators", HandedFunctions::comparators, x),
                Sample.of("entries", HandedFunctions::entries, x),
                Sample.of("streams of references", HandedFunctions::streams, x),
                Sample.of("callables", HandedFunctions::callsThrough, x),
                Sample.of("functions of concurrent maps", HandedFunctions::concurrent, x),
                Sample.of("comparators of one class", HandedFunctions::comparatorsOfOneClass, x),
                Sample.of("two functions in one", HandedFunctions::twoFunctionsInOne, x),
                Sample.of("queue with an order", HandedFunctions::merged, x),
                Sample.of("comparators of comparators", HandedFunctions::comparatorsOfComparators, x),
                Sample.of("filled by functions", HandedFunctions::filled, x));
    }
}

package org.cotangent.samples;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.TreeMap;

/// Twelve, 12: a `List<Double>` and a `HashMap<String, double[]>` filled, changed and summed in loops.
final class BoxesInCollections {
    private BoxesInCollections() {}

    static double f(double[] x) {
        List<Double> list = new ArrayList<>();
        Map<String, double[]> map = new HashMap<>();
        for (int i = 0; i < x.length; i++) {
            list.add(x[i] * x[i]);
            list.add(Math.sin(x[i]));
            map.put("row" + i, new double[] {x[i], i});
        }
        for (int i = 0; i < list.size(); i++) {
            list.set(i, list.get(i) + 0.5 * list.get((i + 1) % list.size()));
        }
        list.remove(1);
        for (int i = 0; i < x.length; i++) {
            double[] row = map.get("row" + i);
            row[1] += row[0] * list.get(i);
            map.put("row" + (i + 1) % x.length, row);
        }
        double sum = 0;
        for (double value : list) {
            sum += value * value;
        }
        for (double[] row : map.values()) {
            sum += row[0] * row[1];
        }
        return sum;
    }

    /// Other containers: a linked list changed through its iterator, a deque of arrays, a sorted map of lists.
    static double others(double[] x) {
        LinkedList<Double> linked = new LinkedList<>();
        for (double each : x) {
            linked.addFirst(each);
            linked.addLast(each * x[0]);
        }
        for (ListIterator<Double> at = linked.listIterator(); at.hasNext();) {
            double value = at.next();
            if (value < 0) {
                at.remove();
            } else {
                at.set(value * value + 0.1);
            }
        }
        Deque<double[]> queue = new ArrayDeque<>();
        TreeMap<Integer, List<Double>> sorted = new TreeMap<>();
        int i = 0;
        for (Double value : linked) {
            queue.addLast(new double[] {value, x[i % x.length]});
            sorted.computeIfAbsent(-(i++ % 3), key -> new ArrayList<>()).add(value);
        }
        double sum = 0;
        while (queue.size() > 1) {
            double[] a = queue.removeFirst();
            double[] b = queue.removeFirst();
            a[0] += b[0] * b[1];
            sum += a[1];
            queue.addLast(a);
            if (queue.size() % 2 == 0) {
                queue.addLast(b);
                queue.removeFirst();
            }
        }
        for (Map.Entry<Integer, List<Double>> entry : sorted.entrySet()) {
            double part = 1;
            for (double value : entry.getValue()) {
                part *= value;
            }
            sum += part * (entry.getKey() + 4);
        }
        return sum + queue.getFirst()[0];
    }

    /// Equal boxes that are different numbers, moved about; then another list, sorted.
    static double moved(double[] x) {
        List<Double> list = new ArrayList<>(List.of(1.0, 1.0));
        list.add(x[0] + 0.5);
        list.add(2 * x[0]);
        list.add(x[1] * x[2]);
        Collections.reverse(list);
        Collections.swap(list, 0, 3);
        Collections.rotate(list.subList(1, 4), 1);
        Double kept = list.get(1);
        list.remove(2);
        list.add(kept);
        double sum = 0;
        for (int i = 0; i < list.size(); i++) {
            sum += (i + 1) * list.get(i) * list.get(i);
        }
        List<Double> sorted = new ArrayList<>();
        for (double each : x) {
            sorted.add(each * each);
            sorted.add(0.6 * each);
        }
        Collections.sort(sorted);
        for (int i = 0; i < sorted.size(); i++) {
            sum += Math.sin(sorted.get(i)) * i;
        }
        return sum;
    }

    /// Values of a map that are boxes, `float` and `double`, read, added to, and put back under other keys.
    static double byName(double[] x) {
        Map<String, Double> prices = new LinkedHashMap<>();
        Map<Integer, Float> weights = new HashMap<>();
        String[] names = {"gold", "salt", "tea"};
        for (int i = 0; i < names.length; i++) {
            prices.put(names[i], x[i]);
            weights.put(i, (float) (x[i] * 0.5));
        }
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < names.length; i++) {
                double price = prices.getOrDefault(names[i], 1.0);
                prices.put(names[(i + round) % 3], price * 0.9 + 0.2 * weights.get((i + 1) % 3));
            }
            if (prices.containsKey("salt") && round == 1) {
                prices.remove("salt");
            }
        }
        double sum = 0;
        for (Map.Entry<String, Double> entry : prices.entrySet()) {
            sum += entry.getValue() * entry.getValue() * entry.getKey().length();
        }
        return sum;
    }

    static List<Sample> all() {
        double[] x = {0.5, 1.2, 0.7};
        return List.of(
                Sample.of("12 list and map", BoxesInCollections::f, x),
                Sample.of("12 other containers", BoxesInCollections::others, x),
                Sample.of("12 boxes moved", BoxesInCollections::moved, x),
                Sample.of("12 boxes by name, float", BoxesInCollections::byName, x)
                        .single());
    }
}

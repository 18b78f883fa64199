package org.cotangent.samples;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;

/// Lists that are read again and again, and changed in between: what a list gave is had again from it only while it is as it was.
final class ListReads {
    private ListReads() {}

    record Vector(double x, double y) {
        Vector minus(Vector other) {
            return new Vector(x - other.x, y - other.y);
        }

        double square() {
            return x * x + y * y;
        }
    }

    private static List<Vector> vectors(double[] x) {
        List<Vector> all = new ArrayList<>();
        for (int i = 0; i + 1 < x.length; i++) all.add(new Vector(x[i], x[i + 1]));
        return all;
    }

    static double pairs(double[] x) {
        List<Vector> all = new ArrayList<>();
        for (int i = 0; i + 1 < x.length; i++) all.add(new Vector(x[i], x[i + 1]));
        double sum = 0;
        for (int i = 0; i < all.size(); i++) {
            for (int j = 0; j < i; j++) {
                sum += all.get(i).minus(all.get(j)).square() / (1 + all.get(j).square());
            }
        }
        return sum;
    }

    static double replacedWhileRead(double[] x) {
        List<Vector> all = new ArrayList<>();
        for (int i = 0; i + 1 < x.length; i++) all.add(new Vector(x[i], x[i + 1]));
        double sum = 0;
        for (int round = 0; round < 3; round++) {
            for (int i = 1; i < all.size(); i++) {
                Vector before = all.get(i - 1);
                sum += all.get(i).minus(before).square();
                all.set(i, new Vector(all.get(i).x() * before.y(), Math.sin(all.get(0).x())));
                sum *= all.get(i).y();
            }
        }
        return sum;
    }

    static double oneEntryOverAndOver(double[] x) {
        List<Double> cell = new ArrayList<>();
        cell.add(x[0]);
        double sum = 0;
        for (int i = 1; i < x.length; i++) {
            double before = cell.get(0);
            cell.set(0, before * x[i] + cell.get(0));
            sum += cell.get(0) * before;
        }
        return sum;
    }

    static double clearedAfterwards(double[] x) {
        List<Vector> all = new ArrayList<>();
        for (double v : x) all.add(new Vector(v, v * v));
        double product = 1;
        for (int i = 0; i < all.size(); i++) product *= 1 + 0.1 * all.get(i).square();
        all.clear();
        return product + all.size();
    }

    private static double weighed(List<Vector> all, int depth) {
        double sum = 0;
        for (int i = 0; i < all.size(); i++) sum += all.get(i).square() * all.get(all.size() - 1 - i).x();
        return depth == 0 ? sum : sum * weighed(all, depth - 1);
    }

    static double changedByTheCaller(double[] x) {
        List<Vector> all = vectors(x);
        double first = weighed(all, 1);
        all.remove(0);
        all.replaceAll(v -> new Vector(v.y(), 2 * v.x()));
        return first + weighed(all, 1);
    }

    private static double grow(List<Double> all, int depth) {
        if (depth > 0) all.add(grow(all, depth - 1) * all.get(0));
        return all.get(all.size() - 1) + all.size();
    }

    static double changedByACallee(double[] x) {
        List<Double> all = new ArrayList<>();
        all.add(x[0]);
        all.add(x[1]);
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double last = all.get(all.size() - 1);
            sum += grow(all, 2) * last * all.get(all.size() - 1);
        }
        return sum;
    }

    static double iterators(double[] x) {
        List<Double> all = new ArrayList<>();
        for (double v : x) all.add(v * 2);
        double sum = 0;
        for (double v : all) sum = sum * 0.5 + v * v;
        for (Iterator<Double> it = all.iterator(); it.hasNext();) {
            double v = it.next();
            if (v < 2) it.remove();
            else sum += v * all.get(0);
        }
        for (double v : new LinkedList<>(all)) sum += v * all.size();
        return sum;
    }

    static double outOfBounds(double[] x) {
        List<Double> all = new ArrayList<>();
        double[] seen = new double[3];
        for (double v : x) all.add(v);
        double sum = 0;
        for (int n = 0; n < 3; n++) {
            try {
                for (int i = 0; i < 3; i++) {
                    seen[i] += x[i] * sum + 1;
                    sum += seen[i] * all.get(n * 2);
                }
            } catch (IndexOutOfBoundsException e) {
                sum *= seen[0];
            }
        }
        return sum + seen[0] + 2 * seen[1] + 3 * seen[2];
    }

    static double changedThroughAnAlias(double[] x) {
        List<Double> all = new ArrayList<>();
        for (double v : x) all.add(v);
        List<Double> part = all.subList(1, 3);
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double before = all.get(1) * all.get(2);
            part.set(0, before * x[0]);
            sum += all.get(1) * before;
        }
        return sum;
    }

    static List<Sample> all() {
        double[] x = {0.7, 1.3, 0.4, 1.1};
        return List.of(
                Sample.of("list: pairs", ListReads::pairs, x),
                Sample.of("list: replaced while read", ListReads::replacedWhileRead, x),
                Sample.of("list: one entry over and over", ListReads::oneEntryOverAndOver, x),
                Sample.of("list: cleared afterwards", ListReads::clearedAfterwards, x),
                Sample.of("list: changed by the caller", ListReads::changedByTheCaller, x),
                Sample.of("list: changed by a callee", ListReads::changedByACallee, x),
                Sample.of("list: iterators", ListReads::iterators, x),
                Sample.of("list: out of bounds", ListReads::outOfBounds, x),
                Sample.of("list: changed through an alias", ListReads::changedThroughAnAlias, x));
    }
}

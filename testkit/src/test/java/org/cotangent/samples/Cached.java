package org.cotangent.samples;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Static fields and initialisers, lazily initialised and cached fields, pools, scratch buffers, memo tables.
final class Cached {
    private Cached() {}

    static final double[] SCRATCH = new double[8];
    static double total;
    static float single;
    static Cached last;
    static int count;

    double area = Double.NaN;
    double side;
    Double boxed;

    double area() {
        if (Double.isNaN(area)) {
            area = side * side;
            count++;
        }
        return area;
    }

    Double boxed() {
        if (boxed == null) {
            boxed = side * 3;
            count += 10;
        }
        return boxed;
    }

    static double lazyFields(double[] x) {
        count = 0;
        Cached c = new Cached();
        c.side = x[0] * x[1];
        double y = c.area() + c.area() * c.boxed() + c.boxed();
        c.side = x[2];
        return y + c.area() * count;
    }

    static double scratch(double[] x) {
        double y = 0;
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < x.length; i++) {
                SCRATCH[i] = x[i] * (round + 1) + SCRATCH[(i + 1) % 3] * (round == 0 ? 0 : 1);
            }
            y += dot(SCRATCH, x) * SCRATCH[round];
        }
        return y;
    }

    private static double dot(double[] a, double[] b) {
        double s = 0;
        for (int i = 0; i < b.length; i++) {
            s += a[i] * b[i];
        }
        return s;
    }

    static double staticFields(double[] x) {
        total = 1;
        single = 0;
        last = null;
        for (double each : x) {
            total *= each;
            single += (float) (each * total);
            Cached next = new Cached();
            next.side = total + (last == null ? 0 : last.side);
            last = next;
        }
        return total * single + last.side;
    }

    static final class Pool {
        private final ArrayDeque<double[]> free = new ArrayDeque<>();
        int made;

        double[] take() {
            double[] a = free.poll();
            if (a == null) {
                made++;
                return new double[3];
            }
            return a;
        }

        void give(double[] a) {
            free.push(a);
        }
    }

    static double pool(double[] x) {
        Pool p = new Pool();
        double y = 0;
        for (int i = 0; i < 5; i++) {
            double[] a = p.take();
            a[0] = x[i % 3] * (a[0] + 1);
            double[] b = p.take();
            b[1] += a[0] * x[2];
            y += a[0] * b[1] + a[2];
            p.give(a);
            p.give(b);
        }
        return y * p.made;
    }

    static final class Lazy {
        static int runs;
        static final double[] TABLE = new double[4];
        static double scale;

        static {
            runs++;
            for (int i = 0; i < TABLE.length; i++) {
                TABLE[i] = Math.sqrt(i + 1);
            }
            scale = TABLE[3] * 0.25;
        }

        static double of(double v) {
            int i = (int) v;
            scale += 0.125 * v;
            return TABLE[i] + (v - i) * (TABLE[i + 1] - TABLE[i]) * scale;
        }
    }

    static double initialiser(double[] x) {
        Lazy.scale = 0.5;
        return Lazy.of(x[0] * 2.1) * Lazy.of(x[1]) + Lazy.runs * Lazy.scale;
    }

    static double holder(double[] x) {
        return Holder.get(x[0]) * Holder.get(x[1]);
    }

    static final class Holder {
        private interface Inner {
            double[] KEPT = {1, 2, 3};
            Cached OBJECT = new Cached();
        }

        static double get(double v) {
            Inner.KEPT[1] = v * 2;
            Inner.OBJECT.side = v;
            Inner.OBJECT.area = Double.NaN;
            return Inner.KEPT[1] * Inner.OBJECT.area() + Inner.KEPT[0];
        }
    }

    static final class Memo {
        final Map<Integer, Double> known = new HashMap<>();
        final double[] table = new double[16];
        final boolean[] filled = new boolean[16];
        int calls;

        double fibonacci(int n, double[] x) {
            calls++;
            if (n < 2) {
                return x[n];
            }
            Double k = known.get(n);
            if (k != null) {
                return k;
            }
            double y = fibonacci(n - 1, x) + x[2] * fibonacci(n - 2, x);
            known.put(n, y);
            return y;
        }

        double tabled(int n, double[] x) {
            calls++;
            if (!filled[n]) {
                table[n] = n < 2 ? x[n] : tabled(n - 1, x) * 0.5 + tabled(n - 2, x) * x[2];
                filled[n] = true;
            }
            return table[n];
        }
    }

    static double memo(double[] x) {
        Memo m = new Memo();
        return m.fibonacci(12, x) * 0.01 + m.tabled(13, x) + m.known.get(7) * m.table[5] + m.calls;
    }

    static double computeIfAbsent(double[] x) {
        Map<String, List<Double>> groups = new HashMap<>();
        for (int i = 0; i < 6; i++) {
            double v = x[i % 3] * (i + 1);
            groups.computeIfAbsent(i % 2 == 0 ? "even" : "odd", k -> new ArrayList<>()).add(v);
        }
        double y = 1;
        for (String k : List.of("even", "odd", "none")) {
            for (double v : groups.getOrDefault(k, List.of(x[1]))) {
                y = y * 0.5 + v * v;
            }
        }
        return y;
    }

    static double doubleChecked(double[] x) {
        Shared s = new Shared(x[0]);
        return s.get() * s.get() + s.runs * x[1] + s.hash() + s.hash();
    }

    static final class Shared {
        private volatile double[] value;
        private final double from;
        private int hash;
        int runs;

        Shared(double from) {
            this.from = from;
        }

        double get() {
            double[] v = value;
            if (v == null) {
                synchronized (this) {
                    v = value;
                    if (v == null) {
                        runs++;
                        value = v = new double[] {from * from};
                    }
                }
            }
            return v[0] * runs;
        }

        int hash() {
            int h = hash;
            if (h == 0) {
                hash = h = 31 * Double.hashCode(from) | 1;
            }
            return h == hash ? 1 : 0;
        }
    }

    static List<Sample> all() {
        double[] x = {0.6, 1.3, 0.8};
        return List.of(
                Sample.of("lazy fields", Cached::lazyFields, x),
                Sample.of("scratch buffer", Cached::scratch, x),
                Sample.of("static fields", Cached::staticFields, x).single(),
                Sample.of("pool", Cached::pool, x),
                Sample.of("static initialiser in the middle", Cached::initialiser, x),
                Sample.of("constants of an interface", Cached::holder, x),
                Sample.of("memo tables", Cached::memo, x),
                Sample.of("computed if absent", Cached::computeIfAbsent, x),
                Sample.of("double-checked", Cached::doubleChecked, x));
    }
}

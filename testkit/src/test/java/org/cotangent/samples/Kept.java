package org.cotangent.samples;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Records that are kept elsewhere, whose constructors count, list and check.
final class Kept {
    private Kept() {}

    static final List<Object> ALL = new ArrayList<>();
    static final Set<String> NAMES = new HashSet<>();
    static final StringBuilder OUT = new StringBuilder();
    static int made;
    static long total;

    record Counted(double v, int n) {
        Counted {
            made++;
            total += n;
            v *= 2;
        }

        Counted(double v) {
            this(v * v, 3);
            made += 10;
        }
    }

    static double counted(double[] x) {
        made = 0;
        total = 0;
        ALL.clear();
        ALL.add(new Counted(x[0], 2));
        ALL.add(new Counted(x[1]));
        double y = 0;
        for (Object o : ALL) {
            y = y * 0.5 + ((Counted) o).v * ((Counted) o).n;
        }
        return y * made + total * x[2];
    }

    record Listed(String name, double v, double[] row) {
        Listed {
            if (v < 0) {
                throw new IllegalArgumentException(name + v);
            }
            NAMES.add(name);
            ALL.add(this);
            row = row.clone();
            v = v * row[0];
            row[0] = v;
        }
    }

    static double listed(double[] x) {
        made = 0;
        ALL.clear();
        NAMES.clear();
        new Listed("a", x[0], x);
        new Listed("b", x[1], ((Listed) ALL.get(0)).row);
        Listed c = new Listed("a", x[2], new double[] {2});
        double y = made;
        for (Object o : ALL) {
            Listed l = (Listed) o;
            y = y * 0.5 + l.v * l.row[0] * l.name.length();
        }
        return y + (c == ALL.get(2) ? x[0] : 0) + NAMES.size();
    }

    record Printed(double v) {
        Printed {
            OUT.append("made ").append("one\n");
            v = Math.sin(v);
        }
    }

    static double printed(double[] x) {
        OUT.setLength(0);
        Object[] kept = {new Printed(x[0]), new Printed(x[1])};
        ALL.clear();
        ALL.add(kept);
        return ((Printed) kept[0]).v * ((Printed) ((Object[]) ALL.get(0))[1]).v * x[2];
    }

    record Node(double v, Node inner) {
        Node(int depth, double v) {
            this(v, depth == 0 ? null : new Node(depth - 1, v * 0.9));
        }

        Node {
            v = Math.sin(v) + (inner == null ? 0 : inner.v);
        }
    }

    /// What `this(…)` hands on was made by the constructor that calls it.
    static double nodes(double[] x) {
        ALL.clear();
        ALL.add(new Node(3, x[0] * x[1]));
        Node n = (Node) ALL.get(0);
        return n.v + n.inner.v * 2 + n.inner.inner.inner.v * x[2];
    }

    record Row(double v, double[] row) {
        Row(double v) {
            this(v, new double[] {v * v, Math.sin(v)});
        }
    }

    static double rows(double[] x) {
        Row r = new Row(x[0] * x[1]);
        ALL.clear();
        ALL.add(r);
        r.row[1] += x[2];
        return ((Row) ALL.get(0)).row[0] + r.row[1] * r.v;
    }

    record Chain(double v, Chain next, double[] row) {
        Chain(double v) {
            this(v, v > 2 ? null : new Chain(v + 1, null, new double[] {v * v, 1}));
        }

        Chain(double v, Chain next) {
            this(v * v, next, next == null ? new double[] {v} : new double[] {v, next.v});
        }
    }

    static double chains(double[] x) {
        ALL.clear();
        ALL.add(new Chain(x[0] * x[1]));
        Chain c = (Chain) ALL.get(0);
        c.next.row[1] *= x[2];
        return c.v * c.row[1] + c.next.row[0] * c.next.row[1] + c.row[0];
    }

    record Sorted(double[] values, List<Double> all) {
        Sorted {
            values = Arrays.copyOf(values, values.length + 1);
            values[0] *= 2;
            Arrays.sort(values);
            all = new ArrayList<>(all);
            all.add(values[1] * values[1]);
        }
    }

    static double sorted(double[] x) {
        Sorted s = new Sorted(x, List.of(x[1], x[2]));
        ALL.clear();
        ALL.add(s);
        double y = s.values[3] * x[0];
        for (double each : ((Sorted) ALL.get(0)).all) y = Math.sin(y + each);
        return y + s.values[2];
    }

    static List<Sample> all() {
        double[] x = {0.6, 1.3, 0.8};
        return List.of(
                Sample.of("kept records counted", Kept::counted, x),
                Sample.of("kept records listed", Kept::listed, x),
                Sample.of("kept records printed", Kept::printed, x),
                Sample.of("kept records that make records", Kept::nodes, x),
                Sample.of("kept records that make rows", Kept::rows, x),
                Sample.of("kept records, three constructors", Kept::chains, x),
                Sample.of("kept records that sort and list", Kept::sorted, x));
    }
}

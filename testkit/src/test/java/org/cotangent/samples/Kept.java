package org.cotangent.samples;

import java.util.ArrayList;
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

    static List<Sample> all() {
        double[] x = {0.6, 1.3, 0.8};
        return List.of(
                Sample.of("kept records counted", Kept::counted, x),
                Sample.of("kept records listed", Kept::listed, x),
                Sample.of("kept records printed", Kept::printed, x));
    }
}

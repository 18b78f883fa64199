package org.cotangent.escapes;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Formattable;
import java.util.Formatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/// Code of the program that only code of the JDK calls: harmless, or refused.
final class HiddenCode {
    private static double log;
    private static final double[] WEIGHT = {0};

    private HiddenCode() {}

    private static final class Squares extends AbstractList<Double> {
        final double[] x = new double[3];

        @Override
        public Double get(int i) {
            return x[i] * x[i];
        }

        @Override
        public int size() {
            return x.length;
        }
    }

    private static final Squares SQUARES = new Squares();
    private static final List<Double> UNMODIFIABLE = Collections.unmodifiableList(SQUARES);
    private static final Collection<Double> SYNCHRONIZED = Collections.synchronizedCollection(SQUARES);
    private static final List<Double> PART = SQUARES.subList(0, 2);

    @Refused
    static double viewMadeBefore(double[] x) {
        System.arraycopy(x, 0, SQUARES.x, 0, 3);
        return UNMODIFIABLE.get(0) * x[1];
    }

    @Refused
    static double viewWalked(double[] x) {
        System.arraycopy(x, 0, SQUARES.x, 0, 3);
        double y = 0;
        for (double each : SYNCHRONIZED) y += each;
        return y;
    }

    @Refused
    static double viewCopied(double[] x) {
        System.arraycopy(x, 0, SQUARES.x, 0, 3);
        return new ArrayList<>(UNMODIFIABLE).get(0) + List.copyOf(PART).get(1);
    }

    private static final Map<String, Double> TABLE = Collections.unmodifiableMap(new LinkedHashMap<>(Map.of("a", 2.0)));
    private static final List<Double> LIST = Collections.unmodifiableList(Arrays.asList(1.0, 2.0));

    static double viewsOfOrdinaryCollections(double[] x) {
        double y = LIST.get(1) * x[0] + LIST.subList(0, 1).get(0) * x[1];
        for (String key : TABLE.keySet()) y += TABLE.get(key) * x[2];
        for (double each : List.of(x[0], x[1]).reversed()) y = 2 * y + each;
        for (double each : Map.of("b", x[2]).values()) y *= each;
        return y * Collections.unmodifiableList(new ArrayList<>(List.of(y))).get(0);
    }

    private static final class Computed extends AbstractMap<String, Double> {
        double k;

        @Override
        public Set<Map.Entry<String, Double>> entrySet() {
            return Set.of(Map.entry("a", k * k));
        }
    }

    private static final Computed COMPUTED = new Computed();
    private static final Map<String, Double> COMPUTED_VIEW = Collections.unmodifiableMap(COMPUTED);

    @Refused
    static double mapMadeBefore(double[] x) {
        COMPUTED.k = x[0];
        return COMPUTED_VIEW.get("a") * x[1];
    }

    private static class Item implements Comparable<Item> {
        final double v;

        Item(double v) {
            this.v = v;
        }

        @Override
        public int compareTo(Item other) {
            return Double.compare(v, other.v);
        }
    }

    private static final class Logging extends Item {
        Logging(double v) {
            super(v);
        }

        @Override
        public int compareTo(Item other) {
            log += v * other.v;
            return super.compareTo(other);
        }
    }

    @Refused
    static double queue(double[] x) {
        log = 0;
        PriorityQueue<Item> q = new PriorityQueue<>();
        q.add(new Item(x[0]));
        q.add(new Logging(x[1]));
        q.add(new Item(x[2]));
        return q.remove().v + log;
    }

    @Refused
    static double sorted(double[] x) {
        log = 0;
        Item[] items = {new Item(x[0]), new Logging(x[1]), new Item(x[2])};
        Arrays.sort(items);
        return items[0].v + log;
    }

    private static class Scale {
        double of(double v) {
            return 2 * v;
        }
    }

    private static final class Noting extends Scale {
        @Override
        double of(double v) {
            log += v;
            return super.of(v);
        }
    }

    private static Scale scale = new Scale();

    private record ByScale(Scale scale) implements Comparator<Item> {
        @Override
        public int compare(Item p, Item q) {
            return Double.compare(scale.of(p.v), scale.of(q.v));
        }
    }

    private static final class Place implements Cloneable {
        final double v;

        Place(double v) {
            this.v = v;
        }

        @Override
        public Place clone() {
            return new Place(v);
        }
    }

    static double cloneable(double[] x) {
        Set<Place> places = new java.util.LinkedHashSet<>();
        for (double v : x) places.add(new Place(v).clone());
        double sum = 0;
        for (Place p : places) sum += p.v * p.v;
        return sum;
    }

    @Refused
    static double overriddenInAField(double[] x) {
        log = 0;
        Item[] items = {new Item(x[1]), new Item(x[0])};
        Arrays.sort(items, new ByScale(new Noting()));
        return items[0].v + log;
    }

    static double notOverridden(double[] x) {
        Item[] items = {new Item(x[1]), new Item(x[0])};
        Arrays.sort(items, new ByScale(new Scale()));
        return items[0].v * x[2];
    }

    @Refused
    static double overriddenInAStatic(double[] x) {
        log = 0;
        scale = new Noting();
        Item[] items = {new Item(x[1]), new Item(x[0])};
        Arrays.sort(items, (p, q) -> Double.compare(scale.of(p.v), scale.of(q.v)));
        return items[0].v + log;
    }

    private static final class Key {
        final double v;

        Key(double v) {
            this.v = v;
        }

        @Override
        public int hashCode() {
            return (int) scale.of(v);
        }

        @Override
        public boolean equals(Object o) {
            return o == this;
        }
    }

    @Refused
    static double overriddenInAKey(double[] x) {
        log = 0;
        scale = new Noting();
        Map<Key, Item> map = new java.util.HashMap<>();
        map.put(new Key(x[0]), new Item(x[1]));
        return map.values().iterator().next().v + log;
    }

    private static final class Counting extends OutputStream {
        double sum;

        @Override
        public void write(int b) {
            sum += WEIGHT[0];
        }
    }

    @Refused
    static double printed(double[] x) {
        Counting out = new Counting();
        PrintStream print = new PrintStream(out, true, java.nio.charset.StandardCharsets.UTF_8);
        WEIGHT[0] = x[0];
        print.print("ab");
        print.flush();
        return out.sum;
    }

    private static final class Ones extends InputStream {
        double sum;

        @Override
        public int read() {
            sum += WEIGHT[0];
            return 1;
        }
    }

    @Refused
    static double read(double[] x) throws IOException {
        Ones in = new Ones();
        try (InputStream buffered = new BufferedInputStream(in, 1)) {
            WEIGHT[0] = x[0];
            return buffered.read() + in.sum;
        }
    }

    @Refused
    static double formatted(double[] x) {
        log = 0;
        Formattable f = new Formattable() {
            @Override
            public void formatTo(Formatter formatter, int flags, int width, int precision) {
                log += x[0];
            }
        };
        return String.format(Locale.ROOT, "%s", f).length() > 9 ? 0 : log;
    }

    private static final class Scratch extends ThreadLocal<double[]> {
        double v;

        @Override
        protected double[] initialValue() {
            return new double[] {v};
        }
    }

    @Refused
    static double initialValue(double[] x) {
        Scratch scratch = new Scratch();
        scratch.v = x[0];
        return scratch.get()[0] * x[1];
    }
}

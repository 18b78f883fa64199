package org.cotangent.samples;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Constructors of classes below one of the JDK's: their effects happen once, in order, on one object.
final class BelowJdk {
    private BelowJdk() {}

    static int made;
    static final List<Object> ALL = new ArrayList<>();

    static final class Summing extends RuntimeException {
        private static final long serialVersionUID = 1;
        double sum;
        int n;

        Summing(double[] x) {
            for (double v : x) {
                sum += v * (sum + 1);
                n++;
            }
        }

        Summing(double v) {
            super("of " + v);
            add(v);
            add(v * 2);
        }

        void add(double v) {
            sum = sum * 0.5 + v;
            n++;
        }
    }

    static double sumsInConstructor(double[] x) {
        Summing s = new Summing(x);
        Summing t = new Summing(x[0]);
        ALL.clear();
        ALL.add(s);
        ALL.add(t);
        return s.sum * s.n + t.sum * t.n;
    }

    static final class Numbers extends Number {
        private static final long serialVersionUID = 1;
        final double[] held = new double[2];
        double v = 3;

        {
            held[0] = v;
            v += 1;
        }

        Numbers(double w) {
            v *= w;
            held[1] = v * held[0];
            v -= held[1];
            made++;
        }

        @Override
        public double doubleValue() {
            return v * held[0] + held[1];
        }

        @Override
        public float floatValue() {
            return (float) v;
        }

        @Override
        public int intValue() {
            return (int) v;
        }

        @Override
        public long longValue() {
            return (long) v;
        }
    }

    static double ownNumber(double[] x) {
        made = 0;
        Number n = new Numbers(x[0]);
        Number m = new Numbers(x[1] * n.doubleValue());
        ALL.clear();
        ALL.add(m);
        return n.doubleValue() * ((Number) ALL.get(0)).doubleValue() + made * x[2];
    }

    abstract static class Base extends ArrayList<Double> {
        private static final long serialVersionUID = 1;
        final double given;

        Base(double given) {
            super(List.of(given, given * 2));
            this.given = given;
            made++;
            init();
        }

        abstract void init();
    }

    static double anonymousBelow(double[] x) {
        made = 0;
        double captured = x[1] * 3;
        Base b = new Base(x[0]) {
            private static final long serialVersionUID = 1;
            double own = 2;

            @Override
            void init() {
                add(captured);
                own += captured * given;
            }

            @Override
            public Double get(int i) {
                return super.get(i) * (own + 1);
            }
        };
        ALL.clear();
        ALL.add(b);
        return b.get(0) * b.get(2) + b.size() * b.given + made * x[2];
    }

    static final class Recent<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1;
        private final int most;
        double weight;

        Recent(int most, double weight, Map<K, V> from) {
            super(16, 0.75f, true);
            this.most = most;
            this.weight = weight;
            putAll(from);
            ALL.add(this);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
        }
    }

    static double mapBelow(double[] x) {
        ALL.clear();
        Recent<String, Double> r = new Recent<>(2, x[2], Map.of("a", x[0] * x[1]));
        r.put("b", x[1]);
        r.put("c", x[0]);
        double y = r.size();
        for (double v : r.values()) {
            y = y * 0.5 + v;
        }
        return y * ((Recent<?, ?>) ALL.get(0)).weight;
    }

    static class Row extends AbstractList<Double> {
        final double[] row;

        Row(Collection<Double> from, double first) {
            this(from.size() + 1);
            row[0] = first;
            int i = 1;
            for (double each : from) {
                row[i++] = each * first;
            }
        }

        private Row(int n) {
            row = new double[n];
            made += n;
        }

        @Override
        public Double get(int i) {
            return row[i];
        }

        @Override
        public int size() {
            return row.length;
        }
    }

    static double thisAndSuper(double[] x) {
        made = 0;
        List<Double> r = new Row(List.of(x[0], x[1]), x[2]);
        ALL.clear();
        ALL.add(r);
        double y = made;
        for (double v : r) {
            y = y * 0.5 + v * v;
        }
        return y;
    }

    static double payloadsKept(double[] x) {
        ALL.clear();
        double y = 0;
        for (double each : x) {
            class Problem extends IllegalStateException {
                private static final long serialVersionUID = 1;
                final double payload = each * x[0];

                Problem(String message) {
                    super(message + each);
                    ALL.add(this);
                }

                @Override
                public String getMessage() {
                    return super.getMessage() + payload;
                }

                double weight() {
                    return payload * each;
                }
            }
            try {
                throw new Problem("at ");
            } catch (Problem e) {
                y += e.weight() + ((Problem) ALL.get(0)).payload;
            }
        }
        return y * ALL.size();
    }

    static final class Failing extends ArrayList<double[]> {
        private static final long serialVersionUID = 1;
        double seen;

        Failing(double v, int room, Failing[] out) {
            super(room);
            seen = v;
            out[0] = this;
            if (v > 1) {
                throw new IllegalArgumentException();
            }
            seen += v * v;
        }
    }

    static double throwing(double[] x) {
        Failing[] out = new Failing[1];
        double y = 0;
        for (int i = 0; i < 3; i++) {
            try {
                y += new Failing(x[i], i - 1, out).seen;
            } catch (IllegalArgumentException e) {
                y = y * 0.5 + (out[0] == null ? x[2] : out[0].seen);
            }
        }
        return y;
    }

    static List<Sample> all() {
        double[] x = {0.6, 1.3, 0.8};
        return List.of(
                Sample.of("sums in a constructor", BelowJdk::sumsInConstructor, x),
                Sample.of("number of one's own", BelowJdk::ownNumber, x),
                Sample.of("anonymous below two", BelowJdk::anonymousBelow, x),
                Sample.of("map below the JDK's", BelowJdk::mapBelow, x),
                Sample.of("this and super", BelowJdk::thisAndSuper, x),
                Sample.of("payloads kept", BelowJdk::payloadsKept, x),
                Sample.of("constructor of the JDK throws", BelowJdk::throwing, x));
    }
}

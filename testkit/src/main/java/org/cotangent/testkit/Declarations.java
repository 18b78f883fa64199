package org.cotangent.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cotangent.testkit.ProgramGenerator.Feature;

/// The members that random programs share: classes, small methods and static fields for each feature.
final class Declarations {
    private final Set<Feature> features;
    private final Expressions expressions;
    private final List<String> all = new ArrayList<>();

    private Declarations(Set<Feature> features, Expressions expressions) {
        this.features = features;
        this.expressions = expressions;
    }

    static List<String> of(Set<Feature> features, Expressions expressions) {
        Declarations d = new Declarations(features, expressions);
        d.add();
        return d.all;
    }

    /// Puts the statics of a program back to where every run begins.
    static String reset(Set<Feature> features) {
        return "trail = 1; kept = null;"
                + (features.contains(Feature.STATICS) ? " level = x[2];" : "")
                + (features.contains(Feature.FUSES) ? " fuse = 1000;" : "")
                + (features.contains(Feature.CLASSES) ? " Base.made = 0; Base.ALL.clear();" : "");
    }

    private void when(Feature feature, String... texts) {
        if (features.contains(feature)) all.addAll(List.of(texts));
    }

    private String body(String... names) {
        return expressions.boundedOf(names);
    }

    private void add() {
        all.add("static int trail;");
        all.add("static Object[] kept;");
        all.add("static int at(int n) {\n    return Math.floorMod(n, 3);\n}");
        all.add("static void mark(int k) {\n    trail = 31 * trail + k;\n}");
        when(Feature.STATICS, "static double level;", TABLE);
        when(Feature.LAMBDAS, UNARY, SHIFTED, TWICE, COUNTING);
        when(Feature.LOOPS, RANGE);
        when(Feature.OBJECTS, CELL);
        when(Feature.FUSES, "static int fuse;", BLOWN, TICK, RESOURCE);
        when(Feature.BOXES, UNBOX);
        when(Feature.RECORDS, pair(), KNOT, SHAPE, AREA, MODE);
        when(Feature.CLASSES, PART, base(), left(), right(), late());
    }

    private static final String TABLE =
            """
                    static final class Table {
                        static final double[] VALUES = {0.25, -0.5, 0.75};
                    }""";
    private static final String UNARY =
            """
                    interface Unary {
                        double at(double z);
                    }""";
    private static final String SHIFTED =
            """
                    static Unary shifted(double y) {
                        return z -> 0.5 * z + y;
                    }""";
    private static final String TWICE =
            """
                    static Unary twice(Unary g) {
                        return z -> g.at(0.5 * g.at(z));
                    }""";
    /// A function of a function, over state that changes.
    private static final String COUNTING =
            """
                    static java.util.function.Function<Unary, Unary> counting(double y) {
                        double[] sum = {y};
                        return g -> z -> {
                            sum[0] = 0.5 * sum[0] + 0.25 * z;
                            return g.at(sum[0]);
                        };
                    }""";
    private static final String RANGE =
            """
                    record Range(double from, int count) implements Iterable<Double> {
                        @Override
                        public java.util.Iterator<Double> iterator() {
                            return new java.util.Iterator<>() {
                                private double at = from;
                                private int left = count;

                                @Override
                                public boolean hasNext() {
                                    return left > 0;
                                }

                                @Override
                                public Double next() {
                                    left--;
                                    at = 0.5 * at + 0.125;
                                    return at;
                                }
                            };
                        }
                    }""";
    /// A record whose constructors make what they hand on.
    private static final String KNOT =
            """
                    record Knot(double value, Pair pair, Knot next, double[] row) {
                        Knot(double value) {
                            this(value, new Pair(value, 0.25 * value), null, new double[] {value, 0.5, 0.25});
                        }

                        Knot(double value, Knot next) {
                            this(0.5 * value, next.pair.turned(), next.next == null ? next : new Knot(value), next.row);
                        }

                        double last() {
                            return next == null ? row[1] : 0.5 * next.value + row[0];
                        }
                    }""";
    private static final String CELL =
            """
                    static final class Cell {
                        double value;
                        Cell next = this;
                        double[] row = {0.25, 0.5, 0.75};

                        Cell(double value) {
                            this.value = value;
                        }
                    }""";
    private static final String BLOWN =
            """
                    static final class Blown extends RuntimeException {
                        final double heat;

                        Blown(double heat) {
                            super("blown");
                            this.heat = heat;
                        }
                    }""";
    private static final String TICK =
            """
                    static double tick(double z) {
                        if (--fuse == 0) {
                            throw new Blown(0.5 * z);
                        }
                        return z;
                    }""";
    private static final String RESOURCE =
            """
                    record Resource(double[] held, int how) implements AutoCloseable {
                        @Override
                        public void close() {
                            mark(how);
                            held[1] = 0.5 * held[1] - held[how % 2];
                            if (how > 2) {
                                throw new IllegalStateException("closed " + how);
                            }
                        }
                    }""";
    private static final String UNBOX =
            """
                    static double unbox(Object any) {
                        if (any instanceof Double d) {
                            return 0.5 * d;
                        }
                        return any instanceof double[] v ? v[1] : 0.125;
                    }""";
    private static final String SHAPE =
            """
                    sealed interface Shape {
                        record Ball(double radius) implements Shape {}

                        record Slab(Pair edge, double depth) implements Shape {}

                        record Nested(Shape inner, Shape outer) implements Shape {}
                    }""";
    private static final String AREA =
            """
                    static double area(Shape shape) {
                        return switch (shape) {
                            case Shape.Ball(var radius) when radius > 0.25 -> Math.sin(radius);
                            case Shape.Ball ball -> 0.5 * ball.radius();
                            case Shape.Slab(Pair(var x, var y), var depth) -> Math.tanh(x * y + depth);
                            case Shape.Nested(var inner, var outer) -> 0.5 * area(inner) - 0.25 * area(outer);
                        };
                    }""";
    private static final String MODE =
            """
                    enum Mode {
                        SUM {
                            @Override
                            double of(double x, double y) {
                                return 0.5 * (x + y);
                            }
                        },
                        PRODUCT {
                            @Override
                            double of(double x, double y) {
                                return Math.sin(x * y);
                            }
                        };

                        abstract double of(double x, double y);
                    }""";
    private static final String PART =
            """
                    interface Part {
                        double weigh(double z);

                        default double again(double z) {
                            return weigh(0.5 * weigh(z));
                        }
                    }""";

    private String pair() {
        return """
                record Pair(double first, double second) {
                    Pair {
                        if (first != first) {
                            throw new IllegalArgumentException("no number");
                        }
                        second = 0.875 * second;
                    }

                    Pair(double first) {
                        this(first, 0.5);
                    }

                    Pair turned() {
                        return new Pair(0.5 * second, first - 0.25 * second);
                    }

                    double size() {
                        return %s;
                    }
                }""".formatted(body("first", "second"));
    }

    private String base() {
        return """
                abstract static class Base implements Part {
                    static int made;
                    static final java.util.List<Base> ALL = new java.util.ArrayList<>();

                    double size;
                    Base partner = this;
                    final double start;

                    Base(double size) {
                        this.size = size;
                        this.start = %s;
                        made++;
                        ALL.add(this);
                        settle(0.5 * size);
                    }

                    abstract void settle(double z);

                    void grow(double z) {
                        size = %s;
                    }
                }""".formatted(body("size"), body("size", "z", "start"));
    }

    private String left() {
        return """
                static class Left extends Base {
                    protected double extra = 0.25;
                    private double[] memo = {0.5, 0.25};

                    Left(double size, double extra) {
                        super(size);
                        this.extra += extra;
                        memo[0] = %s;
                    }

                    @Override
                    void settle(double z) {
                        size += 0.25 * z;
                    }

                    @Override
                    void grow(double z) {
                        super.grow(0.5 * z);
                        memo[made %% 2] = %s;
                    }

                    @Override
                    public double weigh(double z) {
                        return %s;
                    }
                }""".formatted(
                body("size", "extra"), body("extra", "size", "memo[0]"), body("z", "extra", "memo[1]", "memo[0]"));
    }

    private String right() {
        return """
                static final class Right extends Left {
                    private final Part inner;

                    Right(double size, Part inner) {
                        super(size, 0.5 * size);
                        this.inner = inner;
                        partner = ALL.get(0);
                    }

                    @Override
                    void settle(double z) {
                        super.settle(z);
                        extra = z;
                    }

                    @Override
                    public double weigh(double z) {
                        mark(7);
                        return %s + (inner instanceof Late ? 0.25 * inner.weigh(z) : 0.5 * super.weigh(z));
                    }
                }""".formatted(body("z", "extra", "start"));
    }

    private String late() {
        return """
                static final class Late extends Base {
                    private double[] cache;

                    Late(double size) {
                        super(size);
                    }

                    @Override
                    void settle(double z) {}

                    @Override
                    public double weigh(double z) {
                        if (cache == null) {
                            cache = new double[] {%s, 0.25};
                        }
                        cache[1] = 0.5 * cache[1] + 0.25 * z;
                        return cache[0] - cache[1];
                    }
                }""".formatted(body("size", "start"));
    }
}

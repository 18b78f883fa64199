package org.cotangent.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sealed types; `switch` over types, records, strings, enums, with guards; `instanceof` with patterns; nested record patterns.
final class Patterns {
    private Patterns() {}

    sealed interface Expr {}

    record Const(double value) implements Expr {}

    record Var(int index) implements Expr {}

    record Sum(Expr left, Expr right) implements Expr {}

    record Product(Expr left, Expr right) implements Expr {}

    record Apply(String name, Expr of) implements Expr {}

    static double eval(Expr e, double[] x) {
        return switch (e) {
            case Const(double v)                                  -> v;
            case Var(int i)                                       -> x[i];
            case Sum(Expr l, Expr r)                              -> eval(l, x) + eval(r, x);
            case Product(Const(double c), Var(int i)) when c == 2 -> 2 * x[i];
            case Product(Const(var c), var r)                     -> c * eval(r, x);
            case Product(Expr l, Expr r)                          -> eval(l, x) * eval(r, x);
            case Apply(String n, Expr of) -> switch (n) {
                case "sin"          -> Math.sin(eval(of, x));
                case "exp", "expm1" -> Math.exp(eval(of, x)) - (n.length() > 3 ? 1 : 0);
                default             -> throw new IllegalArgumentException(n);
            };
        };
    }

    static double interpreter(double[] x) {
        Expr e = new Sum(
                new Product(new Const(x[2]), new Apply("sin", new Product(new Var(0), new Var(1)))),
                new Sum(new Product(new Const(2), new Var(1)), new Apply("expm1", new Var(2))));
        return eval(e, x) * eval(new Apply("exp", new Const(x[0])), x);
    }

    sealed interface Shape permits Circle, Polygon, Empty {}

    static final class Circle implements Shape {
        double radius;

        Circle(double radius) {
            this.radius = radius;
        }
    }

    static non-sealed class Polygon implements Shape {
        final List<double[]> corners = new ArrayList<>();
    }

    enum Empty implements Shape {
        NOTHING,
        LESS
    }

    static double area(Shape s) {
        return switch (s) {
            case Circle c when c.radius > 1                                            -> c.radius * 3;
            case Circle c                                                              -> Math.PI * c.radius * c.radius;
            case Polygon p when p.corners.isEmpty()                                    -> 0;
            case Polygon p when p.corners.get(0) instanceof double[] d && d.length > 2 -> d[0] * d[1] * d[2];
            case Polygon p -> {
                double sum = 0;
                for (double[] d : p.corners) {
                    sum += d[0] * d[1];
                }
                yield sum;
            }
            case Empty.NOTHING -> -1;
            case Empty other   -> other.ordinal();
        };
    }

    static double sealed(double[] x) {
        Polygon p = new Polygon();
        Polygon q = new Polygon() {
            {
                corners.add(new double[] {x[0], x[1], x[2]});
            }
        };
        double y = area(p) + area(q);
        p.corners.add(new double[] {x[0], x[2]});
        for (Shape s : new Shape[] {p, new Circle(x[0]), new Circle(x[1]), Empty.LESS, Empty.NOTHING}) {
            y = y * 0.5 + area(s) * x[1];
        }
        return y;
    }

    static double describe(Object o, double[] x) {
        return switch (o) {
            case null                             -> x[0];
            case Integer i when i > 10            -> i * x[1];
            case Integer i                        -> i;
            case Double d when d > 1              -> d * d;
            case Double d                         -> d + x[2];
            case Float f                          -> f * x[0];
            case Long l                           -> l * 0.5;
            case Character c                      -> c * x[1];
            case String s when s.startsWith("-")  -> -s.length() * x[2];
            case String s                         -> s.length();
            case double[] row when row.length > 2 -> row[2] * row[0];
            case double[] row                     -> row[0];
            case Object[] all -> {
                double sum = 0;
                for (Object each : all) {
                    sum = sum * 0.7 + describe(each, x);
                }
                yield sum;
            }
            case List<?> list -> describe(list.toArray(), x) * 2;
            default           -> throw new IllegalStateException("a " + o.getClass());
        };
    }

    static double objects(double[] x) {
        Object[] all = {
            3, 42, x[0], x[1] * 2, (float) x[2], 7L, 'c', "abc", "-d", null, x, new double[] {x[1]},
            List.of(x[2], "z", List.of(x[0])), new Object[] {x[0] * x[1], new Object[0]}
        };
        return describe(all, x);
    }

    record Pair<A, B>(A first, B second) {}

    record Box<T>(T content) {}

    static double nested(double[] x) {
        List<Object> all = List.of(
                new Pair<>(x[0], new Box<>(x[1] * x[0])),
                new Pair<>("a", new Pair<>(x[2], 2)),
                new Box<>(new Box<>(new Pair<>(x[0], x[1]))),
                new Pair<>(Optional.of(x[1]), new Box<>(null)));
        double y = 1;
        for (Object o : all) {
            if (o instanceof Pair<?, ?>(Double a, Box<?>(Double b)) && a < b + 1) {
                y += a * b;
            } else if (o instanceof Pair<?, ?>(String s, Pair<?, ?>(Double d, Integer n))) {
                y *= d * n + s.length();
            } else if (o instanceof Box<?>(Box<?>(Pair<?, ?>(var a, Double b))) && a instanceof Number n) {
                y -= n.doubleValue() / b;
            } else if (!(o instanceof Pair<?, ?> p)) {
                y = 0;
            } else if (p.first() instanceof Optional<?> q && q.isPresent() && q.get() instanceof Double d) {
                y += d * x[2];
            }
        }
        return y;
    }

    record Range(double low, double high) {
        Range {
            if (low > high) {
                double t = low;
                low = high;
                high = t;
            }
        }

        @Override
        public double high() {
            return high * 2;
        }
    }

    static double accessorsInPatterns(double[] x) {
        Object o = new Range(x[1], x[0]);
        return o instanceof Range(double low, double high) && low < high ? low * high + x[2] : 0;
    }

    static double accessorThatThrows(double[] x) {
        record Broken(double v) {
            @Override
            public double v() {
                if (v > 1) {
                    throw new IllegalStateException();
                }
                return v;
            }
        }
        double y = 0;
        for (double each : x) {
            Object o = new Broken(each);
            try {
                y += o instanceof Broken(double v) ? v * v : 7;
            } catch (MatchException e) {
                y *= each + (e.getCause() instanceof IllegalStateException ? 1 : 0);
            }
        }
        return y;
    }

    static double primitiveSwitches(double[] x) {
        double y = x[0];
        for (char c : "abcad-".toCharArray()) {
            y = switch (c) {
                case 'a' -> y * x[1];
                case 'b', 'c' -> {
                    if (y > 0.5) {
                        yield y - 0.25;
                    }
                    yield y + x[2];
                }
                default -> y + c * 0.001;
            };
        }
        byte b = 3;
        Integer boxed = 1000;
        switch (boxed) {
            case 1000:
                y += x[0];
            case 1:
                y *= 2;
                break;
            default:
                y = 0;
        }
        return y * switch (b) {
            case 3  -> x[2];
            default -> 0;
        };
    }

    static List<Sample> all() {
        double[] x = {0.6, 1.3, 0.8};
        return List.of(
                Sample.of("interpreter by patterns", Patterns::interpreter, x),
                Sample.of("sealed types", Patterns::sealed, x),
                Sample.of("switch over objects", Patterns::objects, x).single(),
                Sample.of("nested record patterns", Patterns::nested, x),
                Sample.of("accessors in patterns", Patterns::accessorsInPatterns, x),
                Sample.of("accessor that throws in a pattern", Patterns::accessorThatThrows, x),
                Sample.of("switches over primitives", Patterns::primitiveSwitches, x));
    }
}

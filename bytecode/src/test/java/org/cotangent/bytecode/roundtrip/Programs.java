package org.cotangent.bytecode.roundtrip;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;

/// Programs that are run before and after: each takes a number and a list in which it notes what it does.
@SuppressWarnings("unused") // found by reflection
final class Programs {
    private Programs() {}

    /// The rights of this class, for who interprets its code.
    private static MethodHandles.Lookup lookup() {
        return MethodHandles.lookup();
    }

    sealed interface Shape {}

    record Circle(double r) implements Shape {}

    record Box(double a, double b) implements Shape {}

    record Pair(Shape first, Shape second) implements Shape {}

    enum Colour {
        RED, GREEN, BLUE;

        Colour next() {
            return values()[(ordinal() + 1) % values().length];
        }
    }

    /// An object whose parts call each other while it is made.
    private static class Counter {
        protected int count;
        private final List<Object> log;

        Counter(List<Object> log, int start) {
            this.log = log;
            count = start > 2 ? start * 2 : step(start);
        }

        int step(int by) {
            log.add("step " + by);
            return count += by;
        }
    }

    private static final class Loud extends Counter {
        private final String name;

        Loud(List<Object> log, int start) {
            super(log, start < 0 ? -start : start + 1);
            name = "loud" + count;
        }

        @Override
        int step(int by) {
            return super.step(by + 1) - (name == null ? 1000 : name.length());
        }
    }

    static Object text(int a, List<Object> log) {
        String s = "a = " + a + ", " + (a * 0.5) + ' ' + (a > 1 ? "big" : null) + (char) ('a' + Math.floorMod(a, 26))
                + a * 3L + 1.5f;
        log.add(s + s.length() + s.hashCode() + (a == 2) + Colour.RED + new int[0].length + log.size()
                + "\u0001\u0002");
        return s;
    }

    static Object words(int a, List<Object> log) {
        StringBuilder all = new StringBuilder();
        for (String word : List.of("one", "two", "three", "Aa", "BB", "" + a)) {
            all.append(switch (word) {
                case "one", "two" -> a > 0 ? 1 : 2;
                case "Aa" -> {
                    log.add(word);
                    yield a;
                }
                case "BB" -> -a;
                default   -> word.length();
            }).append(word.isEmpty() ? "" : ";");
        }
        return all.toString();
    }

    static Object patterns(int a, List<Object> log) {
        Shape[] shapes = {new Circle(a), new Box(a, 2), new Pair(new Circle(1), new Box(a, a)),
            new Pair(new Circle(3), new Circle(a))};
        double sum = 0;
        for (Shape s : shapes) {
            sum += switch (s) {
                case Circle(double r) when r < 0            -> -1;
                case Circle c                               -> Math.PI * c.r() * c.r();
                case Box(double x, double y)                -> x * y;
                case Pair(Circle(var r), Box(var x, var y)) -> r + x + y;
                case Pair(var _, Circle(var r)) when r > 3  -> r;
                case Pair p -> {
                    log.add(p);
                    yield p.hashCode();
                }
            };
        }
        return sum;
    }

    static Object lambdas(int a, List<Object> log) {
        int[] calls = new int[1];
        IntUnaryOperator f = x -> {
            calls[0]++;
            return x * a + calls[0];
        };
        Supplier<List<Object>> fresh = ArrayList::new;
        List<Object> made = fresh.get();
        for (int i = 0; i < 5; i++) made.add(f.andThen(y -> y - i(a)).applyAsInt(i));
        Map<Integer, String> map = new HashMap<>();
        for (Object o : made) map.merge((Integer) o % 3, "x", String::concat);
        log.add(map);
        return made + "" + calls[0];
    }

    private static int i(int a) {
        return a & 3;
    }

    static Object construction(int a, List<Object> log) {
        Counter c = a % 2 == 0 ? new Counter(log, a) : new Loud(log, a);
        c.count += c.step(a++) + a;
        int[] x = {1, 2, 3};
        int k = 0;
        x[k++] += x[k] + (x[k] = 5);
        long[] y = {1L << 40, a};
        y[k]++;
        y[k - 1] <<= y[k]-- & 7;
        Loud l = new Loud(log, k > 0 ? Integer.parseInt("" + k) : -1);
        return c.count + Arrays.toString(x) + Arrays.toString(y) + l.name + k + Colour.valueOf("BLUE").next();
    }

    static Object trouble(int a, List<Object> log) {
        int[] x = new int[3];
        String result = "";
        for (int k = a; k < a + 5; k++) {
            try {
                try {
                    result += 100 / (k - 2);
                    x[k] = k;
                    if (k == 1) continue;
                    result += ((Object) x.length).toString();
                } catch (ArithmeticException e) {
                    log.add(e.getMessage());
                    if (a == 0) return result + "!";
                } finally {
                    log.add("finally " + k);
                    if (k > 5) break;
                }
            } catch (ArrayIndexOutOfBoundsException | NullPointerException e) {
                log.add(e.getMessage());
            }
        }
        if (a == 3)
            throw new IllegalStateException(
                    "a is " + a, new RuntimeException(result));
        return result;
    }

    static Object resources(int a, List<Object> log) throws Exception {
        try (AutoCloseable one = () -> log.add("closed one");
                AutoCloseable two = () -> {
                    log.add("closing two");
                    if (a > 1) throw new UnsupportedOperationException("two");
                }) {
            log.add(one != two);
            if (a == 2) throw new java.io.IOException("body");
            synchronized (log) {
                if (a == 4) return deep(a, log);
            }
        }
        return "end";
    }

    private static Object deep(int a, List<Object> log) {
        if (a > 0)
            return deep(
                    a - 1, log);
        Object o = log;
        return (String) o;
    }
}

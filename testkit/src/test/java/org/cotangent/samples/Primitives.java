package org.cotangent.samples;

import java.util.List;

/// `float` and mixed arithmetic, `strictfp`, `long` counters, `char`, `byte` and `short` arithmetic, boxes in every slot,
/// labelled flow, `assert`, text on the side.
final class Primitives {
    private Primitives() {}

    @SuppressWarnings({"lossy-conversions", "NarrowCalculation"})
    static double mixed(double[] x) {
        float f = (float) x[0];
        f += x[1];
        f *= 2;
        double d = f * 3 + x[2] * f;
        f++;
        int i = 3;
        i *= 1.7;
        long l = 5L;
        l -= 0.5;
        d += i * f + l * x[0];
        d -= f--;
        return d / f + (float) d;
    }

    @SuppressWarnings("strictfp")
    static strictfp double strict(double[] x) {
        double y = x[0];
        for (int i = 0; i < 5; i++) {
            y = y * x[1] / (x[2] + i) + 1e-3;
        }
        return y;
    }

    static double longCounters(double[] x) {
        double y = 1;
        for (long n = 1L << 40; n > (1L << 40) - 5; n--) {
            y = y * x[0] + (n & 3) * x[1];
        }
        for (long k = Long.MAX_VALUE - 2; k > 0; k++) {
            y += x[2] * 0.5;
        }
        long sum = 0;
        while (sum < 10_000_000_000L) {
            sum += 3_000_000_000L;
            y *= 0.9;
        }
        return y + sum * 1e-10 * x[0];
    }

    static double smallTypes(double[] x) {
        byte b = 120;
        int steps = 0;
        double y = x[0];
        while (b > 0) {
            b += 3;
            steps++;
            y = y * 0.8 + b * 0.001 * x[1];
        }
        short s = Short.MAX_VALUE;
        s++;
        char c = 'a';
        c += 1;
        c++;
        char[] text = {'x', c, (char) (c + 1)};
        for (char each : text) {
            y += (each - 'a') * x[2] * 0.1;
        }
        byte[] bytes = {(byte) 200, (byte) (b >>> 1), (byte) ~b};
        for (byte each : bytes) {
            y = y * 0.9 + (each & 0xff) * 0.01 * x[0];
        }
        boolean odd = (steps & 1) == 1 ^ s < 0;
        return y + (odd ? x[1] : x[2]) + steps;
    }

    static double boxes(double[] x) {
        Double a = x[0];
        Number n = a;
        Object o = x[1];
        Float f = (float) x[2];
        a++;
        a *= 2;
        Double b = a + (Double) o;
        Integer i = 3;
        i++;
        Long l = i + 2L;
        Character c = 'b';
        double y = n.doubleValue() * b + f * i - l / a + c * 0.01;
        Object chosen = y > 0 ? a : i;
        Double none = null;
        y += chosen instanceof Double d ? d : 100;
        y += (none == null ? b : none) + Double.valueOf(x[2]).compareTo(b) + (a.equals(b) ? 1 : 0);
        n = i;
        y *= n.doubleValue();
        n = f;
        Comparable<Double> comparable = b;
        return y + n.doubleValue() + (comparable.compareTo(a) > 0 ? b : a) + Double.hashCode(y) * 0;
    }

    private Object slot;
    private Number number = 1;
    private static Double shared;

    static double boxedFields(double[] x) {
        Primitives p = new Primitives();
        p.slot = x[0];
        p.number = x[1] * 2;
        shared = p.number.doubleValue() + (Double) p.slot;
        Object[] all = {p.slot, p.number, shared, 2, 3f};
        double y = 0;
        for (Object each : all) {
            y = y * 0.5 + ((Number) each).doubleValue();
        }
        shared += y;
        p.slot = shared;
        Double[] boxes = new Double[3];
        boxes[0] = shared;
        boxes[1] = boxes[0];
        boxes[0] = boxes[0] * x[2];
        boxes[1]++;
        return boxes[0] * boxes[1] + (Double) p.slot;
    }

    static double labels(double[] x) {
        double y = 0;
        outer:
        for (int i = 0; i < 5; i++) {
            inner:
            for (int j = 0; j < 4; j++) {
                y += x[(i + j) % 3];
                if (j > i) {
                    continue outer;
                }
                if (i + j == 5) {
                    break outer;
                }
                block:
                {
                    if (j == 2) {
                        break block;
                    }
                    y *= 0.9;
                    if (i == 3) {
                        break inner;
                    }
                }
                y += 0.1 * y * x[j % 3];
            }
            y -= 0.5 * x[0];
        }
        int k = 0;
        do {
            k++;
            if (k % 2 == 0) {
                continue;
            }
            y += k * x[1];
        } while (k < 6);
        return y;
    }

    static double sideEffectsInExpressions(double[] x) {
        int i = 0;
        double[] a = {x[0], x[1], x[2], 0};
        a[i++] = a[i] + a[i++] * 2;
        a[i] += i = 1;
        double t = a[i]++ + ++a[0] - a[2]--;
        double u = (t = t * 2) + t;
        int[] order = {0};
        double w = next(order, x[0]) - next(order, x[1]) * next(order, x[2]);
        a[next(order)] = u * order[0];
        return t * u + a[0] * a[1] + a[2] + w + a[3];
    }

    private static double next(int[] order, double v) {
        return v * ++order[0];
    }

    private static int next(int[] order) {
        return order[0]++ % 4;
    }

    static double ternaries(double[] x) {
        double a = x[0] > 1 ? x[1] : x[2] > 0.5 ? x[0] * x[2] : x[1];
        boolean c = x[0] > 0.5 && x[1] > 2 || !(x[2] > 1);
        double b = c ? a++ : a--;
        double d = c & x[1] < 3 | a > 10 ? b * a : b;
        return d > 1 ? Math.min(d, x[1]) : d + (c ? 1 : 0) * x[1];
    }

    static double asserted(double[] x) {
        double y = x[0] * x[1];
        assert y > 0 : "negative: " + y;
        assert (y = y + 0) < 100;
        try {
            assert y < 0.5 : y;
            y *= 2;
        } catch (AssertionError e) {
            y *= x[2];
        }
        return y;
    }

    static double textOnTheSide(double[] x) {
        StringBuilder log = new StringBuilder();
        String block = """
                x = %.3f
                  y = "%s" \
                end
                """;
        double y = x[0];
        for (int i = 0; i < 3; i++) {
            y = y * x[1] + x[i];
            log.append("step ").append(i).append(": ").append(y).append('\n');
            String s = "y" + i + "=" + y + (float) y + x.length;
            log.append(s, 0, 2).append(String.format(block, y, s));
        }
        log.setLength(log.length() - 1);
        String all = log.toString().strip().toUpperCase();
        int lines = all.split("\n").length;
        return (lines > 2 ? y : 0) + (all.contains("STEP 2") ? x[2] : 0) + (String.valueOf(y).isEmpty() ? 1 : 0);
    }

    static double bits(double[] x) {
        long l = 0x9E3779B97F4A7C15L;
        int h = 17;
        double y = 0;
        for (int i = 0; i < 8; i++) {
            l ^= l << 13;
            l ^= l >>> 7;
            l ^= l << 17;
            h = 31 * h + (int) (l >> 32);
            y = y * 0.5 + x[Math.floorMod(h, 3)] * ((l >>> 11) * 0x1.0p-53);
        }
        return y * (Integer.bitCount(h) + (l < 0 ? 1 : 2));
    }

    static List<Sample> all() {
        double[] x = {0.6, 1.3, 0.8};
        return List.of(
                Sample.of("mixed arithmetic", Primitives::mixed, x).single(),
                Sample.of("strict", Primitives::strict, x),
                Sample.of("counters of type long", Primitives::longCounters, x),
                Sample.of("small types", Primitives::smallTypes, x),
                Sample.of("boxes in every slot", Primitives::boxes, x).single(),
                Sample.of("boxed fields", Primitives::boxedFields, x),
                Sample.of("labels left and continued", Primitives::labels, x),
                Sample.of("effects in expressions", Primitives::sideEffectsInExpressions, x),
                Sample.of("conditional expressions", Primitives::ternaries, x),
                Sample.of("asserted", Primitives::asserted, x),
                Sample.of("text on the side", Primitives::textOnTheSide, x),
                Sample.of("bits of counters", Primitives::bits, x));
    }
}

package org.cotangent.bytecode.roundtrip;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Programs like [Programs], with nothing in them that is newer than class files of version 49.
@SuppressWarnings("unused") // found by reflection
final class PlainPrograms {
    private static int calls;

    private PlainPrograms() {}

    /// The rights of this class, for who interprets its code.
    private static MethodHandles.Lookup lookup() {
        return MethodHandles.lookup();
    }

    static Object sieve(int a, List<Object> log) {
        int n = 60 + a;
        boolean[] composite = new boolean[n];
        int count = 0;
        outer:
        for (int p = 2; p < n; p++) {
            if (composite[p]) continue;
            count++;
            for (int q = p * 2;; q += p) {
                if (q >= n) continue outer;
                composite[q] = true;
                if (q * p == 91) break outer;
            }
        }
        log.add(count);
        return Arrays.toString(composite);
    }

    static Object collatz(int a, List<Object> log) {
        long x = 27 + a;
        int steps = 0;
        do {
            x = (x & 1) == 0 ? x >> 1 : 3 * x + 1;
            steps++;
        } while (x != 1 && steps < 1000);
        return (x << steps) ^ (-steps >>> 3) ^ (x >>> (steps & 63)) % 7;
    }

    static Object doubles(int a, List<Object> log) {
        double x = a * 0.3;
        float f = a;
        double sum = -0.0;
        for (int k = 0; k < 20; k++) {
            sum += x / (k - 3) - Math.sin(sum) * x;
            x = -x * 1.0625 + (sum > 1e3 ? Double.NaN : sum < x ? k : -k);
            f = f / 3 + (float) x % 2;
            if (x != x || f > 1e30f) break;
            log.add(Double.doubleToRawLongBits(sum));
        }
        long bits = Double.doubleToRawLongBits(sum) + Float.floatToRawIntBits(f) * (long) (int) x + (byte) a + (char) a
                + (short) (a << 14);
        return bits;
    }

    static Object matrices(int a, List<Object> log) {
        double[][] x = new double[4][3];
        double[][][] y = new double[3][2][];
        for (int i = 0; i < 4; i++) for (int j = 0; j < 3; j++) x[i][j] = i * a - j;
        double[][] product = new double[4][4];
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                double s = 0;
                for (int k = 0; k < 3; k++) s += x[i][k] * x[j][k];
                product[i][j] += s;
                product[j][i] -= product[i][j]++ / 2;
            }
        }
        y[a & 1][1] = product[1];
        y[2] = product;
        log.add(y[a & 1][1] == y[2][1]);
        return Arrays.deepToString(y);
    }

    static Object switches(int a, List<Object> log) {
        int r = 0;
        for (int k = a - 6; k < a + 6; k++) {
            switch (k) {
                case -1:
                case 0:
                    r += 1;
                case 1:
                    r *= 3;
                    break;
                case 3:
                    log.add(Integer.valueOf(k));
                default:
                    r--;
            }
            switch (k * 1000) {
                case 5000                 -> r ^= 8;
                case Integer.MIN_VALUE, 0 -> r += k;
                case -3000 -> {
                    return r;
                }
                default -> {}
            }
        }
        return r;
    }

    static Object recursion(int a, List<Object> log) {
        calls = 0;
        int r = ackermann(2, a & 3);
        log.add(calls);
        return r;
    }

    private static int ackermann(int m, int n) {
        calls++;
        return m == 0 ? n + 1 : n == 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1));
    }

    static Object lists(int a, List<Object> log) {
        List<Object> all = new ArrayList<>();
        for (int k = 0; k < a + 4; k++) {
            Object o = k % 3 == 0 ? Integer.valueOf(k) : k % 3 == 1 ? "s" : new StringBuilder(k > 3 ? 4 : 8).append(k);
            all.add(o);
            if (o instanceof Integer i && i > 2 || o instanceof String) log.add(o);
        }
        Object[] array = all.toArray();
        return array.length > 2 ? array[2].toString() : all.get(a).toString();
    }

    static Object handlers(int a, List<Object> log) {
        int state = 0;
        for (int k = 0; k < 6; k++) {
            synchronized (log) {
                try {
                    state += k / (a - k);
                    Object o = k == 3 ? null : log;
                    state += o.hashCode() & 1;
                    Object[] strings = new String[1];
                    strings[0] = k == 4 ? (Object) Integer.valueOf(k) : "text";
                } catch (ArithmeticException e) {
                    state = -state;
                    log.add(e.getMessage());
                } catch (ArrayStoreException e) {
                    if (a == 5) throw new IllegalArgumentException(e);
                    log.add(e.getMessage());
                } finally {
                    log.add(Integer.valueOf(k));
                }
            }
        }
        return state;
    }
}

package org.cotangent.samples;

import java.util.List;

/// Arithmetic of `double`, `float`, `int` and `long`, and conversions between them.
final class Arithmetic {
    private Arithmetic() {}

    static double polynomial(double[] x) {
        return 3 * x[0] * x[0] * x[0] - x[0] / x[1] + x[1] * (x[0] - 2) - 7;
    }

    static double quotients(double[] x) {
        return x[0] / x[1] / x[2] + 1 / (x[0] / x[2]) - 2 / x[1];
    }

    static double negation(double[] x) {
        double y = -x[0];
        y = -(-y * x[1]) - -x[1];
        return -y;
    }

    static double remainder(double[] x) {
        return x[0] % x[1] + (x[0] * 3) % 1.0 + (-x[0]) % x[1];
    }

    static double compound(double[] x) {
        double y = x[0];
        y += x[1];
        y *= y;
        y -= x[0] * y;
        y /= 1 + x[1] * x[1];
        y %= 10;
        return y++ + --y;
    }

    static double mixedIntegers(double[] x) {
        int i = 3;
        long big = 1L << 40;
        short s = 7;
        byte b = -4;
        char c = 'A';
        return x[0] * i + x[1] / s - b * x[0] * x[1] + c * x[0] / big * 1e10 + big % 13 * x[1];
    }

    static double integerArithmetic(double[] x) {
        int i = 17;
        long l = 123456789012L;
        i = (i << 3 ^ 5 | 2 & 9) % 7 - (i >> 1) + (i >>> 2) + ~i;
        l = l / 7 * i - (l >>> 3) % 1000 + (l & 255) - (l ^ 77) / 1000 + -l % 5;
        int compare = l > i ? 3 : 4;
        return x[0] * i + x[1] * (l % 17) + x[0] * x[1] * compare;
    }

    static double castsToInteger(double[] x) {
        int whole = (int) x[0];
        long rounded = (long) (x[1] * 4);
        double fraction = x[0] - whole;
        return fraction * fraction * rounded + whole * x[1] + (byte) x[0] * x[0] + (char) 66.5 * x[1];
    }

    static double floats(double[] x) {
        float a = (float) x[0];
        float b = (float) x[1];
        float c = a * b - b / a + 3f * a;
        c += 0.5f;
        c %= 100f;
        return -c;
    }

    static double floatAndDouble(double[] x) {
        float a = (float) (x[0] * x[0]);
        double b = a * x[1];
        float c = (float) b + a;
        return c / x[1] + (double) (a - 1);
    }

    @SuppressWarnings("lossy-conversions")
    static double floatCompound(double[] x) {
        float sum = 0;
        for (double each : x) {
            sum += each * each;
            sum *= 1.5;
            sum -= 0.1f;
        }
        int steps = (int) sum;
        return sum + steps;
    }

    static double largeAndSmall(double[] x) {
        double large = x[0] * 1e200;
        double small = x[1] * 1e-200;
        return large * small + large / 1e199 - small * 1e201;
    }

    static double signedZeros(double[] x) {
        double zero = 0.0 * -x[0];
        double y = zero + -0.0;
        return 1 / y < 0 ? x[0] * x[1] : x[0] + x[1];
    }

    static double constantsOnly(double[] x) {
        double y = 2 * Math.PI;
        return y * y + x.length;
    }

    static double oneUnused(double[] x) {
        double unused = x[1] * 5;
        return unused > 0 ? x[0] * x[0] : 0;
    }

    static double longCounters(double[] x) {
        long n = 0;
        double sum = 0;
        for (long k = 1; k < 100_000_000_000L; k *= 10) {
            sum += x[0] * k * 1e-9;
            n += k;
        }
        return sum * x[1] + (n & 1023) * x[0];
    }

    static List<Sample> all() {
        return List.of(
                Sample.of("polynomial", Arithmetic::polynomial, 1.3, 0.7),
                Sample.of("quotients", Arithmetic::quotients, 1.3, 0.7, -2.1),
                Sample.of("negation", Arithmetic::negation, 1.3, 0.7),
                Sample.of("remainder", Arithmetic::remainder, 1.3, 0.5),
                Sample.of("compound assignments", Arithmetic::compound, 1.3, 0.7),
                Sample.of("mixed integers", Arithmetic::mixedIntegers, 1.3, 0.7),
                Sample.of("integer arithmetic", Arithmetic::integerArithmetic, 1.3, 0.7),
                Sample.of("casts to integer", Arithmetic::castsToInteger, 2.35, 0.73),
                Sample.of("floats", Arithmetic::floats, 1.3, 0.7).single(),
                Sample.of("float and double", Arithmetic::floatAndDouble, 1.3, 0.7)
                        .single(),
                Sample.of("float compound", Arithmetic::floatCompound, 0.3, 0.7).single(),
                Sample.of("large and small", Arithmetic::largeAndSmall, 1.3, 0.7),
                Sample.of("signed zeros", Arithmetic::signedZeros, 1.3, 0.7),
                Sample.of("constants only", Arithmetic::constantsOnly, 1.3, 0.7),
                Sample.of("one unused", Arithmetic::oneUnused, 1.3, 0.7),
                Sample.of("long counters", Arithmetic::longCounters, 1.3, 0.7));
    }
}

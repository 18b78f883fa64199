package org.cotangent.samples;

import java.util.List;

/// `for`, `while`, `do`, `break`, `continue`, labels, early returns; counters that wrap or are changed.
final class Loops {
    private Loops() {}

    static double counted(double[] x) {
        double y = x[0];
        for (int i = 0; i < 10; i++) {
            y = Math.sin(y) + x[1] * 0.1;
        }
        return y;
    }

    static double downward(double[] x) {
        double y = 0;
        for (int i = x.length - 1; i >= 0; i--) {
            y = y * 0.7 + x[i] * x[i] * i;
        }
        return y;
    }

    static double stride(double[] x) {
        double y = 1;
        for (int i = 20; i > 0; i -= 3) {
            y *= 1 + x[i % x.length] / i;
        }
        return y;
    }

    static double triangle(double[] x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            for (int j = i; j < x.length; j++) {
                for (int k = 0; k <= j - i; k++) {
                    sum = sum * 0.9 + x[i] * x[j] * x[k];
                }
            }
        }
        return sum;
    }

    static double noRounds(double[] x) {
        double y = x[0] * x[1];
        for (int i = 5; i < x.length; i++) {
            y *= y;
        }
        while (y > 1e9) {
            y -= x[2];
        }
        return y;
    }

    static double whileActive(double[] x) {
        double y = x[0];
        int rounds = 0;
        while (y < 10) {
            y += y * x[1];
            rounds++;
        }
        return y * rounds;
    }

    static double doWhile(double[] x) {
        double y = x[0];
        do {
            y = y * y + x[1] * 0.1;
        } while (y > 0.2);
        return y + x[0];
    }

    static double breaks(double[] x) {
        double sum = 0;
        for (int i = 0; i < 100; i++) {
            sum += x[i % x.length] * (i + 1);
            if (sum > 12) {
                break;
            }
            sum *= 1.01;
        }
        return sum * sum;
    }

    static double continues(double[] x) {
        double product = 1;
        for (int i = 0; i < 12; i++) {
            if (i % 3 == 1) {
                continue;
            }
            product *= x[i % x.length];
            if (product > 2) {
                product *= 0.25;
                continue;
            }
            product += 0.5;
        }
        return product;
    }

    static double labels(double[] x) {
        double y = x[0];
        outer:
        for (int i = 0; i < 5; i++) {
            for (int j = 0;; j++) {
                y += x[1] * j * 0.1;
                if (j > i) {
                    continue outer;
                }
                if (y > 3) {
                    y *= x[2];
                    break outer;
                }
                y *= 1.1;
            }
        }
        return y;
    }

    static double earlyReturn(double[] x) {
        double y = 0;
        for (int i = 0; i < x.length; i++) {
            double z = x[i];
            while (z < 4) {
                z = z * z + 0.5;
                if (y > 20) {
                    return y * z;
                }
                y += z;
            }
            if (i == 7) {
                return -1;
            }
        }
        return y * 2;
    }

    static double twoExitsOneTail(double[] x) {
        double a = x[0];
        double b = x[1];
        while (true) {
            a += b * 0.3;
            if (a > 2.5) {
                break;
            }
            b += a * 0.2;
            if (b > 2.2) {
                break;
            }
        }
        return a * b;
    }

    static double counterChanged(double[] x) {
        double y = x[0];
        for (int i = 0; i < 20; i++) {
            y = y * 0.9 + x[1];
            if (y > 2) {
                i += 3;
                y *= 0.5;
            } else if (i == 4) {
                i--;
                y += 0.4;
            }
        }
        return y;
    }

    static double byteWraps(double[] x) {
        double y = x[0];
        byte rounds = 0;
        for (byte b = 120; b > 0 || b < -125; b++) {
            y = y * 0.95 + x[1] * 0.1;
            rounds++;
        }
        return y * rounds;
    }

    static double intWraps(double[] x) {
        double y = x[0];
        int end = Integer.MAX_VALUE - 2;
        for (int i = end - 3; i >= end - 3; i += 2) {
            y += x[1] * y * 0.1;
        }
        int seen = 0;
        for (int i = Integer.MAX_VALUE - 1; i != Integer.MIN_VALUE + 2; i++) {
            y *= x[0];
            seen++;
        }
        return y * seen;
    }

    static double shortAndChar(double[] x) {
        double y = 0;
        for (short s = Short.MAX_VALUE - 1; s > 0; s++) {
            y += x[0] * x[0];
        }
        for (char c = 'a'; c <= 'e'; c += 2) {
            y = y * x[1] + c;
        }
        return y;
    }

    static double longLoop(double[] x) {
        double y = x[0];
        for (long i = Integer.MAX_VALUE; i < Integer.MAX_VALUE + 5L; i++) {
            y = Math.cos(y * x[1]);
        }
        return y;
    }

    static double boundChanges(double[] x) {
        double y = x[0];
        int bound = 3;
        for (int i = 0; i < bound; i++) {
            y = y * x[1] + 1;
            if (bound < 6) {
                bound++;
            }
        }
        return y;
    }

    static double twoCounters(double[] x) {
        double[] v = x.clone();
        for (int i = 0, j = v.length - 1; i < j; i++, j--) {
            double t = v[i];
            v[i] = v[j] * t;
            v[j] = t + v[j];
        }
        return v[0] * v[1] - v[2];
    }

    static double forEach(double[] x) {
        double sum = 0;
        double previous = 1;
        for (double each : x) {
            sum += each * previous;
            previous = each;
        }
        return sum;
    }

    static double fixedPoint(double[] x) {
        double y = x[0];
        double before;
        do {
            before = y;
            y = Math.cos(y) * x[1];
        } while (Math.abs(y - before) > 1e-14);
        return y;
    }

    static double collatz(double[] x) {
        double y = x[0];
        int n = 27;
        while (n != 1) {
            if ((n & 1) == 0) {
                n /= 2;
                y = y * 0.99 + x[1] * 0.01;
            } else {
                n = 3 * n + 1;
                y = Math.sin(y);
            }
        }
        return y;
    }

    static List<Sample> all() {
        double[] x = {0.6, 1.3, 0.8};
        return List.of(
                Sample.of("counted", Loops::counted, x),
                Sample.of("downward", Loops::downward, x),
                Sample.of("stride", Loops::stride, x),
                Sample.of("triangle", Loops::triangle, x),
                Sample.of("no rounds", Loops::noRounds, x),
                Sample.of("while active", Loops::whileActive, x),
                Sample.of("do while", Loops::doWhile, x),
                Sample.of("breaks", Loops::breaks, x),
                Sample.of("continues", Loops::continues, x),
                Sample.of("labels", Loops::labels, x),
                Sample.of("early return", Loops::earlyReturn, x),
                Sample.of("two exits, one tail", Loops::twoExitsOneTail, x),
                Sample.of("counter changed", Loops::counterChanged, x),
                Sample.of("byte wraps", Loops::byteWraps, x),
                Sample.of("int wraps", Loops::intWraps, x),
                Sample.of("short and char", Loops::shortAndChar, x),
                Sample.of("long loop", Loops::longLoop, x),
                Sample.of("bound changes", Loops::boundChanges, x),
                Sample.of("two counters", Loops::twoCounters, x),
                Sample.of("for each", Loops::forEach, x),
                Sample.of("fixed point", Loops::fixedPoint, 0.6, 0.7).within(1e-5),
                Sample.of("collatz", Loops::collatz, x));
    }
}

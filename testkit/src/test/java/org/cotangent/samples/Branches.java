package org.cotangent.samples;

import java.util.List;

/// `if`, `switch` in its forms, ternaries, short circuits, early returns.
final class Branches {
    private Branches() {}

    static double ifElse(double[] x) {
        double y;
        if (x[0] > x[1]) {
            y = x[0] * x[0];
        } else if (x[1] > 1) {
            y = x[1] * x[0];
        } else {
            y = 3;
        }
        return y * x[2];
    }

    static double ternaries(double[] x) {
        double y = x[0] < 0 ? -x[0] : x[1] > 1 ? x[1] * x[0] : x[2];
        return (y > 0.5 ? y : 0.5) * (x.length == 3 ? x[2] : x[0]);
    }

    static double shortCircuits(double[] x) {
        double y = 0;
        if (x[0] > 0 && x[1] / x[0] > 2 || x[2] < -10) {
            y = x[0] * x[1];
        }
        if (!(x[0] > 1 || x[1] < 0) && (y > 0 | x[2] > 5)) {
            y += x[2] * x[2];
        }
        boolean both = x[0] > 0 & x[1] > 0 ^ x[2] > 0;
        return both ? y : y * x[1];
    }

    static double oldSwitch(double[] x) {
        double y = x[0];
        for (int i = 0; i < 6; i++) {
            switch (i) {
                case 0:
                    y *= x[1];
                    // falls through
                case 1:
                    y += x[2];
                    break;
                case 3:
                case 4:
                    y = Math.sin(y);
                    continue;
                default:
                    y -= 0.1 * x[0];
            }
            y *= 1.1;
        }
        return y;
    }

    static double sparseSwitch(double[] x) {
        double y = x[0];
        for (int key : new int[] {-1000, 7, 1 << 30, 5}) {
            y += switch (key) {
                case -1000 -> x[1] * y;
                case 7 -> {
                    double t = x[2] * y;
                    yield t * t;
                }
                case 1 << 30 -> Math.exp(-y);
                default      -> x[0];
            };
        }
        return y;
    }

    static double stringSwitch(double[] x) {
        double y = 1;
        for (String name : new String[] {"sin", "twice", "Aa", "BB", "none"}) {
            y = switch (name) {
                case "sin"   -> Math.sin(x[0] * y);
                case "twice" -> 2 * y;
                case "Aa"    -> y + x[1];
                case "BB"    -> y * x[2];
                default      -> y * y;
            };
        }
        return y;
    }

    private enum Kind {
        SUM,
        PRODUCT,
        LAST
    }

    static double enumSwitch(double[] x) {
        double y = 0;
        for (Kind kind : Kind.values()) {
            switch (kind) {
                case SUM     -> y += x[0] + x[1];
                case PRODUCT -> y *= x[1] * x[2];
                case LAST    -> y = y * y;
            }
        }
        return y;
    }

    private sealed interface Term {}

    private record Number(double value) implements Term {}

    private record Plus(Term left, Term right) implements Term {}

    private record Times(Term left, Term right) implements Term {}

    static double patterns(double[] x) {
        Term term = new Plus(new Times(new Number(x[0]), new Number(x[1])), new Plus(new Number(x[2]), new Number(2)));
        return value(new Times(term, term));
    }

    private static double value(Term term) {
        return switch (term) {
            case Number(double v) when v > 100 -> 100;
            case Number(double v)              -> v;
            case Plus(Term a, Term b)          -> value(a) + value(b);
            case Times(Term a, Term b)         -> value(a) * value(b);
        };
    }

    static double guards(double[] x) {
        if (x[0] > 100) {
            return 0;
        }
        double y = clip(x[0], 0, 1) + clip(x[1], 0, 1) * x[2] + clip(-x[2], 0, 1);
        return y * x[0];
    }

    private static double clip(double v, double low, double high) {
        if (v < low) {
            return low;
        }
        if (v > high) {
            return high;
        }
        return v;
    }

    static double nanAndInfinity(double[] x) {
        double big = x[0] / 0.0;
        double y = big > 1 ? x[1] : x[0];
        if (!(Double.NaN < y) && y == y) {
            y *= x[2];
        }
        return Double.isNaN(y) || Double.isInfinite(y) ? 0 : y * y;
    }

    static double equalities(double[] x) {
        double y = x[0] == 0.6 || x[0] != 0.6 ? x[0] * x[1] : 0;
        return y <= 100 && y >= -100 ? y * x[2] : 0;
    }

    static double assignedInCondition(double[] x) {
        double y;
        int rounds = 0;
        while ((y = x[0] * ++rounds) < 2.5 && (rounds < 3 || (y += x[1]) > 0)) {
            x[2] += y;
        }
        return y * x[2];
    }

    static List<Sample> all() {
        double[] x = {0.6, 1.3, 0.8};
        return List.of(
                Sample.of("if else", Branches::ifElse, x),
                Sample.of("ternaries", Branches::ternaries, x),
                Sample.of("short circuits", Branches::shortCircuits, x),
                Sample.of("old switch", Branches::oldSwitch, x),
                Sample.of("sparse switch", Branches::sparseSwitch, x),
                Sample.of("string switch", Branches::stringSwitch, x),
                Sample.of("enum switch", Branches::enumSwitch, x),
                Sample.of("patterns", Branches::patterns, x),
                Sample.of("guards", Branches::guards, x),
                Sample.of("nan and infinity", Branches::nanAndInfinity, x),
                Sample.of("equalities", Branches::equalities, x),
                Sample.of("assigned in a condition", Branches::assignedInCondition, x));
    }
}

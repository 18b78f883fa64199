package org.cotangent.samples;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/// Enums with bodies, fields, functions; switches over them; maps by them.
final class Enums {
    private Enums() {}

    enum Operation {
        PLUS("+") {
            @Override
            double apply(double a, double b) {
                return a + b;
            }
        },
        TIMES("*") {
            @Override
            double apply(double a, double b) {
                return a * b;
            }
        },
        POWER("^") {
            private int uses;

            @Override
            double apply(double a, double b) {
                uses++;
                double y = 1;
                for (int i = 0; i < 3; i++) {
                    y *= a;
                }
                return y + b * (uses > 0 ? 1 : 0);
            }

            @Override
            boolean isBinary() {
                return false;
            }
        };

        final String sign;

        Operation(String sign) {
            this.sign = sign;
        }

        abstract double apply(double a, double b);

        boolean isBinary() {
            return true;
        }

        static Operation of(String sign) {
            for (Operation each : values()) {
                if (each.sign.equals(sign)) {
                    return each;
                }
            }
            throw new IllegalArgumentException(sign);
        }
    }

    static double bodies(double[] x) {
        double y = x[0];
        for (String sign : "+ * ^ + ^ *".split(" ")) {
            Operation o = Operation.of(sign);
            y = o.apply(y, o.isBinary() ? x[1] : x[2]) * 0.7;
        }
        return y + Operation.valueOf("TIMES").apply(x[0], x[2]);
    }

    enum Unit {
        METER(1, (a, b) -> a * b),
        FOOT(0.3048, (a, b) -> a * b * b),
        MILE(1.609, Math::hypot);

        final double size;
        final DoubleBinaryOperator how;
        double seen;

        Unit(double size, DoubleBinaryOperator how) {
            this.size = size;
            this.how = how;
        }

        double convert(double v) {
            seen += v;
            return how.applyAsDouble(v, size) * seen;
        }
    }

    static double functionsAndState(double[] x) {
        for (Unit u : Unit.values()) {
            u.seen = 0;
        }
        double y = 0;
        for (int i = 0; i < 6; i++) {
            y += Unit.values()[i % 3].convert(x[i % 2]);
        }
        return y + Unit.FOOT.seen * Unit.MILE.seen * x[2];
    }

    static double switched(double[] x) {
        double y = x[0];
        for (Unit u : Unit.values()) {
            switch (u) {
                case METER:
                    y *= x[1];
                case FOOT:
                    y += x[2];
                    break;
                default:
                    y = y * y;
            }
            y += switch (u) {
                case METER -> x[0];
                case FOOT -> {
                    double t = x[1] * y;
                    yield t + 1;
                }
                case MILE -> Math.sin(y);
            };
        }
        return y;
    }

    static double mapped(double[] x) {
        Map<Unit, Double> map = new EnumMap<>(Unit.class);
        map.put(Unit.MILE, x[0] * x[1]);
        map.put(Unit.METER, x[2]);
        map.merge(Unit.METER, x[1], Double::sum);
        double y = 1;
        for (Map.Entry<Unit, Double> e : map.entrySet()) {
            y = y * e.getValue() + e.getKey().ordinal();
        }
        for (Unit u : EnumSet.complementOf(EnumSet.of(Unit.FOOT))) {
            y += map.get(u) * u.size;
        }
        return y;
    }

    enum Turtle {
        NORTH,
        EAST,
        SOUTH,
        WEST;

        private static final Turtle[] ALL = values();

        Turtle right() {
            return ALL[(ordinal() + 1) % ALL.length];
        }

        double dx(double step) {
            return this == EAST ? step : this == WEST ? -step : 0;
        }

        double dy(double step) {
            return switch (this) {
                case NORTH -> step;
                case SOUTH -> -step;
                default    -> 0;
            };
        }
    }

    static double turtle(double[] x) {
        Turtle t = Turtle.NORTH;
        double px = 0;
        double py = 0;
        for (int i = 0; i < 9; i++) {
            double step = x[i % 3] * (1 + 0.1 * i);
            px += t.dx(step);
            py += t.dy(step * px);
            t = i % 2 == 0 ? t.right() : t;
        }
        return px * px + py;
    }

    interface Costed {
        double cost(double v);
    }

    enum Single implements Costed {
        INSTANCE;

        private double total;

        @Override
        public double cost(double v) {
            total = total * 0.5 + v * v;
            return total;
        }

        void reset() {
            total = 0;
        }
    }

    static double singleton(double[] x) {
        Single.INSTANCE.reset();
        Costed c = Single.INSTANCE;
        return c.cost(x[0]) * c.cost(x[1]) + c.cost(x[2]);
    }

    static List<Sample> all() {
        double[] x = {0.6, 1.3, 0.8};
        return List.of(
                Sample.of("enum bodies", Enums::bodies, x),
                Sample.of("enum with functions and state", Enums::functionsAndState, x),
                Sample.of("switch on enum", Enums::switched, x),
                Sample.of("map by enum", Enums::mapped, x),
                Sample.of("turtle", Enums::turtle, x),
                Sample.of("singleton", Enums::singleton, x));
    }
}

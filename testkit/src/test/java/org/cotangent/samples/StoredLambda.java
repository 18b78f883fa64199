package org.cotangent.samples;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;

/// Twelve, 8: a lambda made in one method, stored in a field, called in another, that writes a captured array.
final class StoredLambda {
    private StoredLambda() {}

    private static final class Machine {
        private DoubleUnaryOperator operation = v -> v;

        void install(double[] memory, double rate) {
            operation = v -> {
                memory[0] += rate * v;
                memory[1] *= memory[0];
                return Math.sin(memory[1]) + v;
            };
        }

        double run(int rounds, double v) {
            double result = v;
            for (int i = 0; i < rounds; i++) {
                result = operation.applyAsDouble(result);
            }
            return result;
        }
    }

    static double f(double[] x) {
        double[] memory = {x[0], x[1]};
        Machine machine = new Machine();
        machine.install(memory, x[2]);
        double result = machine.run(3, 0.5);
        return result * memory[0] + memory[1];
    }

    /// Several lambdas over one array, in an array, one of them replaced on the way.
    static double several(double[] x) {
        double[] memory = {x[2], 0.5};
        Runnable[] actions = {
            () -> memory[0] += x[0] * memory[1],
            () -> memory[1] = Math.cos(memory[0]) * x[1],
            () -> {
                double t = memory[0];
                memory[0] = memory[1];
                memory[1] = t * x[2];
            }
        };
        for (int i = 0; i < 8; i++) {
            actions[i % 3].run();
            if (i == 4) {
                double now = memory[1];
                actions[0] = () -> memory[0] -= now * now;
            }
        }
        return memory[0] + 3 * memory[1];
    }

    private final class Counter implements DoubleSupplier {
        private final double step;

        Counter(double step) {
            this.step = step;
        }

        @Override
        public double getAsDouble() {
            level += step * level;
            return level;
        }
    }

    private double level;
    private DoubleSupplier source = () -> 1;

    private void choose(boolean anonymous, double step) {
        source = anonymous
                ? new DoubleSupplier() {
                    private double sum = level;

                    @Override
                    public double getAsDouble() {
                        sum += step * level;
                        return sum;
                    }
                }
                : new Counter(step);
    }

    /// An inner and an anonymous class instead, which write the field of the object around them.
    static double inner(double[] x) {
        StoredLambda outer = new StoredLambda();
        outer.level = x[0];
        double total = 0;
        for (int i = 0; i < 4; i++) {
            outer.choose(i % 2 == 1, x[1]);
            total += outer.source.getAsDouble() * outer.source.getAsDouble();
            outer.level *= x[2];
        }
        return total;
    }

    private static DoubleUnaryOperator recorder(double[] log, DoubleBinaryOperator inside) {
        int[] at = {0};
        return v -> log[at[0]++ % log.length] = inside.applyAsDouble(v, log[at[0] % log.length]);
    }

    /// A lambda that captures a lambda, both made elsewhere; the log is read afterwards.
    static double nested(double[] x) {
        double[] log = {1, 1, 1};
        DoubleUnaryOperator record = recorder(log, (a, b) -> a * b * x[0] + x[1]);
        DoubleUnaryOperator twice = record.andThen(v -> v * x[2]).andThen(record);
        double v = twice.applyAsDouble(x[2]);
        v += twice.applyAsDouble(v * 0.5);
        return v + log[0] * log[1] + log[2];
    }

    static List<Sample> all() {
        double[] x = {0.5, 1.2, 0.7};
        return List.of(
                Sample.of("8 stored lambda", StoredLambda::f, x),
                Sample.of("8 several lambdas", StoredLambda::several, x),
                Sample.of("8 inner and anonymous", StoredLambda::inner, x),
                Sample.of("8 lambda in a lambda", StoredLambda::nested, x));
    }
}

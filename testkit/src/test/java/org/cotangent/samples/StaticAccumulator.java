package org.cotangent.samples;

import java.util.List;

/// Twelve, 10: a static field written by a `void` method without parameters.
final class StaticAccumulator {
    private static double total;
    private static double factor;
    private static double[] history = {};
    private static Total current = new Total();

    private StaticAccumulator() {}

    static double f(double[] x) {
        total = 0;
        for (double each : x) {
            factor = each;
            add();
            add();
        }
        return total;
    }

    private static void add() {
        total = total * factor + Math.sin(factor);
    }

    private static final class Total {
        static int calls;
        double sum;
    }

    /// A static array and a static object, replaced between the calls.
    static double arrayAndObject(double[] x) {
        history = new double[x.length];
        current = new Total();
        for (int i = 0; i < x.length; i++) {
            factor = x[i] * x[(i + 1) % x.length];
            Total.calls = i;
            record();
            if (i == 1) {
                Total old = current;
                current = new Total();
                current.sum = old.sum * old.sum;
            }
        }
        double sum = current.sum;
        for (double each : history) {
            sum += each * each;
        }
        return sum;
    }

    private static void record() {
        history[Total.calls] = factor;
        current.sum += factor * history[0];
    }

    private static int depth;

    /// A recursion that passes nothing, by statics alone.
    static double recursion(double[] x) {
        total = x[0];
        factor = x[1];
        depth = 5;
        descend();
        return total * x[2];
    }

    private static void descend() {
        if (depth-- == 0) {
            return;
        }
        factor = 1 / (1 + total * total);
        descend();
        total += factor * 0.3;
    }

    private static Runnable task = () -> {};

    /// A runnable in a static field; the static is what the function leaves unless it is set again.
    static double task(double[] x) {
        total = x[0];
        task = StaticAccumulator::add;
        for (int i = 0; i < 4; i++) {
            factor = x[i % x.length] - 0.1 * total;
            perform();
            if (i == 1) {
                task = () -> total -= factor * x[2];
            }
        }
        double result = total;
        total = 0;
        factor = 0;
        return result;
    }

    private static void perform() {
        task.run();
    }

    static List<Sample> all() {
        return List.of(
                Sample.of("10 static accumulator", StaticAccumulator::f, 0.5, 1.2, 0.7),
                Sample.of("10 static array and object", StaticAccumulator::arrayAndObject, 0.5, 1.2, 0.7),
                Sample.of("10 recursion by statics", StaticAccumulator::recursion, 0.5, 1.2, 0.7),
                Sample.of("10 static runnable", StaticAccumulator::task, 0.5, 1.2, 0.7));
    }
}

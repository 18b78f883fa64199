package org.cotangent;

import java.math.BigDecimal;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/// Programs that are refused, one for each kind of refusal: their lines are part of the messages that are kept.
final class Refused {
    private Refused() {}

    static double noRule(double[] x) {
        double y = 0;
        for (double each : x) y += inner(each);
        return y;
    }

    private static double inner(double v) {
        return v * new BigDecimal(v).doubleValue();
    }

    static double text(double[] x) {
        return Double.parseDouble("" + x[0]);
    }

    static double hash(double[] x) {
        return x[0] + Double.hashCode(x[1]) * 1e-9;
    }

    static double bits(double[] x) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(x[0]) + 1);
    }

    static double reflection(double[] x) {
        return java.lang.reflect.Array.getDouble(x, 0);
    }

    static double thread(double[] x) throws InterruptedException {
        double[] y = new double[1];
        Thread t = new Thread(() -> y[0] = x[0]);
        t.start();
        t.join();
        return y[0];
    }

    static double stream(double[] x) {
        return DoubleStream.of(x).sum();
    }

    private static double sum;

    static double callback(double[] x) {
        List<Double> all = new ArrayList<>(List.of(x[0], x[1]));
        all.sort((a, b) -> {
            sum += a;
            return Double.compare(a, b);
        });
        return all.get(0) * sum;
    }

    private static final List<Double> VIEW = Collections.unmodifiableList(new AbstractList<>() {
        @Override
        public Double get(int i) {
            return sum * i;
        }

        @Override
        public int size() {
            return 2;
        }
    });

    static double view(double[] x) {
        sum = x[0];
        return VIEW.get(1);
    }

    private static final DoubleUnaryOperator HIDDEN = DoubleUnaryOperator.identity().andThen(v -> v * v);

    static double lambda(double[] x) {
        return HIDDEN.applyAsDouble(x[0]);
    }

    private static double endless(double[] x) {
        return endless(x) * x[0];
    }

    static double goingOn(double[] x) {
        try {
            return endless(x);
        } catch (StackOverflowError e) {
            return x[0];
        }
    }

    record Normal(double mean, double sd) {
        Normal {
            if (sd <= 0) throw new IllegalArgumentException("sd must be positive");
        }
    }

    static double shape(List<Normal> n) {
        return n.get(0).mean * n.get(0).sd;
    }

    static double closed(DoubleAdder a) {
        return a.sum();
    }
}

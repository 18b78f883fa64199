package org.cotangent.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// A function whose derivatives are made once more, of code that notes every floating-point number it computes, in the order in
/// which they are computed: to find the line where a derivative goes wrong.
///
/// The record is memory like any other, so the mapping from the argument to it is differentiated by the same compiler that
/// differentiates the function. One recording runs at a time.
public final class Recording {
    /// Where a number is computed: the method, the file and line, the operation.
    public record Place(String method, String line, String what) {}

    /// Numbers in the order in which they were computed.
    ///
    /// @param values those that were asked for
    /// @param tangents how each moves with the argument
    /// @param places the number of the place of each
    /// @param count how many there are in all
    /// @param before which way the program came to the first of `values`, as a number
    public record Noted(double[] values, double[] tangents, int[] places, int count, int before) {}

    private static final Object ONE_AT_A_TIME = new Object();

    private final Noting noting = new Noting();
    private final Map<Class<?>, Engine> engines = new ConcurrentHashMap<>();
    private final ToDoubleFunction<Object> f;
    private final Codes values;
    private final Codes sums;

    /// A recording of an objective of an array.
    @SuppressWarnings("unchecked") // it gets nothing else
    public Recording(ToDoubleFunction<double[]> f) {
        this.f = (ToDoubleFunction<Object>) (Object) f;
        Engine engine = engine(Engine.home(f));
        values = engine.codes(Values.class);
        sums = engine.codes(Sum.class);
    }

    private Engine engine(Class<?> host) {
        return engines.computeIfAbsent(
                host, h -> new Engine(h, Options.current(), this::engine, w -> new NotedWorld(w, noting)));
    }

    /// Where a number was computed.
    public Place place(int number) {
        return noting.place(number);
    }

    /// The numbers from `first` on, at most `most`, and their tangents when `x` moves along `dx`.
    public Noted forward(double[] x, double[] dx, int first, int most) {
        synchronized (ONE_AT_A_TIME) {
            try {
                Notes.prepare(most);
                Object[] both = Evaluation.pushforward(values, new Values(f, first, most), x, dx);
                return new Noted(
                        (double[]) both[0], (double[]) both[1], Notes.places(), Notes.count(), Notes.before());
            } finally {
                Notes.forget();
            }
        }
    }

    /// The gradient of the sum of the numbers from `first` on, each times its weight, by reverse mode.
    public double[] reverse(double[] x, int first, double[] weights) {
        synchronized (ONE_AT_A_TIME) {
            try {
                double[] gradient = new double[x.length];
                Evaluation.gradient(sums, new Sum(f, first, weights), x, gradient);
                return gradient;
            } finally {
                Notes.forget();
            }
        }
    }

    /// The mapping from the argument to the numbers.
    private record Values(ToDoubleFunction<Object> f, int first, int length)
            implements
                Function<Object, Object>,
                Wrapper {
        @Override
        public Object apply(Object x) {
            Notes.keep(first, length);
            double _ = f.applyAsDouble(x);
            return Notes.values();
        }

        @Override
        public Object inner() {
            return f;
        }
    }

    /// The function from the argument to the weighted sum of the numbers.
    private record Sum(ToDoubleFunction<Object> f, int first, double[] weights)
            implements
                ToDoubleFunction<Object>,
                Wrapper {
        @Override
        public double applyAsDouble(Object x) {
            Notes.add(first, weights);
            double _ = f.applyAsDouble(x);
            return Notes.sum();
        }

        @Override
        public Object inner() {
            return f;
        }
    }
}

package org.cotangent.samples;

import java.util.List;

/// Nested `try`, `catch` and `finally`; explicit and implicit exceptions; resources; monitors.
final class Handlers {
    private Handlers() {}

    static double notThrown(double[] x) {
        double y = x[0];
        try {
            y *= x[1];
            if (y > 1000) {
                throw new IllegalStateException();
            }
            y += x[2];
        } catch (IllegalStateException e) {
            y = 0;
        }
        return y * y;
    }

    static double thrown(double[] x) {
        double y = x[0];
        for (int i = 0; i < 4; i++) {
            try {
                y *= x[1];
                if (i % 2 == 0) {
                    throw new IllegalStateException("round " + i);
                }
                y += x[2];
            } catch (IllegalStateException e) {
                y = y * y * 0.5;
            }
        }
        return y;
    }

    private static final int[] ODD = {1, 0, 1};

    /// The inner loop has a handler, but nothing active in it.
    static double stillLoop(double[] x) {
        double y = x[0];
        for (int i = 0; i < 4; i++) {
            int odd = 0;
            for (int k = 0; k < 2; k++) {
                try {
                    odd += ODD[i + k];
                } catch (ArrayIndexOutOfBoundsException e) {
                    odd = 0;
                }
            }
            if (y > 0.1 * odd) {
                y *= x[1];
            } else {
                y += x[2] * y;
            }
        }
        return y;
    }

    /// The second exception comes where the ways of the first meet.
    static double thrownAtJoin(double[] x) {
        double[] v = {x[0], 0.5};
        double[][] rows = {v};
        int n = x.length;
        try {
            try {
                v[n] = x[1];
            } catch (ArrayIndexOutOfBoundsException e) {
                v[1] *= x[1];
            }
            rows[n][0] = x[2];
        } catch (ArrayIndexOutOfBoundsException e) {
            v[0] *= x[2];
        }
        return v[0] + v[1];
    }

    static double finallyWrites(double[] x) {
        double[] v = {x[0]};
        double y = 0;
        for (int i = 0; i < 3; i++) {
            y += leave(v, x, i);
        }
        return y * v[0];
    }

    private static double leave(double[] v, double[] x, int how) {
        try {
            v[0] *= x[1];
            if (how == 1) {
                return v[0] * x[2];
            }
            v[0] += 0.5;
        } finally {
            v[0] *= 1.5;
        }
        return v[0] * v[0];
    }

    static double finallyOverrides(double[] x) {
        return overridden(x[0], x[1]) * overridden(-x[0], x[2]);
    }

    @SuppressWarnings({"finally", "Finally"})
    private static double overridden(double a, double b) {
        double y = a;
        try {
            y *= b;
            if (y < 0) {
                throw new ArithmeticException();
            }
            return y;
        } finally {
            y += b;
            if (y > -100) {
                return y * a;
            }
        }
    }

    static double nested(double[] x) {
        double y = x[0];
        for (int i = 0; i < 4; i++) {
            try {
                y += x[1];
                try {
                    y *= 1.1;
                    fail(i);
                    y *= x[2];
                } catch (IllegalArgumentException e) {
                    y -= 0.3 * x[0];
                    if (i == 3) {
                        throw new IllegalStateException(e);
                    }
                } finally {
                    y *= 0.9;
                }
                y += 0.1;
            } catch (RuntimeException e) {
                y = e.getCause() == null ? y * x[1] : y + x[2];
            }
        }
        return y;
    }

    private static void fail(int how) {
        switch (how) {
            case 1    -> throw new UnsupportedOperationException();
            case 2, 3 -> throw new IllegalArgumentException();
            default -> {}
        }
    }

    static double divisionByZero(double[] x) {
        double y = x[0];
        for (int i = 0; i < 3; i++) {
            try {
                y *= x[1] + 10 / (i - 1);
            } catch (ArithmeticException e) {
                y += x[2];
            }
        }
        return y;
    }

    static double nullPointer(double[] x) {
        double[][] rows = {x, null, {x[0] * 2, 3, 4}};
        double y = 1;
        for (double[] row : rows) {
            try {
                y += row[0] * row[1];
            } catch (NullPointerException e) {
                y *= x[2];
            }
        }
        return y;
    }

    static double castFails(double[] x) {
        Object[] parts = {x, "no", new double[] {x[1], x[0]}};
        double y = x[0];
        for (Object part : parts) {
            try {
                y = y * 2 + ((double[]) part)[1];
            } catch (ClassCastException e) {
                y *= y;
            }
        }
        return y;
    }

    static double endOfArray(double[] x) {
        double sum = 0;
        int i = 0;
        try {
            while (true) {
                sum += x[i] * x[i];
                i++;
            }
        } catch (ArrayIndexOutOfBoundsException e) {
            return sum * i;
        }
    }

    private static final class Meter implements AutoCloseable {
        private final double[] log;

        Meter(double[] log) {
            this.log = log;
            log[0] += 0.5;
        }

        double read(double v) {
            if (v > 1) {
                throw new IllegalStateException();
            }
            return v * log[0];
        }

        @Override
        public void close() {
            log[0] *= log[1];
        }
    }

    static double resources(double[] x) {
        double[] log = {x[0], x[1]};
        double sum = 0;
        for (double each : x) {
            try (Meter meter = new Meter(log);
                    Meter second = new Meter(log)) {
                sum += meter.read(each) + second.read(each * 0.5);
            } catch (IllegalStateException e) {
                sum += log[0];
            }
        }
        return sum * log[0];
    }

    static double synchronizedBlocks(double[] x) {
        double[] lock = x.clone();
        double y = 0;
        for (int i = 0; i < 3; i++) {
            synchronized (lock) {
                lock[0] *= x[i];
                if (i == 1) {
                    continue;
                }
                y += lock[0];
            }
        }
        return y + add(lock, y);
    }

    private static synchronized double add(double[] v, double w) {
        v[1] += w;
        return v[1] * v[0];
    }

    static double loopInHandler(double[] x) {
        double y = x[0];
        try {
            y *= 3;
            throw new IllegalStateException();
        } catch (IllegalStateException e) {
            for (int i = 0; i < 4; i++) {
                try {
                    y = y * 0.8 + x[1];
                    if (y > 2.5) {
                        throw e;
                    }
                } catch (IllegalStateException again) {
                    y *= x[2];
                }
            }
        }
        return y;
    }

    /// The slope of `tanh` is a function with branches: at second order it is called behind what throws.
    static double thrownBeforeSlope(double[] x) {
        double[][] rows = {x.clone()};
        for (int i = 1; i >= 0; i--) {
            try {
                rows[i][1] = Math.tanh(x[1] * x[0]);
            } catch (IndexOutOfBoundsException e) {
                rows[0][0] *= x[2];
            }
        }
        return rows[0][0] * rows[0][1] + x[2];
    }

    static List<Sample> all() {
        double[] x = {0.6, 1.3, 0.8};
        return List.of(
                Sample.of("not thrown", Handlers::notThrown, x),
                Sample.of("thrown", Handlers::thrown, x),
                Sample.of("a still loop with a handler", Handlers::stillLoop, x),
                Sample.of("thrown at a join", Handlers::thrownAtJoin, x),
                Sample.of("thrown before a slope", Handlers::thrownBeforeSlope, x),
                Sample.of("finally writes", Handlers::finallyWrites, x),
                Sample.of("finally overrides", Handlers::finallyOverrides, x),
                Sample.of("nested handlers", Handlers::nested, x),
                Sample.of("division by zero", Handlers::divisionByZero, x),
                Sample.of("null pointer", Handlers::nullPointer, x),
                Sample.of("cast fails", Handlers::castFails, x),
                Sample.of("end of array", Handlers::endOfArray, x),
                Sample.of("resources", Handlers::resources, x),
                Sample.of("synchronized", Handlers::synchronizedBlocks, x),
                Sample.of("loop in a handler", Handlers::loopInHandler, x));
    }
}

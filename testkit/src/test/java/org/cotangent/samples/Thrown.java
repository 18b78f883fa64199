package org.cotangent.samples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/// Exceptions that carry values, that end loops, suppressed ones, causes, rethrown ones, resources of one's own.
final class Thrown {
    private Thrown() {}

    static final class Found extends Exception {
        private static final long serialVersionUID = 1;
        final double at;
        final double[] row;

        Found(double at, double... row) {
            super("found at " + at);
            this.at = at;
            this.row = row;
        }

        double weight() {
            return at * row[0];
        }
    }

    private static void search(double[] x, int depth, double v) throws Found {
        if (v > 1.5 || depth > 5) {
            throw new Found(v, x[depth % 3] * v, x[0]);
        }
        x[depth % 3] *= 1.1;
        search(x, depth + 1, v + x[(depth + 1) % 3] * 0.3);
        x[0] = -1000;
    }

    static double payload(double[] x) {
        double[] y = x.clone();
        try {
            search(y, 0, x[0]);
            return 0;
        } catch (Found f) {
            return f.at * f.weight() + f.row[1] * y[0] + f.getMessage().length() * 0;
        }
    }

    static double loopExit(double[] x) {
        double y = x[0];
        int rounds = 0;
        try {
            for (;;) {
                for (int i = 0; i < 3; i++) {
                    y += x[i] * y * 0.2;
                    rounds++;
                    if (y > 4) {
                        throw new Found(y, x[i]);
                    }
                }
            }
        } catch (Found f) {
            y = f.weight() + rounds;
        }
        return y;
    }

    static final class Resource implements AutoCloseable {
        final double[] log;
        final double w;

        Resource(double[] log, double w) {
            this.log = log;
            this.w = w;
            if (w > 1.2) {
                throw new IllegalArgumentException();
            }
        }

        double use(double v) {
            if (v > 0.7) {
                throw new Carrier(v * w);
            }
            log[0] += v;
            return v * w;
        }

        @Override
        public void close() {
            log[1] += w;
            if (w > 0.7) {
                throw new Carrier(w * log[0]);
            }
        }
    }

    static final class Carrier extends RuntimeException {
        private static final long serialVersionUID = 1;
        double v;

        Carrier(double v) {
            super(null, null, true, false);
            this.v = v;
        }
    }

    static double suppressed(double[] x) {
        double[] log = {0.5, 0};
        double y = 0;
        for (double each : new double[] {x[0], x[2], x[0] * 0.5, x[1]}) {
            try (Resource r = new Resource(log, each); Resource s = new Resource(log, x[2])) {
                y += r.use(each) * s.use(x[0]);
            } catch (Carrier e) {
                y += e.v;
                for (Throwable t : e.getSuppressed()) {
                    y = y * 0.5 + ((Carrier) t).v;
                }
            } catch (IllegalArgumentException e) {
                y *= log[1];
            }
        }
        return y * log[0] + log[1];
    }

    static double causes(double[] x) {
        double y = 1;
        for (int i = 0; i < 3; i++) {
            try {
                wrap(x, i);
            } catch (IllegalStateException e) {
                Throwable t = e;
                while (t.getCause() != null) {
                    t = t.getCause();
                    y *= 1.1;
                }
                y += t instanceof Carrier c ? c.v : x[2];
            }
        }
        return y;
    }

    private static void wrap(double[] x, int i) {
        try {
            try {
                if (i == 0) {
                    throw new Carrier(x[0] * x[1]);
                } else if (i == 1) {
                    throw new IOException("no");
                }
                throw new NoSuchElementException();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        } catch (Carrier | UncheckedIOException e) {
            if (e instanceof Carrier c) {
                c.v *= x[2];
            }
            throw new IllegalStateException("wrapped", e);
        } catch (RuntimeException e) {
            throw new IllegalStateException(e);
        }
    }

    static double changedOnTheWay(double[] x) {
        try {
            pass(x, 3);
        } catch (Carrier c) {
            return c.v * c.v;
        }
        return 0;
    }

    private static void pass(double[] x, int depth) {
        if (depth == 0) {
            throw new Carrier(x[0]);
        }
        try {
            pass(x, depth - 1);
        } catch (Carrier c) {
            c.v = c.v * x[1] + x[depth % 3];
            throw c;
        } finally {
            x[2] *= 0.9;
        }
    }

    static double fromCallbacks(double[] x) {
        double[] sum = {0};
        try {
            List.of(x[0], x[1], x[2]).forEach(v -> {
                sum[0] += v * v;
                if (v > 1) {
                    throw new Carrier(sum[0] * v);
                }
            });
        } catch (Carrier c) {
            sum[0] = sum[0] * c.v;
        }
        return sum[0];
    }

    static double fromConstructorAndInitialiser(double[] x) {
        double y = 0;
        for (double each : x) {
            try {
                y += new Checked(each).v;
            } catch (Found f) {
                y *= f.weight();
            } finally {
                y += 0.25 * each;
            }
        }
        return y;
    }

    static final class Checked {
        final double v;

        {
            count++;
        }

        Checked(double v) throws Found {
            if (v > 1) {
                throw new Found(v, v * count);
            }
            this.v = v * count;
        }

        static int count;
    }

    static double counted(double[] x) {
        Checked.count = 0;
        return fromConstructorAndInitialiser(x) * Checked.count;
    }

    static double stackMachine(double[] x) {
        Deque<Double> stack = new ArrayDeque<>();
        double y = 0;
        for (String program : List.of("0 1 + 2 *", "0 +", "1 2 * q", "0 1 2 + -")) {
            try {
                for (String word : program.split(" ")) {
                    switch (word) {
                        case "+" -> stack.push(stack.pop() + stack.pop());
                        case "*" -> stack.push(stack.pop() * stack.pop());
                        case "-" -> stack.push(stack.pop() - stack.pop());
                        default  -> stack.push(x[Integer.parseInt(word)]);
                    }
                }
                y += stack.pop();
            } catch (NoSuchElementException e) {
                y *= 1.5;
            } catch (NumberFormatException e) {
                y -= stack.pop();
                stack.clear();
            }
        }
        return y + stack.size();
    }

    static double labelled(double[] x) {
        double y = 0;
        outer:
        for (int i = 0; i < 4; i++) {
            try {
                for (int j = 0;; j++) {
                    try {
                        y += x[j] * (i + 1);
                        if (j == i) {
                            continue outer;
                        }
                        if (i == 3) {
                            break outer;
                        }
                    } finally {
                        y *= 0.9;
                        if (y > 6) {
                            break;
                        }
                    }
                }
                y += 0.125;
            } catch (ArrayIndexOutOfBoundsException e) {
                y *= x[0];
            } finally {
                y += x[2];
            }
        }
        return y;
    }

    static double iterators(double[] x) {
        Iterator<Double> i = List.of(x[0], x[1]).iterator();
        double y = 1;
        while (true) {
            try {
                y = y * 0.5 + i.next();
            } catch (NoSuchElementException e) {
                break;
            }
        }
        return y * x[2];
    }

    static double overflowCaught(double[] x) {
        double y = x[0];
        for (int i = 0; i < 3; i++) {
            try {
                y = y * Math.addExact(i == 1 ? Integer.MAX_VALUE : i, 2);
            } catch (ArithmeticException e) {
                y += x[1];
            }
            try {
                Object[] all = new String[1];
                all[0] = i == 0 ? "a" : (Object) y;
            } catch (ArrayStoreException e) {
                y *= x[2];
            }
            try {
                y += new double[i - 1].length;
            } catch (NegativeArraySizeException e) {
                y += x[2] * x[2];
            }
        }
        return y;
    }

    static List<Sample> all() {
        double[] x = {0.6, 1.3, 0.8};
        return List.of(
                Sample.of("payload", Thrown::payload, x),
                Sample.of("exception ends loops", Thrown::loopExit, x),
                Sample.of("suppressed", Thrown::suppressed, x),
                Sample.of("causes", Thrown::causes, x),
                Sample.of("exception changed on its way", Thrown::changedOnTheWay, x),
                Sample.of("exception from a callback", Thrown::fromCallbacks, x),
                Sample.of("exception from a constructor", Thrown::counted, x),
                Sample.of("stack machine", Thrown::stackMachine, x),
                Sample.of("labels and finally", Thrown::labelled, x),
                Sample.of("iterator to its end", Thrown::iterators, x),
                Sample.of("exceptions of the JVM", Thrown::overflowCaught, x));
    }
}

package org.cotangent.traces;

import static org.cotangent.Cotangent.directionalDerivative;
import static org.cotangent.Cotangent.gradient;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.cotangent.Objective;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// An exception that leaves a derivative has the frames in its trace that it has in a plain run.
class TracesTest {
    private interface Term {
        double at(double[] x, int n);
    }

    private static final class Deep implements Term {
        @Override
        public double at(double[] x, int n) {
            if (n > 0) {
                return at(x, n - 1)
                        * x[0];
            }
            return fail(x);
        }

        private static double fail(double[] x) {
            return switch (kind) {
                case 0  -> x[x.length];
                case 1  -> throw new IllegalStateException("own " + x[0]);
                case 2  -> List.of(x[0]).get(7);
                case 3  -> x[0] + 1 / (x.length - 2);
                default -> nothing.length() + x[0];
            };
        }
    }

    private static int kind;
    private static String nothing;

    private static double first(double[] x) {
        double y = 0;
        for (int i = 0; i < 3; i++) {
            Term t = new Deep();
            y += t.at(x, 2);
        }
        return y;
    }

    /// The frames of this class, innermost first, of the function alone.
    private static List<String> frames(Executable run) {
        Throwable e = assertThrows(RuntimeException.class, run);
        List<String> all = new ArrayList<>();
        for (StackTraceElement f : e.getStackTrace()) {
            if (f.getClassName().startsWith(TracesTest.class.getName()) && !f.getMethodName().contains("lambda$")
                    && !f.getMethodName().equals("frames") && !f.getMethodName().equals("tracesAreComplete")) {
                all.add(f.toString().replaceFirst("^.*//?", ""));
            }
        }
        return all;
    }

    @Test
    void tracesAreComplete() {
        double[] x = {3, 5};
        Objective<double[]> f = TracesTest::first;
        for (kind = 0; kind < 5; kind++) {
            List<String> plain = frames(() -> first(x));
            assertEquals(5, plain.size(), plain.toString());
            for (int i = 0; i < 2; i++) {
                assertEquals(plain, frames(() -> gradient(f).apply(x)), "reverse, kind " + kind);
                assertEquals(plain, frames(() -> directionalDerivative(f, x, x)), "forward, kind " + kind);
            }
        }
    }
}

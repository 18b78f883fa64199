package org.cotangent.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.cotangent.ValueAndGradient;
import org.junit.jupiter.api.Test;

/// The check itself is checked, with derivatives written by hand, right ones and wrong ones.
class GradientCheckTest {
    /// `f = x0² x1 + sin x1`, with its gradient and Hessian.
    private static class ByHand implements Derivatives {
        double f(double[] x) {
            return x[0] * x[0] * x[1] + Math.sin(x[1]);
        }

        double[] gradient(double[] x) {
            return new double[] {2 * x[0] * x[1], x[0] * x[0] + Math.cos(x[1])};
        }

        @Override
        public ToDoubleFunction<double[]> function() {
            return x -> {
                double value = f(x);
                x[0] = value;
                return value;
            };
        }

        @Override
        public ValueAndGradient<double[]> valueAndGradient(double[] x) {
            return new ValueAndGradient<>(f(x), gradient(x));
        }

        @Override
        public double into(double[] x, double[] gradient) {
            System.arraycopy(gradient(x), 0, gradient, 0, 2);
            x[0] = f(x);
            return x[0];
        }

        @Override
        public double along(double[] x, double[] v) {
            double[] gradient = gradient(x);
            return gradient[0] * v[0] + gradient[1] * v[1];
        }

        @Override
        public double[] hessianVector(double[] x, double[] v) {
            return new double[] {2 * x[1] * v[0] + 2 * x[0] * v[1], 2 * x[0] * v[0] - Math.sin(x[1]) * v[1]};
        }

        @Override
        public Derivatives ofSlope(double[] v) {
            return new OfSlope(v.clone());
        }
    }

    /// `⟨∇f, v⟩`, whose gradient is `∇² v`.
    private record OfSlope(double[] v) implements Derivatives {
        private static final ByHand INNER = new ByHand();

        @Override
        public ToDoubleFunction<double[]> function() {
            return x -> INNER.along(x, v);
        }

        @Override
        public ValueAndGradient<double[]> valueAndGradient(double[] x) {
            return new ValueAndGradient<>(INNER.along(x, v), INNER.hessianVector(x, v));
        }

        @Override
        public double into(double[] x, double[] gradient) {
            System.arraycopy(INNER.hessianVector(x, v), 0, gradient, 0, 2);
            return INNER.along(x, v);
        }

        @Override
        public double along(double[] x, double[] w) {
            double[] h = INNER.hessianVector(x, v);
            return h[0] * w[0] + h[1] * w[1];
        }

        @Override
        public double[] hessianVector(double[] x, double[] w) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Derivatives ofSlope(double[] w) {
            throw new UnsupportedOperationException();
        }
    }

    private static GradientReport report(Derivatives derivatives) {
        return GradientCheck.of(derivatives).at(1.5, 0.7);
    }

    private static void reports(String law, String input, Derivatives wrong) {
        GradientReport report = report(wrong);
        assertTrue(
                report.disagreements().stream()
                        .anyMatch(d -> d.law().equals(law) && d.input().contains(input)),
                "should report " + law + " for " + input + ": " + report);
    }

    @Test
    void rightDerivativesPass() {
        GradientReport report = report(new ByHand());
        report.orThrow();
        assertEquals(1.5 * 1.5 * 0.7 + Math.sin(0.7), report.value());
        assertEquals(2, report.gradient().length);
        assertTrue(report.comparisons() > 30);
    }

    @Test
    void wrongGradientIsReportedForItsCoordinate() {
        reports("reverse = forward", "x[1]", new ByHand() {
            @Override
            public ValueAndGradient<double[]> valueAndGradient(double[] x) {
                double[] gradient = gradient(x);
                gradient[1] += 1e-6;
                return new ValueAndGradient<>(f(x), gradient);
            }
        });
    }

    @Test
    void wrongEverywhereIsReportedByDifferences() {
        reports("forward = differences", "x[0]", new ByHand() {
            @Override
            double[] gradient(double[] x) {
                return new double[] {2 * x[0] * x[1] * 1.00001, x[0] * x[0] + Math.cos(x[1])};
            }
        });
    }

    @Test
    void changedInputIsReported() {
        reports("input untouched", "valueAndGradient", new ByHand() {
            @Override
            public ValueAndGradient<double[]> valueAndGradient(double[] x) {
                var result = super.valueAndGradient(x);
                x[1] = 0;
                return result;
            }
        });
    }

    @Test
    void inputThatIntoLeavesAsItWasIsReported() {
        reports("input as the plain run leaves it", "into", new ByHand() {
            @Override
            public double into(double[] x, double[] gradient) {
                System.arraycopy(gradient(x), 0, gradient, 0, 2);
                return f(x);
            }
        });
    }

    @Test
    void changedDirectionIsReported() {
        reports("direction untouched", "forward mode", new ByHand() {
            @Override
            public double along(double[] x, double[] v) {
                double slope = super.along(x, v);
                v[0] += 1;
                return slope;
            }
        });
    }

    @Test
    void anotherGradientInTheSecondCallIsReported() {
        reports("same bits again", "second call", new ByHand() {
            private int calls;

            @Override
            public ValueAndGradient<double[]> valueAndGradient(double[] x) {
                double[] gradient = gradient(x);
                gradient[0] += calls++ == 0 ? 0 : Math.ulp(gradient[0]);
                return new ValueAndGradient<>(f(x), gradient);
            }
        });
    }

    @Test
    void dirtIsReported() {
        reports("same bits again", "into a gradient that held something", new ByHand() {
            @Override
            public double into(double[] x, double[] gradient) {
                double[] fresh = gradient(x);
                Arrays.setAll(gradient, i -> gradient[i] + fresh[i]);
                x[0] = f(x);
                return x[0];
            }
        });
    }

    @Test
    void stateOfAThreadIsReported() {
        Thread home = Thread.currentThread();
        UnaryOperator<double[]> elsewhereZero = g -> Thread.currentThread() == home ? g : new double[2];
        reports("same bits again", "another thread", new ByHand() {
            @Override
            double[] gradient(double[] x) {
                return elsewhereZero.apply(super.gradient(x));
            }
        });
    }

    @Test
    void lastBitOfTheValueIsReported() {
        reports("value = plain run", "valueAndGradient", new ByHand() {
            @Override
            public ValueAndGradient<double[]> valueAndGradient(double[] x) {
                return new ValueAndGradient<>(Math.nextUp(f(x)), gradient(x));
            }
        });
    }

    @Test
    void wrongSecondOrderIsReported() {
        Derivatives wrong = new ByHand() {
            @Override
            public double[] hessianVector(double[] x, double[] v) {
                return new double[] {2 * x[1] * v[0] + x[0] * v[1], 2 * x[0] * v[0] - Math.sin(x[1]) * v[1]};
            }
        };
        reports("∇² v = differences of ∇", "x[0]", wrong);
        reports("⟨u, ∇² v⟩ = ⟨v, ∇² u⟩", "two random directions", wrong);
        reports("of x -> ⟨∇f, v⟩: gradient = ∇² v", "x[0]", wrong);
    }

    @Test
    void nonlinearForwardModeIsReported() {
        reports("linear", "a u + b v", new ByHand() {
            @Override
            public double along(double[] x, double[] v) {
                return super.along(x, v) * (1 + 1e-3 * v[0] * v[1]);
            }
        });
    }
}

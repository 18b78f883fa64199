package org.cotangent.samples;

import static org.cotangent.Cotangent.derivative;
import static org.cotangent.Cotangent.directionalDerivative;
import static org.cotangent.Cotangent.gradient;
import static org.cotangent.Cotangent.hessianVector;
import static org.cotangent.Cotangent.pullback;
import static org.cotangent.Cotangent.pushforward;
import static org.cotangent.Cotangent.stopGradient;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.cotangent.Derivative;
import org.cotangent.Gradient;
import org.cotangent.Objective;
import org.cotangent.ScalarFunction;
import org.cotangent.ValueAndGradient;

/// Derivatives inside differentiated code: perturbations that must not be confused, through captures, fields, arguments and
/// statics; an inner optimiser with an inner gradient; derivatives of higher order through objects.
final class Nested {
    private Nested() {}

    static double confusion(double[] x) {
        ScalarFunction outer = v -> v * derivative(w -> v + w).applyAsDouble(x[1]);
        return derivative(outer).applyAsDouble(x[0]) * x[2] + outer.applyAsDouble(x[0]);
    }

    static ScalarFunction curried(double v) {
        return w -> v * w * w + Math.sin(v * w);
    }

    static double curriedConfusion(double[] x) {
        ScalarFunction outer = v -> v * derivative(curried(v)).applyAsDouble(x[1]);
        return derivative(outer).applyAsDouble(x[0]) + x[2];
    }

    static final class Holder {
        double v;
        ScalarFunction f = w -> v * w + w * w;
        Derivative d = derivative(w -> f.applyAsDouble(w) * v);
    }

    static double throughFields(double[] x) {
        Holder h = new Holder();
        ScalarFunction outer = t -> {
            h.v = t * x[2];
            double inner = derivative(h.f).applyAsDouble(t);
            return t * inner + h.d.applyAsDouble(x[1]);
        };
        return derivative(outer).applyAsDouble(x[0]) + h.v;
    }

    static double global;

    static double throughStatics(double[] x) {
        global = x[2];
        ScalarFunction outer = t -> {
            global *= t;
            return derivative(w -> {
                global += w;
                return global * w;
            }).applyAsDouble(x[1]) * global;
        };
        return derivative(outer).applyAsDouble(x[0]) + global;
    }

    static double throughArrays(double[] x) {
        double[] shared = {x[2], 1};
        ScalarFunction inner = w -> {
            shared[0] *= w;
            return shared[0] * shared[1];
        };
        ScalarFunction outer = t -> {
            shared[1] = t;
            return derivative(inner).applyAsDouble(x[1]) * shared[0];
        };
        return derivative(outer).applyAsDouble(x[0]) * shared[0];
    }

    static double escapes(double[] x) {
        DoubleUnaryOperator[] kept = new DoubleUnaryOperator[1];
        double[] seen = new double[1];
        double d = derivative(t -> {
            kept[0] = w -> w * t * t;
            seen[0] = t * x[1];
            return kept[0].applyAsDouble(x[2]);
        }).applyAsDouble(x[0]);
        return d + kept[0].applyAsDouble(x[1]) * seen[0];
    }

    static double innerGradient(double[] x) {
        Objective<double[]> f = y -> y[0] * y[0] * x[0] + Math.exp(y[1] * y[0]) * x[1];
        double[] y = {x[2], 0.3};
        ValueAndGradient<double[]> v = gradient(f).valueAndGradient(y);
        double[] g = v.gradient();
        double along = directionalDerivative(f, y, new double[] {x[0], 1});
        double[] h = hessianVector(f, y, new double[] {1, x[1]});
        return v.value() + g[0] * g[1] + along + h[0] * h[1];
    }

    static double innerOptimiser(double[] x) {
        Objective<double[]> loss = w -> {
            double a = w[0] - x[0];
            double b = w[1] * w[0] - x[1];
            return a * a + b * b + 0.1 * w[1] * w[1];
        };
        Gradient<double[]> gradient = gradient(loss);
        double[] w = {0.5, 0.5};
        double[] velocity = new double[2];
        for (int step = 0; step < 6; step++) {
            double[] g = gradient.apply(w);
            for (int i = 0; i < w.length; i++) {
                velocity[i] = 0.5 * velocity[i] - 0.2 * x[2] * g[i];
                w[i] += velocity[i];
            }
        }
        return w[0] * w[0] + w[1] * loss.applyAsDouble(w);
    }

    static double newton(double[] x) {
        ScalarFunction f = t -> t * t * t - x[0] * t - x[1] - 2;
        Derivative d = derivative(f);
        double t = 2;
        for (int i = 0; i < 8; i++) {
            t -= f.applyAsDouble(t) / d.applyAsDouble(t);
        }
        return t * x[2];
    }

    record Polynomial(double a, double b, double c) {
        double at(double t) {
            return ((a * t + b) * t + c) * t * t + Math.sin(a * t);
        }
    }

    static double higherOrders(double[] x) {
        Polynomial p = new Polynomial(x[0], x[1], x[2]);
        ScalarFunction f = p::at;
        Derivative d = derivative(f);
        double y = 0;
        for (int order = 1; order <= 3; order++) {
            y = y * 0.5 + d.applyAsDouble(0.7);
            d = derivative(d);
        }
        return y;
    }

    interface Curve {
        double at(double t);

        default double slope(double t) {
            return derivative(this::at).applyAsDouble(t);
        }

        default Curve tangent() {
            return this::slope;
        }
    }

    static final class Spring implements Curve {
        private final double k;
        private double energy;

        Spring(double k) {
            this.k = k;
        }

        @Override
        public double at(double t) {
            energy = 0.5 * k * t * t;
            return energy * t;
        }
    }

    static double throughObjects(double[] x) {
        Spring s = new Spring(x[0]);
        return s.slope(x[1]) + s.tangent().slope(x[2]) * s.energy;
    }

    static double rows(double[] x) {
        var push = pushforward((double[] y) -> new double[] {y[0] * x[0], Math.sin(y[1]) * y[0]});
        var pull = pullback((double[] y) -> new double[] {y[0] * y[1] * x[2], y[1] * y[1]});
        var t = push.apply(new double[] {x[1], x[2]}, new double[] {1, x[0]});
        var p = pull.apply(t.tangent());
        double[] back = p.pullback().apply(t.value());
        return back[0] * back[1] + p.value()[0];
    }

    static double stopped(double[] x) {
        double fixed = stopGradient(x[0] * 0) + 1;
        ScalarFunction f = t -> t * stopGradient(3.0) + x[1] * t * t * fixed;
        return derivative(f).applyAsDouble(x[2]);
    }

    static double inLoopsWithHandlers(double[] x) {
        double y = x[0];
        for (int i = 0; i < 3; i++) {
            int round = i;
            ScalarFunction f = t -> {
                if (round == 1) {
                    throw new IllegalStateException("round " + t);
                }
                return t * t * x[1] + round;
            };
            try {
                y += derivative(f).applyAsDouble(y) * 0.3;
            } catch (IllegalStateException e) {
                y *= x[2];
            }
        }
        return y;
    }

    static double mutualRecursion(double[] x) {
        return level(3, x[0], x);
    }

    private static double level(int n, double v, double[] x) {
        if (n == 0) {
            return v * v * x[1];
        }
        return derivative(t -> t * level(n - 1, t * x[2], x)).applyAsDouble(v);
    }

    static double twoVariables(double[] x) {
        return derivative(a -> derivative(b -> a * a * b * b * b * x[2]).applyAsDouble(a * x[1])).applyAsDouble(x[0]);
    }

    static List<Sample> all() {
        double[] x = {0.6, 1.3, 0.8};
        return List.of(
                Sample.of("perturbations confused", Nested::confusion, x),
                Sample.of("perturbations curried", Nested::curriedConfusion, x),
                Sample.of("perturbations through fields", Nested::throughFields, x),
                Sample.of("perturbations through statics", Nested::throughStatics, x),
                Sample.of("perturbations through arrays", Nested::throughArrays, x),
                Sample.of("perturbations that escape", Nested::escapes, x),
                Sample.of("inner gradient", Nested::innerGradient, x),
                Sample.of("inner optimiser", Nested::innerOptimiser, x),
                Sample.of("inner Newton", Nested::newton, x),
                Sample.of("higher orders of an object", Nested::higherOrders, x),
                Sample.of("derivatives in default methods", Nested::throughObjects, x),
                Sample.of("inner pullback", Nested::rows, x),
                Sample.of("inner constants", Nested::stopped, x),
                Sample.of("inner derivative throws", Nested::inLoopsWithHandlers, x),
                Sample.of("derivatives recursively", Nested::mutualRecursion, x),
                Sample.of("inner variables linked", Nested::twoVariables, x));
    }
}

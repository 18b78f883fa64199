package org.cotangent.rules.math;

/// A derivative from values alone, and how far off it may be.
record Slope(double value, double error) {
    private static final int STEPS = 12;

    /// Ridders' method: central differences with shrinking steps, extrapolated to step 0.
    static Slope extrapolated(Differential d, double[] x, int i) {
        int at = d.active().get(i);
        double room = Math.min(x[at] - d.from(at), d.to(at) - x[at]);
        double h = Math.min(0.1, Math.max(room, 1e-3) / 2);
        double[][] a = new double[STEPS][STEPS];
        Slope best = new Slope(0, Double.POSITIVE_INFINITY);
        for (int n = 0; n < STEPS; n++, h /= 1.4) {
            a[n][0] = difference(d, x, at, h);
            double factor = 1;
            for (int k = 1; k <= n; k++) {
                factor *= 1.4 * 1.4;
                a[n][k] = (factor * a[n][k - 1] - a[n - 1][k - 1]) / (factor - 1);
                double error = Math.max(Math.abs(a[n][k] - a[n][k - 1]), Math.abs(a[n][k] - a[n - 1][k - 1]));
                if (error < best.error) best = new Slope(a[n][k], error);
            }
        }
        return best;
    }

    /// One central difference with a wide step, for what is linear in each argument, in single precision.
    static Slope secant(Differential d, double[] x, int i) {
        return new Slope(difference(d, x, d.active().get(i), 0x1p-4), 0);
    }

    private static double difference(Differential d, double[] x, int at, double h) {
        double[] left = x.clone();
        double[] right = x.clone();
        left[at] = step(d, at, x[at] - h);
        right[at] = step(d, at, x[at] + h);
        return (d.value(right) - d.value(left)) / (right[at] - left[at]);
    }

    private static double step(Differential d, int at, double x) {
        return d.target().getParameterTypes()[at] == float.class ? (float) x : x;
    }
}

package org.cotangent.engine;

import org.jspecify.annotations.Nullable;

/// Derivatives that take several sweeps.
public final class Matrices {
    private Matrices() {}

    /// The Jacobian of a mapping of arrays, rows by output: by forward mode if there are no more inputs than outputs, else by
    /// reverse mode. The first column tells how many outputs there are.
    public static double[][] jacobian(Codes codes, Object f, double[] x) {
        int n = x.length;
        double[] dx = new double[n];
        if (n > 0) dx[0] = 1;
        double[] column = (double[]) Evaluation.pushforward(codes, f, x, dx)[1];
        if (column == null) throw new NullPointerException("the mapping gave null");
        int m = column.length;
        double[][] rows = new double[m][n];
        if (n == 0) return rows;
        if (n > m) {
            if (m > 0) reverse(Applied.run(codes, f, x), rows);
            return rows;
        }
        for (int j = 0;;) {
            for (int i = 0; i < m; i++) rows[i][j] = column[i];
            dx[j] = 0;
            if (++j == n) return rows;
            dx[j] = 1;
            column = (double[]) Evaluation.pushforward(codes, f, x, dx)[1];
        }
    }

    private static void reverse(Applied applied, double[][] rows) {
        double[] yBar = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            yBar[i] = 1;
            rows[i] = (double[]) applied.back(yBar);
            yBar[i] = 0;
        }
    }

    /// The Hessian of an objective of arrays, row by row: reverse mode over forward mode.
    public static double[][] hessian(Codes codes, Object f, double[] x) {
        int n = x.length;
        double[][] rows = new double[n][n];
        double[] v = new double[n];
        Slope slope = new Slope(codes, f, v);
        Codes second = codes.over(slope);
        for (int i = 0; i < n; i++) {
            v[i] = 1;
            Evaluation.gradient(second, slope, x, rows[i]);
            v[i] = 0;
        }
        return rows;
    }

    /// The Hessian at `x` times `v`, in the shape of `x`.
    public static @Nullable Object hessianVector(Codes codes, Object f, @Nullable Object x, @Nullable Object v) {
        Slope slope = new Slope(codes, f, v);
        Codes second = codes.over(slope);
        if (x instanceof double[] a && v instanceof double[] d && a.length == d.length) {
            double[] product = new double[a.length];
            Evaluation.gradient(second, slope, a, product);
            return product;
        }
        Object[] _ = Copied.itself(x).match(v, "v");
        Object[] product = new Object[1];
        Evaluation.gradient(second, slope, x, product);
        return product[0];
    }
}

package org.cotangent.samples;

import java.util.Arrays;
import java.util.List;

/// Arrays of rank two and three, ragged, swapped and shared rows; `float[]`, and `long[]` and `int[]` beside.
final class Ranks {
    private Ranks() {}

    static double matrixProduct(double[] x) {
        double[][] a = {{x[0], x[1]}, {x[2], 1}};
        double[][] b = {{2, x[0]}, {x[1], x[2]}};
        double[][] c = new double[2][2];
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 2; j++) {
                for (int k = 0; k < 2; k++) {
                    c[i][j] += a[i][k] * b[k][j];
                }
            }
        }
        return c[0][0] * c[1][1] - c[0][1] * c[1][0];
    }

    static double elimination(double[] x) {
        double[][] a = {{1, x[0], 2}, {x[1], 3, x[2]}, {0.5, x[0] * x[1], 4}};
        double det = 1;
        for (int k = 0; k < 3; k++) {
            int pivot = k;
            for (int i = k + 1; i < 3; i++) {
                if (Math.abs(a[i][k]) > Math.abs(a[pivot][k])) {
                    pivot = i;
                }
            }
            if (pivot != k) {
                double[] t = a[k];
                a[k] = a[pivot];
                a[pivot] = t;
                det = -det;
            }
            det *= a[k][k];
            for (int i = k + 1; i < 3; i++) {
                double factor = a[i][k] / a[k][k];
                for (int j = k; j < 3; j++) {
                    a[i][j] -= factor * a[k][j];
                }
            }
        }
        return det;
    }

    static double ragged(double[] x) {
        double[][] rows = new double[4][];
        for (int i = 0; i < 4; i++) {
            rows[i] = new double[i];
            for (int j = 0; j < i; j++) {
                rows[i][j] = x[j] * (i + 1);
            }
        }
        double sum = 1;
        for (double[] row : rows) {
            double product = 1;
            for (double each : row) {
                product *= each;
            }
            sum += product;
        }
        return sum;
    }

    static double cube(double[] x) {
        double[][][] c = new double[2][3][2];
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 3; j++) {
                for (int k = 0; k < 2; k++) {
                    c[i][j][k] = x[j] * (i + 1) + k * (i > 0 ? c[i - 1][j][k] : x[0]);
                }
            }
        }
        double[][] plane = c[1];
        plane[0] = c[0][2];
        plane[0][1] *= x[1];
        return c[0][2][1] * c[1][1][0] + c[1][0][1] * c[1][2][1];
    }

    static double partlyAllocated(double[] x) {
        double[][][] c = new double[2][2][];
        c[0][1] = x;
        c[1][0] = new double[] {x[0], x[1]};
        c[1][1] = c[1][0];
        c[1][1][0] *= x[2];
        c[0][1][2] = 7;
        return (c[0][0] == null ? c[1][0][0] : 0) * c[0][1][1] + x[2] * x[0];
    }

    static double rowsMoved(double[] x) {
        double[][] a = {{x[0]}, {x[1]}, {x[2]}};
        double[][] b = a.clone();
        System.arraycopy(a, 0, a, 1, 2);
        a[0] = new double[] {x[0] * x[1]};
        b[0][0] *= 3;
        double[][] c = Arrays.copyOf(b, 4);
        c[3] = a[2];
        c[3][0] += 1;
        return a[0][0] + a[1][0] * a[2][0] + b[1][0] * b[2][0] + c[3][0] * c[0][0];
    }

    @SuppressWarnings("lossy-conversions")
    static double floats(double[] x) {
        float[] v = new float[3];
        for (int i = 0; i < 3; i++) {
            v[i] = (float) x[i];
        }
        float[] w = v.clone();
        for (int i = 0; i < 3; i++) {
            v[i] *= w[(i + 1) % 3];
            v[i] += 0.5;
        }
        float[][] both = {v, w};
        both[1][0] = both[0][1] * both[0][2];
        return w[0] * v[0] - w[1];
    }

    static double integersBeside(double[] x) {
        int[] counts = {1, 2, 3};
        long[] keys = {10_000_000_000L, 3, -5};
        int[][] grid = new int[3][3];
        boolean[] flags = new boolean[3];
        for (int i = 0; i < 3; i++) {
            grid[i][counts[i] % 3] = (int) (keys[i] % 7);
            flags[i] = x[i] > 0.7;
            counts[i] += flags[i] ? 1 : 2;
        }
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                sum += x[i] * x[j] * grid[i][j] + (flags[j] ? x[i] * counts[j] : 0);
            }
        }
        return sum;
    }

    static double cholesky(double[] x) {
        int n = 3;
        double[][] a = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                a[i][j] = x[i] * x[j] + (i == j ? 2 : 0);
            }
        }
        double logDet = 0;
        for (int j = 0; j < n; j++) {
            for (int k = 0; k < j; k++) {
                for (int i = j; i < n; i++) {
                    a[i][j] -= a[i][k] * a[j][k];
                }
            }
            double root = Math.sqrt(a[j][j]);
            for (int i = j; i < n; i++) {
                a[i][j] /= root;
            }
            logDet += 2 * Math.log(root);
        }
        return logDet;
    }

    static double objects(double[] x) {
        Object[] mixed = {x.clone(), "text", new double[][] {{x[0]}, {x[1]}}, 3};
        double[] row = (double[]) mixed[0];
        double[][] rows = (double[][]) mixed[2];
        rows[1] = row;
        row[1] *= 2;
        double sum = 0;
        for (Object each : mixed) {
            if (each instanceof double[] v) {
                sum += v[0] * v[1];
            } else if (each instanceof double[][] m) {
                sum += m[0][0] * m[1][1];
            } else if (each instanceof Integer i) {
                sum *= i;
            }
        }
        return sum;
    }

    static double heat(double[] x) {
        double[] u = {0, x[0], x[1], x[2], 0};
        double[] next = new double[5];
        for (int t = 0; t < 6; t++) {
            for (int i = 1; i < 4; i++) {
                next[i] = u[i] + 0.2 * (u[i - 1] - 2 * u[i] + u[i + 1]) * (1 + 0.1 * u[i]);
            }
            System.arraycopy(next, 0, u, 0, 5);
        }
        return u[1] * u[2] + u[3];
    }

    static List<Sample> all() {
        double[] x = {0.6, 1.3, 0.8};
        return List.of(
                Sample.of("matrix product", Ranks::matrixProduct, x),
                Sample.of("elimination", Ranks::elimination, x),
                Sample.of("ragged", Ranks::ragged, x),
                Sample.of("cube", Ranks::cube, x),
                Sample.of("partly allocated", Ranks::partlyAllocated, x),
                Sample.of("rows moved", Ranks::rowsMoved, x),
                Sample.of("float arrays", Ranks::floats, x).single(),
                Sample.of("integers beside", Ranks::integersBeside, x),
                Sample.of("cholesky", Ranks::cholesky, x),
                Sample.of("objects", Ranks::objects, x),
                Sample.of("heat", Ranks::heat, x));
    }
}

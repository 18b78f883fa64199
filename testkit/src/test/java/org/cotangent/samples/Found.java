package org.cotangent.samples;

import java.util.List;

/// Programs on which a derivative was once wrong, as random search found and shrank them; left as they were.
final class Found {
    private static double level;

    private Found() {}

    private static final class Cell {
        double value;
        Cell next = this;

        Cell(double value) {
            this.value = value;
        }
    }

    private static int at(int n) {
        return Math.floorMod(n, 3);
    }

    /// An array replaced in a loop that does not run, whose body ends in a branch with an empty arm.
    static double arrayReplacedInALoop(double[] x) {
        level = x[2];
        double a = x[0], b = x[1], c = x[2] * x[0];
        double[] u = x, v = new double[3], w = u.clone();
        Cell p = new Cell(a), q = new Cell(b);
        int i = 0;
        v[2] += 0.25 * c;
        w = new double[] {a, level, -0.001768};
        while (i++ < 1 && c > 0.782331) {
            w = new double[] {-0.563256, c, 0.655885};
            if (a > a) {} else {
                c = b / (1 + level * level);
            }
        }
        return a + 0.5 * b * c + u[0] * v[1] - w[2] + 0.25 * (p.value + q.next.value) + level;
    }

    /// Two array variables that change places in a loop.
    static double referencesChangePlaces(double[] x) {
        level = x[2];
        double a = x[0], b = x[1], c = x[2] * x[0];
        double[] u = x, v = {a, b, -0.25}, w = {0.125, c, b};
        Cell p = new Cell(a), q = new Cell(b);
        int j = 0;
        while (j++ < 1 && j != 0) {
            double[] s = w;
            w = u;
            u = s;
        }
        return a + 0.5 * b * c + u[0] * v[1] - w[2] + 0.25 * (p.value + q.next.value) + level;
    }

    /// A call that may throw, and a use of its result, in a `try` whose handler does nothing.
    static double resultUsedInATry(double[] x) {
        level = x[2];
        double a = x[0], b = x[1], c = x[2] * x[0];
        double[] u = x.clone(), v = {a, b, -0.25}, w = u.clone();
        Cell p = new Cell(a), q = new Cell(b);
        int n = 3, j = 0;
        switch (n) {
            default -> {
                try {
                    b = 0.5 * helper(u[at(n + j)], u[at(n + j)], w, v, 1);
                    b += 0.25 * Math.max(a + b, c - w[2]);
                } catch (IllegalStateException e) {}
            }
        }
        return a + 0.5 * b * c + u[0] * v[1] - w[2] + 0.25 * (p.value + q.next.value) + level;
    }

    private static double helper(double a, double b, double[] u, double[] v, int depth) {
        double c = -0.413247;
        if (depth <= 0) {
            return 0.971754 < b ? b : -0.505311;
        }
        return Math.sin(0.5 * c);
    }

    static List<Sample> all() {
        return List.of(
                Sample.of("array replaced in a loop", Found::arrayReplacedInALoop, -0.0106, 0.6988, -0.5013),
                Sample.of("references change places", Found::referencesChangePlaces, -0.4652, 0.8766, -0.9847),
                Sample.of("result used in a try", Found::resultUsedInATry, -0.4476, 0.2708, 0.0909));
    }
}

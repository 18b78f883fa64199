package org.cotangent.rules.math;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every differential against extrapolated differences at random points of its domain.
final class DifferencesTest {
    private static final int POINTS = 200;

    static Stream<Differential> all() {
        return Differential.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void agreesWithDifferences(Differential d) {
        Random random = new Random(d.toString().hashCode());
        boolean single = d.target().getReturnType() == float.class;
        int good = 0;
        for (int n = 0; n < POINTS; n++) {
            double[] x = point(d, random);
            for (int i = 0; i < d.active().size(); i++) {
                Slope slope = single ? Slope.secant(d, x, i) : Slope.extrapolated(d, x, i);
                double scale = Math.max(Math.abs(slope.value()), 1e-3);
                if (slope.error() > 1e-6 * scale && !single) continue; // a kink or a jump nearby
                double tolerance = single ? 2e-5 : 1e-9 * scale + 4 * slope.error();
                if (single && Math.abs(slope.value() - d.partial(i, x)) > tolerance) continue;
                assertEquals(slope.value(), d.partial(i, x), tolerance,
                        d + " by " + i + " at " + java.util.Arrays.toString(x));
                good++;
            }
        }
        int all = POINTS * d.active().size();
        assertTrue(good > 0.9 * all, d + ": only " + good + " of " + all + " points could be compared");
    }

    @ParameterizedTest
    @MethodSource("all")
    void isLinear(Differential d) {
        Random random = new Random(7);
        for (int n = 0; n < POINTS; n++) {
            double[] x = point(d, random);
            double[] dx = random.doubles(d.active().size(), -1, 1).map(t -> (float) t).toArray();
            double sum = 0;
            double size = 0;
            for (int i = 0; i < dx.length; i++) {
                double term = d.partial(i, x) * dx[i];
                sum += term;
                size += Math.abs(term);
            }
            double ulp = d.target().getReturnType() == float.class ? 0x1p-23 : 0x1p-52;
            assertEquals(sum, d.tangent(x, dx), 4 * ulp * size, d.toString());
        }
    }

    private static double[] point(Differential d, Random random) {
        Class<?>[] types = d.target().getParameterTypes();
        double[] x = new double[types.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = types[i] == int.class ? random.nextInt(-8, 9) : random.nextDouble(d.from(i), d.to(i));
            if (types[i] == float.class) x[i] = (float) x[i];
        }
        if (d.target().getName().equals("clamp")) {
            double lo = Math.min(x[1], x[2]);
            x[2] = Math.max(x[1], x[2]) + 0.5;
            x[1] = lo;
        }
        return x;
    }
}

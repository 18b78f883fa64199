package org.cotangent.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.cotangent.Cotangent;
import org.cotangent.Objective;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Where a derivative does not exist, or only from one side: the values that Cotangent gives by convention.
class KinksTest {
    private record Kink(String name, Objective<double[]> f, double[] x, double... gradient) {}

    private static Kink kink(String name, Objective<double[]> f, double[] x, double... gradient) {
        return new Kink(name, f, x, gradient);
    }

    private static double[] at(double... x) {
        return x;
    }

    private static final List<Kink> KINKS = List.of(
            kink("abs at 0", x -> Math.abs(x[0]), at(0), 0),
            kink("abs at -0", x -> Math.abs(x[0]), at(-0.0), 0),
            kink("max, tie: all to the first", x -> Math.max(x[0], x[1]), at(2, 2), 1, 0),
            kink("min, tie: all to the first", x -> Math.min(x[0], x[1]), at(2, 2), 1, 0),
            kink("relu at 0", x -> x[0] > 0 ? x[0] : 0, at(0), 0),
            kink("clamp at its lower edge", x -> Math.clamp(x[0], 0.0, 1.0), at(0), 1),
            kink("clamp at its upper edge", x -> Math.clamp(x[0], 0.0, 1.0), at(1), 1),
            kink("sqrt at 0", x -> Math.sqrt(x[0]), at(0), 0),
            kink("sqrt of a square at 0", x -> Math.sqrt(x[0] * x[0]), at(0), 0),
            kink("x times sqrt at 0", x -> x[0] * Math.sqrt(x[0]), at(0), 0),
            kink("norm at 0", x -> Math.sqrt(x[0] * x[0] + x[1] * x[1]), at(0, 0), 0, 0),
            kink("hypot at 0", x -> Math.hypot(x[0], x[1]), at(0, 0), 0, 0),
            kink("pow with exponent 0 at 0", x -> Math.pow(x[0], 0), at(0), 0),
            kink("pow with exponent 1 at 0", x -> Math.pow(x[0], 1), at(0), 1),
            kink("pow with exponent 2 at 0", x -> Math.pow(x[0], 2), at(0), 0),
            kink("pow of 0 by its exponent", x -> Math.pow(0, x[0]), at(2), 0),
            kink("floor", x -> Math.floor(x[0]), at(3), 0),
            kink("ceil", x -> Math.ceil(x[0]), at(3), 0),
            kink("rint", x -> Math.rint(x[0]), at(0.5), 0),
            kink("signum at 0", x -> Math.signum(x[0]), at(0), 0),
            kink("a cast to int", x -> (int) x[0], at(2), 0),
            kink("a branch on equality", x -> x[0] == 2 ? 4 : x[0] * x[0], at(2), 0),
            kink("the arm that did not run", x -> x[0] > 0 ? Math.log(x[0]) : x[0], at(0), 1));

    @TestFactory
    Stream<DynamicTest> reverse() {
        return KINKS.stream()
                .map(each -> DynamicTest.dynamicTest(
                        each.name,
                        () -> assertArrayEquals(
                                each.gradient,
                                Cotangent.gradient(each.f).valueAndGradient(each.x).gradient(),
                                0)));
    }

    @TestFactory
    Stream<DynamicTest> forward() {
        return KINKS.stream().map(each -> DynamicTest.dynamicTest(each.name, () -> {
            double[] slopes = new double[each.x.length];
            Arrays.setAll(slopes, i -> Cotangent.directionalDerivative(each.f, each.x, unit(each.x.length, i)));
            assertArrayEquals(each.gradient, slopes, 0);
        }));
    }

    private static double[] unit(int length, int i) {
        double[] v = new double[length];
        v[i] = 1;
        return v;
    }
}

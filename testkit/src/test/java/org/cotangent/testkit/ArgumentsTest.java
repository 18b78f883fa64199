package org.cotangent.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.cotangent.Cotangent;
import org.cotangent.Objective;
import org.cotangent.ValueAndGradient;
import org.junit.jupiter.api.Test;

/// A function runs on a copy of its argument, or as if it did; `into` runs it on the argument itself.
final class ArgumentsTest {
    private static double[] known = {0};

    private static void count(int deep) {
        if (deep > 0) {
            count(deep - 1);
        } else {
            known[0] += 1;
        }
    }

    private static double whileOthersCount(double[] x) {
        double before = x[0];
        count(3);
        return before * x[0];
    }

    private static void check(Objective<double[]> f, double[] x, double value, double[] gradient, double[] after) {
        ValueAndGradient<double[]> found = Cotangent.gradient(f).valueAndGradient(x);
        assertEquals(value, found.value());
        assertArrayEquals(gradient, found.gradient());
        assertArrayEquals(after, x);
    }

    @Test
    void othersWhoKnowTheArgumentDoNotWriteToItsCopy() {
        known = new double[] {3};
        check(ArgumentsTest::whileOthersCount, known, 9, new double[] {6}, new double[] {4});
    }

    @Test
    void othersWhoKnowTheArgumentWriteToItWhereThereIsNoCopy() {
        known = new double[] {3};
        double[] gradient = new double[1];
        assertEquals(12, Cotangent.gradient(ArgumentsTest::whileOthersCount).into(known, gradient));
        assertArrayEquals(new double[] {7}, gradient);
    }

    @Test
    void whatIsWrittenToTheArgumentIsNotSeen() {
        Objective<double[]> f = x -> {
            double[] same = x.length > 1 ? x : new double[1];
            same[0] = 5;
            return x[0] * x[1];
        };
        check(f, new double[] {1, 2}, 10, new double[] {0, 5}, new double[] {1, 2});
    }

    @Test
    void whatIsCopiedIntoTheArgumentIsNotSeen() {
        Objective<double[]> f = x -> {
            System.arraycopy(x, 0, x, 1, x.length - 1);
            return x[0] * x[1];
        };
        check(f, new double[] {3, 2}, 9, new double[] {6, 0}, new double[] {3, 2});
    }

    @Test
    void capturedMemoryThatIsTheArgumentIsAnotherArray() {
        double[] captured = {1, 2};
        Objective<double[]> f = x -> {
            captured[0] = 7;
            return x[0] * x[1] + captured[0];
        };
        check(f, captured, 9, new double[] {2, 1}, new double[] {7, 2});
        check(x -> x[0] * captured[1], captured, 14, new double[] {2, 0}, new double[] {7, 2});
    }

    @Test
    void whatOnlyReadsIsDifferentiatedTwice() {
        Objective<double[]> product = x -> {
            double y = 1;
            for (double v : x) y *= v;
            return y;
        };
        Objective<double[]> f = x -> {
            double[] slopes = Cotangent.gradient(product).apply(x);
            return slopes[0] * slopes[1];
        };
        check(f, new double[] {1, 2, 3}, 18, new double[] {18, 9, 12}, new double[] {1, 2, 3});
    }
}

package org.cotangent.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.cotangent.Cotangent;
import org.junit.jupiter.api.Test;

/// What a program does besides computing happens once, also where objects are never made and calls are put in place.
final class EffectsTest {
    private static final List<String> NOTED = new ArrayList<>();

    private static final class Counted {
        final double value;

        Counted(double value) {
            this.value = value;
            NOTED.add("made");
        }
    }

    private static final class Noisy {
        static {
            NOTED.add("initialised");
        }

        final double value;

        Noisy(double value) {
            this.value = value;
        }
    }

    private static final class NoisyHelper {
        static {
            NOTED.add("helper");
        }

        static double square(double v) {
            return v * v;
        }
    }

    @Test
    void constructorsOfTemporariesRunOnce() {
        NOTED.clear();
        double[] gradient = Cotangent.gradient((double[] x) -> {
            double sum = 0;
            for (double v : x) sum += new Counted(v * v).value;
            return sum;
        }).apply(new double[] {1, 2, 3});
        assertArrayEquals(new double[] {2, 4, 6}, gradient);
        assertEquals(List.of("made", "made", "made"), NOTED);
    }

    @Test
    void classesOfTemporariesAreInitialisedWhenTheyAreNeeded() {
        NOTED.clear();
        double[] gradient = Cotangent.gradient((double[] x) -> {
            NOTED.add("before");
            return new Noisy(x[0]).value * x[0];
        }).apply(new double[] {3});
        assertArrayEquals(new double[] {6}, gradient);
        assertEquals(List.of("before", "initialised"), NOTED);
    }

    @Test
    void classesOfMethodsPutInPlaceAreInitialisedWhenTheyAreNeeded() {
        NOTED.clear();
        double[] gradient = Cotangent.gradient((double[] x) -> {
            NOTED.add("before");
            return NoisyHelper.square(x[0]);
        }).apply(new double[] {3});
        assertArrayEquals(new double[] {6}, gradient);
        assertEquals(List.of("before", "helper"), NOTED);
    }
}

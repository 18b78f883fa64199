package org.cotangent.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.cotangent.testkit.ProgramGenerator.Feature;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Random programs obey every law; one that does not is shown as small as it can be made.
class RandomProgramsTest {
    private static final int FIXED = 5;
    private static final int FRESH = 25;

    /// The same programs in each run: a class of them for each feature alone, then with all that come before it.
    @TestFactory
    Stream<DynamicTest> fixedSeeds() {
        List<DynamicTest> tests = new ArrayList<>();
        Set<Feature> before = EnumSet.noneOf(Feature.class);
        tests.add(DynamicTest.dynamicTest("straight lines", () -> holds(ProgramGenerator.with(), 1, FIXED)));
        for (Feature feature : Feature.values()) {
            ProgramGenerator alone = ProgramGenerator.with(feature);
            tests.add(DynamicTest.dynamicTest(feature + " alone", () -> holds(alone, 2, FIXED)));
            before.add(feature);
            ProgramGenerator up = ProgramGenerator.with(before.toArray(Feature[]::new));
            tests.add(DynamicTest.dynamicTest("up to " + feature, () -> holds(up, 3, FIXED)));
        }
        return tests.stream();
    }

    /// `-Dcotangent.seed=…` asks for other programs; a given run is the same each time, so that a change is judged by itself.
    @Test
    void freshSeeds() {
        long seed = Long.getLong("cotangent.seed", 8460344869990787769L);
        System.out.println("random programs: -Dcotangent.seed=" + seed);
        holds(ProgramGenerator.all(), seed, FRESH);
    }

    private static void holds(ProgramGenerator generator, long seed, int count) {
        Random seeds = new Random(seed);
        for (int i = 0; i < count; i++) {
            RandomProgram program = generator.program(seeds.nextLong());
            if (!failure(program).isEmpty()) {
                RandomProgram smallest = program.shrink(each -> !failure(each).isEmpty());
                throw new AssertionError(failure(smallest) + "\n" + smallest);
            }
        }
    }

    /// What is wrong with the derivatives of a program; empty if nothing is.
    private static String failure(RandomProgram program) {
        try {
            GradientReport report = GradientCheck.of(program.objective())
                    .rounding(1e-9)
                    .roughAllowed()
                    .at(program.point());
            return report.passed() ? "" : report.toString();
        } catch (RuntimeException | LinkageError e) {
            return "throws " + e;
        }
    }

    @Test
    void theSameSeedMakesTheSameProgram() {
        assertEquals(
                ProgramGenerator.all().program(7).toString(),
                ProgramGenerator.all().program(7).toString());
    }

    @Test
    void shrinkingLeavesWhatMatters() {
        RandomProgram program = ProgramGenerator.all().program(12);
        int line = program.source().indexOf("Arrays.fill");
        assertTrue(line > 0);
        RandomProgram smallest = program.shrink(each -> each.source().contains("Arrays.fill"));
        assertTrue(smallest.source().contains("Arrays.fill"));
        assertFalse(smallest.source().contains("for ("));
        assertTrue(smallest.source().length() < program.source().length());
    }
}

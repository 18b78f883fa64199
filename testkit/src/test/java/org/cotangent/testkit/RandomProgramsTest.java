package org.cotangent.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cotangent.testkit.ProgramCheck.Verdict;
import org.cotangent.testkit.ProgramGenerator.Feature;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Random programs obey every law and leave memory as it should be left, or are refused; one that does not is shown as small as
/// it can be made. Every fourth is checked to second order.
class RandomProgramsTest {
    private static final int FIXED = 25;
    private static final int FEW = 5;
    private static final int FRESH = 200;

    /// The same programs in each run: some for each feature alone, then with all that come before it.
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
            tests.add(DynamicTest.dynamicTest("up to " + feature, () -> holds(up, 3, FEW)));
        }
        return tests.stream();
    }

    /// Of all features at once; `-Dcotangent.seed=…` takes the programs of a run before, `-Dcotangent.programs=…` more of them.
    @Test
    void freshSeeds() {
        long seed = Long.getLong("cotangent.seed", System.nanoTime());
        System.out.println("random programs: -Dcotangent.seed=" + seed);
        holds(ProgramGenerator.all(), seed, Integer.getInteger("cotangent.programs", FRESH));
    }

    private static void holds(ProgramGenerator generator, long seed, int count) {
        Random seeds = new Random(seed);
        Map<String, Integer> refused = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            RandomProgram program = generator.program(seeds.nextLong());
            int order = i % 4 == 0 ? 2 : 1;
            Verdict verdict = ProgramCheck.of(program, order);
            if (!verdict.isSound()) {
                RandomProgram smallest = program.shrink(
                        each -> ProgramCheck.of(each, order).isLike(verdict));
                throw new AssertionError(ProgramCheck.of(smallest, order) + "\n" + smallest);
            }
            if (verdict.kind() == Verdict.Kind.REFUSED) refused.merge(verdict.what(), 1, Integer::sum);
        }
        refused.forEach((what, times) -> System.out.println("refused " + times + " of " + count + ": " + what));
    }

    @Test
    void theSameSeedMakesTheSameProgram() {
        assertEquals(
                ProgramGenerator.all().program(7).toString(),
                ProgramGenerator.all().program(7).toString());
    }

    @Test
    void shrinkingLeavesWhatMatters() {
        ProgramGenerator generator = ProgramGenerator.with(Feature.ARRAYS, Feature.LOOPS);
        RandomProgram program = new Random(12)
                .longs()
                .mapToObj(generator::program)
                .filter(each -> each.source().contains("Arrays.fill") && each.source().contains("for ("))
                .findFirst()
                .orElseThrow();
        RandomProgram smallest = program.shrink(each -> each.source().contains("Arrays.fill"));
        assertTrue(smallest.source().contains("Arrays.fill"));
        assertFalse(smallest.source().contains("for ("));
        assertTrue(smallest.source().length() < program.source().length());
    }

    /// A program that throws: the derivative throws the same, and what the program wrote before stays written.
    @Test
    void whatIsThrownIsThrownAgain() {
        Verdict verdict = new Random(5)
                .longs()
                .mapToObj(ProgramGenerator.with(Feature.ARRAYS, Feature.STATICS, Feature.FUSES)::program)
                .filter(RandomProgramsTest::isThrowing)
                .limit(5)
                .map(each -> ProgramCheck.of(each, 2))
                .filter(each -> each.kind() != Verdict.Kind.RIGHT)
                .findFirst()
                .orElse(new Verdict(Verdict.Kind.RIGHT, "", ""));
        assertEquals(Verdict.Kind.RIGHT, verdict.kind(), verdict.toString());
    }

    private static boolean isThrowing(RandomProgram program) {
        try {
            program.run(program.point());
            return false;
        } catch (InvocationTargetException e) {
            return true;
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}

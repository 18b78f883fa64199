package org.cotangent.opt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.cotangent.ir.Func;
import org.cotangent.ir.Op;
import org.cotangent.ir.text.Listing;
import org.cotangent.ir.text.ListingParser;
import org.cotangent.ir.verify.Verifier;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Random programs, run by the interpreter before and after: every pass and every mixture of passes keeps what can be
/// seen, and the laws. `-Dcotangent.programs=N` tries more programs.
class RandomProgramsTest {
    private static final int PROGRAMS = Integer.getInteger("cotangent.programs", 60);

    private static final Func INIT = ListingParser.parse("""
            func Cell.<init>(%c: org.cotangent.opt.Cell) -> void
                call.special @java.lang.Object.<init>(%c) : ()V
                return
            """);

    private static Optional<Func> initializer(Op.Invoke call) {
        boolean cell = call.callee().isConstructor() && call.callee().owner().equals(RandomProgram.CELL);
        return cell ? Optional.of(INIT) : Optional.empty();
    }

    private static List<Pass> all(boolean keepsLoops) {
        return List.of(
                keepsLoops ? Simplify.keepingLoops() : new Simplify(),
                new Scalarize(RandomProgramsTest::initializer),
                new LoopShape(),
                keepsLoops ? Simplify.keepingLoops() : new Simplify(),
                new Reuse(),
                new Forward(),
                new Hoist(),
                new Promote(),
                new DropDead());
    }

    private static Func program(long seed) {
        int budget = 10 + (int) (seed % 60);
        return seed % 2 == 0 ? RandomProgram.of(seed, budget) : RandomProgram.withTangents(seed, budget);
    }

    @TestFactory
    Stream<DynamicTest> eachPassKeepsWhatIsSeen() {
        List<Pass> passes = new ArrayList<>(all(false));
        passes.add(new LoopShape(true));
        return passes.stream().map(p -> DynamicTest.dynamicTest(p.name(), () -> {
            // of two exceptions one may overtake the other
            UnaryOperator<List<Observed>> seen =
                    p instanceof Hoist ? Observed::whateverThrown : UnaryOperator.identity();
            forAll(RandomProgramsTest::program, Pipeline.of(p).verified(), seen);
        }));
    }

    @Test
    void allPassesKeepWhatIsSeen() {
        Pipeline pipeline = Pipeline.of(all(true).toArray(Pass[]::new)).untilStable().verified();
        forAll(RandomProgramsTest::program, pipeline, Observed::whateverThrown);
    }

    @Test
    void anyPassesInAnyOrderKeepWhatIsSeen() {
        for (long seed = 0; seed < PROGRAMS; seed++) {
            Random random = new Random(seed);
            List<Pass> passes = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                List<Pass> from = all(random.nextBoolean());
                passes.add(from.get(random.nextInt(from.size())));
            }
            Pipeline pipeline = Pipeline.of(passes.toArray(Pass[]::new)).verified();
            check(program(seed), seed, pipeline, Observed::whateverThrown);
        }
    }

    @Test
    void anySubsetOfPassesKeepsWhatIsSeen() {
        Pipeline pipeline = Pipeline.of(all(true).toArray(Pass[]::new)).untilStable().verified();
        for (long seed = 0; seed < PROGRAMS; seed++) {
            Random random = new Random(seed);
            Set<String> off = new HashSet<>();
            for (Pass p : all(true)) if (random.nextInt(3) == 0) off.add(p.name());
            check(program(seed), seed, pipeline.without(off), Observed::whateverThrown);
        }
    }

    /// A [Pipeline] relies on it.
    @Test
    void inWhatSomePassesMakeTheyFindNothingToDo() {
        List<Pass> passes = new ArrayList<>(all(true));
        passes.addAll(all(false));
        for (long seed = 0; seed < PROGRAMS; seed++) {
            Func f = program(seed);
            for (Pass p : passes) {
                f = p.apply(f);
                if (p.settles()) assertTrue(f == p.apply(f), p.name() + " " + seed);
            }
        }
    }

    @Test
    void tangentsMayEndWithThrows() {
        Pipeline pipeline = Pipeline.of(
                new LoopShape(),
                Pipeline.of(Simplify.keepingLoops(), new Reuse(), new Forward(true), new Hoist(true), new Promote(true))
                        .untilStable(),
                new DropDead())
                .verified();
        forAll(
                seed -> RandomProgram.withTangents(seed, 40),
                pipeline,
                all -> Observed.whateverThrown(Observed.withoutLostTangents(all)));
    }

    @Test
    void passesThatKeepLoopsKeepTheirShape() {
        List<Pass> passes = List.of(
                Simplify.keepingLoops(), new Reuse(), new Forward(), new Hoist(), new Promote(), new DropDead());
        for (long seed = 0; seed < PROGRAMS; seed++) {
            Func f = new LoopShape().apply(program(seed));
            for (int i = 0; i < 12; i++) {
                f = passes.get(i % passes.size()).apply(f);
                assertEquals(List.of(), CanonicalLoops.broken(f, false), Listing.of(f));
            }
        }
    }

    @Test
    void loopsGetTheirShape() {
        for (boolean throwsAreExits : List.of(false, true)) {
            Pass pass = new LoopShape(throwsAreExits);
            for (long seed = 0; seed < PROGRAMS; seed++) {
                Func f = program(seed);
                Func g = pass.apply(f);
                assertEquals(List.of(), CanonicalLoops.broken(g, throwsAreExits), () -> Listing.of(f));
                assertSame(g, pass.apply(g), () -> Listing.of(g));
            }
        }
    }

    @Test
    void calleesAreInlined() {
        for (long seed = 0; seed < PROGRAMS; seed++) {
            Func callee = RandomProgram.of(seed + 1_000_000, 15);
            Func f = RandomProgram.calling(seed, 25);
            Inline inline = new Inline(
                    call -> call.callee().name().equals("callee") ? Optional.of(callee) : Optional.empty());
            Func g = inline.apply(f);
            Verifier.verify(g);
            List<Observed> wanted = Observed.of(f, c -> c.name().equals("callee") ? callee : null);
            assertEquals(wanted, Observed.of(g), "seed " + seed);
        }
    }

    private static void forAll(LongFunction<Func> programs, Pipeline passes, UnaryOperator<List<Observed>> seen) {
        for (long seed = 0; seed < PROGRAMS; seed++) check(programs.apply(seed), seed, passes, seen);
    }

    private static void check(Func f, long seed, Pipeline passes, UnaryOperator<List<Observed>> seen) {
        Verifier.verify(f);
        List<Observed> wanted = seen.apply(Observed.of(f));
        List<Pipeline.Stage> stages = passes.stages(f);
        Func last = stages.isEmpty() ? f : stages.getLast().f();
        List<Observed> found = seen.apply(Observed.of(last));
        if (found.equals(wanted)) return;
        Pipeline.Stage guilty = stages.stream()
                .filter(s -> !seen.apply(Observed.of(s.f())).equals(wanted))
                .findFirst()
                .orElseThrow();
        found = seen.apply(Observed.of(guilty.f()));
        for (int i = 0; i < wanted.size(); i++) {
            assertEquals(wanted.get(i), found.get(i), "seed " + seed + ", input " + i + ": " + guilty.pass());
        }
    }
}

package org.cotangent.opt;

import java.util.Optional;
import java.util.stream.Stream;
import org.cotangent.ir.Func;
import org.cotangent.ir.text.ListingParser;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What each pass does, on a page each: `src/test/golden`.
class PassesTest {
    private static final Func ABS = ListingParser.parse("""
            func Demo.abs(%this: Demo, %x: f64) -> f64
                %0 = const 0.0
                %1 = dcmpl %x, %0
                %2 = lt %1, %1
                branch %2 ? ^negative : ^positive
            ^negative:
                %3 = neg %x
                return %3
            ^positive:
                return %x
            """);

    private static final Func INIT = ListingParser.parse("""
            func Cell.<init>(%c: org.cotangent.opt.Cell) -> void
                call.special @java.lang.Object.<init>(%c) : ()V
                return
            """);

    @TestFactory
    Stream<DynamicTest> loopsGetTheirShape() {
        return Golden.tests("loop-shape", new LoopShape());
    }

    @TestFactory
    Stream<DynamicTest> whatIsKnownIsSimplified() {
        return Golden.tests("simplify", new Simplify());
    }

    @TestFactory
    Stream<DynamicTest> whatWasComputedIsReused() {
        return Golden.tests("reuse", new Reuse());
    }

    @TestFactory
    Stream<DynamicTest> whatNobodyReadsIsDropped() {
        return Golden.tests("drop-dead", new DropDead());
    }

    @TestFactory
    Stream<DynamicTest> callsBecomeBodies() {
        return Golden.tests(
                "inline",
                new Inline(call -> call.callee().name().equals("abs") ? Optional.of(ABS) : Optional.empty()));
    }

    @TestFactory
    Stream<DynamicTest> whatDoesNotChangeIsHoisted() {
        return Golden.tests("hoist", Pipeline.of(new LoopShape(), new Hoist()));
    }

    @TestFactory
    Stream<DynamicTest> tangentsSinkToTheirReaders() {
        return Golden.tests("sink", new Sink());
    }

    @TestFactory
    Stream<DynamicTest> accumulatorsArePromoted() {
        return Golden.tests("promote", Pipeline.of(new LoopShape(), new Promote()));
    }

    @TestFactory
    Stream<DynamicTest> whatMemoryHoldsIsForwarded() {
        return Golden.tests("forward", Pipeline.of(new Forward(), Simplify.keepingLoops(), new Forward()));
    }

    @TestFactory
    Stream<DynamicTest> objectsBecomeValues() {
        return Golden.tests(
                "scalarize",
                new Scalarize(call -> call.callee().owner().equals(RandomProgram.CELL)
                        ? Optional.of(INIT)
                        : Optional.empty()));
    }
}

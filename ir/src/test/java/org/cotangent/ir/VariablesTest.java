package org.cotangent.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;
import org.cotangent.ir.RandomProgram.Outcome;
import org.cotangent.ir.interpret.Interpreter;
import org.cotangent.ir.interpret.LookupCalls;
import org.cotangent.ir.interpret.Stuck;
import org.cotangent.ir.verify.Verifier;
import org.junit.jupiter.api.Test;

class VariablesTest {
    private static final int FUEL = 100;

    private final LookupCalls calls = new LookupCalls(MethodHandles.lookup());

    @Test
    void programsRunAsTheyWereWritten() {
        int finished = 0;
        int caught = 0;
        for (long seed = 0; seed < 3000; seed++) {
            RandomProgram program = RandomProgram.of(seed, 12, seed % 3 != 0);
            Func f = program.write();
            Verifier.verify(f);
            for (int a = -1; a <= 1; a++) {
                Outcome wanted = program.run(a, 2, FUEL);
                if (wanted.isNothing()) {
                    int argument = a;
                    Stuck e = assertThrows(Stuck.class, () -> new Interpreter(calls, FUEL).run(f, argument, 2));
                    assertTrue(e.isOutOfFuel());
                } else {
                    assertEquals(wanted, outcome(f, a), "seed " + seed);
                    finished++;
                    if (wanted.thrown().isPresent()) caught++;
                }
            }
        }
        assertTrue(finished > 3000 && caught > 300, finished + " finished, " + caught + " threw");
    }

    private Outcome outcome(Func f, int a) {
        try {
            return Outcome.of((Integer) new Interpreter(calls, 100L * FUEL).run(f, a, 2));
        } catch (ArithmeticException | IllegalStateException e) {
            return Outcome.of(e);
        }
    }

    @Test
    void whatIsKnownIsNotLookedFor() {
        Builder b = new Builder(0);
        Block.Label entry = b.block("entry");
        Block.Label left = b.block("left");
        Block.Label right = b.block("right");
        Block.Label join = b.block("join");
        Value n = b.parameter(entry, Type.I32, "n");
        Variables variables = new Variables(
                b, Op.Zero::new, (block, _) -> block == right ? Optional.of(n) : Optional.empty());
        b.in(entry).branch(n, Block.Edge.to(left), Block.Edge.to(right));
        b.in(left).jump(join);
        variables.write(left, "x", n);
        b.in(right).jump(join);
        b.in(join).ret(variables.read(join, "x", n));
        variables.finish();
        Func f = b.build("f", Type.I32);
        Verifier.verify(f);
        assertEquals(List.of(), f.blocks().getLast().parameters());
    }

    @Test
    void whatNoLoopWritesIsNoParameter() {
        Builder b = new Builder(0);
        Variables variables = new Variables(b, Op.Zero::new);
        Block.Label entry = b.block("entry");
        Block.Label outer = b.block("outer");
        Block.Label inner = b.block("inner");
        Block.Label next = b.block("next");
        Value n = b.parameter(entry, Type.I32, "n");
        variables.write(entry, "x", n);
        b.in(entry).jump(outer);
        b.in(outer).jump(inner);
        b.in(inner).branch(variables.read(inner, "x", n), Block.Edge.to(inner), Block.Edge.to(next));
        b.in(next).branch(variables.read(next, "x", n), Block.Edge.to(inner), Block.Edge.to(outer));
        variables.finish();
        Func f = b.build("f", Type.I32);
        Verifier.verify(f);
        for (Block block : f.blocks().subList(1, f.blocks().size())) assertEquals(List.of(), block.parameters());
    }

    @Test
    void whatIsNeverWrittenIsUndefined() {
        Builder b = new Builder(0);
        Variables variables = new Variables(b, Op.Zero::new);
        Block.Label entry = b.block("entry");
        Block.Label next = b.block("next");
        b.in(entry).jump(next);
        b.in(next).ret(variables.read(next, "x", new Value(0, Type.F64, "x", false)));
        variables.finish();
        Func f = b.build("f", Type.F64);
        Verifier.verify(f);
        assertEquals(List.of(new Op.Zero(Type.F64)), f.entry().lets().stream().map(Let::op).toList());
        assertTrue(f.blocks().get(1).parameters().isEmpty());
    }

    @Test
    void aLoopVariableIsAParameter() {
        Builder b = new Builder(0);
        Variables variables = new Variables(b, Op.Zero::new);
        Block.Label entry = b.block("entry");
        Block.Label loop = b.block("loop");
        Block.Label done = b.block("done");
        Value n = b.parameter(entry, Type.I32, "n");
        variables.write(entry, "i", n);
        b.in(entry).jump(loop);
        b.in(loop);
        Value i = variables.read(loop, "i", n);
        Value less = b.sub(i, b.constant(1));
        variables.write(loop, "i", less);
        b.branch(less, Block.Edge.to(loop), Block.Edge.to(done));
        b.in(done).ret(variables.read(done, "i", n));
        variables.finish();
        Func f = b.build("f", Type.I32);
        Verifier.verify(f);
        assertEquals(List.of(i), f.blocks().get(1).parameters());
        assertSame(less, f.blocks().get(2).exit().operands().getFirst());
        assertEquals(0, new Interpreter(calls).run(f, 5));
    }

    @Test
    void aHandlerSeesTheEntryOfTheBlock() {
        Builder b = new Builder(0);
        Variables variables = new Variables(b, Op.Zero::new);
        Block.Label entry = b.block("entry");
        Block.Label guarded = b.block("guarded");
        Block.Label caught = b.block("caught");
        Value n = b.parameter(entry, Type.I32, "n");
        variables.write(entry, "x", n);
        b.in(entry).jump(guarded);
        b.in(guarded).handler(new Block.Handler(Optional.empty(), Block.Edge.to(caught)));
        variables.write(guarded, "x", b.constant(99));
        b.ret(b.div(n, n));
        b.parameter(caught, Type.OBJECT, "e");
        b.in(caught).ret(variables.read(caught, "x", n));
        variables.finish();
        Func f = b.build("f", Type.I32);
        Verifier.verify(f);
        assertEquals(1, new Interpreter(calls).run(f, 3));
        assertEquals(0, new Interpreter(calls).run(f, 0));
    }
}

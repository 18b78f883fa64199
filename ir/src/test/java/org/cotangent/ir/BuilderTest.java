package org.cotangent.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.cotangent.ir.analysis.Dominators;
import org.cotangent.ir.text.Listing;
import org.cotangent.ir.verify.Verifier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BuilderTest {
    private final Builder b = new Builder(10, true);
    private final Block.Label entry = b.block("entry");
    private final Value x = b.parameter(entry, Type.F64, "x");
    private final Value dx = b.parameter(entry, Type.F64, "dx", true);

    @BeforeEach
    void startAtTheEntry() {
        b.in(entry);
    }

    @Test
    void structuralZerosAreFolded() {
        Value zero = b.zero(Type.F64);
        assertSame(dx, b.add(dx, zero));
        assertSame(dx, b.add(zero, dx));
        assertSame(dx, b.sub(dx, zero));
        assertSame(zero, b.neg(zero));
        assertSame(zero, b.mul(zero, x));
        assertSame(zero, b.div(zero, x));
        assertTrue(b.isZero(b.convert(Op.Convert.Kind.D2F, zero)));
        assertFalse(b.isZero(b.constant(0.0, Type.F64)));
        b.ret(b.sub(zero, dx));
        Func f = b.build("f", Type.F64);
        assertEquals(new Op.Neg(dx), f.entry().lets().getLast().op());
    }

    @Test
    void zeroByNumberIsNotFolded() {
        Value number = b.constant(0.0, Type.F64);
        Value product = b.mul(dx, number);
        assertTrue(product != number && product.linear());
    }

    @Test
    void whatReadsATangentIsLinear() {
        assertTrue(b.mul(dx, x).linear());
        assertFalse(b.mul(x, x).linear());
        Builder plain = new Builder(0);
        plain.in(plain.block("entry"));
        assertFalse(plain.neg(dx).linear());
    }

    @Test
    void idsGoUpFromTheFirst() {
        assertEquals(10, x.id());
        assertEquals(12, b.mul(x, x).id());
        b.ret(x);
        assertEquals(13, b.build("f", Type.F64).valueBound());
    }

    @Test
    void replacedValuesAreReplacedEverywhere() {
        Value first = b.mul(x, x);
        Value second = b.add(first, first);
        Block.Label next = b.block("next");
        Value p = b.parameter(next, Type.F64, "p");
        b.jump(next, second);
        b.in(next).ret(p);
        b.replace(second, first);
        b.replace(first, x);
        b.replace(x, x);
        Func f = b.build("f", Type.F64);
        assertEquals(List.of(x), f.entry().exit().edges().getFirst().arguments());
        assertSame(x, b.resolve(second));
    }

    @Test
    void blocksComeInReversePostOrder() {
        Block.Label done = b.block("done");
        Block.Label body = b.block("body");
        Block.Label head = b.block("head");
        Block.Label never = b.block("never");
        Value k = b.parameter(head, Type.I32, "k");
        b.jump(head, b.constant(3));
        b.in(done).ret(x);
        b.in(never).jump(done);
        b.in(body).jump(head, b.sub(k, b.constant(1)));
        b.in(head).branch(k, Block.Edge.to(body), Block.Edge.to(done));
        Func f = b.build("f", Type.F64);
        Verifier.verify(f);
        assertEquals(List.of(entry, head, body, done), f.blocks().stream().map(Block::label).toList());
    }

    @Test
    void halfWrittenBlocksAreRefused() {
        assertThrows(IllegalStateException.class, () -> b.build("f", Type.VOID));
        b.ret();
        assertThrows(IllegalStateException.class, b::ret);
        assertThrows(IllegalStateException.class, () -> b.constant(1));
        assertThrows(IllegalStateException.class, () -> b.open(entry));
        assertThrows(IllegalStateException.class, () -> b.in(new Block.Label("elsewhere")));
    }

    @Test
    void randomFunctionsStaySortedWhenSortedAgain() {
        for (long seed = 0; seed < 500; seed++) {
            Func f = RandomProgram.of(seed, 12, true).write();
            Func sorted = Order.sorted(f, f.blocks());
            assertEquals(f.blocks(), sorted.blocks());
            assertEquals(Listing.of(f), Listing.of(sorted));
            assertTrue(Dominators.of(f).dominates(f.entry().label(), f.blocks().getLast().label()));
        }
    }
}

package org.cotangent.ir.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cotangent.ir.Block;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;
import org.junit.jupiter.api.Test;

class UsesTest {
    @Test
    void everyDefinitionAndUseIsFound() {
        for (Func f : Programs.random()) {
            Uses uses = Uses.of(f);
            for (Block b : f.blocks()) {
                for (Value p : b.parameters()) check(f, uses, p, b, Optional.empty());
                for (Let let : b.lets()) check(f, uses, let.result(), b, Optional.of(let));
            }
        }
    }

    private static void check(Func f, Uses uses, Value v, Block home, Optional<Let> definition) {
        assertSame(home.label(), uses.block(v));
        assertEquals(definition, uses.definition(v));
        List<Block.Label> users = new ArrayList<>();
        int count = 0;
        for (Block b : f.blocks()) {
            int here = (int) reads(b).stream().filter(x -> x == v).count();
            if (here > 0) users.add(b.label());
            count += here;
        }
        assertEquals(count, uses.count(v));
        assertEquals(count > 0, uses.isUsed(v));
        assertEquals(users, uses.users(v));
    }

    private static List<Value> reads(Block b) {
        List<Value> all = new ArrayList<>(b.exit().operands());
        for (Let let : b.lets()) all.addAll(let.op().operands());
        for (Block.Edge e : b.edges()) all.addAll(e.arguments());
        return all;
    }

    @Test
    void strangersAreRefused() {
        Func f = Programs.random().getFirst();
        Uses uses = Uses.of(f.withBlocks(List.of()));
        Value v = new Value(0, Type.I32, "x", false);
        assertThrows(IllegalArgumentException.class, () -> uses.block(v));
        assertFalse(uses.isUsed(v));
        assertTrue(uses.users(v).isEmpty());
    }
}

package org.cotangent.opt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.cotangent.ir.Block;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Value;
import org.cotangent.ir.analysis.Memory;
import org.cotangent.ir.analysis.Roots;
import org.cotangent.ir.text.ListingParser;
import org.junit.jupiter.api.Test;

/// Which references may be the same object, and which ops touch which locations.
class RootsTest {
    private static final Func F = ListingParser.parse("""
            func Demo.f(%p: double[], %q: double[], %s: linear double[], %rows: double[][], %i: i32, %x: f64) -> void
                %four = const 4
                %kept = newarray double %four
                %other = newarray double %four
                %given = newarray double %four
                %held = newarray double %four
                %table = newarray double[] %four
                %ds: linear double[] = newarray double %four
                store java.lang.Object %table[%i] = %held
                %loaded: double[] = load java.lang.Object %table[%i]
                %row: double[] = load java.lang.Object %rows[%i]
                %1 = call @Demo.take(%given) : ([D)D
                branch %i ? ^then(%kept) : ^then(%other)
            ^then(%either: double[]):
                store double %p[%i] = %x
                %2 = load double %q[%i]
                %3 = load double %either[%i]
                %4 = call @Demo.run() : ()V
                return
            """);

    private final Map<String, Value> values = new HashMap<>();
    private final Roots roots = Roots.of(F);

    RootsTest() {
        for (Block b : F.blocks()) {
            for (Value p : b.parameters()) values.put(p.hint(), p);
            for (Let let : b.lets()) values.put(let.result().hint(), let.result());
        }
    }

    private Value value(String name) {
        Value v = values.get(name);
        if (v == null) throw new IllegalArgumentException(name);
        return v;
    }

    private boolean alias(String x, String y) {
        assertEquals(roots.mayAlias(value(x), value(y)), roots.mayAlias(value(y), value(x)));
        return roots.mayAlias(value(x), value(y));
    }

    @Test
    void parametersMayBeOneAnotherButNothingMadeHere() {
        assertTrue(alias("p", "q"));
        assertTrue(alias("p", "row"));
        assertFalse(alias("p", "kept"));
        assertFalse(alias("p", "given"));
    }

    @Test
    void shadowsAreOtherMemory() {
        assertFalse(alias("p", "s"));
        assertFalse(alias("ds", "kept"));
        assertFalse(alias("ds", "s"));
    }

    @Test
    void whatIsLoadedIsWhatWasStored() {
        assertTrue(alias("loaded", "held"));
        assertFalse(alias("loaded", "kept"));
        assertFalse(alias("loaded", "row"));
        assertTrue(alias("row", "given"));
    }

    @Test
    void parametersOfBlocksAreWhatTheyAreHanded() {
        assertTrue(alias("either", "kept"));
        assertTrue(alias("either", "other"));
        assertFalse(alias("either", "given"));
        assertTrue(roots.isFresh(value("either")));
        assertTrue(roots.isFresh(value("loaded")));
        assertFalse(roots.isFresh(value("given")));
        assertFalse(roots.isFresh(value("p")));
    }

    @Test
    void callsTouchWhatTheyMayKnow() {
        Memory memory = Memory.of(F, roots);
        Block then = F.blocks().getLast();
        Op store = then.lets().get(0).op();
        Op known = then.lets().get(1).op();
        Op fresh = then.lets().get(2).op();
        Op call = then.lets().get(3).op();
        assertTrue(memory.mayWrite(store, known));
        assertFalse(memory.mayWrite(store, fresh));
        assertTrue(memory.mayWrite(call, known));
        assertFalse(memory.mayWrite(call, fresh));
        assertTrue(memory.mayRead(call, store));
        assertFalse(memory.isSame(store, known));
    }
}

package org.cotangent.ir.verify;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cotangent.ir.Block;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Value;
import org.cotangent.ir.analysis.Dominators;
import org.cotangent.ir.analysis.Uses;

/// Laws of values: each has one definition, which is passed before each use.
final class Definitions {
    private Definitions() {}

    static void eachValueIsDefinedOnce(Subject s) {
        Set<Value> seen = new HashSet<>();
        for (Block b : s.f.blocks()) {
            for (Value p : b.parameters()) s.check(seen.add(p), b, () -> p + " is defined again");
            for (Let let : b.lets()) s.check(seen.add(let.result()), let, () -> let.result() + " is defined again");
        }
    }

    static void idsAreUniqueAndBelowTheBound(Subject s) {
        BitSet seen = new BitSet();
        for (Block b : s.f.blocks()) {
            for (Value p : b.parameters()) checkId(s, p, b, seen);
            for (Let let : b.lets()) checkId(s, let.result(), let, seen);
        }
    }

    private static void checkId(Subject s, Value v, Object part, BitSet seen) {
        s.check(v.id() >= 0 && v.id() < s.f.valueBound(), part, () -> v + " is not below " + s.f.valueBound());
        s.check(!seen.get(v.id()), part, () -> v + " has the id of another value");
        seen.set(v.id());
    }

    /// Each way to a use passes the definition. What a handler's edge hands over must be there at the entry of the guarded
    /// block, and a handler sees only what was there.
    static void definitionsDominateUses(Subject s) {
        Scope scope = new Scope(s.f);
        for (Block b : s.f.blocks()) {
            scope.enter(b);
            for (Block.Handler h : b.handlers()) scope.check(s, h.edge().arguments(), h);
            for (Let let : b.lets()) {
                scope.check(s, let.op().operands(), let);
                scope.here.add(let.result());
            }
            scope.check(s, b.exit().operands(), b.exit());
            for (Block.Edge e : b.exit().edges()) scope.check(s, e.arguments(), b.exit());
        }
    }

    /// What is visible at a place.
    private static final class Scope {
        private final Uses uses;
        private final Dominators dominators;
        private final Set<Value> known = new HashSet<>();
        private final Set<Value> here = new HashSet<>();
        private Block.Label block;

        Scope(Func f) {
            this.uses = Uses.of(f);
            this.dominators = Dominators.of(f);
            this.block = f.entry().label();
            for (Block b : f.blocks()) {
                known.addAll(b.parameters());
                for (Let let : b.lets()) known.add(let.result());
            }
        }

        void enter(Block b) {
            block = b.label();
            here.clear();
            here.addAll(b.parameters());
        }

        void check(Subject s, List<Value> values, Object part) {
            for (Value v : values) {
                s.check(known.contains(v), part, () -> v + " is not defined");
                s.check(here.contains(v) || isFromAbove(v), part, () -> v + " is not defined on each way to here");
            }
        }

        private boolean isFromAbove(Value v) {
            Block.Label home = uses.block(v);
            if (home == block) return false;
            boolean let = uses.definition(v).isPresent();
            return let ? dominators.visible(home, block) : dominators.dominates(home, block);
        }
    }
}

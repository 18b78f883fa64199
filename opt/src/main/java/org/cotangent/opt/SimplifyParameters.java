package org.cotangent.opt;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cotangent.ir.Block;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Value;
import org.cotangent.ir.analysis.Loops;
import org.cotangent.ir.analysis.Predecessors;
import org.cotangent.ir.analysis.Uses;
import org.jspecify.annotations.Nullable;

/// A block parameter for which all edges hand over one value, or the same constant, is that value. A step of [Simplify];
/// parameters of exit blocks stay if they close a loop that is to keep its shape.
final class SimplifyParameters implements Pass {
    private final boolean keepsLoops;

    SimplifyParameters(boolean keepsLoops) {
        this.keepsLoops = keepsLoops;
    }

    @Override
    public String name() {
        return "simplify-parameters";
    }

    @Override
    public Func apply(Func f) {
        Run run = new Run(f, keepsLoops);
        for (boolean again = true; again;) {
            again = false;
            for (Block b : f.blocks()) if (b.label() != f.entry().label()) again |= run.visit(b);
        }
        return run.finish();
    }

    private static final class Run {
        final Draft draft;
        final Known known;
        final Predecessors predecessors;
        final Uses uses;
        final Map<Block.Label, Loops.Loop> exits = new HashMap<>();
        boolean exitsAreKnown;
        final Set<Value> gone = new HashSet<>();

        Run(Func f, boolean keepsLoops) {
            this.exitsAreKnown = !keepsLoops;
            this.draft = new Draft(f);
            this.known = Known.of(f);
            this.predecessors = Predecessors.of(f);
            this.uses = Uses.of(f);
        }

        boolean visit(Block b) {
            boolean found = false;
            List<Predecessors.Source> sources = predecessors.of(b.label());
            for (int i = 0; i < b.parameters().size(); i++) {
                Value p = b.parameters().get(i);
                if (gone.contains(p)) continue;
                Value only = only(b, p, i, sources);
                if (only == null) continue;
                gone.add(p);
                found = true;
                if (known.isConstant(only)) remake(b, p, only);
                else draft.replace(p, only);
            }
            return found;
        }

        /// The one value that the `i`th parameter stands for, or null.
        private @Nullable Value only(Block b, Value p, int i, List<Predecessors.Source> sources) {
            Value only = null;
            for (Predecessors.Source s : sources) {
                List<Value> arguments = s.edge().arguments();
                int at = i - (b.parameters().size() - arguments.size());
                if (at < 0) return null;
                Value a = draft.resolve(arguments.get(at));
                if (a == p || a == only) continue;
                if (only != null && !sameConstant(a, only)) return null;
                only = a;
            }
            if (only == null || only.linear() != p.linear() || closes(b, only)) return null;
            return known.isConstant(only) && hides(b) ? null : only;
        }

        /// Whether neither in `b` nor in the entry there is a place for a constant that handlers see.
        private boolean hides(Block b) {
            return !b.handlers().isEmpty() && !draft.before().entry().handlers().isEmpty();
        }

        private boolean sameConstant(Value a, Value b) {
            return known.isConstant(a) && known.isConstant(b)
                    && Optional.ofNullable(known.op(a)).equals(Optional.ofNullable(known.op(b)));
        }

        /// Whether a parameter of `b` with this argument closes a loop.
        private boolean closes(Block b, Value argument) {
            if (known.isConstant(argument)) return false;
            if (!exitsAreKnown) {
                for (CanonicalLoops.Shape s : CanonicalLoops.of(draft.before())) {
                    s.exit().ifPresent(e -> exits.put(e, s.loop()));
                }
                exitsAreKnown = true;
            }
            Loops.Loop loop = exits.get(b.label());
            return loop != null && loop.contains(uses.block(argument));
        }

        /// The constants that come in may be several: `p` becomes one of its own, where handlers see it.
        private void remake(Block b, Value p, Value constant) {
            var op = known.op(constant);
            if (op == null) throw new IllegalStateException("not a constant: " + constant);
            Let let = draft.let(op, p.hint(), p.linear(), b.origin());
            known.note(let);
            draft.prepend(b.handlers().isEmpty() ? b.label() : draft.entry(), let);
            draft.replace(p, let.result());
        }

        Func finish() {
            return gone.isEmpty() ? draft.before() : draft.withoutParameters(gone).build();
        }
    }
}

package org.cotangent.opt;

import java.util.ArrayList;
import java.util.List;
import org.cotangent.ir.Block;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Origin;
import org.cotangent.ir.Value;
import org.jspecify.annotations.Nullable;

/// Ops that [Identities] knows to be simpler become so. A step of [Simplify].
final class FoldLets implements Pass {
    private static final int MOST_STEPS = 8;

    @Override
    public String name() {
        return "fold-lets";
    }

    @Override
    public Func apply(Func f) {
        Run run = new Run(f);
        for (Block b : f.blocks()) run.visit(b);
        return run.draft.build();
    }

    private static final class Run {
        final Draft draft;
        final Known known;
        final Identities identities;
        List<Let> written = new ArrayList<>();
        Origin origin = Origin.NONE;
        boolean changed;

        Run(Func f) {
            this.draft = new Draft(f);
            this.known = Known.of(f);
            this.identities = new Identities(known, this::make);
        }

        private Value make(Op op, boolean linear) {
            Let let = draft.let(op, "", linear, origin);
            known.note(let);
            written.add(let);
            return let.result();
        }

        void visit(Block b) {
            written = new ArrayList<>(b.lets().size());
            changed = false;
            for (Let let : b.lets()) visit(let);
            if (changed) draft.put(b.with(written, b.exit()));
        }

        private void visit(Let let) {
            Value result = let.result();
            origin = let.origin();
            Op op = Values.map(let.op(), draft::resolve);
            for (int step = 0; step < MOST_STEPS; step++) {
                Value same = identities.of(op);
                if (same != null && same.linear() == result.linear()) {
                    draft.replace(result, same);
                    changed = true;
                    return;
                }
                Op simpler = replacement(same, result);
                if (simpler == null || simpler.equals(op)) break;
                op = simpler;
                changed = true;
            }
            Let now = op == let.op() ? let : new Let(result, op, let.origin());
            changed |= now != let;
            known.note(now);
            written.add(now);
        }

        /// What an op becomes; a primal 0 of one that reads structural zeros stays one.
        private @Nullable Op replacement(@Nullable Value same, Value result) {
            if (same == null) return identities.become();
            return known.isZero(same) && result.type().isFloating() ? new Op.Zero(result.type()) : null;
        }
    }
}

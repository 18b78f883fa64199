package org.cotangent.opt;

import java.util.ArrayList;
import java.util.List;
import org.cotangent.ir.Block;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Value;
import org.cotangent.ir.analysis.Predecessors;
import org.jspecify.annotations.Nullable;

/// A block and the only one that it jumps to, if nothing else leads there, become one. A step of [Simplify].
///
/// Where loops must keep their shape for reverse mode, two guarded blocks stay apart, too: each says how far its code had
/// come when an exception left it.
record MergeBlocks(boolean keepsGuards) implements Pass {
    @Override
    public String name() {
        return "merge-blocks";
    }

    @Override
    public Func apply(Func f) {
        Run run = new Run(new Draft(f), Predecessors.of(f), keepsGuards);
        for (Block b : f.blocks()) run.visit(b.label());
        return run.draft.build();
    }

    private record Run(Draft draft, Predecessors predecessors, boolean keepsGuards) {
        void visit(Block.Label label) {
            if (!draft.contains(label)) return;
            List<Let> lets = new ArrayList<>();
            Block a = draft.block(label);
            Block end = a;
            List<Block.Handler> handlers = a.handlers();
            while (end.exit() instanceof Exit.Jump(var e) && isOnlyWay(e.target(), label)) {
                Block next = draft.block(e.target());
                List<Block.Handler> merged = handlers(handlers, lets, end, next);
                if (merged == null) break;
                handlers = merged;
                lets.addAll(end.lets());
                for (int i = 0; i < next.parameters().size(); i++) {
                    draft.replace(next.parameters().get(i), e.arguments().get(i));
                }
                draft.remove(next.label());
                end = next;
            }
            if (end == a) return;
            lets.addAll(end.lets());
            draft.put(new Block(label, a.parameters(), lets, end.exit(), handlers, end.origin()));
        }

        private boolean isOnlyWay(Block.Label to, Block.Label from) {
            return to != from && predecessors.of(to).size() == 1;
        }

        /// The handlers of what `lets`, those of `end` and `next` become, or null if they must stay apart.
        private @Nullable List<Block.Handler> handlers(
                List<Block.Handler> before, List<Let> lets, Block end, Block next) {
            boolean returns = next.exit() instanceof Exit.Return; // from a loop, if the handler leads back into it
            if (keepsGuards && !before.isEmpty() && (returns || !next.handlers().isEmpty())) return null;
            List<Value> given = end.exit().edges().getFirst().arguments();
            List<Block.Handler> after = next.handlers().stream()
                    .map(h -> new Block.Handler(h.type(), h.edge().map(v -> {
                        int i = next.parameters().indexOf(v);
                        return draft.resolve(i < 0 ? v : given.get(i));
                    })))
                    .toList();
            List<Block.Handler> known = before.stream()
                    .map(h -> new Block.Handler(h.type(), h.edge().map(draft::resolve)))
                    .toList();
            if (known.equals(after)) return before;
            if (!canThrow(next.lets()) && !(next.exit() instanceof Exit.Throw)) return before;
            // what is defined here would be hidden from the handlers of a block that begins here
            return lets.isEmpty() && end.lets().isEmpty() ? after : null;
        }

        private static boolean canThrow(List<Let> lets) {
            return lets.stream().anyMatch(let -> let.op().canThrow());
        }
    }
}

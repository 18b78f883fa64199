package org.cotangent.opt;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cotangent.ir.Block;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;
import org.cotangent.ir.analysis.Predecessors;

/// Decisions that are known are taken: constant conditions, conditions that were decided on the only way to the block,
/// branches whose arms are the same edge; handlers of blocks in which nothing can throw go. A step of [Simplify].
final class FoldBranches implements Pass {
    private static final int FARTHEST = 8;

    @Override
    public String name() {
        return "fold-branches";
    }

    @Override
    public Func apply(Func f) {
        Run run = new Run(new Draft(f), Known.of(f), Predecessors.of(f), new HashSet<>());
        for (Block b : f.blocks()) run.visit(b);
        return run.draft.build();
    }

    private record Run(Draft draft, Known known, Predecessors predecessors, Set<Block.Label> folded) {
        void visit(Block b) {
            Exit exit = fold(b);
            boolean quiet = !b.handlers().isEmpty() && !canThrow(b);
            if (exit != b.exit()) folded.add(b.label());
            if (exit == b.exit() && !quiet) return;
            List<Block.Handler> handlers = quiet ? List.of() : b.handlers();
            draft.put(new Block(b.label(), b.parameters(), b.lets(), exit, handlers, b.origin()));
        }

        private static boolean canThrow(Block b) {
            return b.exit() instanceof Exit.Throw || b.lets().stream().anyMatch(let -> let.op().canThrow());
        }

        private Exit fold(Block b) {
            return switch (b.exit()) {
                case Exit.Branch(_, var then, var otherwise) when then.equals(otherwise) -> new Exit.Jump(then);
                case Exit.Branch branch                                                  -> fold(branch, b.label());
                case Exit.Switch(var key, var cases, var otherwise) when known.constant(key) instanceof Integer n ->
                        new Exit.Jump(cases.stream()
                                .filter(c -> c.key() == n)
                                .findFirst()
                                .map(Exit.Case::edge)
                                .orElse(otherwise));
                case Exit.Switch(_, var cases, var otherwise) when cases.stream()
                        .allMatch(c -> c.edge().equals(otherwise)) -> new Exit.Jump(otherwise);
                default -> b.exit();
            };
        }

        private Exit fold(Exit.Branch branch, Block.Label label) {
            Value c = branch.condition();
            if (known.constant(c) instanceof Integer n)
                return new Exit.Jump(n != 0 ? branch.then() : branch.otherwise());
            int decided = decided(c, label);
            if (decided >= 0) return new Exit.Jump(decided == 1 ? branch.then() : branch.otherwise());
            if (known.op(c) instanceof Op.Compare(var kind, var x, var zero)
                    && known.is(zero, 0)
                    && x.type() == Type.I32) {
                if (kind == Op.Compare.Kind.NE) return new Exit.Branch(x, branch.then(), branch.otherwise());
                if (kind == Op.Compare.Kind.EQ) return new Exit.Branch(x, branch.otherwise(), branch.then());
            }
            return branch;
        }

        /// 1 or 0 if `c` was decided so on the only way to `label`, else -1.
        private int decided(Value c, Block.Label label) {
            Block.Label at = label;
            for (int i = 0; i < FARTHEST; i++) {
                List<Predecessors.Source> sources = predecessors.of(at);
                if (sources.size() != 1) return -1;
                Predecessors.Source s = sources.getFirst();
                boolean branches = !s.guard() && !folded.contains(s.block());
                if (branches && draft.block(s.block()).exit() instanceof Exit.Branch(var d, var then, _) && d == c) {
                    return s.edge() == then ? 1 : 0;
                }
                at = s.block();
            }
            return -1;
        }
    }
}

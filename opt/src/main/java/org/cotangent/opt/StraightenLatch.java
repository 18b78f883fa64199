package org.cotangent.opt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cotangent.ir.Block;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Op;
import org.cotangent.ir.Value;
import org.cotangent.ir.analysis.Predecessors;
import org.cotangent.ir.analysis.Uses;

/// A latch that only asks what the one branch before it has just decided goes; that branch becomes the latch.
///
/// `branch c ? ^latch(1, x) : ^latch(0, y); ^latch(which, v): branch which ? ^exit(v) : ^header(v)` becomes
/// `branch c ? ^exit(x) : ^header(y)`. Keeps the shape of loops.
public final class StraightenLatch implements Pass {
    @Override
    public String name() {
        return "straighten-latch";
    }

    @Override
    public Func apply(Func f) {
        Predecessors predecessors = Predecessors.of(f);
        Uses uses = Uses.of(f);
        Map<Block.Label, Block> blocks = f.byLabel();
        for (Block latch : f.blocks()) {
            if (isReadElsewhere(latch, uses)) continue;
            Optional<Block> before = before(latch, predecessors, blocks);
            if (before.isEmpty() || !(before.get().exit() instanceof Exit.Branch(var c, var yes, var no))) continue;
            Optional<Block.Edge> whenYes = follow(yes, latch, uses);
            Optional<Block.Edge> whenNo = follow(no, latch, uses);
            if (whenYes.isEmpty() || whenNo.isEmpty()) continue;
            Block b = before.get();
            Exit exit = new Exit.Branch(c, whenYes.get(), whenNo.get());
            List<Block> rest = new ArrayList<>(f.blocks());
            rest.set(rest.indexOf(b), b.with(b.lets(), exit));
            rest.remove(latch);
            return apply(f.withBlocks(List.copyOf(rest)));
        }
        return f;
    }

    private static boolean isReadElsewhere(Block latch, Uses uses) {
        for (Value p : latch.parameters()) {
            if (!List.of(latch.label()).containsAll(uses.users(p))) return true;
        }
        return false;
    }

    /// The block all of whose ways lead to `latch`, if there is one and it may be changed.
    private static Optional<Block> before(Block latch, Predecessors predecessors, Map<Block.Label, Block> blocks) {
        List<Predecessors.Source> sources = predecessors.of(latch.label());
        if (!latch.lets().isEmpty() || !latch.handlers().isEmpty() || sources.size() != 2) return Optional.empty();
        Block.Label from = sources.getFirst().block();
        boolean same = sources.stream().allMatch(s -> s.block() == from && !s.guard());
        return same ? Optional.ofNullable(blocks.get(from)) : Optional.empty();
    }

    /// Where `edge`, which leads to `latch`, goes on from there.
    private static Optional<Block.Edge> follow(Block.Edge edge, Block latch, Uses uses) {
        if (!(latch.exit() instanceof Exit.Branch(var which, var yes, var no))) return Optional.empty();
        int at = latch.parameters().indexOf(which);
        if (at < 0) return Optional.empty();
        Optional<Integer> known = uses.definition(edge.arguments().get(at))
                .flatMap(d -> d.op() instanceof Op.Const(Integer k, _) ? Optional.of(k) : Optional.empty());
        return known.map(k -> (k != 0 ? yes : no).map(v -> argument(v, edge, latch)));
    }

    private static Value argument(Value v, Block.Edge edge, Block latch) {
        int i = latch.parameters().indexOf(v);
        return i < 0 ? v : edge.arguments().get(i);
    }
}

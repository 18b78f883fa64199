package org.cotangent.ir.analysis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import org.cotangent.ir.Block;
import org.cotangent.ir.Func;
import org.cotangent.ir.RandomProgram;

/// Random functions, and the plainest possible way to ask whether there is a way between two blocks.
final class Programs {
    private Programs() {}

    static List<Func> random() {
        List<Func> all = new ArrayList<>();
        for (long seed = 0; seed < 600; seed++) all.add(RandomProgram.of(seed, 14, seed % 3 != 0).write());
        return all;
    }

    /// The blocks that `start` leads to, over the edges (out of a block; a handler's or not) that `allowed` allows.
    static Set<Block.Label> reached(Func f, Block.Label start, BiPredicate<Block, Boolean> allowed) {
        Set<Block.Label> seen = new HashSet<>(Set.of(start));
        Deque<Block.Label> work = new ArrayDeque<>(seen);
        while (!work.isEmpty()) {
            Block b = f.byLabel().get(work.remove());
            List<Block.Edge> edges = new ArrayList<>();
            if (allowed.test(b, false)) edges.addAll(b.exit().edges());
            if (allowed.test(b, true)) for (Block.Handler h : b.handlers()) edges.add(h.edge());
            for (Block.Edge e : edges) if (seen.add(e.target())) work.add(e.target());
        }
        return seen;
    }

    /// Whether each way to `b` passes `a`.
    static boolean dominates(Func f, Block.Label a, Block.Label b) {
        if (a == b || a == f.entry().label()) return true;
        return !reached(f, f.entry().label(), (x, _) -> x.label() != a).contains(b);
    }
}

package org.cotangent.opt;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.cotangent.ir.Block;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.analysis.Predecessors;

/// The blocks from which a return can be reached; what leaves a loop for another block never comes back.
final class Returning {
    private Returning() {}

    static Set<Block.Label> blocks(Func f) {
        Predecessors predecessors = Predecessors.of(f);
        Set<Block.Label> found = new HashSet<>();
        Deque<Block.Label> work = new ArrayDeque<>();
        for (Block b : f.blocks()) if (b.exit() instanceof Exit.Return && found.add(b.label())) work.add(b.label());
        while (!work.isEmpty()) {
            for (Predecessors.Source s : predecessors.of(work.remove())) {
                if (found.add(s.block())) work.add(s.block());
            }
        }
        return found;
    }
}

package org.cotangent.ir.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cotangent.ir.Block;
import org.cotangent.ir.Func;

/// Where control may come from: for each block the edges that lead to it, in the order of the blocks they leave.
public final class Predecessors {
    /// An edge into a block.
    ///
    /// @param block the block that the edge leaves
    /// @param guard whether it is a handler's edge, taken by an exception anywhere in `block`
    public record Source(Block.Label block, Block.Edge edge, boolean guard) {}

    private final Map<Block.Label, List<Source>> sources;

    private Predecessors(Map<Block.Label, List<Source>> sources) {
        this.sources = sources;
    }

    public static Predecessors of(Func f) {
        Map<Block.Label, List<Source>> sources = HashMap.newHashMap(f.blocks().size());
        for (Block b : f.blocks()) {
            for (Block.Edge e : b.exit().edges()) add(sources, new Source(b.label(), e, false));
            for (Block.Handler h : b.handlers()) add(sources, new Source(b.label(), h.edge(), true));
        }
        return new Predecessors(sources);
    }

    /// The edges into `block`; two from one block if both arms of its branch lead here.
    public List<Source> of(Block.Label block) {
        return sources.getOrDefault(block, List.of());
    }

    private static void add(Map<Block.Label, List<Source>> sources, Source source) {
        sources.computeIfAbsent(source.edge().target(), _ -> new ArrayList<>()).add(source);
    }
}

package org.cotangent.ad.rules;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cotangent.ir.Block;
import org.cotangent.ir.Func;

/// Where the ways out of a block meet again, in a function without loops (immediate postdominators).
final class Meets {
    private final List<Block> blocks;
    private final Map<Block.Label, Integer> index = new HashMap<>();
    private final Map<Block.Label, Set<Block.Label>> passed = new HashMap<>();

    Meets(Func f) {
        blocks = f.blocks();
        for (Block block : blocks) index.put(block.label(), index.size());
        for (Block block : blocks.reversed()) passed.put(block.label(), passed(block));
    }

    /// Whether some edge leads back: then nothing else here can be asked.
    static boolean goesRound(Func f) {
        Map<Block.Label, Integer> index = new HashMap<>();
        for (Block block : f.blocks()) {
            index.put(block.label(), index.size());
            if (block.edges().stream().anyMatch(e -> index.containsKey(e.target()))) return true;
        }
        return false;
    }

    Block block(Block.Label label) {
        return blocks.get(at(label));
    }

    /// The first block that every way out of `label` passes; empty if that is the end of the function.
    Optional<Block.Label> after(Block.Label label) {
        return of(passed, label).stream().filter(l -> l != label).min((x, y) -> at(x) - at(y));
    }

    private Set<Block.Label> passed(Block block) {
        Set<Block.Label> all = new LinkedHashSet<>();
        List<Block.Edge> edges = block.exit().edges();
        if (!edges.isEmpty()) all.addAll(of(passed, edges.getFirst().target()));
        for (Block.Edge e : edges) all.retainAll(of(passed, e.target()));
        all.add(block.label());
        return all;
    }

    private int at(Block.Label label) {
        return of(index, label);
    }

    private static <T> T of(Map<Block.Label, T> map, Block.Label label) {
        T t = map.get(label);
        if (t == null) throw new IllegalStateException("no such block: " + label);
        return t;
    }
}

package org.cotangent.ir.analysis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cotangent.ir.Block;
import org.cotangent.ir.Func;

/// Blocks as numbers, their places in the function; shared by the analyses.
final class Flow {
    private final List<Block> blocks;
    private final Map<Block.Label, Integer> places;
    private final int[][] successors;
    private final int[][] predecessors;

    private Flow(List<Block> blocks, Map<Block.Label, Integer> places) {
        this.blocks = blocks;
        this.places = places;
        this.successors = new int[blocks.size()][];
        this.predecessors = new int[blocks.size()][];
    }

    static Flow of(Func f) {
        Map<Block.Label, Integer> places = HashMap.newHashMap(f.blocks().size());
        for (Block b : f.blocks()) places.put(b.label(), places.size());
        Flow flow = new Flow(f.blocks(), places);
        flow.connect();
        return flow;
    }

    private void connect() {
        int[] incoming = new int[blocks.size()];
        for (int b = 0; b < blocks.size(); b++) {
            successors[b] = blocks.get(b).edges().stream()
                    .mapToInt(e -> place(e.target()))
                    .toArray();
            for (int s : successors[b]) incoming[s]++;
        }
        for (int b = 0; b < blocks.size(); b++) predecessors[b] = new int[incoming[b]];
        for (int b = blocks.size() - 1; b >= 0; b--) {
            for (int s : successors[b]) predecessors[s][--incoming[s]] = b;
        }
    }

    int size() {
        return blocks.size();
    }

    Block block(int place) {
        return blocks.get(place);
    }

    Block.Label label(int place) {
        return blocks.get(place).label();
    }

    int place(Block.Label label) {
        Integer place = places.get(label);
        if (place == null) throw new IllegalArgumentException("not in this function: " + label);
        return place;
    }

    /// The places that block leads to: its exit's, then its handlers'.
    int[] successors(int block) {
        return successors[block];
    }

    /// The places that lead to `block`, in order.
    int[] predecessors(int block) {
        return predecessors[block];
    }
}

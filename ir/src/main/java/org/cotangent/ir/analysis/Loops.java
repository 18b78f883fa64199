package org.cotangent.ir.analysis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cotangent.ir.Block;
import org.cotangent.ir.Func;

/// The loop forest: a natural loop is a header and all that leads to one of its latches without passing the header,
/// where a latch has an edge to the header and is dominated by it.
public final class Loops {
    /// A loop.
    ///
    /// @param body its blocks, header first, in the function's order; inner loops are part of it
    /// @param latches the blocks with an edge back to the header
    /// @param parent the next loop outwards
    /// @param depth 1 for an outermost loop
    public record Loop(
            Block.Label header, Set<Block.Label> body, List<Block.Label> latches, Optional<Loop> parent, int depth) {
        public boolean contains(Block.Label block) {
            return body.contains(block);
        }
    }

    private final Flow flow;
    private final List<Loop> all = new ArrayList<>();
    private final List<Optional<Loop>> innermost;
    /// The header of the innermost loop around each block (around the loop itself for headers: in `outer`); or -1.
    private final int[] inner;

    private final int[] outer;
    private boolean reducible = true;

    private Loops(Flow flow) {
        this.flow = flow;
        this.inner = new int[flow.size()];
        this.outer = new int[flow.size()];
        this.innermost = new ArrayList<>(Collections.nCopies(flow.size(), Optional.empty()));
    }

    public static Loops of(Func f) {
        return of(f, Dominators.of(f));
    }

    /// The loops of `f`, whose dominators are known.
    public static Loops of(Func f, Dominators dominators) {
        Loops loops = new Loops(Flow.of(f));
        List<List<Integer>> latches = loops.latches(dominators);
        loops.nest(latches);
        loops.collect(latches);
        return loops;
    }

    /// All loops, outer before inner, in the order of their headers.
    public List<Loop> all() {
        return Collections.unmodifiableList(all);
    }

    public Optional<Loop> innermost(Block.Label block) {
        return innermost.get(flow.place(block));
    }

    /// In how many loops `block` is.
    public int depth(Block.Label block) {
        return innermost(block).map(Loop::depth).orElse(0);
    }

    /// Whether each cycle is part of a loop here: entered at one block only.
    public boolean reducible() {
        return reducible;
    }

    private List<List<Integer>> latches(Dominators dominators) {
        List<List<Integer>> latches = new ArrayList<>(flow.size());
        for (int b = 0; b < flow.size(); b++) {
            List<Integer> mine = new ArrayList<>();
            for (int p : flow.predecessors(b)) {
                if (p < b || mine.contains(p)) continue;
                if (dominators.dominates(flow.label(b), flow.label(p))) mine.add(p);
                else reducible = false;
            }
            latches.add(mine);
        }
        return latches;
    }

    /// Inner headers come later, so their loops are found first; a found loop is then passed in one step.
    private void nest(List<List<Integer>> latches) {
        Arrays.fill(inner, -1);
        Arrays.fill(outer, -1);
        Deque<Integer> work = new ArrayDeque<>();
        for (int header = flow.size() - 1; header >= 0; header--) {
            if (latches.get(header).isEmpty()) continue;
            inner[header] = header;
            work.addAll(latches.get(header));
            while (!work.isEmpty()) {
                int b = outermost(work.remove());
                if (b == header) continue;
                if (inner[b] == b) outer[b] = header;
                else inner[b] = header;
                for (int p : flow.predecessors(b)) work.add(p);
            }
        }
    }

    /// The header of the outermost loop found so far around `block`, or `block` if it is in none.
    private int outermost(int block) {
        int b = block;
        if (inner[b] >= 0) b = inner[b];
        while (outer[b] >= 0) b = outer[b];
        return b;
    }

    private void collect(List<List<Integer>> latches) {
        List<Set<Block.Label>> bodies = new ArrayList<>(Collections.nCopies(flow.size(), Set.of()));
        for (int b = 0; b < flow.size(); b++) {
            if (inner[b] == b) bodies.set(b, new LinkedHashSet<>());
            for (int h = inner[b]; h >= 0; h = outer[h]) bodies.get(h).add(flow.label(b));
        }
        for (int b = 0; b < flow.size(); b++) {
            if (inner[b] == b) {
                Optional<Loop> parent = outer[b] < 0 ? Optional.empty() : innermost.get(outer[b]);
                Set<Block.Label> body = Collections.unmodifiableSet(bodies.get(b));
                List<Block.Label> ends =
                        latches.get(b).stream().map(flow::label).toList();
                Loop loop = new Loop(
                        flow.label(b), body, ends, parent, parent.map(Loop::depth).orElse(0) + 1);
                all.add(loop);
                innermost.set(b, Optional.of(loop));
            } else if (inner[b] >= 0) {
                innermost.set(b, innermost.get(inner[b]));
            }
        }
    }
}

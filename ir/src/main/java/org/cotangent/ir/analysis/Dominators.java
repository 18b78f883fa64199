package org.cotangent.ir.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cotangent.ir.Block;
import org.cotangent.ir.Func;

/// Which block is always passed first.
///
/// A handler's edge leaves its block before any let of it is known to have run. So that this can be asked too
/// ([#visible]), each block is two nodes, its start and its end; exits leave the end, handlers leave the start. After
/// K. D. Cooper, T. J. Harvey, K. Kennedy, "A Simple, Fast Dominance Algorithm" (2001).
public final class Dominators {
    private final Flow flow;
    private final int[] immediate;
    private final int[] first;
    private final int[] last;
    private final List<List<Block.Label>> children;

    private Dominators(Flow flow) {
        this.flow = flow;
        this.immediate = new int[2 * flow.size()];
        this.first = new int[2 * flow.size()];
        this.last = new int[2 * flow.size()];
        this.children = new ArrayList<>(flow.size());
    }

    public static Dominators of(Func f) {
        Dominators d = new Dominators(Flow.of(f));
        d.solve();
        d.number();
        d.collect();
        return d;
    }

    /// Whether each way to `b` passes `a`; a block dominates itself.
    public boolean dominates(Block.Label a, Block.Label b) {
        return encloses(start(flow.place(a)), start(flow.place(b)));
    }

    /// Whether each way to the start of `b` runs `a` to its end, so that what `a`'s lets define is visible there. Where
    /// `a` has handlers this is more than domination. False of a block and itself.
    public boolean visible(Block.Label a, Block.Label b) {
        return encloses(end(flow.place(a)), start(flow.place(b)));
    }

    /// The nearest other block that dominates `b`; the entry for the entry.
    public Block.Label immediate(Block.Label b) {
        return flow.label(immediate[start(flow.place(b))] / 2);
    }

    /// The blocks whose immediate dominator is `b`, in the function's order.
    public List<Block.Label> children(Block.Label b) {
        return children.get(flow.place(b));
    }

    private static int start(int block) {
        return 2 * block;
    }

    private static int end(int block) {
        return 2 * block + 1;
    }

    private void solve() {
        Arrays.fill(immediate, -1);
        immediate[0] = 0;
        int[][] sources = sources();
        for (boolean changed = true; changed;) {
            changed = false;
            for (int b = 0; b < flow.size(); b++) {
                if (b > 0) changed |= improve(start(b), sources[b]);
                immediate[end(b)] = start(b);
            }
        }
    }

    /// For each block the nodes that lead to its start.
    private int[][] sources() {
        int[][] sources = new int[flow.size()][];
        int[] filled = new int[flow.size()];
        for (int b = 0; b < flow.size(); b++) sources[b] = new int[flow.predecessors(b).length];
        for (int b = 0; b < flow.size(); b++) {
            int exits = flow.block(b).exit().edges().size();
            int[] successors = flow.successors(b);
            for (int i = 0; i < successors.length; i++) {
                int s = successors[i];
                sources[s][filled[s]++] = i < exits ? end(b) : start(b);
            }
        }
        return sources;
    }

    private boolean improve(int node, int[] sources) {
        int common = -1;
        for (int s : sources) {
            if (immediate[s] < 0) continue;
            common = common < 0 ? s : meet(common, s);
        }
        if (common == immediate[node]) return false;
        immediate[node] = common;
        return true;
    }

    private int meet(int a, int b) {
        while (a != b) {
            while (a > b) a = immediate[a];
            while (b > a) b = immediate[b];
        }
        return a;
    }

    /// Gives each node the interval of its subtree: as parents precede children, sizes are summed backwards and
    /// places are handed out forwards.
    private void number() {
        int[] size = new int[immediate.length];
        for (int n = immediate.length - 1; n >= 0; n--) {
            size[n]++;
            if (n > 0 && immediate[n] >= 0) size[immediate[n]] += size[n];
        }
        int[] next = new int[immediate.length];
        for (int n = 0; n < immediate.length; n++) {
            if (immediate[n] < 0) throw new IllegalArgumentException("not in reverse post-order: " + flow.label(n / 2));
            int parent = immediate[n];
            first[n] = n == 0 ? 0 : next[parent];
            last[n] = first[n] + size[n];
            next[n] = first[n] + 1;
            if (n > 0) next[parent] += size[n];
        }
    }

    private void collect() {
        for (int b = 0; b < flow.size(); b++) children.add(new ArrayList<>());
        for (int b = 1; b < flow.size(); b++) {
            children.get(immediate[start(b)] / 2).add(flow.label(b));
        }
        children.replaceAll(List::copyOf);
    }

    private boolean encloses(int a, int b) {
        return first[a] <= first[b] && last[b] <= last[a];
    }
}

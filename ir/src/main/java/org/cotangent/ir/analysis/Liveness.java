package org.cotangent.ir.analysis;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.cotangent.ir.Block;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Value;

/// What is still needed, where; sets of value ids.
///
/// Parameters are defined at the entry of their block: they are not live in there. Arguments of an exit's edges are read
/// by the exit, in the block they leave: they are live out only if needed further on. What a handler needs is needed
/// throughout the block it guards: the arguments of its edge are live in, and the handler's parameters (but for the
/// exception) are live in and out, as if they were written at the entry of the guarded block.
public final class Liveness {
    private final Flow flow;
    private final BitSet[] in;
    private final BitSet[] out;

    private Liveness(Flow flow) {
        this.flow = flow;
        this.in = sets(flow.size());
        this.out = sets(flow.size());
    }

    public static Liveness of(Func f) {
        Liveness live = new Liveness(Flow.of(f));
        live.solve();
        live.reserve();
        return live;
    }

    /// What is live at the entry of `block`. The set is the caller's to change.
    public BitSet liveIn(Block.Label block) {
        return (BitSet) in[flow.place(block)].clone();
    }

    /// What is live after the exit of `block`. The set is the caller's to change.
    public BitSet liveOut(Block.Label block) {
        return (BitSet) out[flow.place(block)].clone();
    }

    private void solve() {
        BitSet[] defined = sets(flow.size());
        Deque<Integer> work = new ArrayDeque<>();
        BitSet waiting = new BitSet();
        for (int b = flow.size() - 1; b >= 0; b--) {
            summarize(flow.block(b), in[b], defined[b]);
            work.add(b);
            waiting.set(b);
        }
        while (!work.isEmpty()) {
            int b = work.remove();
            waiting.clear(b);
            for (int s : flow.successors(b)) out[b].or(in[s]);
            BitSet through = (BitSet) out[b].clone();
            through.andNot(defined[b]);
            int before = in[b].cardinality();
            in[b].or(through);
            if (in[b].cardinality() == before) continue;
            for (int p : flow.predecessors(b)) {
                if (waiting.get(p)) continue;
                work.add(p);
                waiting.set(p);
            }
        }
    }

    /// What `b` reads before it defines it, and what it defines.
    private static void summarize(Block b, BitSet reads, BitSet defined) {
        for (Value p : b.parameters()) defined.set(p.id());
        for (Block.Handler h : b.handlers()) read(h.edge().arguments(), reads, defined);
        for (Let let : b.lets()) {
            read(let.op().operands(), reads, defined);
            defined.set(let.result().id());
        }
        read(b.exit().operands(), reads, defined);
        for (Block.Edge e : b.exit().edges()) read(e.arguments(), reads, defined);
    }

    private static void read(List<Value> values, BitSet reads, BitSet defined) {
        for (Value v : values) {
            if (!defined.get(v.id())) reads.set(v.id());
        }
    }

    private void reserve() {
        for (int b = 0; b < flow.size(); b++) {
            for (Block.Handler h : flow.block(b).handlers()) {
                List<Value> parameters = flow.block(flow.place(h.edge().target())).parameters();
                for (Value p : parameters.subList(1, parameters.size())) {
                    in[b].set(p.id());
                    out[b].set(p.id());
                }
            }
        }
    }

    private static BitSet[] sets(int n) {
        BitSet[] sets = new BitSet[n];
        for (int i = 0; i < n; i++) sets[i] = new BitSet();
        return sets;
    }
}

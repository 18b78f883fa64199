package org.cotangent.bytecode.emit;

import java.util.List;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Value;

/// Which lets of a block may be executed late: when the only reader of their result asks for it.
final class Late {
    /// How far a let with effects looks ahead for its reader.
    private static final int REACH = 200;

    private final Reads reads;
    private final int block;
    private final List<Let> lets;
    private final boolean[] placed;
    private final Acts[] acts;

    Late(Reads reads, int block, List<Let> lets) {
        this.reads = reads;
        this.block = block;
        this.lets = lets;
        this.placed = new boolean[lets.size()];
        this.acts = acts();
    }

    void place(int k) {
        placed[k] = true;
    }

    /// Whether let `k` has still to be written, at its own place or for its reader.
    boolean waits(int k) {
        Let let = lets.get(k);
        boolean here = !reads.remade(let.result()) || reads.held(let.result());
        return here && !placed[k] && reads.executed(let);
    }

    /// Whether the let of `value`, which is pushed once, may be executed just before let `at`, or where it is not sure
    /// to be executed (not `always`).
    boolean joins(Value value, int at, boolean always) {
        if (reads.block(value) != block) return false;
        int k = reads.index(value);
        if (k < 0 || k >= at || placed[k]) return false;
        if (acts[k].isNothing()) return true;
        if (!always || at - k > REACH) return false;
        for (int i = k + 1; i < at; i++) {
            if (waits(i) && !acts[k].commutes(Acts.of(lets.get(i).op()))) return false;
        }
        return true;
    }

    /// What executing each let does, together with the lets just before it that are there for it alone: moving the let
    /// means moving them, or else they need locals.
    private Acts[] acts() {
        Acts[] all = new Acts[lets.size()];
        int[] start = new int[lets.size()];
        for (int k = 0; k < all.length; k++) {
            Op op = lets.get(k).op();
            all[k] = Acts.of(op);
            int next = k - 1;
            for (Value v : Demands.pushed(op).reversed()) {
                while (next >= 0 && reads.remade(lets.get(next).result())) next--;
                boolean own = reads.count(v) == 1 && reads.block(v) == block && !reads.remade(v);
                if (!own || next < 0 || reads.index(v) != next) continue;
                all[k] = all[k].and(all[next]);
                next = start[next] - 1;
            }
            start[k] = next + 1;
        }
        return all;
    }
}

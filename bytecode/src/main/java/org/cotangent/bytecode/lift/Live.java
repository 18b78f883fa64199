package org.cotangent.bytecode.lift;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/// Finds the locals that are live at the entry of each node: that may be read before they are written. What a handler
/// reads is live until the first instruction that may lead to it.
final class Live {
    private static final long LIMIT = 1_000_000_000;

    private final Code code;
    private final List<Node> nodes;
    private final int bound;
    private final Slots[] written;
    private final Slots[] writtenBeforeThrowing;
    private final List<List<Node>> before = new ArrayList<>();

    private Live(Code code, List<Node> nodes, int bound) {
        this.code = code;
        this.nodes = nodes;
        this.bound = bound;
        written = new Slots[nodes.size()];
        writtenBeforeThrowing = new Slots[nodes.size()];
        for (Node n : nodes) {
            before.add(new ArrayList<>(2));
            scan(n);
        }
        for (Node n : nodes) for (Node s : n.successors()) before.get(s.order).add(n);
        spread();
        for (Node n : nodes) n.variables = n.live.list();
    }

    /// All slots are below `bound`.
    static void mark(Code code, List<Node> nodes, int bound) {
        if ((long) bound * nodes.size() > LIMIT) throw new Malformed(0, "too many locals in too many places");
        new Live(code, nodes, bound);
    }

    private void scan(Node n) {
        n.live = Slots.below(bound);
        Slots all = Slots.below(bound);
        Slots early = Slots.below(bound);
        boolean thrown = false;
        for (int i = n.first; i < n.end; i++) {
            int read = code.read(i);
            if (read >= 0 && !all.has(read)) n.live.add(read);
            thrown |= code.throwing(i);
            int wrote = code.written(i);
            if (wrote < 0) continue;
            all.add(wrote);
            if (!thrown) early.add(wrote);
        }
        written[n.order] = all;
        writtenBeforeThrowing[n.order] = early;
    }

    private void spread() {
        Deque<Node> work = new ArrayDeque<>(nodes.reversed());
        boolean[] waiting = new boolean[nodes.size()];
        Arrays.fill(waiting, true);
        while (!work.isEmpty()) {
            Node n = work.remove();
            waiting[n.order] = false;
            boolean news = false;
            for (Node s : n.exits) news |= n.live.addAll(s.live, written[n.order]);
            for (Node.Guard g : n.guards) news |= n.live.addAll(g.target().live, writtenBeforeThrowing[n.order]);
            if (!news) continue;
            for (Node p : before.get(n.order)) {
                if (waiting[p.order]) continue;
                waiting[p.order] = true;
                work.add(p);
            }
        }
    }
}

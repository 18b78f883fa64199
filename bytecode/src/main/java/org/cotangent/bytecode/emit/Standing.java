package org.cotangent.bytecode.emit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.cotangent.ir.Value;
import org.jspecify.annotations.Nullable;

/// What guarded blocks put where their handlers read it is put once: not again where every way to a block has put the same
/// there last.
final class Standing {
    private static final int UNKNOWN = -1;
    /// No way has come here yet.
    private static final int ANY = -2;

    private final List<Node> nodes;
    private final Predicate<Step.Put> chosen;
    /// What handlers read, by id: its place in the states.
    private final Map<Integer, Integer> places = new HashMap<>();
    /// What is put more than once.
    private final Set<Integer> values = new HashSet<>();
    private final int[][] in;

    private Standing(List<Node> nodes, Predicate<Step.Put> chosen) {
        this.nodes = nodes;
        this.chosen = chosen;
        Set<Step.Put> once = new HashSet<>();
        for (Node n : nodes) {
            for (Step.Put put : puts(n)) {
                if (!chosen.test(put) || once.add(put)) continue;
                places.putIfAbsent(put.into().id(), places.size());
                values.add(put.value().id());
            }
        }
        this.in = new int[nodes.size()][places.size()];
    }

    /// Drops such steps among the `chosen`; whether there were any.
    static boolean drop(List<Node> nodes, Predicate<Step.Put> chosen) {
        Standing s = new Standing(nodes, chosen);
        if (s.places.isEmpty()) return false;
        s.solve();
        boolean dropped = false;
        for (Node n : nodes) dropped |= s.drop(n);
        return dropped;
    }

    private static List<Step.Put> puts(Node n) {
        List<Step.Put> puts = new ArrayList<>();
        for (Step s : n.steps.subList(0, n.prefix)) if (s instanceof Step.Put put) puts.add(put);
        return puts;
    }

    private void solve() {
        for (int[] state : in) Arrays.fill(state, ANY);
        Arrays.fill(in[0], UNKNOWN);
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Node n : nodes) {
                int[] out = out(n);
                for (Node next : n.successors()) changed |= meet(out, in[next.index]);
                for (Node.Guard g : n.guards) changed |= meet(out, in[g.target().index]);
            }
        }
    }

    private int[] out(Node n) {
        int[] out = in[n.index].clone();
        for (Step.Put put : puts(n)) {
            Integer place = places.get(put.into().id());
            if (place != null) out[place] = chosen.test(put) ? put.value().id() : UNKNOWN;
        }
        for (Step s : n.steps) {
            @Nullable
            Value w = Ranges.written(s);
            if (w == null || !values.contains(w.id())) continue;
            for (int i = 0; i < out.length; i++) if (out[i] == w.id()) out[i] = UNKNOWN;
        }
        return out;
    }

    private static boolean meet(int[] from, int[] into) {
        boolean changed = false;
        for (int i = 0; i < into.length; i++) {
            if (from[i] == ANY || from[i] == into[i] || into[i] == UNKNOWN) continue;
            into[i] = into[i] == ANY ? from[i] : UNKNOWN;
            changed = true;
        }
        return changed;
    }

    private boolean drop(Node n) {
        Set<Value> stands = new HashSet<>();
        for (Step.Put put : puts(n)) {
            Integer place = places.get(put.into().id());
            if (place != null && in[n.index][place] == put.value().id()) stands.add(put.into());
        }
        if (stands.isEmpty()) return false;
        int before = n.steps.size();
        n.steps.removeIf(s -> switch (s) {
            case Step.Arg(_, var into) -> stands.contains(into);
            case Step.Put(_, var into) -> stands.contains(into);
            default                    -> false;
        });
        n.prefix -= before - n.steps.size();
        return true;
    }
}

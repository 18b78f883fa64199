package org.cotangent.ir.verify;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cotangent.ir.Block;
import org.cotangent.ir.analysis.Dominators;

/// Laws of blocks and edges: there is an entry, and blocks are in reverse post-order.
final class Shape {
    private Shape() {}

    static void thereIsAnEntry(Subject s) {
        s.check(!s.f.blocks().isEmpty(), s.f, () -> "there are no blocks");
    }

    static void eachLabelIsOneBlock(Subject s) {
        Set<Block.Label> seen = new HashSet<>();
        for (Block b : s.f.blocks()) s.check(seen.add(b.label()), b, () -> b.label() + " is two");
    }

    static void edgesLeadToBlocks(Subject s) {
        Set<Block.Label> known = s.f.byLabel().keySet();
        for (Block b : s.f.blocks()) {
            for (Block.Edge e : b.edges()) s.check(known.contains(e.target()), b, () -> "there is no " + e.target());
        }
    }

    static void nothingJumpsToTheEntry(Subject s) {
        Block.Label entry = s.f.entry().label();
        for (Block b : s.f.blocks()) {
            for (Block.Edge e : b.edges()) s.check(e.target() != entry, b, () -> b.label() + " does");
        }
    }

    static void eachBlockIsReachedFromAnEarlierOne(Subject s) {
        Set<Block.Label> reached = new HashSet<>();
        reached.add(s.f.entry().label());
        for (Block b : s.f.blocks()) {
            s.check(reached.contains(b.label()), b, () -> b.label() + " is not");
            for (Block.Edge e : b.edges()) reached.add(e.target());
        }
    }

    /// An edge to the block itself or an earlier one comes from a block that is reached from there, by later blocks.
    static void onlyLoopsGoBack(Subject s) {
        Map<Block.Label, Integer> places = new HashMap<>();
        for (Block b : s.f.blocks()) places.put(b.label(), places.size());
        Dominators dominators = Dominators.of(s.f);
        for (int from = 0; from < s.f.blocks().size(); from++) {
            Block b = s.f.blocks().get(from);
            for (Block.Edge e : b.edges()) {
                int to = place(places, e.target());
                if (to > from || dominators.dominates(e.target(), b.label())) continue;
                s.check(leads(s.f.blocks(), places, to, from), b, () -> b.label() + " goes back to " + e.target());
            }
        }
    }

    /// Whether there is a way between two blocks, over none before the first.
    private static boolean leads(List<Block> blocks, Map<Block.Label, Integer> places, int from, int to) {
        Set<Integer> seen = new HashSet<>(Set.of(from));
        Deque<Integer> work = new ArrayDeque<>(seen);
        while (!work.isEmpty()) {
            int b = work.remove();
            if (b == to) return true;
            for (Block.Edge e : blocks.get(b).edges()) {
                int next = place(places, e.target());
                if (next > from && seen.add(next)) work.add(next);
            }
        }
        return false;
    }

    private static int place(Map<Block.Label, Integer> places, Block.Label label) {
        return places.getOrDefault(label, -1);
    }
}

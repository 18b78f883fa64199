package org.cotangent.ir;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Orders of blocks.
public final class Order {
    private Order() {}

    private record Visit(Block.Label label, Iterator<Block.Edge> rest) {}

    /// The labels that `entry` leads to, in reverse post-order: a block comes before its successors, except along the
    /// back edges of loops. Iterative, so that long methods do not overflow the stack.
    public static List<Block.Label> reversePostOrder(
            Block.Label entry, Function<Block.Label, List<Block.Edge>> successors) {
        List<Block.Label> finished = new ArrayList<>();
        Set<Block.Label> seen = new HashSet<>();
        Deque<Visit> stack = new ArrayDeque<>();
        seen.add(entry);
        stack.push(new Visit(entry, reversed(successors.apply(entry))));
        while (!stack.isEmpty()) {
            Visit top = stack.peek();
            if (top.rest().hasNext()) {
                Block.Label next = top.rest().next().target();
                if (seen.add(next)) stack.push(new Visit(next, reversed(successors.apply(next))));
            } else {
                finished.add(top.label());
                stack.pop();
            }
        }
        Collections.reverse(finished);
        return finished;
    }

    /// The same function with its blocks in reverse post-order and those that cannot be reached dropped.
    public static Func sorted(Func f, List<Block> blocks) {
        Map<Block.Label, Block> byLabel = f.withBlocks(blocks).byLabel();
        List<Block> sorted = new ArrayList<>();
        Block.Label entry = blocks.getFirst().label();
        for (Block.Label l : reversePostOrder(entry, l -> block(byLabel, l).edges())) sorted.add(block(byLabel, l));
        return f.withBlocks(List.copyOf(sorted));
    }

    private static Block block(Map<Block.Label, Block> blocks, Block.Label label) {
        Block b = blocks.get(label);
        if (b == null) throw new IllegalStateException("no such block: " + label);
        return b;
    }

    private static Iterator<Block.Edge> reversed(List<Block.Edge> edges) {
        return edges.reversed().iterator();
    }
}

package org.cotangent.bytecode.emit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cotangent.ir.Block;
import org.cotangent.ir.Func;
import org.cotangent.ir.Value;

/// What stays on the operand stack from block to block: what a block pushes first of all, if all ways to it can push it.
///
/// A parameter may be left on the stack by every edge, where no edge closes a loop (code with something on the stack at
/// the end of an iteration is not compiled while it runs). What must be pushed before a parameter is pushed by the
/// block that all ways come from (`f(x, c ? y : z)`), if nothing else than this block is reached from there.
final class Carry {
    private static final int REACH = 300;

    private final Reads reads;
    private final List<Block> blocks;
    private final Map<Block.Label, Integer> numbers = new HashMap<>();
    private final List<List<Integer>> exits = new ArrayList<>();
    private final List<List<Integer>> before = new ArrayList<>();
    private final BitSet catching = new BitSet();
    private final int[] above;
    private final Map<Integer, List<Value>> carried = new HashMap<>();
    private final Map<Integer, List<Item>> under = new HashMap<>();

    /// Something pushed. `once`: nothing else pushes it; `twice`: it is duplicated at once.
    record Item(Value value, boolean once, boolean twice) {}

    Carry(Func f, Reads reads) {
        this.reads = reads;
        this.blocks = f.blocks();
        for (Block b : blocks) {
            numbers.put(b.label(), numbers.size());
            before.add(new ArrayList<>());
        }
        List<List<Integer>> all = new ArrayList<>();
        while (all.size() < blocks.size()) all.add(new ArrayList<>());
        for (int i = 0; i < blocks.size(); i++) {
            List<Integer> next = new ArrayList<>();
            for (Block.Edge e : blocks.get(i).exit().edges()) next.add(number(e.target()));
            exits.add(next);
            for (int n : next) before.get(n).add(i);
            for (int n : next) all.get(n).add(i);
            for (Block.Handler h : blocks.get(i).handlers()) {
                catching.set(number(h.edge().target()));
                all.get(number(h.edge().target())).add(i);
            }
        }
        above = dominators(all);
    }

    private int number(Block.Label label) {
        Integer n = numbers.get(label);
        if (n == null) throw new IllegalStateException("no such block: " + label);
        return n;
    }

    /// The parameters of a block that are on the stack when it is entered, from below.
    List<Value> carried(Block.Label label) {
        return carried.getOrDefault(number(label), List.of());
    }

    /// What a block leaves on the stack under what its exit needs, from below.
    List<Item> under(int block) {
        return under.getOrDefault(block, List.of());
    }

    /// Takes from the start of a block's steps what is on the stack already; the number of steps taken. All blocks that
    /// follow must have been asked, those before must not.
    int take(int block, List<Step> steps) {
        Block b = blocks.get(block);
        if (block == 0 || before.get(block).stream().anyMatch(p -> p >= block)) return 0;
        if (catching.get(block)) return exception(b, block, steps);
        List<Item> first = first(steps);
        int moved = 0;
        while (moved < first.size() && !b.parameters().contains(first.get(moved).value())) moved++;
        int end = moved;
        while (end < first.size() && isOwn(first.get(end), block)) end++;
        if (end == moved) {
            // nothing but what others push: worth while up to the last value that is made for this place
            while (moved > 0 && !isMadeFor(first.get(moved - 1), above[block])) moved--;
            end = moved;
        }
        if (moved > 0 && !(closed(above[block], block) && !under.containsKey(above[block]))) {
            moved = 0;
            end = 0;
        }
        if (end == 0) return 0;
        if (moved > 0) under.put(above[block], List.copyOf(first.subList(0, moved)));
        List<Value> own = first.subList(moved, end).stream().map(Item::value).toList();
        carried.put(block, own);
        int twice = (int) first.subList(0, moved).stream().filter(Item::twice).count();
        return end + twice;
    }

    private int exception(Block b, int block, List<Step> steps) {
        Value exception = b.parameters().getFirst();
        boolean taken = before.get(block).isEmpty()
                && !steps.isEmpty()
                && steps.getFirst() instanceof Step.Load(var v)
                && v == exception
                && reads.count(v) == 1;
        if (taken) carried.put(block, List.of(exception));
        return taken ? 1 : 0;
    }

    /// What the steps push before they do anything else.
    private List<Item> first(List<Step> steps) {
        List<Item> first = new ArrayList<>();
        for (Step s : steps) {
            switch (s) {
                case Step.Load(var v) -> first.add(new Item(v, reads.count(v) == 1, false));
                case Step.Run(var let) when reads.remade(let.result()) && let.op().operands().isEmpty() ->
                        first.add(new Item(let.result(), false, false));
                case Step.Dup(var v, var all) when all && !first.isEmpty() && first.getLast().value() == v
                        && !first.getLast().twice() ->
                        first.set(first.size() - 1, new Item(v, true, true));
                default -> {
                    return first;
                }
            }
        }
        return first;
    }

    private boolean isOwn(Item item, int block) {
        return item.once() && !item.twice() && blocks.get(block).parameters().contains(item.value());
    }

    /// Whether an item is the only use of what block `from` makes last.
    private boolean isMadeFor(Item item, int from) {
        return item.once() && reads.block(item.value()) == from && reads.index(item.value()) >= 0;
    }

    /// Whether `block` is the only place that is reached from `from`, but for ends of the function, and only from there.
    private boolean closed(int from, int block) {
        if (from < 0) return false;
        BitSet inside = new BitSet();
        Deque<Integer> work = new ArrayDeque<>(exits.get(from));
        while (!work.isEmpty()) {
            int n = work.pop();
            if (n == block || inside.get(n)) continue;
            if (n <= from || catching.get(n) || inside.cardinality() > REACH) return false;
            inside.set(n);
            for (int next : exits.get(n)) if (next <= n) return false;
            work.addAll(exits.get(n));
        }
        for (int n = inside.nextSetBit(0); n >= 0; n = inside.nextSetBit(n + 1)) {
            for (int p : before.get(n)) if (p != from && !inside.get(p)) return false;
        }
        for (int p : before.get(block)) if (p != from && !inside.get(p)) return false;
        return true;
    }

    /// The closest block that is always passed before each, -1 for the first. After K. Cooper, T. Harvey, K. Kennedy.
    private static int[] dominators(List<List<Integer>> before) {
        int[] above = new int[before.size()];
        Arrays.fill(above, -1);
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int n = 1; n < above.length; n++) {
                int meet = -1;
                for (int p : before.get(n)) {
                    if (p > 0 && above[p] < 0) continue;
                    meet = meet < 0 ? p : meet(meet, p, above);
                }
                changed |= above[n] != meet;
                above[n] = meet;
            }
        }
        return above;
    }

    private static int meet(int a, int b, int[] above) {
        int x = a;
        int y = b;
        while (x != y) {
            if (x > y) x = above[x];
            else y = above[y];
        }
        return x;
    }
}

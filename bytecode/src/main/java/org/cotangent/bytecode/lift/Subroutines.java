package org.cotangent.bytecode.lift;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Where the `ret` of a subroutine leads: follows return addresses from `jsr` through the stack and the locals. Other
/// values are of no interest here, except for the room that they take on the stack.
final class Subroutines {
    /// The return addresses that are in locals, and the whole stack, slot by slot: what is no return address is 0, one
    /// is the number of the instruction that it leads to, which is never the first.
    record Returns(SortedMap<Integer, Integer> locals, List<Integer> stack) {
        static final Returns NONE = new Returns(new TreeMap<>(), List.of());

        /// That of a map would be the same for most combinations of addresses.
        @Override
        public int hashCode() {
            int h = stack.hashCode();
            for (var local : locals.entrySet()) h = 31 * (31 * h + local.getKey()) + local.getValue();
            return h;
        }
    }

    private static final Returns CAUGHT = new Returns(new TreeMap<>(), List.of(0));
    private static final int LIMIT = 10_000_000;

    private final Code code;
    private final Pieces pieces;
    private final Constants constants;
    private final boolean any;
    private final BitSet slots;
    /// The slots that a `ret` may read, from each instruction on.
    private final List<BitSet> used = new ArrayList<>();

    Subroutines(Code code, Pieces pieces, Constants constants) {
        this.code = code;
        this.pieces = pieces;
        this.constants = constants;
        slots = code.returnSlots();
        any = !slots.isEmpty();
        if (any) findUsed();
    }

    // ---- which return addresses may be used -----------------------------------------------------------------

    private void findUsed() {
        long size = code.count();
        for (Pieces.Range r : pieces.ranges()) size += r.end() - r.start();
        if (size * slots.cardinality() > LIMIT) throw new Malformed(0, "too many subroutines");
        for (int i = 0; i <= code.count(); i++) used.add(new BitSet());
        BitSet returned = new BitSet();
        for (boolean news = true; news;) {
            news = false;
            for (Pieces.Range r : pieces.ranges()) {
                for (int i = r.start(); i < r.end(); i++) news |= add(used.get(i), used.get(r.handler()));
            }
            for (int i = code.count() - 1; i >= 0; i--) {
                news |= add(used.get(i), usedAfter(i, returned));
                if (code.isSubroutineCall(i)) news |= add(returned, used.get(i + 1));
            }
        }
    }

    private BitSet usedAfter(int i, BitSet returned) {
        BitSet after = new BitSet();
        if (code.fallsThrough(i)) after.or(used.get(i + 1));
        if (code.jumps(i)) after.or(used.get(code.first(i)));
        if (code.isSwitch(i)) {
            after.or(used.get(code.table(i).otherwise()));
            for (int target : code.table(i).targets()) after.or(used.get(target));
        }
        if (code.written(i) >= 0) after.clear(code.written(i));
        if (code.returnsFromSubroutine(i)) {
            after.or(returned);
            after.set(code.first(i));
        }
        return after;
    }

    private static boolean add(BitSet to, BitSet more) {
        int before = to.cardinality();
        to.or(more);
        return to.cardinality() > before;
    }

    /// `returns` without what is not used at `target` or later.
    Returns used(Returns returns, int target) {
        if (!any || returns.locals().isEmpty()) return returns;
        SortedMap<Integer, Integer> locals = new TreeMap<>(returns.locals());
        locals.keySet().removeIf(slot -> !used.get(target).get(slot));
        return new Returns(locals, returns.stack());
    }

    /// What a handler finds.
    Returns thrown(Returns returns, int handler) {
        return any ? used(new Returns(returns.locals(), CAUGHT.stack()), handler) : Returns.NONE;
    }

    // ---- following them -------------------------------------------------------------------------------------

    /// Where the `ret` at the end of `n` leads.
    int target(Node n) {
        Integer target = n.returns.locals().get(code.first(n.end - 1));
        if (target == null) throw new Malformed(code.offset(n.end - 1), "ret of what is no return address");
        return target;
    }

    /// What there is at the end of `n`.
    Returns after(Node n) {
        if (!any) return Returns.NONE;
        SortedMap<Integer, Integer> locals = new TreeMap<>(n.returns.locals());
        List<Integer> stack = new ArrayList<>(n.returns.stack());
        for (int i = n.first; i < n.end; i++) {
            try {
                step(i, locals, stack);
            } catch (Malformed e) {
                throw e.offset() >= 0 ? e : new Malformed(code.offset(i), e.why());
            }
        }
        return new Returns(locals, List.copyOf(stack));
    }

    private void step(int i, SortedMap<Integer, Integer> locals, List<Integer> stack) {
        switch (code.op(i)) {
            case DUP     -> repeat(stack, 1, 0);
            case DUP_X1  -> repeat(stack, 1, 1);
            case DUP_X2  -> repeat(stack, 1, 2);
            case DUP2    -> repeat(stack, 2, 0);
            case DUP2_X1 -> repeat(stack, 2, 1);
            case DUP2_X2 -> repeat(stack, 2, 2);
            case SWAP -> {
                List<Integer> upper = take(stack, 1);
                List<Integer> lower = take(stack, 1);
                stack.addAll(upper);
                stack.addAll(lower);
            }
            case JSR -> stack.add(i + 1);
            case ASTORE -> {
                int address = take(stack, 1).getFirst();
                locals.remove(code.first(i));
                if (address > 0) locals.put(code.first(i), address);
            }
            default -> {
                if (code.written(i) >= 0) locals.remove(code.written(i));
                take(stack, StackEffect.popped(code, i, constants));
                for (int k = StackEffect.pushed(code, i, constants); k > 0; k--) stack.add(0);
            }
        }
    }

    private static void repeat(List<Integer> stack, int slots, int below) {
        List<Integer> upper = take(stack, slots);
        List<Integer> lower = take(stack, below);
        stack.addAll(upper);
        stack.addAll(lower);
        stack.addAll(upper);
    }

    private static List<Integer> take(List<Integer> stack, int slots) {
        if (stack.size() < slots) throw new Malformed("the stack is empty");
        List<Integer> top = stack.subList(stack.size() - slots, stack.size());
        List<Integer> taken = List.copyOf(top);
        top.clear();
        return taken;
    }
}

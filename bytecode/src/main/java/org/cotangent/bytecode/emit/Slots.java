package org.cotangent.bytecode.emit;

import java.util.Arrays;
import java.util.List;
import org.cotangent.ir.Value;

/// The local of each value that has one.
final class Slots {
    private final int[] slots;

    private Slots(int[] slots) {
        this.slots = slots;
    }

    /// Parameters where the JVM puts them, every other value in a local of its own.
    static Slots of(Schedule.Nodes nodes, List<Value> parameters) {
        int[] slots = new int[nodes.valueBound()];
        Arrays.fill(slots, -1);
        int next = 0;
        for (Value p : parameters) {
            slots[p.id()] = next;
            next += p.type().slots();
        }
        for (Node n : nodes.nodes()) {
            for (Step s : n.steps) {
                Value v = written(s);
                if (v == null || slots[v.id()] >= 0) continue;
                slots[v.id()] = next;
                next += v.type().slots();
            }
        }
        return new Slots(slots);
    }

    private static @org.jspecify.annotations.Nullable Value written(Step s) {
        return switch (s) {
            case Step.Store(var v) -> v;
            case Step.Put(_, var v) -> v;
            case Step.PutSum(_, _, var v) -> v;
            default -> null;
        };
    }

    int of(Value v) {
        int slot = slots[v.id()];
        if (slot < 0) throw new IllegalStateException("no local for " + v);
        return slot;
    }

    boolean same(Value a, Value b) {
        return of(a) == of(b);
    }
}

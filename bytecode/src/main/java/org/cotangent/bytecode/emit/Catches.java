package org.cotangent.bytecode.emit;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.cotangent.ir.Value;
import org.jspecify.annotations.Nullable;

/// The exception table. Nodes in a row with the same guards share entries, if nothing between them disturbs what the
/// handlers expect in their locals.
final class Catches {
    private final CodeBuilder code;
    private final Slots slots;
    private final Function<Node, Label> labels;
    private List<Node.Guard> guards = List.of();
    private @Nullable Label start;
    private @Nullable Label end;
    private @Nullable Node last;

    Catches(CodeBuilder code, Slots slots, Function<Node, Label> labels) {
        this.code = code;
        this.slots = slots;
        this.labels = labels;
    }

    /// The guards of `n` hold from `from` to `to`; nodes come in the order in which they are written.
    void add(Node n, Label from, Label to, @Nullable Node before) {
        Node previous = last;
        if (previous == null || previous != before || !n.guards.equals(guards) || disturbs(previous, n)) {
            flush();
            start = from;
            guards = n.guards;
        }
        end = to;
        last = n;
    }

    /// Whether between what `a` guards and what `b` guards a local of the handlers gets something else than what `b`
    /// hands them.
    private boolean disturbs(Node a, Node b) {
        Set<Integer> held = new HashSet<>();
        for (Node.Guard g : b.guards) {
            for (Value v : g.target().live) held.addAll(locals(v));
        }
        int size = a.steps.size();
        for (Step s : a.steps.subList(Math.min(size, Ranges.lastThrow(a) + 1), size)) {
            Value w = Ranges.written(s);
            if (w != null && locals(w).stream().anyMatch(held::contains) && !isHanded(w, b)) return true;
        }
        for (Step s : b.steps.subList(0, b.prefix)) {
            if (!(s instanceof Step.Put(var from, var to)) || !slots.same(from, to)) {
                if (Ranges.written(s) != null) return true;
            }
        }
        return false;
    }

    private List<Integer> locals(Value v) {
        int first = slots.of(v);
        return v.type().slots() == 2 ? List.of(first, first + 1) : List.of(first);
    }

    /// Whether `b` hands `w` to its handlers where it is.
    private boolean isHanded(Value w, Node b) {
        for (Step s : b.steps.subList(0, b.prefix)) {
            if (s instanceof Step.Put(var from, var to) && from == w && slots.same(from, to)) return true;
        }
        return false;
    }

    void flush() {
        if (start != null && end != null) {
            Label s = start;
            Label e = end;
            for (Node.Guard g : guards) {
                Label target = labels.apply(g.target());
                g.type().ifPresentOrElse(
                        type -> code.exceptionCatch(s, e, target, type), () -> code.exceptionCatchAll(s, e, target));
            }
        }
        start = null;
        end = null;
        last = null;
        guards = List.of();
    }
}

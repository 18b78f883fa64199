package org.cotangent.ad;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.cotangent.ir.Block;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Value;

/// Which numbers can depend on an active input, and which memory can hold one: a fixpoint over values and allocation
/// roots, for speed only. Whether an active value *matters* is left to dead-code elimination.
final class Activity {
    private final Treatment.Of treatments;
    private final PointsTo memory;
    private final Map<Block.Label, Block> labels;
    private final Set<Value> active = new HashSet<>();
    private final BitSet activeRoots = new BitSet();
    private boolean madeText;
    private boolean changed;

    Activity(Func f, Signature signature, Treatment.Of treatments, PointsTo memory) {
        this.treatments = treatments;
        this.memory = memory;
        this.labels = f.byLabel();
        if (!signature.fresh()) activeRoots.set(PointsTo.UNKNOWN);
        for (int i = 0; i < f.parameters().size(); i++) {
            Value p = f.parameters().get(i);
            if (signature.active().get(i)) active.add(p);
            if (signature.seeded().get(i)) activeRoots.or(memory.of(p));
        }
        do {
            changed = false;
            for (Block b : f.blocks()) visit(b);
        } while (changed);
    }

    /// Whether the number `v` may depend on an active input.
    boolean isActive(Value v) {
        return active.contains(v);
    }

    /// Whether memory that `reference` leads to directly may hold an active number.
    boolean holdsActive(Value reference) {
        BitSet roots = memory.of(reference);
        return roots.intersects(activeRoots) || memory.reachedFromUnknown(roots) && outsideHoldsActive();
    }

    /// Whether memory that the function did not make, or that others can reach, may hold an active number.
    boolean outsideHoldsActive() {
        return activeRoots.intersects(memory.escaped());
    }

    /// Whether a call with these operands may see something active: an operand, or any memory that it can reach.
    boolean callSeesActive(Op call) {
        if (outsideHoldsActive() || madeText) return true;
        for (Value v : call.operands()) {
            if (isActive(v) || v.type().isReference() && holdsActive(v)) return true;
        }
        return false;
    }

    private void visit(Block b) {
        // the message of an exception that leaves the function: whoever catches it saw the call
        boolean leaves = b.exit() instanceof Exit.Throw && b.handlers().isEmpty();
        for (Let let : b.lets()) {
            visit(let);
            if (!leaves && makesText(let.op())) {
                changed |= !madeText;
                madeText = true;
            }
        }
        for (Block.Edge e : b.edges()) {
            Block target = labels.get(e.target());
            if (target == null) continue;
            int offset = target.parameters().size() - e.arguments().size();
            for (int i = 0; i < e.arguments().size(); i++) {
                if (isActive(e.arguments().get(i))) activate(target.parameters().get(offset + i));
            }
        }
    }

    private boolean makesText(Op op) {
        boolean call = op instanceof Op.Invoke || op instanceof Op.InvokeDynamic || op instanceof Op.Link;
        return call
                && !madeText
                && treatments.of(op) instanceof Treatment.Guarded(var guard)
                && guard.makesText()
                && callSeesActive(op);
    }

    private void visit(Let let) {
        Value z = let.result();
        switch (let.op()) {
            case Op.GetElement(_, var a, _)        -> activateIf(z, holdsActive(a));
            case Op.GetField(_, var o)             -> activateIf(z, holdsActive(o));
            case Op.GetStatic _                    -> activateIf(z, outsideHoldsActive());
            case Op.Restore(var a, _, _)           -> activateIf(z, holdsActive(a));
            case Op.PutElement(_, var a, _, var v) -> touch(a, v);
            case Op.PutField(_, var o, var v)      -> touch(o, v);
            case Op.Save(var a, _, var v)          -> touch(a, v);
            case Op.PutStatic(_, var v) -> {
                if (isActive(v)) markOutside();
            }
            case Op.Invoke call        -> call(z, call);
            case Op.InvokeDynamic call -> call(z, call);
            case Op.Link call          -> call(z, call);
            default -> {
                for (Value v : let.op().operands()) if (isActive(v)) activate(z);
            }
        }
    }

    private void call(Value z, Op call) {
        switch (treatments.of(call)) {
            case Treatment.ByRule _, Treatment.Box _, Treatment.Closure _ -> {
                for (Value v : call.operands()) if (isActive(v)) activate(z);
                if (z.type().isReference() && call.operands().stream().anyMatch(this::isActive)) markOutside();
            }
            case Treatment.Unbox _ -> activateIf(z, outsideHoldsActive());
            case Treatment.ArrayCopy _ -> {
                if (holdsActive(call.operands().get(0))) mark(memory.of(call.operands().get(2)));
            }
            case Treatment.Clone _ -> {
                if (outsideHoldsActive() || holdsActive(call.operands().getFirst())) markOutside();
            }
            case Treatment.Flat _, Treatment.Plain _, Treatment.Guarded _, Treatment.Bits _, Treatment.Twin _ -> {}
            case Treatment.Follow _, Treatment.Unknown _ -> {
                if (!callSeesActive(call)) return;
                markOutside();
                activate(z);
            }
        }
    }

    private void touch(Value container, Value v) {
        if (!isActive(v)) return;
        BitSet roots = memory.of(container);
        mark(roots);
    }

    private void mark(BitSet roots) {
        if (memory.reachedFromUnknown(roots)) markOutside();
        int before = activeRoots.cardinality();
        activeRoots.or(roots);
        changed |= activeRoots.cardinality() != before;
    }

    private void markOutside() {
        if (activeRoots.get(PointsTo.UNKNOWN)) return;
        activeRoots.set(PointsTo.UNKNOWN);
        changed = true;
    }

    private void activateIf(Value z, boolean condition) {
        if (condition) activate(z);
    }

    private void activate(Value z) {
        if (z.type().isFloating() && active.add(z)) changed = true;
    }

}

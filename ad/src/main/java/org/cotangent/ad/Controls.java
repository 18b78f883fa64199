package org.cotangent.ad;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.cotangent.ir.Block;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Value;

/// What becomes of ints and longs made from an active number: whether bits only decide what is done (compared, branched on,
/// used as an index, or returned as a hash code), whether a hash code or the length of a text becomes a number again.
///
/// Moved through arithmetic on ints and longs they are followed.
final class Controls {
    private static final Set<ClassDesc> NUMERIC = Set.of(
            ClassDesc.of("java.lang.Math"), ConstantDescs.CD_Integer, ConstantDescs.CD_Long, ConstantDescs.CD_Short);

    private final Func f;
    private final Map<Block.Label, Block> labels;
    private final boolean hash;
    private final Set<Value> bits = new HashSet<>();
    private final Deque<Value> work = new ArrayDeque<>();

    private Controls(Func f) {
        this.f = f;
        this.labels = f.byLabel();
        this.hash = f.name().endsWith("hashCode");
    }

    static boolean isOnlyCompared(Func f, Value bits) {
        Controls c = new Controls(f);
        c.add(bits);
        while (!c.work.isEmpty()) if (!c.isControl(c.work.remove())) return false;
        return true;
    }

    /// Whether `f` itself makes a floating-point number of the int or long `v`.
    static boolean isMadeNumber(Func f, Value v) {
        Controls c = new Controls(f);
        c.add(v);
        while (!c.work.isEmpty()) if (c.makesNumber(c.work.remove())) return true;
        return false;
    }

    private boolean makesNumber(Value v) {
        for (Block b : f.blocks()) {
            for (Let let : b.lets()) {
                if (!let.op().operands().contains(v)) continue;
                if (let.op() instanceof Op.Convert && let.result().type().isFloating()) return true;
                if (moves(let.op()) && !let.result().type().isFloating()) add(let.result());
            }
            for (Block.Edge e : b.edges()) carry(e, v);
        }
        return false;
    }

    private static boolean moves(Op op) {
        return switch (op) {
            case Op.Arithmetic _, Op.Bits _, Op.Convert _, Op.Select _ -> true;
            case Op.Invoke(_, var callee, _)                           -> NUMERIC.contains(callee.owner());
            default                                                    -> false;
        };
    }

    private void add(Value v) {
        if (bits.add(v)) work.add(v);
    }

    private boolean isControl(Value v) {
        for (Block b : f.blocks()) {
            for (Let let : b.lets()) {
                if (let.op().operands().contains(v) && !isControl(let, v)) return false;
            }
            if (b.exit() instanceof Exit.Return(var values) && values.contains(v) && !hash) return false;
            for (Block.Edge e : b.edges()) carry(e, v);
        }
        return true;
    }

    private boolean isControl(Let let, Value v) {
        return switch (let.op()) {
            case Op.Compare _                                                   -> true;
            case Op.Select(var c, var x, var y) when c == v && x != v && y != v -> true;
            case Op.GetElement(_, _, var index)                                 -> index == v;
            case Op.PutElement(_, _, var index, var value)                      -> index == v && value != v;
            case Op.Arithmetic _, Op.Bits _, Op.Convert _, Op.Select _ when !let.result().type().isFloating() -> {
                add(let.result());
                yield true;
            }
            default -> false;
        };
    }

    private void carry(Block.Edge e, Value v) {
        Block target = labels.get(e.target());
        if (target == null) return;
        int offset = target.parameters().size() - e.arguments().size();
        for (int i = 0; i < e.arguments().size(); i++) {
            if (e.arguments().get(i) == v) add(target.parameters().get(offset + i));
        }
    }
}

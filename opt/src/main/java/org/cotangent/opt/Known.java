package org.cotangent.opt;

import java.lang.constant.ConstantDesc;
import java.util.Arrays;
import org.cotangent.ir.Block;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Value;
import org.jspecify.annotations.Nullable;

/// What is known of values from the ops that define them.
final class Known {
    private @Nullable Op[] ops;

    private Known(int bound) {
        this.ops = new Op[bound];
    }

    static Known of(Func f) {
        Known known = new Known(f.valueBound());
        for (Block b : f.blocks()) for (Let let : b.lets()) known.note(let);
        return known;
    }

    /// `let` is there, too.
    void note(Let let) {
        int id = let.result().id();
        if (id >= ops.length) ops = Arrays.copyOf(ops, Math.max(id + 1, 2 * ops.length));
        ops[id] = let.op();
    }

    /// The op that defines `v`; null for a parameter.
    @Nullable
    Op op(Value v) {
        return v.id() < ops.length ? ops[v.id()] : null;
    }

    /// The number or other constant that `v` is, or null.
    @Nullable
    ConstantDesc constant(Value v) {
        return op(v) instanceof Op.Const(var value, _) ? value : null;
    }

    boolean is(Value v, ConstantDesc constant) {
        return constant.equals(constant(v));
    }

    /// Whether `v` is a constant of any kind, which costs nothing to make again.
    boolean isConstant(Value v) {
        Op op = op(v);
        return op != null && isConstant(op);
    }

    static boolean isConstant(Op op) {
        return op instanceof Op.Null
                || op instanceof Op.Zero
                || op instanceof Op.Const(var value, _) && (value instanceof Number || value instanceof String);
    }

    /// Whether `v` is structural zero.
    boolean isZero(Value v) {
        return op(v) instanceof Op.Zero;
    }

    boolean isNull(Value v) {
        return op(v) instanceof Op.Null;
    }

    /// Whether `v` is certainly not null, by its definition.
    boolean isNotNull(Value v) {
        return switch (op(v)) {
            case Op.New _, Op.NewArray _, Op.NewMultiArray _ -> true;
            case Op.Const(var value, _)                      -> value instanceof String;
            case null, default                               -> false;
        };
    }

    /// Whether `v` is 0 or 1.
    boolean isBoolean(Value v) {
        return switch (op(v)) {
            case Op.Compare(var kind, _, _) -> kind.compareTo(Op.Compare.Kind.LCMP) < 0;
            case Op.InstanceOf _            -> true;
            case Op.Const(var value, _)     -> value.equals(0) || value.equals(1);
            case null, default              -> false;
        };
    }

    /// Whether an array of this length can be made.
    boolean isLength(Value v) {
        return op(v) instanceof Op.Length || constant(v) instanceof Integer n && n >= 0;
    }
}

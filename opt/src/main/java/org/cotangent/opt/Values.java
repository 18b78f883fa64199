package org.cotangent.opt;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.cotangent.ir.Block;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;

/// Mapping what is read, without copying what stays; values for where none is needed.
final class Values {
    private Values() {}

    /// The same block with each value that it reads mapped; itself if nothing is mapped.
    static Block map(Block b, UnaryOperator<Value> values) {
        boolean same = unchanged(b.exit().operands(), values);
        for (Block.Edge e : b.edges()) same &= unchanged(e.arguments(), values);
        if (!same) return b.map(values);
        List<Let> lets = map(b.lets(), values);
        return lets == b.lets() ? b : b.with(lets, b.exit());
    }

    /// The same lets with each operand mapped; the list itself if nothing is mapped.
    static List<Let> map(List<Let> lets, UnaryOperator<Value> values) {
        List<Let> mapped = lets;
        for (int i = 0; i < lets.size(); i++) {
            Let let = lets.get(i);
            Op op = map(let.op(), values);
            if (op == let.op()) continue;
            if (mapped == lets) mapped = new ArrayList<>(lets);
            mapped.set(i, new Let(let.result(), op, let.origin()));
        }
        return mapped;
    }

    /// The same op with each operand mapped; itself if nothing is mapped.
    static Op map(Op op, UnaryOperator<Value> values) {
        return unchanged(op.operands(), values) ? op : op.map(values);
    }

    private static boolean unchanged(List<Value> read, UnaryOperator<Value> values) {
        for (Value v : read) if (values.apply(v) != v) return false;
        return true;
    }

    /// An op that makes some value of the type of `v`, for where nobody looks at it.
    static Op nothing(Value v) {
        if (v.type().isReference()) return new Op.Null();
        return v.linear() ? new Op.Zero(v.type()) : zero(v.type());
    }

    /// The number 0.
    static Op.Const zero(Type type) {
        return switch (type) {
            case Type.Primitive.I32 -> new Op.Const(0, type);
            case Type.Primitive.I64 -> new Op.Const(0L, type);
            case Type.Primitive.F32 -> new Op.Const(0f, type);
            case Type.Primitive.F64 -> new Op.Const(0d, type);
            default                 -> throw new IllegalArgumentException("not a number: " + type);
        };
    }
}

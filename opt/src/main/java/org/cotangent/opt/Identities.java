package org.cotangent.opt;

import static org.cotangent.ir.Op.Compare.Kind.EQ;
import static org.cotangent.ir.Op.Compare.Kind.GE;
import static org.cotangent.ir.Op.Compare.Kind.GT;
import static org.cotangent.ir.Op.Compare.Kind.LE;
import static org.cotangent.ir.Op.Compare.Kind.LT;
import static org.cotangent.ir.Op.Compare.Kind.NE;

import java.lang.constant.ConstantDesc;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;
import org.jspecify.annotations.Nullable;

/// Identities of single ops. Each holds for each bit of the result (but for which NaN it is), also for -0.0 and infinities:
/// `x + 0.0` is not `x` (for -0.0), `x - x` not 0 and `x * 0.0` not 0 (for infinities); `x - 0.0` is `x`.
final class Identities {
    /// Where new constants and helping ops are put: before the op in question.
    interface Maker {
        Value make(Op op, boolean linear);
    }

    private final Known known;
    private final Constants constants;
    private final Maker maker;
    /// The op that the one in question may become; itself if there is none.
    private Op become = new Op.Null();

    Identities(Known known, Maker maker) {
        this.known = known;
        this.constants = new Constants(known);
        this.maker = maker;
    }

    /// A value that `op` is equal to, or null: then see [#become()].
    @Nullable
    Value of(Op op) {
        become = op;
        ConstantDesc folded = constants.fold(op);
        if (folded != null) {
            become = new Op.Const(folded, op.type());
            return null;
        }
        return switch (op) {
            case Op.Add(var x, var y) -> add(x, y);
            case Op.Sub(var x, var y) -> sub(x, y);
            case Op.Mul(var x, var y) -> mul(x, y);
            case Op.Div(var x, var y) -> div(x, y);
            case Op.Neg(var x) -> neg(x);
            case Op.Bits(var kind, var x, var y) -> bits(kind, x, y);
            case Op.Compare(var kind, var x, var y) -> compare(kind, x, y);
            case Op.Convert(var kind, var x) -> convert(kind, x);
            case Op.Select(var c, var x, var y) -> select(c, x, y);
            case Op.Length(var array) -> known.op(array) instanceof Op.NewArray(_, var length) ? length : null;
            case Op.Cast(var desc, var x) -> known.isNull(x) || is(x, new Type.Ref(desc)) ? x : null;
            case Op.InstanceOf(var desc, var x) -> {
                if (known.isNull(x)) become = Op.constant(0);
                else if (known.isNotNull(x) && is(x, new Type.Ref(desc))) become = Op.constant(1);
                yield null;
            }
            case Op.Invoke call when isNullCheck(call) && known.isNotNull(call.args().getFirst()) ->
                    call.args().getFirst();
            default -> null;
        };
    }

    /// Whether `op` does nothing but throw if its operand is null.
    static boolean isNullCheck(Op op) {
        return op instanceof Op.Invoke(_, var callee, var args) && callee.equals(Inline.REQUIRE) && args.size() == 1;
    }

    /// The op that the last one asked for is the same as.
    Op become() {
        return become;
    }

    private @Nullable Value become(Op op) {
        become = op;
        return null;
    }

    /// Whether `x` is certainly of exactly this type, or was cast to it.
    private boolean is(Value x, Type.Ref type) {
        boolean sure = known.isNotNull(x) || known.op(x) instanceof Op.Cast;
        Op op = known.op(x);
        return sure && op != null && op.type().equals(type);
    }

    // ---- arithmetic -------------------------------------------------------------------------------------------

    private @Nullable Value add(Value x, Value y) {
        if (known.isZero(x)) return y;
        if (known.isZero(y)) return x;
        if (known.constant(x) != null) return become(new Op.Add(y, x));
        if (known.is(y, 0) || known.is(y, 0L)) return x; // x + 0 = x for ints
        if (known.is(y, -0.0) || known.is(y, -0f)) return x; // x + (-0.0) = x
        if (known.op(y) instanceof Op.Neg(var z)) return become(new Op.Sub(x, z)); // x + (-z) = x - z
        if (known.op(x) instanceof Op.Neg(var z)) return become(new Op.Sub(y, z)); // (-z) + y = y - z
        ConstantDesc c = known.constant(y);
        return c != null && isInteger(x) ? addConstant(x, c) : null;
    }

    /// (z + d) + c = z + (d + c) for ints.
    private @Nullable Value addConstant(Value x, ConstantDesc c) {
        return switch (known.op(x)) {
            case Op.Add(var z, var d) when known.constant(d) != null -> become(new Op.Add(z, sum(x.type(), d, c)));
            case Op.Sub(var z, var d) -> {
                ConstantDesc minus = Constants.negate(known.constant(d));
                if (minus == null) yield null;
                yield become(new Op.Add(z, sum(x.type(), constant(minus, x.type()), c)));
            }
            case null, default -> null;
        };
    }

    private Value sum(Type type, Value d, ConstantDesc c) {
        Op sum = new Op.Add(d, constant(c, type));
        ConstantDesc folded = constants.fold(sum);
        return folded == null ? maker.make(sum, false) : constant(folded, type);
    }

    private @Nullable Value sub(Value x, Value y) {
        if (known.isZero(y)) return x;
        if (known.isZero(x)) return become(new Op.Neg(y));
        if (known.is(y, 0) || known.is(y, 0L)) return x; // x - 0 = x for ints
        if (known.is(y, 0.0) || known.is(y, 0f)) return x; // x - 0.0 = x, also for -0.0
        if (x == y && isInteger(x)) return become(Values.zero(x.type())); // x - x = 0 for ints
        if (known.op(y) instanceof Op.Neg(var z)) return become(new Op.Add(x, z)); // x - (-z) = x + z
        ConstantDesc c = Constants.negate(known.constant(y));
        if (isInteger(x) && c != null) {
            boolean sum = known.op(x) instanceof Op.Add(_, var d) && known.constant(d) != null;
            if (sum || known.op(x) instanceof Op.Sub) return addConstant(x, c); // (z + d) - c = z + (d - c)
        }
        return null;
    }

    private @Nullable Value mul(Value x, Value y) {
        if (known.isZero(x)) return x;
        if (known.isZero(y)) return y;
        if (known.constant(x) != null) return become(new Op.Mul(y, x));
        if (isOne(y)) return x; // x * 1 = x
        if (isMinusOne(y)) return become(new Op.Neg(x)); // x * (-1) = -x
        if (known.is(y, 0) || known.is(y, 0L)) return y; // x * 0 = 0 for ints
        if (known.op(x) instanceof Op.Neg(var a)) {
            if (known.op(y) instanceof Op.Neg(var c)) return become(new Op.Mul(a, c)); // (-a) * (-c) = a * c
            ConstantDesc c = Constants.negate(known.constant(y));
            if (c != null) return become(new Op.Mul(a, constant(c, y.type()))); // (-a) * c = a * (-c)
        }
        boolean twice = isInteger(x) && known.op(x) instanceof Op.Mul(_, var d) && known.constant(d) != null;
        if (twice && known.constant(y) != null && known.op(x) instanceof Op.Mul(var a, var d)) {
            Value product = constant(folded(new Op.Mul(d, y)), x.type());
            return become(new Op.Mul(a, product)); // (a * d) * y = a * (d * y) for ints
        }
        return null;
    }

    private ConstantDesc folded(Op op) {
        ConstantDesc c = constants.fold(op);
        if (c == null) throw new IllegalStateException("no constant: " + op);
        return c;
    }

    private @Nullable Value div(Value x, Value y) {
        if (known.isZero(x)) return x;
        if (isOne(y)) return x; // x / 1 = x
        if (!x.type().isFloating()) return null;
        if (isMinusOne(y)) return become(new Op.Neg(x)); // x / (-1) = -x
        if (known.op(x) instanceof Op.Neg(var a) && known.op(y) instanceof Op.Neg(var c)) {
            return become(new Op.Div(a, c)); // (-a) / (-c) = a / c
        }
        if (known.constant(y) instanceof Double d && isPowerOfTwo(d)) {
            return become(new Op.Mul(x, constant(1 / d, Type.F64))); // x / 2^n = x * 2^-n
        }
        return null;
    }

    private static boolean isPowerOfTwo(double d) {
        boolean exact = (Double.doubleToRawLongBits(d) & 0xF_FFFF_FFFF_FFFFL) == 0;
        return exact && Math.abs(d) >= 0x1p-1000 && Math.abs(d) <= 0x1p1000;
    }

    private @Nullable Value neg(Value x) {
        if (known.isZero(x)) return x;
        if (known.op(x) instanceof Op.Neg(var z)) return z; // -(-z) = z
        if (isInteger(x) && known.op(x) instanceof Op.Sub(var a, var c)) return become(new Op.Sub(c, a)); // -(a - c)
        return null;
    }

    private boolean isOne(Value v) {
        return known.is(v, 1) || known.is(v, 1L) || known.is(v, 1f) || known.is(v, 1.0);
    }

    private boolean isMinusOne(Value v) {
        return known.is(v, -1) || known.is(v, -1L) || known.is(v, -1f) || known.is(v, -1.0);
    }

    private static boolean isInteger(Value v) {
        return !v.type().isFloating();
    }

    // ---- bits, conversions ------------------------------------------------------------------------------------

    private @Nullable Value bits(Op.Bits.Kind kind, Value x, Value y) {
        boolean none = known.is(y, 0) || known.is(y, 0L);
        boolean all = known.is(y, -1) || known.is(y, -1L);
        return switch (kind) {
            case SHL, SHR, USHR -> none ? x : null;
            case AND            -> commuted(kind, x, y) ? null : x == y || all ? x : none ? y : null;
            case OR             -> commuted(kind, x, y) ? null : x == y || none ? x : all ? y : null;
            case XOR -> {
                if (commuted(kind, x, y)) yield null;
                if (x == y) yield become(Values.zero(x.type()));
                if (none) yield x;
                yield known.is(y, 1) && known.isBoolean(x) ? not(x) : null; // b ^ 1 = !b
            }
        };
    }

    private boolean commuted(Op.Bits.Kind kind, Value x, Value y) {
        if (known.constant(x) == null || known.constant(y) != null) return false;
        become = new Op.Bits(kind, y, x);
        return true;
    }

    private @Nullable Value convert(Op.Convert.Kind kind, Value x) {
        if (known.isZero(x) && kind.result().isFloating()) return become(new Op.Zero(kind.result()));
        if (known.op(x) instanceof Op.Convert(var inner, var z)) {
            boolean back = kind == Op.Convert.Kind.D2F && inner == Op.Convert.Kind.F2D
                    || kind == Op.Convert.Kind.L2I && inner == Op.Convert.Kind.I2L
                    || kind == Op.Convert.Kind.D2I && inner == Op.Convert.Kind.I2D;
            if (back) return z; // widened and narrowed again
        }
        return null;
    }

    // ---- decisions --------------------------------------------------------------------------------------------

    private @Nullable Value compare(Op.Compare.Kind kind, Value x, Value y) {
        if (kind.compareTo(LE) > 0) {
            return x == y && kind == Op.Compare.Kind.LCMP ? become(Op.constant(0)) : null;
        }
        if (x == y) return become(Op.constant(kind == EQ || kind == GE || kind == LE ? 1 : 0));
        if (x.type().isReference()) return compareReferences(kind, x, y);
        if (known.constant(x) != null) return become(new Op.Compare(swapped(kind), y, x));
        if ((kind == EQ || kind == NE) && known.isBoolean(x)) {
            if (known.is(y, 0)) return kind == NE ? x : not(x); // b == 0 is !b
            if (known.is(y, 1)) return kind == EQ ? x : not(x); // b != 1 is !b
        }
        return null;
    }

    private @Nullable Value compareReferences(Op.Compare.Kind kind, Value x, Value y) {
        boolean differ = known.isNull(x) && known.isNotNull(y) || known.isNull(y) && known.isNotNull(x);
        boolean same = known.isNull(x) && known.isNull(y);
        if (differ || same) return become(Op.constant(same == (kind == EQ) ? 1 : 0));
        return known.isNull(x) ? become(new Op.Compare(kind, y, x)) : null;
    }

    private @Nullable Value not(Value b) {
        if (known.op(b) instanceof Op.Compare(var kind, var x, var y)) {
            return become(new Op.Compare(inverse(kind), x, y));
        }
        return null;
    }

    private @Nullable Value select(Value c, Value x, Value y) {
        if (x == y) return x;
        if (known.isZero(x) && known.isZero(y)) return x;
        if (known.constant(c) != null) return known.is(c, 0) ? y : x;
        if (known.op(c) instanceof Op.Compare(var kind, var b, var z) && known.is(z, 0) && b.type() == Type.I32) {
            if (kind == NE) return become(new Op.Select(b, x, y)); // (b != 0) ? x : y
            if (kind == EQ) return become(new Op.Select(b, y, x)); // (b == 0) ? x : y
        }
        if (known.isBoolean(c) && known.is(x, 1) && known.is(y, 0)) return c; // c ? 1 : 0
        if (known.isBoolean(c) && known.is(x, 0) && known.is(y, 1)) return not(c); // c ? 0 : 1
        return null;
    }

    /// The comparison that is true where `kind` is not; of ints and references.
    static Op.Compare.Kind inverse(Op.Compare.Kind kind) {
        return switch (kind) {
            case EQ -> NE;
            case NE -> EQ;
            case LT -> GE;
            case GE -> LT;
            case GT -> LE;
            case LE -> GT;
            default -> throw new IllegalArgumentException("three-way: " + kind);
        };
    }

    /// The comparison with its operands swapped.
    static Op.Compare.Kind swapped(Op.Compare.Kind kind) {
        return switch (kind) {
            case EQ, NE -> kind;
            case LT     -> GT;
            case GE     -> LE;
            case GT     -> LT;
            case LE     -> GE;
            default     -> throw new IllegalArgumentException("three-way: " + kind);
        };
    }

    private Value constant(ConstantDesc c, Type type) {
        return maker.make(new Op.Const(c, type), false);
    }
}

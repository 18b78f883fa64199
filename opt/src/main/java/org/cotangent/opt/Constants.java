package org.cotangent.opt;

import java.lang.constant.ConstantDesc;
import org.cotangent.ir.Op;
import org.cotangent.ir.Value;
import org.jspecify.annotations.Nullable;

/// Ops on constants, computed as the JVM would (constant folding). Floating-point arithmetic of the JVM has one answer, so
/// it may be done now; what throws is left alone.
final class Constants {
    private final Known known;

    Constants(Known known) {
        this.known = known;
    }

    /// The constant that `op` makes, or null.
    @Nullable
    ConstantDesc fold(Op op) {
        return switch (op) {
            case Op.Neg(var x)               -> negate(known.constant(x));
            case Op.Convert(var kind, var x) -> known.constant(x) instanceof Number n ? convert(kind, n) : null;
            case Op.Add(var x, var y)        -> fold(op, x, y);
            case Op.Sub(var x, var y)        -> fold(op, x, y);
            case Op.Mul(var x, var y)        -> fold(op, x, y);
            case Op.Div(var x, var y)        -> fold(op, x, y);
            case Op.Rem(var x, var y)        -> fold(op, x, y);
            case Op.Bits(_, var x, var y)    -> fold(op, x, y);
            case Op.Compare(_, var x, var y) -> fold(op, x, y);
            default                          -> null;
        };
    }

    private @Nullable ConstantDesc fold(Op op, Value x, Value y) {
        ConstantDesc b = known.constant(y);
        return switch (known.constant(x)) {
            case Integer a when b instanceof Integer c                                       -> ints(op, a, c);
            case Long a when b instanceof Long c                                             -> longs(op, a, c);
            case Long a when b instanceof Integer c && op instanceof Op.Bits(var kind, _, _) -> shift(kind, a, c);
            case Float a when b instanceof Float c                                           -> floats(op, a, c);
            case Double a when b instanceof Double c                                         -> doubles(op, a, c);
            case null, default                                                               -> null;
        };
    }

    private static @Nullable Integer ints(Op op, int x, int y) {
        return switch (op) {
            case Op.Add _ -> x + y;
            case Op.Sub _ -> x - y;
            case Op.Mul _ -> x * y;
            case Op.Div _ -> y == 0 ? null : (Integer) (x / y);
            case Op.Rem _ -> y == 0 ? null : (Integer) (x % y);
            case Op.Bits(var kind, _, _) -> switch (kind) {
                case AND  -> x & y;
                case OR   -> x | y;
                case XOR  -> x ^ y;
                case SHL  -> x << y;
                case SHR  -> x >> y;
                case USHR -> x >>> y;
            };
            case Op.Compare(var kind, _, _) -> switch (kind) {
                case EQ -> truth(x == y);
                case NE -> truth(x != y);
                case LT -> truth(x < y);
                case GE -> truth(x >= y);
                case GT -> truth(x > y);
                case LE -> truth(x <= y);
                default -> null;
            };
            default -> null;
        };
    }

    private static @Nullable ConstantDesc longs(Op op, long x, long y) {
        return switch (op) {
            case Op.Add _ -> x + y;
            case Op.Sub _ -> x - y;
            case Op.Mul _ -> x * y;
            case Op.Div _ -> y == 0 ? null : (Long) (x / y);
            case Op.Rem _ -> y == 0 ? null : (Long) (x % y);
            case Op.Bits(var kind, _, _) -> switch (kind) {
                case AND            -> x & y;
                case OR             -> x | y;
                case XOR            -> x ^ y;
                case SHL, SHR, USHR -> null;
            };
            case Op.Compare _ -> Integer.valueOf(Long.compare(x, y));
            default           -> null;
        };
    }

    private static @Nullable Long shift(Op.Bits.Kind kind, long x, int y) {
        return switch (kind) {
            case SHL          -> x << y;
            case SHR          -> x >> y;
            case USHR         -> x >>> y;
            case AND, OR, XOR -> null;
        };
    }

    private static @Nullable ConstantDesc floats(Op op, float x, float y) {
        return switch (op) {
            case Op.Add _                   -> x + y;
            case Op.Sub _                   -> x - y;
            case Op.Mul _                   -> x * y;
            case Op.Div _                   -> x / y;
            case Op.Rem _                   -> x % y;
            case Op.Compare(var kind, _, _) -> compare(kind == Op.Compare.Kind.FCMPG, x, y);
            default                         -> null;
        };
    }

    private static @Nullable ConstantDesc doubles(Op op, double x, double y) {
        return switch (op) {
            case Op.Add _                   -> x + y;
            case Op.Sub _                   -> x - y;
            case Op.Mul _                   -> x * y;
            case Op.Div _                   -> x / y;
            case Op.Rem _                   -> x % y;
            case Op.Compare(var kind, _, _) -> compare(kind == Op.Compare.Kind.DCMPG, x, y);
            default                         -> null;
        };
    }

    private static Integer compare(boolean greaterIfNaN, double x, double y) {
        if (x > y) return 1;
        if (x < y) return -1;
        return x == y ? 0 : greaterIfNaN ? 1 : -1;
    }

    private static int truth(boolean b) {
        return b ? 1 : 0;
    }

    /// `-x`, or null if `x` is not a number.
    static @Nullable ConstantDesc negate(@Nullable ConstantDesc x) {
        return switch (x) {
            case Integer n     -> -n;
            case Long n        -> -n;
            case Float n       -> -n;
            case Double n      -> -n;
            case null, default -> null;
        };
    }

    private static ConstantDesc convert(Op.Convert.Kind kind, Number n) {
        return switch (kind) {
            case I2L, F2L, D2L -> n.longValue();
            case I2F, L2F, D2F -> n.floatValue();
            case I2D, L2D, F2D -> n.doubleValue();
            case L2I, F2I, D2I -> n.intValue();
            case I2B           -> Integer.valueOf((byte) n.intValue());
            case I2C           -> Integer.valueOf((char) n.intValue());
            case I2S           -> Integer.valueOf((short) n.intValue());
        };
    }
}

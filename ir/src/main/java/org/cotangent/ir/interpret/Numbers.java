package org.cotangent.ir.interpret;

import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.jspecify.annotations.Nullable;

/// Arithmetic on boxed numbers, as the JVM does it.
final class Numbers {
    private Numbers() {}

    static Object zero(Type type) {
        return switch (type) {
            case Type.Primitive p -> switch (p) {
                case I32  -> 0;
                case I64  -> 0L;
                case F32  -> 0f;
                case F64  -> 0d;
                case VOID -> throw new Stuck("no zero of void");
            };
            case Type.Ref _ -> throw new Stuck("no number: " + type);
        };
    }

    static Object neg(@Nullable Object x) {
        return switch (x) {
            case Integer a     -> -a;
            case Long a        -> -a;
            case Float a       -> -a;
            case Double a      -> -a;
            case null, default -> throw mismatch(x, x);
        };
    }

    static Object arithmetic(Op.Arithmetic op, @Nullable Object x, @Nullable Object y) {
        if (x instanceof Double a && y instanceof Double b) return f64(op, a, b);
        if (x instanceof Integer a && y instanceof Integer b) return i32(op, a, b);
        if (x instanceof Float a && y instanceof Float b) return f32(op, a, b);
        if (x instanceof Long a && y instanceof Long b) return i64(op, a, b);
        throw mismatch(x, y);
    }

    private static double f64(Op.Arithmetic op, double a, double b) {
        return switch (op) {
            case Op.Add _ -> a + b;
            case Op.Sub _ -> a - b;
            case Op.Mul _ -> a * b;
            case Op.Div _ -> a / b;
            case Op.Rem _ -> a % b;
            case Op.Neg _ -> -a;
        };
    }

    private static float f32(Op.Arithmetic op, float a, float b) {
        return switch (op) {
            case Op.Add _ -> a + b;
            case Op.Sub _ -> a - b;
            case Op.Mul _ -> a * b;
            case Op.Div _ -> a / b;
            case Op.Rem _ -> a % b;
            case Op.Neg _ -> -a;
        };
    }

    private static int i32(Op.Arithmetic op, int a, int b) {
        return switch (op) {
            case Op.Add _ -> a + b;
            case Op.Sub _ -> a - b;
            case Op.Mul _ -> a * b;
            case Op.Div _ -> a / b;
            case Op.Rem _ -> a % b;
            case Op.Neg _ -> -a;
        };
    }

    private static long i64(Op.Arithmetic op, long a, long b) {
        return switch (op) {
            case Op.Add _ -> a + b;
            case Op.Sub _ -> a - b;
            case Op.Mul _ -> a * b;
            case Op.Div _ -> a / b;
            case Op.Rem _ -> a % b;
            case Op.Neg _ -> -a;
        };
    }

    static Object bits(Op.Bits.Kind kind, @Nullable Object x, @Nullable Object y) {
        if (x instanceof Integer a && y instanceof Integer b) {
            return switch (kind) {
                case AND  -> a & b;
                case OR   -> a | b;
                case XOR  -> a ^ b;
                case SHL  -> a << b;
                case SHR  -> a >> b;
                case USHR -> a >>> b;
            };
        }
        if (x instanceof Long a && y instanceof Number n) {
            long b = n.longValue();
            return switch (kind) {
                case AND  -> a & b;
                case OR   -> a | b;
                case XOR  -> a ^ b;
                case SHL  -> a << b;
                case SHR  -> a >> b;
                case USHR -> a >>> b;
            };
        }
        throw mismatch(x, y);
    }

    static int compare(Op.Compare.Kind kind, @Nullable Object x, @Nullable Object y) {
        return switch (kind) {
            case EQ -> flag(same(x, y));
            case NE -> flag(!same(x, y));
            case LT -> flag(Stack.integer(x) < Stack.integer(y));
            case GE -> flag(Stack.integer(x) >= Stack.integer(y));
            case GT -> flag(Stack.integer(x) > Stack.integer(y));
            case LE -> flag(Stack.integer(x) <= Stack.integer(y));
            case LCMP -> {
                if (x instanceof Long a && y instanceof Long b) yield Long.compare(a, b);
                throw mismatch(x, y);
            }
            case FCMPL, DCMPL -> threeWay(x, y, -1);
            case FCMPG, DCMPG -> threeWay(x, y, 1);
        };
    }

    private static boolean same(@Nullable Object x, @Nullable Object y) {
        return x instanceof Integer a && y instanceof Integer b ? a.intValue() == b.intValue() : x == y;
    }

    private static int threeWay(@Nullable Object x, @Nullable Object y, int unordered) {
        if (!(x instanceof Number m && y instanceof Number n)) throw mismatch(x, y);
        double a = m.doubleValue();
        double b = n.doubleValue();
        return a < b ? -1 : a > b ? 1 : a == b ? 0 : unordered;
    }

    static Object convert(Op.Convert.Kind kind, @Nullable Object x) {
        if (!(x instanceof Number n)) throw mismatch(x, x);
        return switch (kind) {
            case I2L, F2L, D2L -> n.longValue();
            case I2F, L2F, D2F -> n.floatValue();
            case I2D, L2D, F2D -> n.doubleValue();
            case L2I, F2I, D2I -> n.intValue();
            case I2B           -> (int) n.byteValue();
            case I2C           -> (int) (char) n.intValue();
            case I2S           -> (int) n.shortValue();
        };
    }

    private static int flag(boolean condition) {
        return condition ? 1 : 0;
    }

    private static Stuck mismatch(@Nullable Object x, @Nullable Object y) {
        return new Stuck("no arithmetic on " + x + " and " + y);
    }
}

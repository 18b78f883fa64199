package org.cotangent.ad.rules;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.cotangent.ir.Builder;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;

/// Linear values as sums of coefficients times tangents, so that a choice between two of them becomes a choice of
/// coefficients: `c ? dx / y : 0` is `(c ? 1 / y : 0) * dx`.
final class Forms {
    /// A value that is not 0, or that is.
    record Condition(Value value, boolean holds) {}

    private final Builder b;
    private final Map<Value, Op> definitions = new HashMap<>();

    Forms(Builder b) {
        this.b = b;
    }

    /// Remembers how `x` was made.
    Value define(Value x, Op op) {
        definitions.put(x, op);
        return x;
    }

    /// Whether `x` is a literal 0 (or a structural one).
    boolean isZero(Value x) {
        return b.isZero(x) || isLiteral(x, 0);
    }

    /// What `condition` asks in the end: a `boolean` of the source is a choice of 0 or 1 that is then compared with 0.
    Condition asked(Value condition) {
        if (definitions.get(condition) instanceof Op.Compare(var kind, var x, var zero)
                && (kind == Op.Compare.Kind.EQ || kind == Op.Compare.Kind.NE)
                && isLiteral(zero, 0)
                && definitions.get(x) instanceof Op.Select(var earlier, var k, var l)
                && isLiteral(k, 0) != isLiteral(l, 0)
                && isLiteral(k, 1) != isLiteral(l, 1)) {
            boolean holdsAtZero = kind == Op.Compare.Kind.EQ;
            return new Condition(earlier, isLiteral(k, 0) == holdsAtZero);
        }
        return new Condition(condition, true);
    }

    /// `condition ? x : y` for values that are linear or 0.
    Value choose(Value condition, Value x, Value y) {
        Map<Value, Value> whenTrue = of(x);
        Map<Value, Value> whenFalse = of(y);
        Set<Value> tangents = new LinkedHashSet<>(whenTrue.keySet());
        tangents.addAll(whenFalse.keySet());
        Type type = x.type();
        Value sum = b.zero(type);
        for (Value tangent : tangents) {
            Value k = whenTrue.containsKey(tangent) ? whenTrue.get(tangent) : literal(0, type);
            Value l = whenFalse.containsKey(tangent) ? whenFalse.get(tangent) : literal(0, type);
            Value coefficient = same(k, l) ? k : let(new Op.Select(condition, k, l));
            sum = plus(sum, times(coefficient, tangent, type));
        }
        return sum;
    }

    /// The coefficient of each tangent in `x`.
    private Map<Value, Value> of(Value x) {
        if (isZero(x)) return Map.of();
        Op op = definitions.get(x);
        if (op == null) return Map.of(x, literal(1, x.type()));
        return switch (op) {
            case Op.Add(var y, var z) -> sum(of(y), of(z));
            case Op.Sub(var y, var z) -> sum(of(y), each(of(z), k -> let(new Op.Neg(k))));
            case Op.Neg(var y) -> each(of(y), k -> let(new Op.Neg(k)));
            case Op.Mul(var y, var z) -> y.linear() ? each(of(y), k -> product(k, z)) : each(of(z), k -> product(k, y));
            case Op.Div(var y, var z) -> each(of(y), k -> let(new Op.Div(k, z)));
            case Op.Convert(var kind, var y) -> each(of(y), k -> converted(kind, k));
            default -> throw new IllegalStateException("not linear: " + op);
        };
    }

    private Map<Value, Value> sum(Map<Value, Value> left, Map<Value, Value> right) {
        Map<Value, Value> sum = new LinkedHashMap<>(left);
        right.forEach((tangent, k) -> sum.merge(tangent, k, (l, r) -> let(new Op.Add(l, r))));
        return sum;
    }

    private static Map<Value, Value> each(Map<Value, Value> form, UnaryOperator<Value> f) {
        Map<Value, Value> mapped = new LinkedHashMap<>();
        form.forEach((tangent, k) -> mapped.put(tangent, f.apply(k)));
        return mapped;
    }

    private Value product(Value k, Value x) {
        return isLiteral(k, 1) ? x : let(new Op.Mul(k, x));
    }

    private Value converted(Op.Convert.Kind kind, Value k) {
        return isLiteral(k, 1) ? literal(1, kind.result()) : let(new Op.Convert(kind, k));
    }

    private Value times(Value coefficient, Value tangent, Type type) {
        Value t = tangent;
        if (t.type() != type) {
            Op convert = new Op.Convert(type == Type.F64 ? Op.Convert.Kind.F2D : Op.Convert.Kind.D2F, t);
            t = let(convert);
        }
        return isLiteral(coefficient, 1) ? t : let(new Op.Mul(coefficient, t));
    }

    private Value plus(Value sum, Value term) {
        return b.isZero(sum) ? term : let(new Op.Add(sum, term));
    }

    private Value let(Op op) {
        return define(b.let(op), op);
    }

    private Value literal(int n, Type type) {
        return let(type == Type.F64 ? new Op.Const((double) n, type) : new Op.Const((float) n, type));
    }

    private boolean same(Value k, Value l) {
        return k == l || isLiteral(k, 1) && isLiteral(l, 1);
    }

    private boolean isLiteral(Value x, int n) {
        return definitions.get(x) instanceof Op.Const(Number value, _) && value.doubleValue() == n;
    }
}

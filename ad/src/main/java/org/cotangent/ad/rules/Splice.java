package org.cotangent.ad.rules;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cotangent.ir.Builder;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Origin;
import org.cotangent.ir.Value;

/// A differential becomes its body, without what only tangents that are zero would need.
final class Splice {
    private final Rule.Differential rule;
    private final Builder b;
    private final Map<Value, Value> now = new HashMap<>();
    private final Set<Value> zero = new HashSet<>();

    Splice(Rule.Differential rule, Builder b) {
        this.rule = rule;
        this.b = b;
    }

    Value at(List<Value> primals, Value result, List<Value> tangents) {
        List<Value> parameters = rule.body().parameters();
        int n = primals.size();
        for (int i = 0; i < n; i++) now.put(parameters.get(i), primals.get(i));
        if (rule.usesResult()) now.put(parameters.get(n++), result);
        for (Value tangent : tangents) bind(parameters.get(n++), tangent);
        Value out = ((Exit.Return) rule.body().entry().exit()).values().getFirst();
        List<Let> lets = rule.body().entry().lets();
        for (Let let : lets) if (isZero(let)) zero.add(let.result());
        if (zero.contains(out)) return b.zero(out.type());
        Set<Value> needed = needed(lets, out);
        Origin origin = b.origin();
        b.at(origin.byRule(rule.name()));
        for (Let let : lets) if (needed.contains(let.result())) now.put(let.result(), append(let));
        b.at(origin);
        return of(out);
    }

    private void bind(Value parameter, Value tangent) {
        now.put(parameter, tangent);
        if (b.isZero(tangent)) zero.add(parameter);
    }

    private boolean isZero(Let let) {
        if (!let.result().linear()) return false;
        List<Value> linear = let.op().operands().stream().filter(Value::linear).toList();
        return zero.containsAll(linear);
    }

    private Set<Value> needed(List<Let> lets, Value out) {
        Set<Value> needed = new HashSet<>(Set.of(out));
        for (Let let : lets.reversed()) {
            if (!needed.contains(let.result())) continue;
            for (Value x : let.op().operands()) if (!zero.contains(x)) needed.add(x);
        }
        return needed;
    }

    private Value append(Let let) {
        if (!let.result().linear()) return b.let(let.op().map(this::of), let.result().hint());
        return switch (let.op()) {
            case Op.Add(var x, var y) -> zero.contains(x) ? of(y) : zero.contains(y) ? of(x) : b.add(of(x), of(y));
            case Op.Sub(var x, var y) ->
                    zero.contains(x) ? b.neg(of(y)) : zero.contains(y) ? of(x) : b.sub(of(x), of(y));
            default -> b.let(let.op().map(this::of), let.result().hint());
        };
    }

    private Value of(Value x) {
        Value y = now.get(x);
        if (y == null) throw new IllegalStateException(rule.name() + " reads " + x + " before it is there");
        return y;
    }
}

package org.cotangent.ad.rules;

import org.cotangent.ir.Op;
import org.cotangent.ir.Value;

/// Why an op is not linear, in the words of the rule's author.
final class Reasons {
    private Reasons() {}

    static String notLinear(Op op) {
        return switch (op) {
            case Op.Mul(var x, var y)               -> "it multiplies " + name(x) + " by " + name(y);
            case Op.Div(_, var y)                   -> "it divides by " + name(y);
            case Op.Add(var x, var y)               -> "it adds " + name(x) + " to " + name(y);
            case Op.Sub(var x, var y)               -> "it subtracts " + name(y) + " from " + name(x);
            case Op.Rem _                           -> "it takes the remainder of a tangent";
            case Op.Compare(_, var x, var y)        -> "it compares " + name(x.linear() ? x : y);
            case Op.Convert(_, var x)               -> "it rounds " + name(x) + " to a whole number";
            case Op.Invoke(_, var callee, var args) -> "it hands " + firstTangent(args) + " to " + callee.shortName();
            default                                 -> "it does more with a tangent than add it and multiply it";
        };
    }

    private static String firstTangent(java.util.List<Value> args) {
        return args.stream().filter(Value::linear).findFirst().map(Reasons::name).orElse("a tangent");
    }

    private static String name(Value x) {
        if (!x.hint().isEmpty()) return x.hint();
        return x.linear() ? "what depends on a tangent" : "what does not depend on one";
    }
}

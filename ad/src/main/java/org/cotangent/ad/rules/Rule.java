package org.cotangent.ad.rules;

import java.util.List;
import org.cotangent.ir.Builder;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Func;
import org.cotangent.ir.Value;

/// What a table says about a method.
public sealed interface Rule {
    /// The method that the rule is for; an instance method's receiver is its first parameter here.
    Callee target();

    /// The rule's name, for origins and people: `MathRules.dSin`.
    String name();

    /// A differential: the tangent of the result, linear in the tangents of the parameters.
    ///
    /// `body` is one block that ends in `Return(tangent)`. Its parameters are the method's, then its result if
    /// `usesResult`, then the tangents; the tangents and what depends on them are [linear][Value#linear], and made by
    /// `Add`, `Sub`, `Neg`, `Mul` and `Div` by what is not linear, `Convert` between double and float, and `Zero`. The
    /// rest, the coefficients, is arithmetic and calls of public static methods without effect.
    ///
    /// @param tangentOf for each tangent the index of the method's parameter that it belongs to
    record Differential(Callee target, Func body, boolean usesResult, List<Integer> tangentOf, String name)
            implements
                Rule {

        /// Appends the body to `b` and returns the tangent of the result. `tangents` are as `tangentOf` has them, zero
        /// where a parameter has none; `result` is ignored unless `usesResult`. Only what the other tangents need is
        /// appended, with the rule's name on its origin.
        public Value into(Builder b, List<Value> primals, Value result, List<Value> tangents) {
            return new Splice(this, b).at(primals, result, tangents);
        }
    }

    /// The derivative is zero wherever it is defined.
    record Flat(Callee target, String name) implements Rule {}

    /// The method runs as it is and contributes nothing.
    record Inactive(Callee target, String name) implements Rule {}

    /// A pullback by hand: `method(primals…, [result], cotangent, sinks…)`.
    ///
    /// @param sinkOf for each sink the index of the method's parameter that it belongs to
    record Pullback(Callee target, Callee method, boolean usesResult, List<Integer> sinkOf, String name)
            implements
                Rule {}
}

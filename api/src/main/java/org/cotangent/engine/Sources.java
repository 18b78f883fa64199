package org.cotangent.engine;

import java.util.function.UnaryOperator;
import org.cotangent.ad.Variant;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Op;

/// Questions about what a derivative is a derivative of.
final class Sources {
    private Sources() {}

    /// The method at the bottom.
    static Callee method(Variant v) {
        return switch (v.source()) {
            case Variant.Method(_, var callee) -> callee;
            case Variant.Again(var inner) -> method(inner);
        };
    }

    /// Whether that method is known exactly.
    static boolean isExact(Variant v) {
        return switch (v.source()) {
            case Variant.Method(var kind, _) -> kind == Op.Invoke.Kind.SPECIAL;
            case Variant.Again(var inner) -> isExact(inner);
        };
    }

    /// The same derivative of another method, exactly.
    static Variant exactly(Variant v, UnaryOperator<Callee> method) {
        Variant.Source source =
                switch (v.source()) {
                    case Variant.Method(_, var callee) ->
                        new Variant.Method(Op.Invoke.Kind.SPECIAL, method.apply(callee));
                    case Variant.Again(var inner) -> new Variant.Again(exactly(inner, method));
                };
        return new Variant(source, v.mode(), v.signature());
    }
}

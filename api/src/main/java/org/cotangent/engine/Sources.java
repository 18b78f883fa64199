package org.cotangent.engine;

import java.util.Optional;
import java.util.function.Function;
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
            case Variant.Linked(AsIs(var called, _, _, _), _) -> called;
            case Variant.Linked linked -> throw new IllegalArgumentException("not a method: " + linked);
        };
    }

    /// The method of the program whose body is executed by the code of `v`, if it is known exactly.
    static Optional<Callee> executed(Variant v) {
        return switch (v.source()) {
            case Variant.Method(var kind, var callee) when kind == Op.Invoke.Kind.SPECIAL -> Optional.of(callee);
            case Variant.Again(var inner)                                                 -> executed(inner);
            default                                                                       -> Optional.empty();
        };
    }

    /// Whether that method is known exactly.
    static boolean isExact(Variant v) {
        return switch (v.source()) {
            case Variant.Method(var kind, _) -> kind == Op.Invoke.Kind.SPECIAL;
            case Variant.Again(var inner)    -> isExact(inner);
            case Variant.Linked _            -> true;
        };
    }

    /// The same derivative of what `choice` makes of the method.
    static Variant exactly(Variant v, Function<Callee, Variant.Source> choice) {
        Variant.Source source =
                switch (v.source()) {
                    case Variant.Method(_, var callee) -> choice.apply(callee);
                    case Variant.Again(var inner)      -> new Variant.Again(exactly(inner, choice));
                    case Variant.Linked linked         -> linked;
                };
        return new Variant(source, v.mode(), v.signature());
    }
}

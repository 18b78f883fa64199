package org.cotangent.ad;

import java.util.Optional;
import org.cotangent.ad.rules.Rule;
import org.cotangent.ir.Op;

/// What differentiation does with a call.
public sealed interface Treatment {
    /// Its differential is known.
    record ByRule(Rule.Differential rule) implements Treatment {}

    /// Its derivative is zero wherever defined; the place is listed.
    record Flat(String why) implements Treatment {}

    /// It runs as it is, takes and gives nothing that could be active, and writes no memory that could be. `reads`:
    /// whether it hands on references (a collection), whose shadows are then found again by identity.
    record Plain() implements Treatment {}

    /// It runs as it is, after a check that may refuse when it is executed. `guard` is linked with the references among the
    /// operands, whether a number among them is active (0 or 1), the place (a line for each call) and the context.
    record Guarded(Guard guard) implements Treatment {}

    /// Gives the raw bits of a number: control if they are only compared, else refused.
    record Bits(String why, String mend) implements Treatment {}

    /// Matches two objects ([Lower.Twin]).
    record Twin() implements Treatment {}

    /// Makes a copy of an object, field by field.
    record Clone() implements Treatment {}

    /// Its body is followed: a derivative of it is called.
    record Follow(Variant.Source source) implements Treatment {}

    /// An array copy, `System.arraycopy`.
    record ArrayCopy() implements Treatment {}

    /// Makes a box from a number.
    record Box() implements Treatment {}

    /// Reads the number in a box.
    record Unbox() implements Treatment {}

    /// Makes a function object, by way of `target`; what it captures becomes a part of that object.
    record Closure(org.cotangent.ir.Target target) implements Treatment {}

    /// Nobody knows: refused when executed with something active.
    record Unknown(String why, String mend) implements Treatment {}

    /// Decides for each call of a function that is being differentiated.
    @FunctionalInterface
    interface Of {
        Treatment of(Op op);

        /// The check before a call whose result, an int or long, is *marked* if an active number has gone into it (a hash
        /// code, the length of a text), needed where a number is made of that.
        default Optional<Guard> marks(Op call) {
            return Optional.empty();
        }
    }
}

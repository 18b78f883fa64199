package org.cotangent.ad;

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
    }
}

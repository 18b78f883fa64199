package org.cotangent.ad;

import java.util.BitSet;

/// What a derivative of a function is made for: facts of the caller, fixed when its code is made (DESIGN §4).
///
/// Indices count the function's parameters, receiver first.
///
/// @param active the floating-point parameters that have a tangent
/// @param shadowed the array parameters whose shadow is known (not null) and passed beside them
/// @param seeded the reference parameters that lead to active memory which is apart from all other memory (copied arguments);
///     matters only if `fresh`
/// @param fresh whether nothing is active at entry but what `active` and `seeded` name: the start of an evaluation
/// @param unchanged whether memory that the function can reach is not overwritten, except by itself, between its
///     forward and its reverse sweep
/// @param guarded whether a handler above may resume after an exception that leaves the function (*protected*)
public record Signature(BitSet active, BitSet shadowed, BitSet seeded, boolean fresh, boolean unchanged,
        boolean guarded) {
    public Signature {
        active = (BitSet) active.clone();
        shadowed = (BitSet) shadowed.clone();
        seeded = (BitSet) seeded.clone();
    }

    /// The parameters whose memory is apart from all other memory at entry.
    BitSet apart() {
        return fresh ? seeded : new BitSet();
    }

    @Override
    public String toString() {
        return active + "" + shadowed + seeded + (fresh ? "f" : "") + (unchanged ? "u" : "") + (guarded ? "p" : "");
    }
}

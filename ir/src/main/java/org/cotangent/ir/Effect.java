package org.cotangent.ir;

/// What may be done with an op besides leaving it where it is.
public enum Effect {
    /// Depends on its operands alone and never throws: may be shared, moved, repeated, dropped.
    PURE,
    /// Depends on its operands alone but may throw (division of ints, a cast): may be shared where it has already
    /// been executed, not dropped or moved up.
    TRAPS,
    /// Reads memory; may throw (null, index). May be dropped only where it cannot throw or is linear.
    READS,
    /// Makes a new object; each execution makes another one. May throw (out of memory, negative size).
    ALLOCATES,
    /// Writes memory, or does anything at all. Stays where it is.
    WRITES
}

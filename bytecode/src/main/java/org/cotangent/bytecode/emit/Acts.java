package org.cotangent.bytecode.emit;

import org.cotangent.ir.Effect;
import org.cotangent.ir.Op;

/// What executing ops does besides computing: whether it reads memory, writes it, and is seen to happen (throws, or
/// writes).
record Acts(boolean reads, boolean writes, boolean seen) {
    private static final Acts NOTHING = new Acts(false, false, false);

    static Acts of(Op op) {
        Effect e = op.effect();
        if (e == Effect.PURE) return NOTHING;
        return new Acts(e == Effect.READS, e == Effect.WRITES, e == Effect.WRITES || op.canThrow());
    }

    Acts and(Acts other) {
        return new Acts(reads || other.reads, writes || other.writes, seen || other.seen);
    }

    boolean isNothing() {
        return !reads && !writes && !seen;
    }

    /// Whether their order does not matter.
    boolean commutes(Acts other) {
        return !(seen && other.seen) && !(reads && other.writes) && !(writes && other.reads);
    }
}

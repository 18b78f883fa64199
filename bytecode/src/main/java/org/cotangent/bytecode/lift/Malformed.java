package org.cotangent.bytecode.lift;

/// Code that no JVM would accept, or that exceeds what is lifted; [Lift] adds the place.
final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// The offset of the instruction; -1 for the one that is being lifted.
    private final int offset;

    Malformed(int offset, String why) {
        super(why, null, false, false);
        this.offset = offset;
    }

    Malformed(String why) {
        this(-1, why);
    }

    int offset() {
        return offset;
    }

    String why() {
        return String.valueOf(getMessage());
    }
}

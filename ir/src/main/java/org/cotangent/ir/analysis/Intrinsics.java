package org.cotangent.ir.analysis;

import org.cotangent.ir.Op;

/// Methods of the JDK of which it is known what they do to memory, and that they keep none of their arguments.
enum Intrinsics {
    /// Not one of these.
    NONE,
    /// Does nothing to memory; no result that matters.
    NOTHING,
    /// Returns its first argument.
    SAME,
    /// Copies elements of the first argument to the third.
    COPY,
    /// Writes the last argument to elements of the first.
    FILL,
    /// Reads an element of the first argument, an array, or writes it, or both.
    ELEMENT,
    /// Returns a new array with the elements of the first argument.
    CLONE;

    static Intrinsics of(Op.Invoke call) {
        if (call.callee().owner().isArray()) return call.callee().name().equals("clone") ? CLONE : NONE;
        return switch (call.callee().qualifiedName()) {
            case "java.lang.Object.<init>"          -> NOTHING;
            case "java.util.Objects.requireNonNull" -> SAME;
            case "java.lang.System.arraycopy"       -> COPY;
            case "java.util.Arrays.fill"            -> FILL;
            case "org.cotangent.runtime.Shadows.get", "org.cotangent.runtime.Shadows.set",
                    "org.cotangent.runtime.Shadows.add", "org.cotangent.runtime.Shadows.take" ->
                    ELEMENT;
            default -> NONE;
        };
    }
}

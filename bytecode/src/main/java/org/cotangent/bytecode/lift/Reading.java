package org.cotangent.bytecode.lift;

import java.util.function.Supplier;

/// Asks the class-file library, which reads lazily: on malformed files it throws much else besides what it says.
final class Reading {
    private Reading() {}

    /// What `part` gives; [Malformed] if the library fails.
    static <T> T of(Supplier<T> part) {
        try {
            return part.get();
        } catch (Malformed e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new Malformed("the class file is damaged: " + e);
        }
    }
}

package org.cotangent.bytecode;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.IntConsumer;

/// What tests do with class files that they damage.
public final class Damage {
    private Damage() {}

    /// The class file of a class of the JDK or of the tests.
    public static byte[] classFile(String name) throws IOException {
        String path = name.replace('.', '/') + ".class";
        try (InputStream in = ClassLoader.getSystemResourceAsStream(path)) {
            if (in == null) throw new IOException("no " + path);
            return in.readAllBytes();
        }
    }

    /// Runs `check` for some seeds; what it throws is a failure that says which.
    public static void seeds(String what, int first, int count, IntConsumer check) {
        for (int seed = first; seed < first + count; seed++) {
            try {
                check.accept(seed);
            } catch (RuntimeException | Error e) {
                fail(what + ", seed " + seed, e);
            }
        }
    }
}

package org.cotangent.ad.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Texts that are kept in `src/test/golden/rules`; `-Dcotangent.bless` rewrites them.
final class Golden {
    private Golden() {}

    static void check(String file, String actual) {
        Path path = Path.of("src/test/golden/rules", file);
        try {
            if (System.getProperty("cotangent.bless") != null) Files.writeString(path, actual);
            assertEquals(Files.readString(path), actual, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

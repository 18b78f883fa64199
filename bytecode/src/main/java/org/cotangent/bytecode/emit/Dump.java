package org.cotangent.bytecode.emit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// With `-Dcotangent.dump=FOLDER`, derivative code is written to that folder, too, as class files for `javap`.
final class Dump {
    private static final String FOLDER = System.getProperty("cotangent.dump", "");

    private Dump() {}

    static void write(String className, byte[] bytes) {
        if (FOLDER.isEmpty()) return;
        Path file = Path.of(FOLDER, className.replace('.', '/') + ".class");
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

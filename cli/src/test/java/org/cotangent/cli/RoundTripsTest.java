package org.cotangent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundTripsTest {
    private static final String JAMA = "gov.nist.math:jama:1.0.3";

    @TempDir
    Path folder;

    private static String last(Said said) {
        return said.out().lines().reduce((x, y) -> y).orElse("");
    }

    private static String through(long n) {
        return "lifted " + n + ", emitted " + n + ", copied 0, refused 0";
    }

    @Test
    void everyMethodOfAJarGetsThrough() throws IOException, Usage {
        long n;
        try (FileSystem jar = FileSystems.newFileSystem(Maven.resolve(JAMA).getFirst())) {
            n = MethodCount.below(jar.getPath("/"));
        }
        Said said = Said.by("roundtrip", JAMA);
        assertEquals(through(n), last(said));
        assertEquals("9 classes in a JVM with verification on; 0 no more; 0 neither now nor before",
                said.line("linked"));
        assertEquals("", said.err());
        assertEquals(0, said.code());
    }

    /// A JVM boots from the new classes.
    @Test
    void everyMethodOfTheJdkGetsThrough() throws IOException {
        Path base = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules/java.base");
        Said said = Said.by("roundtrip", "jdk:java.base");
        assertEquals(through(MethodCount.below(base)), last(said));
        assertTrue(said.line("growth").endsWith("; 0 grew by more than 1.3; 0 became too large to be compiled"),
                said::out);
        assertTrue(said.line("linked").matches("\\d,\\d+ classes .* on; 0 no more; 0 neither now nor before"),
                said::out);
        assertEquals(0, said.code());
    }

    @Test
    void emittedClassesRun() {
        assertEquals(0, Said.by("roundtrip", "--to", folder.toString(), JAMA).code());
        assertTrue(Files.exists(folder.resolve("Jama/util/Maths.class")));
        Said said = Said.by("grad", folder.toString(), "Jama.util.Maths::hypot", "3", "4");
        assertEquals("5.0", said.line("value"));
        assertEquals("[0.6, 0.8]", said.line("gradient"));
    }

    @Test
    void severalTargetsAreAddedUp() {
        Said said = Said.by("roundtrip", JAMA, JAMA);
        assertTrue(said.out().startsWith("classes   18 with 236 methods"), said::out);
    }

    @Test
    void whatIsNoClassFileIsReported() throws IOException {
        Files.writeString(folder.resolve("Broken.class"), "no class file");
        Said said = Said.by("roundtrip", folder.toString());
        assertEquals("lifted 0, emitted 0, copied 0, refused 1", last(said));
        assertTrue(said.line("unreadable").startsWith("Broken.class: "), said::out);
        assertEquals(1, said.code());
    }
}

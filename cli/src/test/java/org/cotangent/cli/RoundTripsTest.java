package org.cotangent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundTripsTest {
    private static final String JAMA = "gov.nist.math:jama:1.0.3";

    @TempDir
    Path folder;

    private static String last(Said said) {
        return said.out().lines().reduce((x, y) -> y).orElse("");
    }

    /// The methods with code in a jar, counted by nothing of ours.
    private static long count(Path path) throws IOException {
        long count = 0;
        try (JarFile jar = new JarFile(path.toFile())) {
            for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements();) {
                JarEntry entry = all.nextElement();
                if (!entry.getName().endsWith(".class")) continue;
                count += ClassFile.of().parse(jar.getInputStream(entry).readAllBytes()).methods().stream()
                        .filter(m -> m.findAttribute(Attributes.code()).isPresent())
                        .count();
            }
        }
        return count;
    }

    @Test
    void everyMethodOfAJarGetsThrough() throws IOException, Usage {
        long n = count(Maven.resolve(JAMA).getFirst());
        Said said = Said.by("roundtrip", JAMA);
        assertEquals("lifted " + n + ", emitted " + n + ", copied 0, refused 0", last(said));
        assertEquals("", said.err());
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

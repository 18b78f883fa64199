package org.cotangent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainTest {
    @TempDir
    Path folder;

    private String file = "";

    @BeforeEach
    void write() throws IOException {
        Path source = folder.resolve("Waves.java");
        Files.writeString(
                source,
                """
                        class Waves {
                            static double wave(double[] x) {
                                double sum = 0;
                                for (double each : x) sum += Math.sin(each) * each;
                                return sum;
                            }
                            static double two(double x) { return x; }
                            static double two(double x, int n) { return x; }
                        }
                        """);
        file = source.toString();
    }

    @Test
    void theStoryAndThreePrograms() {
        Said said = Said.by("explain", file, "Waves::wave");
        assertEquals("", said.err());
        assertEquals(0, said.code());
        for (String part : new String[] {"---- primal", "---- pushforward", "---- pullback, forward",
            "---- pullback, reverse"}) {
            assertTrue(said.out().contains(part), said::out);
        }
        assertTrue(said.out().contains("MathRules.dSin"), said::out);
        assertTrue(said.out().contains("Waves.java:4"), said::out);
    }

    @Test
    void overloadsAreAsked() {
        Said said = Said.by("explain", file, "Waves::two");
        assertTrue(said.err().startsWith("there are two(double"), said::err);
        assertEquals(2, said.code());
        assertEquals(0, Said.by("explain", file, "Waves::two(double,int)").code());
    }
}

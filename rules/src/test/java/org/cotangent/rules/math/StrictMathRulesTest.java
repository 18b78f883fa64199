package org.cotangent.rules.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class StrictMathRulesTest {
    private static final Path SOURCES = Path.of("src/main/java/org/cotangent/rules/math");

    @Test
    void isMathRulesReadWithTheOtherImport() throws IOException {
        assertEquals(strict(read("MathRules.java")), read("StrictMathRules.java"));
    }

    private static String strict(String source) {
        return source.replaceAll("\\bMathRules\\b", "OtherRules")
                .replaceAll("\\bStrictMathRules\\b", "MathRules")
                .replaceAll("\\bOtherRules\\b", "StrictMathRules")
                .replaceAll("\\bMath\\b", "StrictMath");
    }

    private static String read(String file) throws IOException {
        return Files.readString(SOURCES.resolve(file));
    }
}

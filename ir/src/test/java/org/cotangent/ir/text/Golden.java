package org.cotangent.ir.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// Golden files: what is shown, in comments; then `== before` and a text, `== after` and what must come of it. One test
/// each, named by its file; `-Dcotangent.bless` writes what came into the file.
public final class Golden {
    private static final String BEFORE = "== before\n";
    private static final String AFTER = "== after\n";

    private Golden() {}

    /// A test for each file in `src/test/golden/folder`.
    public static Stream<DynamicTest> tests(String folder, UnaryOperator<String> transform) {
        Path path = Path.of("src/test/golden", folder);
        try (Stream<Path> files = Files.list(path)) {
            List<Path> all = files.sorted().toList();
            return all.stream().map(f -> DynamicTest.dynamicTest(
                    f.getFileName().toString().replace(".ir", "").replace('-', ' '), () -> check(f, transform)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(Path file, UnaryOperator<String> transform) throws IOException {
        String text = Files.readString(file);
        int before = text.indexOf(BEFORE) + BEFORE.length();
        int after = text.indexOf(AFTER);
        if (before < BEFORE.length() || after < 0)
            throw new IllegalArgumentException("no == before and == after: " + file);
        String made = transform.apply(text.substring(before, after));
        String wanted = text.substring(after + AFTER.length());
        if (System.getProperty("cotangent.bless") != null && !made.equals(wanted)) {
            Files.writeString(file, text.substring(0, after) + AFTER + made);
        } else {
            assertEquals(wanted, made);
        }
    }
}

package org.cotangent.opt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.cotangent.ir.Func;
import org.cotangent.ir.text.Listing;
import org.cotangent.ir.text.ListingParser;
import org.cotangent.ir.verify.Verifier;
import org.junit.jupiter.api.DynamicTest;

/// Golden files: what is shown, in comments; then `== before` and a function, `== after` and what a pass makes of it. One
/// test each, named by its file; `-Dcotangent.bless` writes what came into the file.
final class Golden {
    private static final String BEFORE = "== before\n";
    private static final String AFTER = "== after\n";

    private Golden() {}

    /// A test of `pass` for each file in `src/test/golden/folder`.
    static Stream<DynamicTest> tests(String folder, Pass pass) {
        try (Stream<Path> files = Files.list(Path.of("src/test/golden", folder))) {
            List<Path> all = files.sorted().toList();
            return all.stream()
                    .map(f -> DynamicTest.dynamicTest(
                            f.getFileName().toString().replace(".ir", "").replace('-', ' '), () -> check(f, pass)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(Path file, Pass pass) throws IOException {
        String text = Files.readString(file);
        int before = text.indexOf(BEFORE) + BEFORE.length();
        int after = text.indexOf(AFTER);
        Func f = ListingParser.parse(text.substring(before, after));
        Verifier.verify(f);
        Func g = pass.apply(f);
        Verifier.verify(g);
        String made = Listing.normalised(g);
        String wanted = text.substring(after + AFTER.length());
        if (System.getProperty("cotangent.bless") != null && !made.equals(wanted)) {
            Files.writeString(file, text.substring(0, after) + AFTER + made);
        } else {
            assertEquals(wanted, made);
        }
    }
}

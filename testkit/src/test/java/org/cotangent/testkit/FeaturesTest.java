package org.cotangent.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.cotangent.samples.Sample;
import org.cotangent.samples.Samples;
import org.junit.jupiter.api.Test;

/// docs/features.md promises no more programs than there are.
class FeaturesTest {
    private static final Pattern ROW = Pattern.compile("\\| `(\\w+)` \\| (\\d+) \\|");

    @Test
    void theTableIsTrue() throws IOException {
        Map<String, List<Sample>> there = Samples.families();
        String page = Files.readString(Path.of("..", "docs", "features.md"));
        for (MatchResult row : ROW.matcher(page).results().toList()) {
            int programs = there.getOrDefault(row.group(1), List.of()).size();
            assertTrue(programs >= Integer.parseInt(row.group(2)), row.group());
        }
    }
}

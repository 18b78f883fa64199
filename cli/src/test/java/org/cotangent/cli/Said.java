package org.cotangent.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What a command said, and its exit code.
record Said(int code, String out, String err) {
    static Said by(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(List.of(args), stream(out), stream(err));
        return new Said(code, text(out), text(err));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /// The value behind a label at the start of a line.
    String line(String label) {
        return out.lines()
                .filter(l -> l.startsWith(label + " "))
                .map(l -> l.substring(label.length()).strip())
                .findFirst()
                .orElse("");
    }
}

package org.cotangent.cli.demo;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;

/// A progress bar on a terminal; nothing where the output goes elsewhere.
public final class Progress implements AutoCloseable {
    private static final int WIDTH = 30;

    private final PrintStream out;
    private final String label;
    private final int steps;
    private final boolean shown;
    private final long start = System.nanoTime();
    private long drawn;

    public Progress(PrintStream out, String label, int steps) {
        this.out = out;
        this.label = label;
        this.steps = steps;
        this.shown = isTerminal();
    }

    @SuppressWarnings("SystemConsoleNull") // JDK 25 has none again where the output is redirected
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /// Says that `done` steps are done, with a word on how it stands.
    public void at(int done, String state) {
        long now = System.nanoTime();
        if (!shown || done < steps && now - drawn < 50_000_000) {
            return;
        }
        drawn = now;
        int full = (int) ((long) WIDTH * done / steps);
        double seconds = (now - start) * 1e-9;
        double left = done == 0 ? 0 : seconds * (steps - done) / done;
        out.printf(
                Locale.ROOT,
                "\r    %s %s%s %d/%d  %s  %.0f s left \u001b[K",
                label,
                "█".repeat(full),
                "░".repeat(WIDTH - full),
                done,
                steps,
                state,
                left);
        out.flush();
    }

    @Override
    public void close() {
        if (shown) {
            out.print("\r\u001b[K");
            out.flush();
        }
    }
}

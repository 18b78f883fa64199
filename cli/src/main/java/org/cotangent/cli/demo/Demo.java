package org.cotangent.cli.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.cotangent.cli.Usage;

/// `./cotangent demo`: four gradients of real programs on real data, each checked, and a page to look at.
public final class Demo {
    private Path data = Path.of("..", "shared", "adbench");
    private Path report = Path.of("report.html");
    private final PrintStream out;

    private Demo(PrintStream out) {
        this.out = out;
    }

    /// Runs all parts; returns 0 if every check passed, else 1.
    public static int run(List<String> args, PrintStream out) throws Usage {
        Demo demo = new Demo(out);
        demo.read(args);
        return demo.run();
    }

    private void read(List<String> args) throws Usage {
        for (int i = 0; i < args.size(); i += 2) {
            boolean known = args.get(i).equals("--data") || args.get(i).equals("--report");
            if (!known || i + 1 == args.size()) {
                throw new Usage("./cotangent demo [--data FOLDER_OF_ADBENCH] [--report FILE.html]");
            }
            if (args.get(i).equals("--data")) {
                data = folder(args.get(i + 1));
            } else {
                report = Path.of(args.get(i + 1));
            }
        }
    }

    private static Path folder(String name) throws Usage {
        Path folder = Path.of(name);
        if (!folder.resolve("gmm").toFile().isDirectory()) {
            throw new Usage("no folder gmm in " + name + ": --data takes the folder that holds gmm and reference");
        }
        return folder;
    }

    private int run() throws Usage {
        long start = System.nanoTime();
        List<Part> parts = new ArrayList<>();
        add(parts, "Gaussian mixture of ADBench", () -> new MixturePart(data, out).run());
        add(parts, "A method of somebody else's jar", HypotPart::run);
        add(parts, "Chebyshev's T10", ChebyshevPart::run);
        add(parts, "A network that reads digits", () -> new DigitsPart(out).run());
        try {
            Report.write(report, parts);
        } catch (IOException e) {
            throw new Usage("cannot write " + report + ": name another file with --report");
        }
        boolean passed = parts.stream().allMatch(Part::passed);
        out.printf(
                "%n%s in %s; the pictures: %s%n",
                passed ? "all checks passed" : "some checks FAILED",
                Timing.shown((System.nanoTime() - start) * 1e-9),
                report.toAbsolutePath().normalize());
        return passed ? 0 : 1;
    }

    private void add(List<Part> parts, String title, Supplier<Part> work) {
        out.printf("%n(%c) %s%n", 'a' + parts.size(), title);
        Part part;
        try {
            part = work.get();
        } catch (RuntimeException | LinkageError e) {
            part = new Part(title, "This part could not be finished.");
            part.check("failed", String.valueOf(e), false);
        }
        parts.add(part);
        for (Part.Fact fact : part.facts()) {
            String mark =
                    switch (fact.verdict()) {
                        case PLAIN  -> " ";
                        case PASSED -> "✓";
                        case FAILED -> "✗";
                    };
            out.printf("  %s %-40s %s%n", mark, fact.label(), fact.value().replace("\n", "\n" + " ".repeat(45)));
        }
    }
}

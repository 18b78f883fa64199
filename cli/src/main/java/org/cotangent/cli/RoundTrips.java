package org.cotangent.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.cotangent.bytecode.roundtrip.RoundTrip;
import org.cotangent.cli.demo.Progress;
import org.cotangent.runtime.UnsupportedBytecode;
import org.jspecify.annotations.Nullable;

/// `./cotangent roundtrip TARGET...`: all methods of class files through the IR and back.
final class RoundTrips {
    private static final String FORM = "./cotangent roundtrip [--to FOLDER] TARGET...";

    private final PrintStream out;
    private final @Nullable Path to;
    private final Tally tally = new Tally();

    private RoundTrips(PrintStream out, @Nullable Path to) {
        this.out = out;
        this.to = to;
    }

    /// Returns 0 if every method with code got through, else 1.
    static int run(List<String> args, PrintStream out) throws Usage {
        List<String> targets = new ArrayList<>(args);
        Path to = null;
        int option = targets.indexOf("--to");
        if (option >= 0) {
            if (option + 1 == targets.size()) throw new Usage(FORM);
            targets.remove(option);
            to = Path.of(targets.remove(option));
        }
        if (targets.isEmpty() || targets.stream().anyMatch(t -> t.startsWith("--"))) throw new Usage(FORM);
        RoundTrips all = new RoundTrips(out, to);
        for (String text : targets) {
            try (Target target = Target.open(text)) {
                all.trip(target);
            }
        }
        all.tally.print(out);
        return all.tally.isComplete() ? 0 : 1;
    }

    private void trip(Target target) throws Usage {
        List<Target.Entry> entries = target.entries();
        if (entries.isEmpty()) throw new Usage("no class files in " + target);
        RoundTrip roundTrip = new RoundTrip(target.loader());
        AtomicInteger done = new AtomicInteger();
        Optional<IOException> failed;
        try (Progress progress = new Progress(out, target.toString(), entries.size())) {
            failed = IntStream.range(0, entries.size())
                    .parallel()
                    .mapToObj(i -> {
                        Optional<IOException> wrong = trip(roundTrip, entries.get(i));
                        synchronized (progress) {
                            progress.at(done.incrementAndGet(), entries.get(i).className());
                        }
                        return wrong;
                    })
                    .flatMap(Optional::stream)
                    .findAny();
        }
        if (failed.isPresent()) throw new Usage("cannot write to " + to + ": " + failed.get().getMessage());
    }

    /// The reason why the new class file could not be written.
    private Optional<IOException> trip(RoundTrip roundTrip, Target.Entry entry) {
        byte[] before = entry.bytes();
        byte[] after = before;
        try {
            RoundTrip.Result result = roundTrip.of(before);
            after = result.bytes();
            tally.add(before.length, result);
        } catch (UnsupportedBytecode e) {
            tally.addUnreadable(entry.path(), e);
        }
        if (to == null) return Optional.empty();
        try {
            Path file = to.resolve(entry.path());
            Files.createDirectories(file.getParent());
            Files.write(file, after);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }
}

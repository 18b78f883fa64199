package org.cotangent.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.cotangent.bytecode.roundtrip.RoundTrip;
import org.cotangent.cli.demo.Progress;
import org.cotangent.runtime.UnsupportedBytecode;

/// `./cotangent roundtrip TARGET...`: all methods of class files through the IR and back, and the classes before the JVM.
final class RoundTrips {
    private static final String FORM = "./cotangent roundtrip [--to FOLDER] TARGET...";

    private final PrintStream out;
    private final Optional<Path> to;
    private final Tally tally = new Tally();

    private RoundTrips(PrintStream out, Optional<Path> to) {
        this.out = out;
        this.to = to;
    }

    /// Returns 0 if every method with code got through and the JVM takes every class that it took before, else 1.
    static int run(List<String> args, PrintStream out) throws Usage {
        List<String> targets = new ArrayList<>(args);
        Optional<Path> to = Optional.empty();
        int option = targets.indexOf("--to");
        if (option >= 0) {
            if (option + 1 == targets.size()) throw new Usage(FORM);
            targets.remove(option);
            to = Optional.of(Path.of(targets.remove(option)));
        }
        if (to.isPresent() && targets.contains(to.get().toString())) {
            throw new Usage(to.get() + " would be overwritten: name another folder behind --to");
        }
        if (targets.isEmpty() || targets.stream().anyMatch(t -> t.startsWith("--"))) throw new Usage(FORM);
        RoundTrips all = new RoundTrips(out, to);
        List<Boot.Module> modules = new ArrayList<>();
        for (String text : targets) {
            try (Target target = Target.open(text)) {
                Map<String, byte[]> made = all.trip(target);
                if (Target.isModule(text)) modules.add(new Boot.Module(Target.moduleName(text), made));
                else all.tally.add(Linking.of(made, target.loader()));
            }
        }
        if (!modules.isEmpty()) all.tally.add(Boot.of(modules));
        all.tally.print(out);
        return all.tally.isComplete() ? 0 : 1;
    }

    /// The new class files, by their paths.
    private Map<String, byte[]> trip(Target target) throws Usage {
        List<Target.Entry> entries = target.entries();
        if (entries.isEmpty()) throw new Usage("no class files in " + target);
        RoundTrip roundTrip = new RoundTrip(target.loader());
        AtomicInteger done = new AtomicInteger();
        Map<String, byte[]> made = new ConcurrentHashMap<>();
        Optional<IOException> failed;
        try (Progress progress = new Progress(out, target.toString(), entries.size())) {
            failed = IntStream.range(0, entries.size())
                    .parallel()
                    .mapToObj(i -> {
                        Target.Entry entry = entries.get(i);
                        byte[] bytes = trip(roundTrip, entry);
                        made.put(entry.path(), bytes);
                        synchronized (progress) {
                            progress.at(done.incrementAndGet(), entry.className());
                        }
                        return write(entry.path(), bytes);
                    })
                    .flatMap(Optional::stream)
                    .findAny();
        }
        if (failed.isPresent())
            throw new Usage("cannot write to " + to.orElseThrow() + ": " + failed.get().getMessage());
        return made;
    }

    private byte[] trip(RoundTrip roundTrip, Target.Entry entry) {
        byte[] before = entry.bytes();
        try {
            RoundTrip.Result result = roundTrip.of(before);
            tally.add(before.length, result);
            return result.bytes();
        } catch (UnsupportedBytecode e) {
            tally.addUnreadable(entry.path(), e);
            return before;
        }
    }

    /// The reason why the new class file could not be written.
    private Optional<IOException> write(String path, byte[] bytes) {
        if (to.isEmpty()) return Optional.empty();
        try {
            Path file = to.get().resolve(path);
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }
}

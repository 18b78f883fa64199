package org.cotangent.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.cotangent.bytecode.roundtrip.RoundTrip.Method;
import org.cotangent.bytecode.roundtrip.RoundTrip.Step;
import org.cotangent.bytecode.roundtrip.RoundTrip;
import org.cotangent.runtime.UnsupportedBytecode;

/// What came of round trips: counts, sizes, times, and failures by their reasons. For any number of threads.
final class Tally {
    /// From here on HotSpot does not compile a method.
    private static final int HUGE = 8000;
    private static final int NOTABLE = 100;
    private static final double GROWN = 1.3;
    private static final int EXAMPLES = 3;

    private final long start = System.nanoTime();
    private final List<Method> methods = new ArrayList<>();
    private final List<String> unreadable = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();
    private int linked;
    private int never;
    private int classes;
    private long bytesBefore;
    private long bytesAfter;

    synchronized void add(int before, RoundTrip.Result result) {
        classes++;
        bytesBefore += before;
        bytesAfter += result.bytes().length;
        methods.addAll(result.methods());
    }

    synchronized void addUnreadable(String path, UnsupportedBytecode why) {
        unreadable.add(path + ": " + why.what() + ": " + why.why());
    }

    synchronized void add(Linking.Outcome outcome) {
        linked += outcome.linked();
        never += outcome.never();
        broken.addAll(outcome.broken());
    }

    boolean isComplete() {
        return unreadable.isEmpty() && broken.isEmpty() && methods.stream().allMatch(m -> m.failure().isEmpty());
    }

    void print(PrintStream out) {
        List<Method> through = methods.stream().filter(m -> m.failure().isEmpty()).toList();
        line(out, "%-9s %,d with %,d methods that have code, in %.1f s", "classes", classes, methods.size(),
                (System.nanoTime() - start) * 1e-9);
        sizes(out, through);
        times(out, "lifting", through.stream().sorted(Comparator.comparingLong(Method::lift)).toList(), true);
        times(out, "emitting", through.stream().sorted(Comparator.comparingLong(Method::emit)).toList(), false);
        if (linked + never + broken.size() > 0) {
            line(out, "%-9s %,d classes in a JVM with verification on; %d no more; %d neither now nor before", "linked",
                    linked, broken.size(), never);
        }
        failures(out);
        broken.forEach(text -> line(out, "unlinked  %s", text));
        unreadable.forEach(text -> line(out, "unreadable %s", text));
        long refused = count(Step.LIFT) + count(Step.LAWS);
        long copied = count(Step.EMIT) + count(Step.JVM);
        line(out, "lifted %d, emitted %d, copied %d, refused %d",
                methods.size() - refused, through.size(), copied, refused + unreadable.size());
    }

    private long count(Step step) {
        return methods.stream().filter(m -> m.failure().isPresent() && m.failure().get().step() == step).count();
    }

    private void sizes(PrintStream out, List<Method> through) {
        if (through.isEmpty()) return;
        long before = through.stream().mapToLong(Method::before).sum();
        long after = through.stream().mapToLong(Method::after).sum();
        double[] growth =
                through.stream().filter(m -> m.before() > NOTABLE).mapToDouble(Tally::growth).sorted().toArray();
        long grown = through.stream().filter(m -> m.before() > NOTABLE && growth(m) > GROWN).count();
        long huge = through.stream().filter(m -> m.before() < HUGE && m.after() >= HUGE).count();
        line(out, "%-9s code %,d to %,d bytes, class files %,d to %,d", "sizes", before, after, bytesBefore,
                bytesAfter);
        line(out,
                "%-9s of methods over %d bytes: median %.3f, most %.2f; %d grew by more than %.1f; %d became too large to be compiled",
                "growth", NOTABLE, growth.length == 0 ? 1 : growth[growth.length / 2],
                growth.length == 0 ? 1 : growth[growth.length - 1], grown, GROWN, huge);
        through.stream()
                .filter(m -> m.before() > NOTABLE && growth(m) > GROWN || m.before() < HUGE && m.after() >= HUGE)
                .sorted(Comparator.comparingDouble(Tally::growth).reversed())
                .limit(EXAMPLES)
                .forEach(m -> line(out, "          %,d to %,d  %s", m.before(), m.after(), m.name()));
    }

    private static double growth(Method m) {
        return (double) m.after() / m.before();
    }

    private void times(PrintStream out, String what, List<Method> sorted, boolean lift) {
        if (sorted.isEmpty()) return;
        Method middle = sorted.get(sorted.size() / 2);
        Method last = sorted.getLast();
        line(out, "%-9s a method: median %.0f µs, most %.0f ms (%s, %,d bytes)", what,
                (lift ? middle.lift() : middle.emit()) * 1e-3, (lift ? last.lift() : last.emit()) * 1e-6, last.name(),
                last.before());
    }

    private void failures(PrintStream out) {
        Map<String, List<Method>> byReason = new TreeMap<>();
        for (Method m : methods) {
            m.failure().ifPresent(
                    f -> byReason.computeIfAbsent(f.step() + "  " + kind(f.reason()), _ -> new ArrayList<>()).add(m));
        }
        byReason.entrySet().stream()
                .sorted(Comparator.comparingInt(e -> -e.getValue().size()))
                .forEach(e -> {
                    line(out, "%,6d  %s", e.getValue().size(), e.getKey());
                    e.getValue().stream().limit(EXAMPLES).forEach(m -> {
                        String reason = m.failure().map(RoundTrip.Failure::reason).orElse("");
                        line(out, "          %s: %s", m.name(), reason.lines().findFirst().orElse(""));
                    });
                });
    }

    /// A reason without what is special about one method.
    private static String kind(String reason) {
        String line = reason.lines().findFirst().orElse("");
        String plain = line.replaceAll("of \\S+ cannot", "cannot")
                .replaceAll("[%^][\\w.$]+|\\d+|L?[\\w$]+([./][\\w$<>]+)+;?", "…");
        return plain.length() > 110 ? plain.substring(0, 110) + "…" : plain;
    }

    @SuppressWarnings("AnnotateFormatMethod") // that annotation would be a dependency
    private static void line(PrintStream out, String format, Object... args) {
        out.println(String.format(Locale.ROOT, format, args));
    }
}

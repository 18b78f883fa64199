package org.cotangent.runtime;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where in the program derivative code has got to: by its frames, and by what is noted of each piece of code when it is
/// made, since code of several methods stands in one.
public final class Places {
    private static final String MARK = "$$cotangent$";

    private static final Map<Class<?>, Map<Integer, List<String>>> NOTED =
            Collections.synchronizedMap(new WeakHashMap<>());

    private static final Pattern PLACE = Pattern.compile("(.*)\\.([^.]+) \\((.+):(\\d+)\\)");
    private static final StackWalker SHOWN = StackWalker.getInstance(StackWalker.Option.SHOW_REFLECT_FRAMES);
    private static final StackWalker WALKER = StackWalker.getInstance(
            Set.of(StackWalker.Option.SHOW_HIDDEN_FRAMES, StackWalker.Option.RETAIN_CLASS_REFERENCE));

    /// The last exception whose trace was completed.
    private static final ThreadLocal<@Nullable WeakReference<Throwable>> COMPLETED = new ThreadLocal<>();

    private Places() {}

    /// Notes what stands where in derivative code: by line, the places from the innermost outwards.
    public static void note(Class<?> code, Map<Integer, List<String>> places) {
        if (!places.isEmpty()) NOTED.put(code, places);
    }

    // ---- traces ---------------------------------------------------------------------------------------------

    /// Puts the frames of derivative code, which the JVM leaves out, into the trace of an exception that leaves the caller, with
    /// the program's methods and lines: once, where it leaves the first.
    public static void complete(Throwable e) {
        if (e instanceof VirtualMachineError || e instanceof CotangentException) return;
        WeakReference<Throwable> last = COMPLETED.get();
        if (last != null && last.get() == e) return;
        COMPLETED.set(new WeakReference<>(e));
        List<StackTraceElement> shown = elements(SHOWN.walk(Places::callers));
        List<StackTraceElement> trace = List.of(e.getStackTrace());
        int inner = trace.size() - shown.size();
        // made here, and not somewhere else
        if (inner < 0 || !trace.subList(inner, trace.size()).equals(shown)) return;
        List<StackTraceElement> all = new ArrayList<>(trace.subList(0, inner));
        int next = 0;
        for (StackWalker.StackFrame f : WALKER.walk(Places::callers)) {
            if (isOurs(f)) {
                for (String place : places(f)) all.add(element(place, f.getDeclaringClass()));
            } else if (next < shown.size() && f.toStackTraceElement().equals(shown.get(next))) {
                all.add(shown.get(next++));
            }
        }
        if (next == shown.size()) e.setStackTrace(all.toArray(StackTraceElement[]::new));
    }

    private static List<StackWalker.StackFrame> callers(Stream<StackWalker.StackFrame> frames) {
        return frames.skip(1).toList();
    }

    private static List<StackTraceElement> elements(List<StackWalker.StackFrame> frames) {
        return frames.stream().map(StackWalker.StackFrame::toStackTraceElement).toList();
    }

    private static boolean isOurs(StackWalker.StackFrame f) {
        return f.getClassName().contains(MARK);
    }

    /// `Demo.pow (Demo.java:14)`, as a frame beside `host`.
    private static StackTraceElement element(String place, Class<?> host) {
        Matcher m = PLACE.matcher(place);
        if (!m.matches()) return new StackTraceElement("", place, null, -1);
        String name = host.getName();
        String of = host.getPackageName();
        String outer = m.group(1).replaceFirst("\\$.*", "");
        boolean beside = name.substring(of.isEmpty() ? 0 : of.length() + 1).startsWith(outer + "$");
        String owner = beside && !of.isEmpty() ? of + "." + m.group(1) : m.group(1);
        return new StackTraceElement(owner, m.group(2), m.group(3), Integer.parseInt(m.group(4)));
    }

    // ---- refusals -------------------------------------------------------------------------------------------

    /// The places from the innermost outwards: those of `innermost` (a line each, the function that asks), then its callers.
    public static List<String> chain(String innermost) {
        List<String> all = new ArrayList<>(innermost.isEmpty() ? List.of() : List.of(innermost.split("\n")));
        List<List<String>> frames =
                WALKER.walk(s -> s.filter(Places::isOurs).map(Places::places).toList());
        boolean first = !innermost.isEmpty();
        for (List<String> f : frames) {
            if (!first) all.addAll(f);
            first = false;
        }
        return all;
    }

    private static List<String> places(StackWalker.StackFrame f) {
        return NOTED.getOrDefault(f.getDeclaringClass(), Map.of()).getOrDefault(f.getLineNumber(), List.of());
    }
}

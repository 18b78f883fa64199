package org.cotangent.runtime;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/// Where in the program derivative code has got to: by its frames, and by what is noted of each piece of code when it is
/// made, since code of several methods stands in one.
public final class Places {
    private static final String MARK = "$$cotangent$";

    private static final Map<Class<?>, Map<Integer, List<String>>> NOTED =
            Collections.synchronizedMap(new WeakHashMap<>());

    private Places() {}

    /// Notes what stands where in derivative code: by line, the places from the innermost outwards.
    public static void note(Class<?> code, Map<Integer, List<String>> places) {
        if (!places.isEmpty()) NOTED.put(code, places);
    }

    /// The places from the innermost outwards: those of `innermost` (a line each, the function that asks), then its callers.
    public static List<String> chain(String innermost) {
        List<String> all = new ArrayList<>(innermost.isEmpty() ? List.of() : List.of(innermost.split("\n")));
        List<List<String>> frames = StackWalker.getInstance(
                java.util.Set.of(StackWalker.Option.SHOW_HIDDEN_FRAMES, StackWalker.Option.RETAIN_CLASS_REFERENCE))
                .walk(s -> s.filter(f -> f.getClassName().contains(MARK)).map(Places::places).toList());
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

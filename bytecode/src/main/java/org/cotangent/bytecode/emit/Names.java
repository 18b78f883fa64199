package org.cotangent.bytecode.emit;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cotangent.ir.Value;
import org.jspecify.annotations.Nullable;

/// The table of local variables: where values that have a name are in their locals.
final class Names {
    /// At `position`, a segment of a value begins or ends.
    private record Event(int position, boolean begins, Value value) {}

    private record Entry(Value value, Label start, int from) {}

    private record Written(String name, int slot, int from, int to) {}

    private final CodeBuilder code;
    private final Slots slots;
    private final List<Event> events = new ArrayList<>();
    private final Map<Value, Entry> open = new HashMap<>();
    private final Set<Written> written = new HashSet<>();
    private int next;
    /// The place that `label` marks.
    private int place = -1;
    private @Nullable Label label;

    Names(CodeBuilder code, Slots slots) {
        this.code = code;
        this.slots = slots;
        List<Value> named = slots.values();
        named.removeIf(v -> !isName(v.hint()));
        // a class file without names still has a this
        if (named.stream().allMatch(v -> v.hint().equals("this"))) return;
        for (Value v : named) {
            slots.range(v).forEach((start, end) -> {
                events.add(new Event(start, true, v));
                events.add(new Event(end, false, v));
            });
        }
        events.sort(Comparator.comparingInt(Event::position).thenComparing(Event::begins));
    }

    /// Whether a class file may say it.
    private static boolean isName(String hint) {
        return !hint.isEmpty() && hint.chars().noneMatch(c -> c == '.' || c == ';' || c == '[' || c == '/');
    }

    /// The step at `position` comes next, and `place` is where its code begins: equal for steps without code between.
    void before(int position, int where) {
        while (next < events.size() && events.get(next).position() < position) {
            Event e = events.get(next++);
            Label here = here(where);
            if (e.begins()) open.put(e.value(), new Entry(e.value(), here, where));
            else close(open.remove(e.value()), here, where);
        }
    }

    private Label here(int where) {
        Label known = label;
        if (known != null && place == where) return known;
        Label fresh = code.newBoundLabel();
        label = fresh;
        place = where;
        return fresh;
    }

    private void close(@Nullable Entry e, Label end, int to) {
        if (e == null || e.from() == to) return;
        Value v = e.value();
        int slot = slots.of(v);
        String name = name(v);
        if (!written.add(new Written(name, slot, e.from(), to))) return;
        code.localVariable(slot, name, v.type().desc(), e.start(), end);
    }

    /// The name as a class file may have it: `x.bar` is not lawful there.
    private static String name(Value v) {
        return v.hint().replaceAll("[.;\\[/]", "_");
    }
}

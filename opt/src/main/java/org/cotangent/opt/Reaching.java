package org.cotangent.opt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.cotangent.ir.Block;
import org.cotangent.ir.Let;
import org.cotangent.ir.Value;
import org.jspecify.annotations.Nullable;

/// Which definition of a variable reaches a place, once a variable has several: block parameters are added where
/// several meet. For a control flow that is complete (else: [org.cotangent.ir.Variables]); a variable is any object with
/// `equals`, often the value that had one definition before.
///
/// After M. Braun et al., "Simple and Efficient Construction of Static Single Assignment Form" (CC 2013), all sealed.
final class Reaching {
    private record Place(Block.Label block, Object variable) {}

    private record Source(Block.Label block, boolean guard) {}

    private record Join(Place place, Value parameter, Map<Source, Value> arguments) {}

    private final Draft draft;
    private final Map<Block.Label, Set<Source>> sources = new HashMap<>();
    private final Map<Place, Value> atEntry = new HashMap<>();
    private final Map<Place, Value> atEnd = new HashMap<>();
    private final Set<Object> variables = new HashSet<>();
    private final Map<Value, Join> joins = new LinkedHashMap<>();
    private final Deque<Join> pending = new ArrayDeque<>();
    private final Map<Object, Let> undefined = new LinkedHashMap<>();

    /// For the control flow of `draft` as it is now.
    Reaching(Draft draft) {
        this.draft = draft;
        for (Block b : draft.blocks()) {
            for (Block.Edge e : b.exit().edges()) addSource(e, new Source(b.label(), false));
            for (Block.Handler h : b.handlers()) addSource(h.edge(), new Source(b.label(), true));
        }
    }

    private void addSource(Block.Edge e, Source source) {
        sources.computeIfAbsent(e.target(), _ -> new LinkedHashSet<>()).add(source);
    }

    /// After `block`, `variable` is `value`.
    void define(Block.Label block, Object variable, Value value) {
        variables.add(variable);
        atEnd.put(new Place(block, variable), value);
    }

    /// From the entry of `block` on, `variable` is `value`, a parameter.
    void defineAtEntry(Block.Label block, Object variable, Value value) {
        define(block, variable, value);
        atEntry.put(new Place(block, variable), value);
    }

    /// What `variable` is after `block`; of the type of `like`.
    Value atEnd(Block.Label block, Object variable, Value like) {
        Value v = atEnd.get(new Place(block, variable));
        return v != null ? v : atEntry(block, variable, like);
    }

    /// What `variable` is before the first let of `block`.
    Value atEntry(Block.Label block, Object variable, Value like) {
        List<Place> passed = new ArrayList<>();
        Place place = new Place(block, variable);
        Value found = atEntry.get(place);
        while (found == null) {
            passed.add(place);
            Set<Source> from = sources.getOrDefault(place.block(), Set.of());
            if (from.isEmpty()) {
                found = undefined(variable, like);
            } else if (from.size() > 1) {
                found = join(place, like);
            } else {
                Source only = from.iterator().next();
                place = new Place(only.block(), variable);
                found = only.guard() ? null : atEnd.get(place);
                if (found == null) found = atEntry.get(place);
            }
        }
        for (Place p : passed) atEntry.put(p, found);
        return found;
    }

    private Value join(Place place, Value like) {
        Join join = new Join(place, draft.like(like), new LinkedHashMap<>());
        joins.put(join.parameter(), join);
        pending.add(join);
        return join.parameter();
    }

    private Value undefined(Object variable, Value like) {
        return undefined.computeIfAbsent(variable, _ -> draft.nothing(like)).result();
    }

    /// Each read of a variable that is a value reads what reaches it.
    void rewrite() {
        for (Block.Label label : draft.labels()) {
            Block b = draft.block(label);
            UnaryOperator<Value> now = v -> variables.contains(v) ? atEnd(label, v, v) : v;
            UnaryOperator<Value> before = v -> variables.contains(v) ? atEntry(label, v, v) : v;
            List<Let> lets = Values.map(b.lets(), now);
            List<Block.Handler> handlers = b.handlers().stream()
                    .map(h -> new Block.Handler(h.type(), h.edge().map(before)))
                    .toList();
            var exit = b.exit().map(now, e -> e.map(now));
            if (lets != b.lets() || !exit.equals(b.exit()) || !handlers.equals(b.handlers())) {
                draft.put(new Block(label, draft.block(label).parameters(), lets, exit, handlers, b.origin()));
            }
        }
    }

    /// Adds the parameters that are needed.
    void finish() {
        while (!pending.isEmpty()) {
            Join j = pending.remove();
            Object variable = j.place().variable();
            for (Source s : sources.getOrDefault(j.place().block(), Set.of())) {
                Value argument = s.guard()
                        ? atEntry(s.block(), variable, j.parameter())
                        : atEnd(s.block(), variable, j.parameter());
                j.arguments().put(s, argument);
            }
        }
        for (Let nothing : undefined.values()) draft.prepend(draft.entry(), nothing);
        for (Join j : joins.values()) j.arguments().replaceAll((_, a) -> draft.resolve(a));
        dropTrivial();
        attach();
    }

    /// A parameter all of whose arguments are one value, or parameters that mean that value, is that value.
    private void dropTrivial() {
        Map<Value, List<Join>> readers = new HashMap<>();
        for (Join j : joins.values()) {
            for (Value a : j.arguments().values()) {
                if (joins.containsKey(a)) readers.computeIfAbsent(a, _ -> new ArrayList<>()).add(j);
            }
        }
        Map<Value, Value> meaning = new LinkedHashMap<>();
        Deque<Join> work = new ArrayDeque<>(joins.values());
        while (!work.isEmpty()) {
            Join j = work.remove();
            Value p = j.parameter();
            if (meaning.get(p) == p) continue;
            Value met = meet(j, meaning);
            if (met == null || met == meaning.put(p, met)) continue;
            work.addAll(readers.getOrDefault(p, List.of()));
        }
        meaning.forEach((p, m) -> {
            if (m == p) return;
            draft.replace(p, m);
            joins.remove(p);
        });
    }

    private @Nullable Value meet(Join j, Map<Value, Value> meaning) {
        Value met = null;
        for (Value a : j.arguments().values()) {
            Value m = joins.containsKey(a) ? meaning.get(a) : a;
            if (m == null || m == met) continue;
            if (met != null) return j.parameter();
            met = m;
        }
        return met;
    }

    private void attach() {
        Map<Block.Label, List<Join>> at = new LinkedHashMap<>();
        for (Join j : joins.values()) {
            at.computeIfAbsent(j.place().block(), _ -> new ArrayList<>()).add(j);
        }
        if (at.isEmpty()) return;
        at.forEach((label, js) -> draft.addParameters(label, js.stream().map(Join::parameter).toList()));
        for (Block.Label label : draft.labels()) {
            if (draft.block(label).edges().stream().noneMatch(e -> at.containsKey(e.target()))) continue;
            draft.edges(
                    label, e -> extend(e, new Source(label, false), at), e -> extend(e, new Source(label, true), at));
        }
    }

    private static Block.Edge extend(Block.Edge e, Source source, Map<Block.Label, List<Join>> at) {
        List<Value> all = new ArrayList<>(e.arguments());
        for (Join j : at.getOrDefault(e.target(), List.of())) {
            Value argument = j.arguments().get(source);
            if (argument == null) throw new IllegalStateException("nothing for " + j.parameter() + " from " + source);
            all.add(argument);
        }
        return new Block.Edge(e.target(), all);
    }
}

package org.cotangent.ir;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Variables that are written and read in any order become values and block parameters.
///
/// After M. Braun et al., "Simple and Efficient Construction of Static Single Assignment Form" (CC 2013), with every
/// block left unsealed until [#finish()]: the control flow need not be complete, nor written in any order, while
/// variables are read. A variable is any object with `equals`. A read that no write reaches gives what `undefined`
/// makes in the entry block.
public final class Variables {
    private record Place(Block.Label block, Object variable) {}

    private record Pending(Place place, Value parameter) {}

    private record Source(Block.Label block, boolean guard) {}

    private final Builder b;
    private final Function<Type, Op> undefined;
    private final BiFunction<Block.Label, Object, Optional<Value>> known;
    private final Map<Type, Value> nothings = new HashMap<>();
    private final Map<Place, Value> atEntry = new HashMap<>();
    private final Map<Place, Value> now = new HashMap<>();
    private final Deque<Pending> pending = new ArrayDeque<>();

    /// Variables of the function that `b` writes.
    public Variables(Builder b, Function<Type, Op> undefined) {
        this(b, undefined, (_, _) -> Optional.empty());
    }

    /// Variables some of which need not be looked for: `known` tells what a variable is at the entry of a block. Searching
    /// would find the same, but visit all blocks on the way.
    public Variables(
            Builder b, Function<Type, Op> undefined, BiFunction<Block.Label, Object, Optional<Value>> known) {
        this.b = b;
        this.undefined = undefined;
        this.known = known;
    }

    /// From here on in `block` (as far as it is written), `variable` is `value`.
    public void write(Block.Label block, Object variable, Value value) {
        now.put(new Place(block, variable), value);
    }

    /// At the entry of `block`, which has `value` as a parameter, `variable` is that, for its handlers, too.
    public void writeAtEntry(Block.Label block, Object variable, Value value) {
        atEntry.put(new Place(block, variable), value);
        now.putIfAbsent(new Place(block, variable), value);
    }

    /// What `variable` is here in `block` (as far as it is written). All reads of one variable give the same type.
    public Value read(Block.Label block, Object variable, Value like) {
        Value v = now.get(new Place(block, variable));
        if (v != null) return v;
        return readAtEntry(block, variable, like);
    }

    /// What `variable` is at the entry of `block`.
    public Value readAtEntry(Block.Label block, Object variable, Value like) {
        Place place = new Place(block, variable);
        Value before = atEntry.get(place);
        if (before != null) return before;
        Optional<Value> told = known.apply(block, variable);
        Value value = told.orElseGet(() -> b.value(like.type(), like.hint(), like.linear()));
        atEntry.put(place, value);
        now.putIfAbsent(place, value);
        if (told.isEmpty()) pending.add(new Pending(place, value));
        return value;
    }

    /// What a variable of this type is where no write reaches: one value for all.
    public Value nothing(Type type) {
        Block.Label entry = b.labels().getFirst();
        return nothings.computeIfAbsent(type, t -> b.prepend(entry, undefined.apply(t), ""));
    }

    /// Resolves every read; all blocks must have their exits.
    public void finish() {
        Map<Block.Label, List<Source>> sources = sources();
        Map<Value, Pending> parameters = new LinkedHashMap<>();
        Map<Value, Map<Source, Value>> arguments = new HashMap<>();
        while (!pending.isEmpty()) {
            Pending p = pending.remove();
            Object variable = p.place().variable();
            Map<Source, Value> args = new LinkedHashMap<>();
            for (Source s : sources.getOrDefault(p.place().block(), List.of())) {
                Value arg = s.guard()
                        ? readAtEntry(s.block(), variable, p.parameter())
                        : read(s.block(), variable, p.parameter());
                args.put(s, arg);
            }
            if (args.isEmpty()) {
                b.replace(p.parameter(), nothing(p.parameter().type()));
            } else {
                parameters.put(p.parameter(), p);
                arguments.put(p.parameter(), args);
            }
        }
        dropTrivial(parameters, arguments);
        attach(parameters, arguments);
    }

    private Map<Block.Label, List<Source>> sources() {
        Map<Block.Label, List<Source>> sources = new HashMap<>();
        for (Block.Label label : b.labels()) {
            Block block = b.written(label);
            for (Block.Edge e : block.exit().edges()) addSource(sources, e, new Source(label, false));
            for (Block.Handler h : block.handlers()) addSource(sources, h.edge(), new Source(label, true));
        }
        return sources;
    }

    private static void addSource(Map<Block.Label, List<Source>> sources, Block.Edge e, Source source) {
        List<Source> list = sources.computeIfAbsent(e.target(), _ -> new ArrayList<>());
        if (!list.contains(source)) list.add(source);
    }

    /// A parameter all of whose arguments are one value (or parameters that are that value, itself among them) is that
    /// value. Optimistic, so that rings of parameters which only pass one value around are found too.
    private void dropTrivial(Map<Value, Pending> parameters, Map<Value, Map<Source, Value>> arguments) {
        Map<Value, List<Value>> readers = new HashMap<>();
        arguments.forEach((p, args) -> {
            for (Value a : args.values()) readers.computeIfAbsent(b.resolve(a), _ -> new ArrayList<>()).add(p);
        });
        Map<Value, Value> meaning = new HashMap<>();
        Deque<Value> work = new ArrayDeque<>(parameters.keySet());
        while (!work.isEmpty()) {
            Value p = work.remove();
            if (meaning.get(p) == p) continue;
            Value meet = null;
            for (Value a : arguments.getOrDefault(p, Map.of()).values()) {
                Value r = b.resolve(a);
                if (r == p) continue;
                Value m = parameters.containsKey(r) ? meaning.get(r) : r;
                if (m == null || m == meet) continue;
                meet = meet == null ? m : p;
                if (meet == p) break;
            }
            if (meet != null && meet != meaning.put(p, meet)) work.addAll(readers.getOrDefault(p, List.of()));
        }
        meaning.forEach((p, m) -> {
            if (m == p) return;
            b.replace(p, m);
            parameters.remove(p);
        });
    }

    private void attach(Map<Value, Pending> parameters, Map<Value, Map<Source, Value>> arguments) {
        Map<Block.Label, List<Value>> added = new HashMap<>();
        for (Pending p : parameters.values()) {
            b.parameter(p.place().block(), p.parameter());
            added.computeIfAbsent(p.place().block(), _ -> new ArrayList<>()).add(p.parameter());
        }
        for (Block.Label label : b.labels()) {
            b.editEdges(label, e -> extend(e, new Source(label, false), added, arguments),
                    e -> extend(e, new Source(label, true), added, arguments));
        }
    }

    private static Block.Edge extend(
            Block.Edge e,
            Source source,
            Map<Block.Label, List<Value>> added,
            Map<Value, Map<Source, Value>> arguments) {
        List<Value> parameters = added.getOrDefault(e.target(), List.of());
        if (parameters.isEmpty()) return e;
        List<Value> all = new ArrayList<>(e.arguments());
        for (Value p : parameters) {
            Value arg = arguments.getOrDefault(p, Map.of()).get(source);
            if (arg == null) throw new IllegalStateException("no argument for " + p + " of " + e.target());
            all.add(arg);
        }
        return new Block.Edge(e.target(), all);
    }
}

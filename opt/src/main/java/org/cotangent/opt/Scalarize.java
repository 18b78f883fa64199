package org.cotangent.opt;

import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.cotangent.ir.Block;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;
import org.jspecify.annotations.Nullable;

/// Objects that never escape become values, one for each field (scalar replacement of aggregates); so do small arrays
/// that are only accessed at constant indices, and block parameters that are always such an object:
///
/// ```
/// %c = new Cell; put Cell.d(%c, %x); ...; %y = get Cell.d(%c)            %y is %x
/// ```
///
/// Constructors whose bodies can be had are inlined if that makes values of all that they make, else their calls stay (no
/// class file can name an object whose constructor is code of somebody else). What is read after a loop is read there
/// directly: [LoopShape] has to close loops again.
public final class Scalarize implements Pass {
    private static final int DEEPEST = 8;

    private final Function<Op.Invoke, Optional<Func>> constructors;

    public Scalarize() {
        this(_ -> Optional.empty());
    }

    /// `constructors`: the bodies of constructors, if they can be had.
    public Scalarize(Function<Op.Invoke, Optional<Func>> constructors) {
        this.constructors = constructors;
    }

    @Override
    public String name() {
        return "scalarize";
    }

    @Override
    public Func apply(Func f) {
        Set<Value> excluded = new HashSet<>();
        while (true) {
            Set<Value> chosen = constructed(f);
            chosen.removeAll(excluded);
            Func g = replace(inlined(f, chosen));
            if (chosen.isEmpty()) return g;
            Set<Value> left = new HashSet<>();
            for (Block b : g.blocks()) for (Let let : b.lets()) left.add(let.result());
            left.retainAll(chosen);
            if (left.isEmpty()) return g;
            excluded.addAll(left);
        }
    }

    /// Objects that could be values if their constructors were here.
    private Set<Value> constructed(Func f) {
        Set<Value> receivers = new HashSet<>();
        for (Block b : f.blocks()) {
            for (Let let : b.lets()) if (hasBody(let.op())) receivers.add(let.op().operands().getFirst());
        }
        if (receivers.isEmpty()) return receivers;
        Predicate<Op.Invoke> known = call -> Unescaped.isObjectInit(call) || hasBody(call);
        receivers.retainAll(new Unescaped(f, Known.of(f), known).all());
        return receivers;
    }

    private boolean hasBody(Op op) {
        return op instanceof Op.Invoke call
                && call.callee().isConstructor()
                && !Unescaped.isObjectInit(call)
                && constructors.apply(call).isPresent();
    }

    /// With the constructors of `chosen`, and those that they call on the same object.
    private Func inlined(Func f, Set<Value> chosen) {
        if (chosen.isEmpty()) return f;
        Inline inline = new Inline(call -> hasBody(call) && chosen.contains(call.args().getFirst())
                ? constructors.apply(call)
                : Optional.empty());
        Func g = f;
        for (int i = 0; i < DEEPEST; i++) g = inline.apply(g);
        return new MergeBlocks(true).apply(g);
    }

    private static Func replace(Func f) {
        Known known = Known.of(f);
        Unescaped objects = new Unescaped(f, known);
        return objects.all().isEmpty() ? f : new Run(f, known, objects).run();
    }

    /// A variable: what part of an object holds.
    private record Place(Value object, Unescaped.Part part) {}

    private record Like(Unescaped.Part part, Type type, boolean linear) {}

    private static final class Run {
        private Draft draft;
        final Known known;
        final Unescaped objects;
        final Map<Like, Value> likes = new HashMap<>();
        /// The parameters of blocks that take objects, as they were.
        final Map<Block.Label, List<Value>> before = new HashMap<>();

        Run(Func f, Known known, Unescaped objects) {
            this.draft = new Draft(f);
            this.known = known;
            this.objects = objects;
        }

        Func run() {
            for (Block.Label label : draft.labels()) split(label);
            // in order: what is read in a block was written in blocks before it
            draft = new Draft(draft.build());
            Reaching reaching = new Reaching(draft);
            Map<Block.Label, List<Place>> taken = new LinkedHashMap<>();
            for (Block.Label label : draft.labels()) take(draft.block(label), reaching, taken);
            for (Block.Label label : draft.labels()) rewrite(draft.block(label), reaching);
            hand(reaching, taken);
            reaching.finish();
            Set<Value> gone = new HashSet<>(objects.all());
            return draft.withoutParameters(gone).build();
        }

        private Value like(Value object, Unescaped.Part part) {
            Value example = objects.parts(object).get(part);
            if (example == null) throw new IllegalStateException("no part " + part + " of " + object);
            Type type = Type.of(objects.type(object, part));
            return likes.computeIfAbsent(new Like(part, type, example.linear()),
                    like -> draft.value(type, part.name(), like.linear()));
        }

        /// A guarded block ends after each change that its handlers may see.
        private void split(Block.Label label) {
            Block b = draft.block(label);
            if (b.handlers().isEmpty()) return;
            Set<Value> here = new HashSet<>();
            Block open = b;
            List<Let> lets = new ArrayList<>();
            for (int i = 0; i < b.lets().size(); i++) {
                Let let = b.lets().get(i);
                lets.add(let);
                here.add(let.result());
                Value object = written(let.op());
                boolean changes = object != null && objects.contains(object) && !here.contains(object);
                if (!changes) continue;
                Block rest = new Block(
                        new Block.Label("rest"), List.of(), List.of(), b.exit(), b.handlers(), b.origin());
                draft.put(open.with(lets, new Exit.Jump(Block.Edge.to(rest.label()))));
                open = rest;
                lets = new ArrayList<>();
            }
            if (open != b) draft.put(open.with(lets, open.exit()));
        }

        private static @Nullable Value written(Op op) {
            return switch (op) {
                case Op.PutField(_, var object, _)     -> object;
                case Op.PutElement(_, var array, _, _) -> array;
                default                                -> null;
            };
        }

        /// Parameters that are objects become parameters that are their parts.
        private void take(Block b, Reaching reaching, Map<Block.Label, List<Place>> taken) {
            List<Place> places = new ArrayList<>();
            List<Value> parameters = new ArrayList<>();
            for (Value p : b.parameters()) {
                if (!objects.contains(p)) continue;
                for (Unescaped.Part part : objects.parts(p).keySet()) {
                    Value value = draft.like(like(p, part));
                    places.add(new Place(p, part));
                    parameters.add(value);
                    reaching.defineAtEntry(b.label(), new Place(p, part), value);
                }
            }
            if (places.isEmpty()) return;
            taken.put(b.label(), places);
            before.put(b.label(), b.parameters());
            draft.addParameters(b.label(), parameters);
        }

        private void hand(Reaching reaching, Map<Block.Label, List<Place>> taken) {
            for (Block.Label label : draft.labels()) {
                if (draft.block(label).edges().stream().noneMatch(e -> taken.containsKey(e.target()))) continue;
                draft.edges(label, e -> more(e, label, false, reaching, taken),
                        e -> more(e, label, true, reaching, taken));
            }
        }

        private Block.Edge more(
                Block.Edge e, Block.Label from, boolean guard, Reaching reaching, Map<Block.Label, List<Place>> taken) {
            List<Place> places = taken.getOrDefault(e.target(), List.of());
            if (places.isEmpty()) return e;
            List<Value> parameters = before.getOrDefault(e.target(), List.of());
            int offset = parameters.size() - e.arguments().size();
            List<Value> all = new ArrayList<>(e.arguments());
            for (Place p : places) {
                Value object = e.arguments().get(parameters.indexOf(p.object()) - offset);
                Place place = new Place(object, p.part());
                Value like = like(p.object(), p.part());
                all.add(guard ? reaching.atEntry(from, place, like) : reaching.atEnd(from, place, like));
            }
            return new Block.Edge(e.target(), all);
        }

        // ---- lets ---------------------------------------------------------------------------------------------

        private void rewrite(Block b, Reaching reaching) {
            List<Let> stay = new ArrayList<>(b.lets().size());
            Map<Place, Value> now = new LinkedHashMap<>();
            boolean changed = false;
            for (Let let : b.lets()) {
                boolean kept = rewrite(let, b.label(), now, stay, reaching);
                if (kept) stay.add(let);
                else changed = true;
            }
            now.forEach((place, value) -> reaching.define(b.label(), place, value));
            if (changed) draft.put(b.with(stay, b.exit()));
        }

        /// Whether `let` stays.
        private boolean rewrite(
                Let let, Block.Label label, Map<Place, Value> now, List<Let> before, Reaching reaching) {
            Value result = let.result();
            switch (let.op()) {
                case Op.New _, Op.NewArray _ when objects.contains(result) -> make(let, now, before);
                case Op.GetField(var field, var object) when objects.contains(object) ->
                        read(result, new Place(object, Unescaped.Part.of(field)), label, now, reaching);
                case Op.PutField(var field, var object, var value) when objects.contains(object) ->
                        now.put(new Place(object, Unescaped.Part.of(field)), narrow(field.type(), value, let, before));
                case Op.GetElement(var component, var array, var index) when objects.contains(array) ->
                        read(result, new Place(array, element(component, index)), label, now, reaching);
                case Op.PutElement(var component, var array, var index, var value) when objects.contains(array) ->
                        now.put(new Place(array, element(component, index)), narrow(component, value, let, before));
                case Op.Length(var array) when objects.contains(array) ->
                        constant(let, Op.constant(objects.length(array)), before);
                case Op.Compare(var kind, var x, var y) when objects.contains(x) || objects.contains(y) ->
                        constant(let, Op.constant(kind == Op.Compare.Kind.NE ? 1 : 0), before);
                case Op.Invoke call when !call.args().isEmpty() && objects.contains(call.args().getFirst()) -> {}
                default -> {
                    return true;
                }
            }
            return false;
        }

        private void make(Let let, Map<Place, Value> now, List<Let> before) {
            for (Unescaped.Part part : objects.parts(let.result()).keySet()) {
                Let nothing = draft.nothing(like(let.result(), part));
                before.add(nothing);
                now.put(new Place(let.result(), part), nothing.result());
            }
        }

        private void read(
                Value result, Place place, Block.Label label, Map<Place, Value> now, Reaching reaching) {
            Value value = now.get(place);
            if (value == null) value = reaching.atEntry(label, place, like(place.object(), place.part()));
            draft.replace(result, value);
        }

        private void constant(Let let, Op constant, List<Let> before) {
            before.add(new Let(let.result(), constant, let.origin()));
        }

        private Unescaped.Part element(ClassDesc component, Value index) {
            if (!(known.constant(index) instanceof Integer i)) throw new IllegalStateException("no constant: " + index);
            return Unescaped.Part.of(component, i);
        }

        /// What is left of `value` in a place of class `type`.
        private Value narrow(ClassDesc type, Value value, Let let, List<Let> before) {
            Op op = switch (type.descriptorString()) {
                case "B" -> new Op.Convert(Op.Convert.Kind.I2B, value);
                case "C" -> new Op.Convert(Op.Convert.Kind.I2C, value);
                case "S" -> new Op.Convert(Op.Convert.Kind.I2S, value);
                default  -> null;
            };
            if (op == null) return value;
            Let narrowed = draft.let(op, value.hint(), value.linear(), let.origin());
            before.add(narrowed);
            return narrowed.result();
        }
    }
}

package org.cotangent.opt;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.cotangent.ir.Block;
import org.cotangent.ir.FieldRef;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;
import org.cotangent.ir.analysis.Uses;
import org.jspecify.annotations.Nullable;

/// Objects and small arrays that only their own fields are asked of, and block parameters that are always such an object
/// of one class; for [Scalarize].
///
/// An object that is handed to a parameter has two names from then on: it may be written only before, in the block in
/// which it is made, and never through the parameter.
final class Unescaped {
    /// A part of an object: a field, or an element at a constant index.
    record Part(ClassDesc owner, String name, ClassDesc type) {
        static Part of(FieldRef field) {
            return new Part(field.owner(), field.name(), field.type());
        }

        static Part of(ClassDesc component, int index) {
            ClassDesc type = component.isPrimitive() ? component : ConstantDescs.CD_Object;
            return new Part(type.arrayType(), Integer.toString(index), type);
        }

        /// Whether they may be one field named by two classes, or two of the same name.
        boolean isLike(Part other) {
            return name.equals(other.name) && type.equals(other.type) && !owner.equals(other.owner);
        }
    }

    /// What an object is: the op that makes it (for arrays a constant that is the length).
    private record Shape(Op op, boolean linear) {}

    private static final int LONGEST = 16;

    private final Known known;
    private final Uses uses;
    private final Predicate<Op.Invoke> constructors;
    private final Set<Value> candidates = new LinkedHashSet<>();
    private final Map<Value, Shape> made = new HashMap<>();
    private final Map<Value, Block.Label> homes = new HashMap<>();
    /// For each value the parameters it is handed to, and for each parameter what it is handed.
    private final Map<Value, Set<Value>> handedTo = new HashMap<>();

    private final Map<Value, Set<Value>> handed = new HashMap<>();
    private final Set<Value> writtenElsewhere = new HashSet<>();
    private final Set<Value> spoiled = new LinkedHashSet<>();
    private final Map<Value, Shape> shapes = new HashMap<>();
    private final Map<Shape, Map<Part, Value>> parts = new HashMap<>();
    private final Map<Value, Integer> highest = new HashMap<>();

    Unescaped(Func f, Known known) {
        this(f, known, Unescaped::isObjectInit);
    }

    /// `constructors`: the constructor calls that may be thought away.
    Unescaped(Func f, Known known, Predicate<Op.Invoke> constructors) {
        this.known = known;
        this.constructors = constructors;
        this.uses = Uses.of(f);
        Map<Block.Label, Block> blocks = f.byLabel();
        for (Block b : f.blocks()) nominate(b, b == f.entry());
        if (made.isEmpty()) {
            candidates.clear();
            return;
        }
        for (Block b : f.blocks()) {
            for (Let let : b.lets()) inspect(let, b);
            for (Value v : b.exit().operands()) spoiled.add(v);
            for (Block.Edge e : b.edges()) hand(e, blocks.get(e.target()));
        }
        settle();
        for (Block b : f.blocks()) for (Let let : b.lets()) collect(let);
        for (Value v : candidates) if (isAmbiguous(v)) spoiled.add(v);
        spread();
    }

    /// The values that are such objects, in order.
    Set<Value> all() {
        return candidates;
    }

    boolean contains(Value v) {
        return candidates.contains(v);
    }

    /// The parts of what `v` is that the function mentions, each with a value like it.
    Map<Part, Value> parts(Value v) {
        Shape shape = shapes.get(v);
        return shape == null ? Map.of() : parts.getOrDefault(shape, Map.of());
    }

    /// The class of what `part` of `v` holds; of elements the component, whatever the instructions say that move them.
    ClassDesc type(Value v, Part part) {
        Shape shape = shapes.get(v);
        if (shape == null || !(shape.op() instanceof Op.Const made)) return part.type();
        return Objects.requireNonNull(made.type().desc().componentType());
    }

    /// The length of what is an array.
    int length(Value array) {
        Shape shape = shapes.get(array);
        return shape != null && shape.op() instanceof Op.Const(var n, _) && n instanceof Integer i ? i : 0;
    }

    // ---- candidates -------------------------------------------------------------------------------------------

    private void nominate(Block b, boolean entry) {
        for (Value p : b.parameters()) if (p.type().isReference() && !entry) candidates.add(p);
        for (Let let : b.lets()) {
            boolean small = switch (let.op()) {
                case Op.New _              -> true;
                case Op.NewArray(_, var n) -> known.constant(n) instanceof Integer i && i >= 0 && i <= LONGEST;
                default                    -> false;
            };
            if (!small) continue;
            candidates.add(let.result());
            made.put(let.result(), new Shape(shape(let.op()), let.result().linear()));
            homes.put(let.result(), b.label());
        }
    }

    /// Equal for equal classes and lengths.
    private Op shape(Op op) {
        if (!(op instanceof Op.NewArray(var component, var n))) return op;
        int length = known.constant(n) instanceof Integer i ? i : 0;
        return new Op.Const(length, new Type.Ref(component.arrayType()));
    }

    private void inspect(Let let, Block b) {
        switch (let.op()) {
            case Op.GetField _, Op.Length _ -> {}
            case Op.PutField(_, var object, var value)  -> write(object, value, b);
            case Op.GetElement(_, var array, var index) -> element(array, index);
            case Op.PutElement(_, var array, var index, var value) -> {
                if (!mayStore(array, value)) spoiled.add(array);
                element(array, index);
                write(array, value, b);
            }
            case Op.Compare(_, var x, var y) when known.isNull(y) || known.isNull(x) -> {}
            case Op.Invoke call when constructors.test(call) ->
                    spoiled.addAll(call.args().subList(1, call.args().size()));
            case Op.Invoke call when Identities.isNullCheck(call) && !uses.isUsed(let.result()) -> {}
            default -> spoiled.addAll(let.op().operands());
        }
    }

    /// Whether `call` is of the constructor of `Object` or `Record`, which does nothing.
    static boolean isObjectInit(Op.Invoke call) {
        String name = call.callee().qualifiedName();
        return name.equals("java.lang.Object.<init>") || name.equals("java.lang.Record.<init>");
    }

    private void write(Value object, Value value, Block b) {
        spoiled.add(value);
        if (homes.get(object) != b.label()) writtenElsewhere.add(object);
    }

    /// Whether storing `value` throws nothing, whatever its class.
    private boolean mayStore(Value array, Value value) {
        if (!(known.op(array) instanceof Op.NewArray(var component, _))) return !value.type().isReference();
        return component.isPrimitive()
                || component.equals(ConstantDescs.CD_Object)
                || known.isNull(value)
                || value.type() instanceof Type.Ref(var c) && c.equals(component);
    }

    private void element(Value array, Value index) {
        index(array, index).ifPresentOrElse(i -> highest.merge(array, i, Math::max), () -> spoiled.add(array));
    }

    /// The constant index of an access, if it is one of those that the array has.
    private Optional<Integer> index(Value array, Value index) {
        if (!(known.constant(index) instanceof Integer i) || i < 0 || i >= LONGEST) return Optional.empty();
        boolean inside = !(known.op(array) instanceof Op.NewArray(_, var n))
                || known.constant(n) instanceof Integer length && i < length;
        return inside ? Optional.of(i) : Optional.empty();
    }

    private void hand(Block.Edge e, @Nullable Block target) {
        if (target == null) throw new IllegalArgumentException("no such block: " + e.target());
        int offset = target.parameters().size() - e.arguments().size();
        if (offset == 1) spoiled.add(target.parameters().getFirst());
        for (int i = 0; i < e.arguments().size(); i++) {
            Value a = e.arguments().get(i);
            Value p = target.parameters().get(offset + i);
            if (!p.type().isReference()) continue;
            handedTo.computeIfAbsent(a, _ -> new LinkedHashSet<>()).add(p);
            handed.computeIfAbsent(p, _ -> new LinkedHashSet<>()).add(a);
        }
    }

    // ---- the fixpoint -----------------------------------------------------------------------------------------

    private void settle() {
        for (Value v : writtenElsewhere) if (!made.containsKey(v) || handedTo.containsKey(v)) spoiled.add(v);
        for (Value p : candidates) {
            if (made.containsKey(p)) continue;
            if (handed.getOrDefault(p, Set.of()).isEmpty()) spoiled.add(p);
        }
        spread();
        shapes.putAll(made);
        boolean again = true;
        while (again) {
            again = false;
            for (Value p : candidates) again |= !made.containsKey(p) && shape(p);
        }
        for (Value p : candidates) if (!shapes.containsKey(p) || reachesOut(p)) spoiled.add(p);
        spread();
    }

    /// Whether an element that the array does not have is asked for.
    private boolean reachesOut(Value v) {
        return highest.containsKey(v) && highest.getOrDefault(v, 0) >= length(v);
    }

    private boolean isAmbiguous(Value v) {
        Set<Part> all = parts(v).keySet();
        return all.stream().anyMatch(p -> all.stream().anyMatch(p::isLike));
    }

    /// What is spoiled spoils what it is handed to and what is handed to it.
    private void spread() {
        Deque<Value> work = new ArrayDeque<>(spoiled);
        for (Value v : candidates) {
            for (Value a : handed.getOrDefault(v, Set.of())) if (!candidates.contains(a)) work.add(v);
        }
        while (!work.isEmpty()) {
            Value v = work.remove();
            if (!candidates.remove(v)) continue;
            work.addAll(handedTo.getOrDefault(v, Set.of()));
            work.addAll(handed.getOrDefault(v, Set.of()));
        }
        spoiled.clear();
    }

    /// Finds out what `p` is from what it is handed; whether that is news. Two different things spoil it.
    private boolean shape(Value p) {
        boolean news = false;
        for (Value a : handed.getOrDefault(p, Set.of())) {
            Shape shape = shapes.get(a);
            if (shape == null || shape.equals(shapes.get(p))) continue;
            if (shape.linear() == p.linear() && shapes.putIfAbsent(p, shape) == null) news = true;
            else spoiled.add(p);
        }
        return news;
    }

    // ---- parts ------------------------------------------------------------------------------------------------

    private void collect(Let let) {
        switch (let.op()) {
            case Op.GetField get -> note(get.object(), Part.of(get.field()), let.result());
            case Op.PutField put -> note(put.object(), Part.of(put.field()), put.value());
            case Op.GetElement(var component, var array, var index) ->
                    index(array, index).ifPresent(i -> note(array, Part.of(component, i), let.result()));
            case Op.PutElement(var component, var array, var index, var value) ->
                    index(array, index).ifPresent(i -> note(array, Part.of(component, i), value));
            default -> {}
        }
    }

    private void note(Value object, Part part, Value like) {
        Shape shape = candidates.contains(object) ? shapes.get(object) : null;
        if (shape != null) parts.computeIfAbsent(shape, _ -> new LinkedHashMap<>()).putIfAbsent(part, like);
    }
}

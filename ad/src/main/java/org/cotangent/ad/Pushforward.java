package org.cotangent.ad;

import static org.cotangent.ir.Op.Convert.Kind.D2F;
import static org.cotangent.ir.Op.Convert.Kind.F2D;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.cotangent.ir.Block;
import org.cotangent.ir.Builder;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;

/// `y = f(x)` becomes `(y, dy) = f(x, dx)`.
///
/// Every let of `f` stays as it is; beside each active number stands its tangent, beside each store to memory that may
/// hold something active a store to its shadow. In mode `PUSHFORWARD` the result is code to be run: a call becomes a call
/// of the callee's pushforward. In mode `FORWARD` it is what [Reverse] splits: a call becomes a call of the callee's forward
/// half and a [Op.LinkLinear], and the exit returns `(y, dy)`.
final class Pushforward {
    private final Func f;
    private final Signature signature;
    private final boolean joint;
    private final Treatment.Of treatments;
    private final Layout layout;
    private final PointsTo memory;
    private final Activity activity;
    private final Builder b;
    private final Map<Value, Value> tangents = new HashMap<>();
    private final Map<Value, Value> shadows = new HashMap<>();
    private final Map<Type, Value> zeros = new HashMap<>();
    private final Map<Value, Op> definitions = new HashMap<>();
    private final Set<Value> beside;
    private final List<String> cuts;
    private final Value context;
    private boolean underHandler;

    private Pushforward(Func f, Signature s, Variant.Mode mode, Derivatives d, List<String> cuts) {
        this.f = f;
        this.signature = s;
        this.joint = mode == Variant.Mode.PUSHFORWARD;
        this.treatments = d.treatments();
        this.layout = d.layout();
        this.cuts = cuts;
        this.memory = new PointsTo(f, s.apart(), this::keepsNothing);
        this.activity = new Activity(f, s, treatments, memory);
        this.b = new Builder(f.valueBound(), true);
        for (Block block : f.blocks()) for (Let let : block.lets()) definitions.put(let.result(), let.op());
        this.beside = besides();
        this.context = b.value(new Type.Ref(Runtime.CONTEXT), "ctx", false);
    }

    /// The pushforward of `f`; what it cuts (steps, conversions to ints) is added to `cuts`.
    static Func apply(Func f, Signature s, Variant.Mode mode, Derivatives d, List<String> cuts) {
        return new Pushforward(Protect.openEntry(f), s, mode, d, cuts).run();
    }

    private boolean keepsNothing(Op.Invoke call) {
        return switch (treatments.of(call)) {
            case Treatment.ByRule _, Treatment.Flat _ -> true;
            case Treatment.ArrayCopy _ -> call.args().getFirst().type() instanceof Type.Ref(var d)
                    && d.isArray() && d.componentType().isPrimitive();
            default -> false;
        };
    }

    private Func run() {
        for (Block block : f.blocks()) b.open(block.label());
        for (Block block : f.blocks()) parameters(block);
        Set<Block.Label> resuming = resuming();
        for (Block block : f.blocks()) {
            b.in(block.label());
            underHandler = signature.guarded()
                    || block.handlers().stream().anyMatch(h -> resuming.contains(h.edge().target()));
            if (resuming.contains(block.label())) caught(block);
            for (Let let : block.lets()) {
                b.at(let.origin());
                differential(let);
            }
            b.at(block.origin());
            exit(block.exit());
            for (Block.Handler h : block.handlers()) {
                b.handler(new Block.Handler(h.type(), edge(h.edge(), this::known)));
            }
        }
        return b.build((joint ? "pushforward " : "linearized ") + f.name(), f.result());
    }

    /// The handlers that resume: from where the function can still return.
    private Set<Block.Label> resuming() {
        Set<Block.Label> handlers = new HashSet<>();
        for (Block block : f.blocks()) block.handlers().forEach(h -> handlers.add(h.edge().target()));
        if (!handlers.isEmpty() && !signature.guarded()) handlers.retainAll(Protect.returning(f));
        return handlers;
    }

    /// A refusal must not be swallowed, nor an error that the derivative itself may have caused.
    private void caught(Block handler) {
        List<Value> args = List.of(handler.parameters().getFirst(), context);
        Op op = new Op.Invoke(Op.Invoke.Kind.STATIC, Runtime.CAUGHT, args);
        b.append(new Let(b.value(Type.VOID, "", false), op, b.origin()));
    }

    private void parameters(Block block) {
        Block.Label label = block.label();
        for (Value p : block.parameters()) b.parameter(label, p);
        boolean entry = block == f.entry();
        for (int i = 0; i < block.parameters().size(); i++) {
            Value p = block.parameters().get(i);
            if (beside.contains(p)) {
                Type type = entry ? p.type() : shadowType(p);
                shadows.put(p, b.parameter(label, type, p.hint() + "'", true));
            }
        }
        for (Value p : block.parameters()) {
            if (activity.isActive(p)) tangents.put(p, b.parameter(label, p.type(), "d" + p.hint(), true));
        }
        if (entry) b.parameter(label, context);
    }

    private static Type shadowType(Value p) {
        return p.type() instanceof Type.Ref(var d) && d.equals(Runtime.FLOATS)
                ? p.type()
                : new Type.Ref(Runtime.DOUBLES);
    }

    /// The references whose shadow is known where they are: shadows passed beside parameters, made beside allocations, and
    /// what blocks hand on of these (optimistic).
    private Set<Value> besides() {
        Set<Value> known = new HashSet<>();
        Map<Block.Label, Block> labels = f.byLabel();
        for (int i = 0; i < f.parameters().size(); i++) {
            if (signature.shadowed().get(i)) known.add(f.parameters().get(i));
        }
        for (Block block : f.blocks()) {
            if (block != f.entry()) {
                for (Value p : block.parameters()) if (isNumbers(p.type())) known.add(p);
            }
            for (Let let : block.lets()) {
                boolean holds = let.op() instanceof Op.NewArray(var c, _) && isFloating(c);
                if (holds && activity.holdsActive(let.result())) known.add(let.result());
                if (let.op() instanceof Op.Cast(var c, _) && isNumbers(Type.of(c))) known.add(let.result());
            }
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Block block : f.blocks()) {
                for (Let let : block.lets()) {
                    if (let.op() instanceof Op.Cast(_, var x) && !known.contains(x)) {
                        changed |= known.remove(let.result());
                    }
                }
                for (Block.Edge e : block.edges()) {
                    Block target = labels.get(e.target());
                    if (target == null) continue;
                    int offset = target.parameters().size() - e.arguments().size();
                    if (offset == 1) changed |= known.remove(target.parameters().getFirst());
                    for (int i = 0; i < e.arguments().size(); i++) {
                        Value p = target.parameters().get(offset + i);
                        if (!known.contains(e.arguments().get(i))) changed |= known.remove(p);
                    }
                }
            }
        }
        return known;
    }

    private static boolean isNumbers(Type type) {
        return type instanceof Type.Ref(var d) && (d.equals(Runtime.DOUBLES) || d.equals(Runtime.FLOATS));
    }

    private static boolean isFloating(ClassDesc component) {
        return component.equals(ConstantDescs.CD_double) || component.equals(ConstantDescs.CD_float);
    }

    // ---- control --------------------------------------------------------------------------------------------

    private Block.Edge edge(Block.Edge e) {
        return edge(e, this::d);
    }

    /// The tangent of what a handler reads: it must be there before the guarded block.
    private Value known(Value x) {
        Value t = tangents.get(x);
        if (t != null && !b.isZero(t)) return t;
        return zeros.computeIfAbsent(x.type(), z -> b.prepend(f.entry().label(), new Op.Zero(z), ""));
    }

    private Block.Edge edge(Block.Edge e, UnaryOperator<Value> tangent) {
        Block target = f.byLabel().get(e.target());
        if (target == null) throw new IllegalStateException("no block " + e.target());
        int offset = target.parameters().size() - e.arguments().size();
        List<Value> arguments = new ArrayList<>(e.arguments());
        for (int i = 0; i < e.arguments().size(); i++) {
            if (beside.contains(target.parameters().get(offset + i))) arguments.add(shadow(e.arguments().get(i)));
        }
        for (int i = 0; i < e.arguments().size(); i++) {
            if (activity.isActive(target.parameters().get(offset + i))) {
                arguments.add(tangent.apply(e.arguments().get(i)));
            }
        }
        return new Block.Edge(e.target(), arguments);
    }

    private void exit(Exit exit) {
        if (exit instanceof Exit.Return(var values) && f.result().isFloating()) {
            Value dy = d(values.getFirst());
            if (!joint) {
                b.end(new Exit.Return(List.of(values.getFirst(), dy)));
                return;
            }
            b.let(new Op.PutField(Runtime.further(1), context, widen(dy)));
        }
        b.end(exit.map(v -> v, this::edge));
    }

    private Value widen(Value t) {
        return t.type() == Type.F32 ? b.convert(F2D, t) : t;
    }

    private Value narrow(Value t, Type type) {
        return type == Type.F32 ? b.convert(D2F, t) : t;
    }

    // ---- numbers --------------------------------------------------------------------------------------------

    /// The tangent of `x`.
    private Value d(Value x) {
        Value t = tangents.get(x);
        return t == null ? b.zero(x.type()) : t;
    }

    private void differential(Let let) {
        Value z = let.result();
        if (let.op() instanceof Op.Invoke || let.op() instanceof Op.Link || let.op() instanceof Op.InvokeDynamic) {
            call(let);
            return;
        }
        b.append(let);
        memory(let);
        if (!activity.isActive(z)) {
            cut(let);
            return;
        }
        Value dz =
                switch (let.op()) {
                    case Op.Neg(var x) -> b.neg(d(x));
                    case Op.Add(var x, var y) -> b.add(d(x), d(y));
                    case Op.Sub(var x, var y) -> b.sub(d(x), d(y));
                    case Op.Mul(var x, var y) -> b.add(b.mul(d(x), y), b.mul(d(y), x));
                    case Op.Div(var x, var y) -> b.div(b.sub(d(x), b.mul(d(y), z)), y);
                    case Op.Rem(var x, var y) -> b.isZero(d(y)) ? d(x) : b.sub(d(x), b.mul(d(y), quotient(x, y, z)));
                    case Op.Select(var c, var x, var y) -> b.select(c, d(x), d(y));
                    case Op.Convert(var k, var x) when k == F2D || k == D2F -> b.convert(k, d(x));
                    default -> tangents.getOrDefault(z, b.zero(z.type()));
                };
        tangents.put(z, dz);
    }

    /// `x = trunc(x / y) * y + z`, so the factor of `-dy` is `(x - z) / y`, exact but for one rounding.
    private Value quotient(Value x, Value y, Value z) {
        return b.let(new Op.Div(b.let(new Op.Sub(x, z)), y));
    }

    private void cut(Let let) {
        if (let.op() instanceof Op.Convert(_, var x) && activity.isActive(x)) {
            cuts.add("conversion to " + let.result().type() + " at " + let.origin().place());
        }
    }

    // ---- memory ---------------------------------------------------------------------------------------------

    private void memory(Let let) {
        Value z = let.result();
        switch (let.op()) {
            case Op.GetElement(var c, var a, var i) when activity.isActive(z) -> tangents.put(z, read(c, a, i));
            case Op.Restore(var a, var i, var type) when activity.isActive(z) ->
                    tangents.put(z, narrow(read(ConstantDescs.CD_double, a, i), type));
            case Op.PutElement(var c, var a, var i, var v) when v.type().isFloating() -> write(c, a, i, d(v));
            case Op.Save(var a, var i, var v) when v.type().isFloating() ->
                    write(ConstantDescs.CD_double, a, i, widen(d(v)));
            case Op.GetField(var field, var o) when activity.isActive(z) ->
                    tangents.put(z, narrow(read(ConstantDescs.CD_double, o, entry(field, false)), z.type()));
            case Op.PutField(var field, var o, var v) when v.type().isFloating() ->
                    write(ConstantDescs.CD_double, o, entry(field, false), widen(d(v)));
            case Op.GetStatic(var field) when activity.isActive(z) ->
                    tangents.put(
                            z,
                            narrow(read(ConstantDescs.CD_double, holder(field), entry(field, true)), z.type()));
            case Op.PutStatic(var field, var v) when v.type().isFloating() && activity.outsideHoldsActive() ->
                    write(ConstantDescs.CD_double, holder(field), entry(field, true), widen(d(v)));
            case Op.Cast(var c, var x) when beside.contains(z) -> shadows.put(z, cast(shadow(x), c));
            case Op.NewArray(var c, var length) when beside.contains(z) ->
                    besideAllocation(z, b.linear(new Op.NewArray(c, length), z.hint() + "'"));
            default -> {}
        }
    }

    private void besideAllocation(Value z, Value shadow) {
        shadows.put(z, shadow);
        if (!memory.escapes(z) && !memory.isReachedBesides(z, beside)) return;
        Op op = new Op.Invoke(Op.Invoke.Kind.STATIC, Runtime.REGISTER, List.of(z, shadow, context));
        b.append(new Let(b.value(Type.VOID, "", false), op, b.origin()));
    }

    private Value entry(org.cotangent.ir.FieldRef field, boolean isStatic) {
        return b.constant(layout.index(field, isStatic));
    }

    private Value holder(org.cotangent.ir.FieldRef field) {
        return b.let(new Op.Const(layout.declaring(field, true), Runtime.CLASS));
    }

    private boolean mayHoldActive(Value container) {
        if (definitions.get(container) == null && container.type().equals(Runtime.CLASS)) return true;
        return activity.holdsActive(container);
    }

    private Value read(ClassDesc component, Value container, Value index) {
        if (beside.contains(container)) {
            return b.linear(new Op.GetElement(component, shadow(container), index), "");
        }
        ClassDesc type = Runtime.shadowOf(component);
        return b.linear(
                new Op.Invoke(Op.Invoke.Kind.STATIC, Runtime.get(type), List.of(find(container, type), index)), "");
    }

    private void write(ClassDesc component, Value container, Value index, Value t) {
        if (!mayHoldActive(container)) return;
        if (beside.contains(container)) {
            b.linear(new Op.PutElement(component, shadow(container), index, t), "");
            return;
        }
        ClassDesc type = Runtime.shadowOf(component);
        if (b.isZero(t)) {
            b.linear(
                    new Op.Invoke(
                            Op.Invoke.Kind.STATIC, Runtime.set(type), List.of(find(container, type), index, t)),
                    "");
        } else {
            Value s = cast(b.linear(new Op.MakeShadow(container, context), container.hint() + "'"), type);
            b.linear(new Op.PutElement(component, s, index, t), "");
        }
    }

    private Value find(Value container, ClassDesc type) {
        return cast(b.linear(new Op.FindShadow(container, context), container.hint() + "'"), type);
    }

    private Value cast(Value shadow, ClassDesc type) {
        return b.linear(new Op.Cast(type, shadow), shadow.hint());
    }

    /// The shadow of a reference that has a known one.
    private Value shadow(Value reference) {
        Value s = shadows.get(reference);
        if (s == null) throw new IllegalStateException("no shadow beside " + reference + " in " + f.name());
        return s;
    }

    // ---- calls ----------------------------------------------------------------------------------------------

    private void call(Let let) {
        Op op = let.op();
        Value z = let.result();
        switch (treatments.of(op)) {
            case Treatment.ByRule(var rule) -> {
                b.append(let);
                if (!activity.isActive(z)) return;
                List<Value> ds = new ArrayList<>();
                for (int i : rule.tangentOf()) ds.add(d(op.operands().get(i)));
                tangents.put(z, rule.into(b, op.operands(), z, ds));
                b.at(let.origin());
            }
            case Treatment.Flat(var why) -> {
                b.append(let);
                if (op.operands().stream().anyMatch(activity::isActive)) {
                    cuts.add(why + " at " + let.origin().place());
                }
            }
            case Treatment.ArrayCopy _ -> {
                b.append(let);
                arrayCopy(op.operands());
            }
            case Treatment.Box _ -> {
                b.append(let);
                if (b.isZero(d(op.operands().getFirst()))) return;
                Value s = cast(b.linear(new Op.MakeShadow(z, context), "box'"), Runtime.DOUBLES);
                Value t = widen(d(op.operands().getFirst()));
                b.linear(new Op.PutElement(ConstantDescs.CD_double, s, b.constant(0), t), "");
            }
            case Treatment.Unbox _ -> {
                b.append(let);
                if (!activity.isActive(z)) return;
                tangents.put(
                        z, narrow(read(ConstantDescs.CD_double, op.operands().getFirst(), b.constant(0)), z.type()));
            }
            case Treatment.Plain _ -> b.append(let);
            case Treatment.Guarded(var guard) -> {
                if (activity.callSeesActive(op)) guard(let, guard);
                b.append(let);
            }
            case Treatment.Bits(var why, var mend) -> {
                boolean active = op.operands().stream().anyMatch(activity::isActive);
                if (active && !Controls.isOnlyCompared(f, z)) Refusal.emit(b, context, let, why, mend);
                b.append(let);
            }
            case Treatment.Twin _ -> {
                // in derivative code, for the derivative inside
                if (op instanceof Op.Invoke) b.append(let);
                List<Value> args = List.of(op.operands().get(0), op.operands().get(1), context);
                Op link = new Op.Invoke(Op.Invoke.Kind.STATIC, Runtime.LINK, args);
                b.append(new Let(b.value(Type.VOID, "", false), link, let.origin()));
            }
            case Treatment.Clone _ -> {
                b.append(let);
                copyFields(op.operands().getFirst(), z);
            }
            case Treatment.Closure(var target) -> closure(let, target);
            case Treatment.Follow(var source) -> {
                if (activity.callSeesActive(op) || constructs(op, false)) {
                    follow(let, source);
                } else if (!constructs(op, true)) {
                    b.append(let);
                }
            }
            case Treatment.Unknown(var why, var mend) -> {
                if (activity.callSeesActive(op)) Refusal.emit(b, context, let, why, mend);
                if (!constructs(op, true)) b.append(let);
            }
        }
    }

    /// Whether the call runs a transformed constructor: on a bare object, or (`copy`) for its tangents alone.
    private static boolean constructs(Op op, boolean copy) {
        return op instanceof Op.Invoke(_, var callee, _) && (copy ? Lower.isCopy(callee) : callee.isConstructor());
    }

    private void guard(Let let, Guard guard) {
        List<Value> args = new ArrayList<>();
        boolean numbers = false;
        for (Value x : let.op().operands()) {
            // not an object that is only about to be made
            if (x.type().isReference() && !(definitions.get(x) instanceof Op.New)) args.add(x);
            numbers |= activity.isActive(x);
        }
        args.add(b.constant(numbers ? 1 : 0));
        args.add(b.let(Op.constant(String.join("\n", let.origin().chain()))));
        args.add(context);
        Op check = new Op.Link(guard, descriptor(Type.VOID, args), args);
        b.append(new Let(b.value(Type.VOID, "", false), check, let.origin()));
    }

    private void copyFields(Value from, Value to) {
        if (!activity.holdsActive(from) && !activity.outsideHoldsActive()) return;
        Value n = b.let(new Op.Invoke(Op.Invoke.Kind.STATIC, Runtime.ENTRIES, List.of(to)));
        Value zero = b.constant(0);
        List<Value> all = List.of(anyShadow(from, false), zero, anyShadow(to, true), zero, n);
        b.linear(new Op.Invoke(Op.Invoke.Kind.STATIC, Runtime.COPY, all), "");
    }

    /// A function object is an object with a field for each captured value.
    private void closure(Let let, org.cotangent.ir.Target target) {
        List<Value> captured = let.op().operands();
        Value z = let.result();
        b.append(new Let(z, new Op.Link(target, descriptor(z.type(), captured), captured), let.origin()));
        int entry = 0;
        for (Value x : captured) {
            if (!x.type().isFloating()) continue;
            if (activity.isActive(x)) {
                Value s = cast(b.linear(new Op.MakeShadow(z, context), "closure'"), Runtime.DOUBLES);
                b.linear(
                        new Op.PutElement(ConstantDescs.CD_double, s, b.constant(entry), widen(d(x))), "");
            }
            entry++;
        }
    }

    private void arrayCopy(List<Value> args) {
        Value source = args.get(0);
        Value target = args.get(2);
        if (!mayHoldActive(target)) return;
        if (source.type() instanceof Type.Ref(var d) && d.isArray() && !isFloating(d.componentType())) return;
        Value from = anyShadow(source, false);
        Value to = anyShadow(target, activity.holdsActive(source));
        List<Value> all = List.of(from, args.get(1), to, args.get(3), args.get(4));
        b.linear(new Op.Invoke(Op.Invoke.Kind.STATIC, Runtime.COPY, all), "");
    }

    private Value anyShadow(Value reference, boolean make) {
        if (beside.contains(reference)) return shadow(reference);
        Op op = make ? new Op.MakeShadow(reference, context) : new Op.FindShadow(reference, context);
        return b.linear(op, reference.hint() + "'");
    }

    private void follow(Let let, Variant.Source source) {
        List<Value> args = let.op().operands();
        BitSet active = new BitSet();
        BitSet shadowed = new BitSet();
        List<Value> ds = new ArrayList<>();
        List<Value> ss = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            Value x = args.get(i);
            if (beside.contains(x) && isNumbers(x.type())) {
                shadowed.set(i);
                ss.add(shadow(x));
            }
            if (activity.isActive(x)) {
                active.set(i);
                ds.add(d(x));
            }
        }
        Signature s = new Signature(active, shadowed, new BitSet(), false, false, underHandler);
        Value z = let.result();
        if (joint) {
            List<Value> all = new ArrayList<>(args);
            all.addAll(ss);
            all.addAll(ds);
            all.add(context);
            Variant target = new Variant(source, Variant.Mode.PUSHFORWARD, s);
            b.append(new Let(z, new Op.Link(target, descriptor(z.type(), all), all), let.origin()));
            if (activity.isActive(z)) {
                tangents.put(z, narrow(b.linear(new Op.GetField(Runtime.further(1), context), ""), z.type()));
            }
            return;
        }
        List<Value> all = new ArrayList<>(args);
        all.addAll(ss);
        all.add(context);
        Variant forward = new Variant(source, Variant.Mode.FORWARD, s);
        b.append(new Let(z, new Op.Link(forward, descriptor(z.type(), all), all), let.origin()));
        List<Value> again = new ArrayList<>();
        for (Value x : args) if (!x.type().isFloating()) again.add(x);
        again.addAll(ss);
        again.add(context);
        Type dz = z.type().isFloating() ? z.type() : Type.VOID;
        Value t = b.linear(new Op.LinkLinear(forward.in(Variant.Mode.REVERSE), dz, again, ds), "");
        if (z.type().isFloating()) tangents.put(z, t);
    }

    /// A descriptor of a call with these arguments.
    static MethodTypeDesc descriptor(Type result, List<Value> args) {
        return MethodTypeDesc.of(
                result.desc(), args.stream().map(v -> v.type().desc()).toList());
    }
}

package org.cotangent.ad;

import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cotangent.ir.Block;
import org.cotangent.ir.Builder;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Target;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;

/// The calls in a pushforward: as its [Treatment] says, a call keeps its place and a rule gives its tangent, or a call of the
/// callee's derivative takes its place.
final class PushedCalls {
    private final Func f;
    private final Builder b;
    private final boolean joint;
    private final Treatment.Of treatments;
    private final Tangents tangents;
    private final ShadowMemory shadows;
    private final Allocations allocations;
    private final List<String> cuts;
    private final Map<Value, Op> definitions = new HashMap<>();
    private boolean underHandler;

    PushedCalls(
            Func f,
            Builder b,
            boolean joint,
            Treatment.Of treatments,
            Tangents tangents,
            ShadowMemory shadows,
            Allocations allocations,
            List<String> cuts) {
        this.f = f;
        this.b = b;
        this.joint = joint;
        this.treatments = treatments;
        this.tangents = tangents;
        this.shadows = shadows;
        this.allocations = allocations;
        this.cuts = cuts;
        for (Block block : f.blocks()) for (Let let : block.lets()) definitions.put(let.result(), let.op());
    }

    /// Whether somebody may resume after an exception out of the calls that follow.
    void underHandler(boolean resumes) {
        underHandler = resumes;
    }

    /// Appends a call of the program's, and what accompanies it.
    void call(Let let) {
        Op op = let.op();
        Value z = let.result();
        if (op instanceof Op.Invoke(_, var callee, var args) && callee.equals(Runtime.RESUMES)) {
            tangents.tell(Runtime.CAUGHT, args.getFirst());
            return;
        }
        marked(let);
        switch (treatments.of(op)) {
            case Treatment.ByRule(var rule) -> {
                b.append(let);
                if (!tangents.isActive(z)) return;
                List<Value> ds = new ArrayList<>();
                for (int i : rule.tangentOf()) ds.add(tangents.of(op.operands().get(i)));
                tangents.put(z, rule.into(b, op.operands(), z, ds));
                b.at(let.origin());
            }
            case Treatment.Flat(var why) -> {
                b.append(let);
                if (op.operands().stream().anyMatch(tangents::isActive)) {
                    cuts.add(why + " at " + let.origin().place());
                }
            }
            case Treatment.ArrayCopy _ -> {
                b.append(let);
                shadows.copyElements(op.operands());
            }
            case Treatment.Box _ -> {
                b.append(let);
                allocations.object(z, op);
                if (b.isZero(tangents.of(op.operands().getFirst()))) return;
                shadows.fill(z, 0, tangents.of(op.operands().getFirst()));
            }
            case Treatment.Unbox _ -> {
                b.append(let);
                if (!tangents.isActive(z)) return;
                tangents.put(z, shadows.entry(op.operands().getFirst(), b.constant(0), z.type()));
            }
            case Treatment.Plain _ -> {
                b.append(let);
                allocations.object(z, op);
                if (op instanceof Op.Invoke(_, var callee, _) && callee.equals(Runtime.OPEN)) {
                    tangents.tell(Runtime.INSIDE, z);
                }
            }
            case Treatment.Guarded(var guard) -> {
                if (tangents.activity().callSeesActive(op)) guard(let, guard);
                b.append(let);
                if (guard.makesView() && z.type().isReference()) tangents.tell(Runtime.VET, z);
            }
            case Treatment.Bits(var why, var mend) -> {
                boolean active = op.operands().stream().anyMatch(tangents::isActive);
                if (active && !Controls.isOnlyCompared(f, z)) Refusal.emit(b, tangents.context(), let, why, mend);
                b.append(let);
            }
            case Treatment.Twin _ -> {
                // in derivative code, for the derivative inside
                if (op instanceof Op.Invoke) b.append(let);
                List<Value> args = List.of(op.operands().get(0), op.operands().get(1), tangents.context());
                tangents.does(new Op.Invoke(Op.Invoke.Kind.STATIC, Runtime.LINK, args));
            }
            case Treatment.Clone _ -> {
                b.append(let);
                shadows.copyFields(op.operands().getFirst(), z);
            }
            case Treatment.Closure(var target) -> closure(let, target);
            case Treatment.Follow(var source) -> {
                if (tangents.activity().callSeesActive(op) || constructs(op, false)) {
                    follow(let, source);
                } else if (!constructs(op, true)) {
                    b.append(let);
                }
            }
            case Treatment.Unknown(var why, var mend) -> {
                if (tangents.activity().callSeesActive(op)) Refusal.emit(b, tangents.context(), let, why, mend);
                if (!constructs(op, true)) b.append(let);
            }
        }
    }

    /// Whether the call runs a transformed constructor: on a bare object, or (`copy`) for its tangents alone.
    private static boolean constructs(Op op, boolean copy) {
        return op instanceof Op.Invoke(_, var callee, _)
                && (copy ? Lower.isCopy(callee) : callee.isConstructor() || Factory.is(callee));
    }

    private void marked(Let let) {
        Value z = let.result();
        if (z.type() != Type.I32 && z.type() != Type.I64 || !tangents.activity().callSeesActive(let.op())) return;
        treatments.marks(let.op()).filter(_ -> Controls.isMadeNumber(f, z)).ifPresent(g -> guard(let, g));
    }

    private void guard(Let let, Guard guard) {
        List<Value> args = new ArrayList<>();
        boolean numbers = false;
        for (Value x : let.op().operands()) {
            // not an object that is only about to be made
            if (x.type().isReference() && !(definitions.get(x) instanceof Op.New)) args.add(x);
            numbers |= tangents.isActive(x);
        }
        args.add(b.constant(numbers ? 1 : 0));
        args.add(b.let(Op.constant(String.join("\n", let.origin().chain()))));
        args.add(tangents.context());
        tangents.does(new Op.Link(guard, descriptor(Type.VOID, args), args));
    }

    /// A function object is an object with a field for each captured value.
    private void closure(Let let, Target target) {
        List<Value> captured = let.op().operands();
        Value z = let.result();
        b.append(new Let(z, new Op.Link(target, descriptor(z.type(), captured), captured), let.origin()));
        allocations.object(z, let.op());
        int entry = 0;
        for (Value x : captured) {
            if (!x.type().isFloating()) continue;
            if (tangents.isActive(x)) shadows.fill(z, entry, tangents.of(x));
            entry++;
        }
    }

    /// A call of the callee's derivative: arguments, shadows that stand beside them, tangents, tangents.context().
    private void follow(Let let, Variant.Source source) {
        List<Value> args = let.op().operands();
        BitSet active = new BitSet();
        BitSet shadowed = new BitSet();
        List<Value> tangentsOf = new ArrayList<>();
        List<Value> shadowsOf = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            Value x = args.get(i);
            if (shadows.isBeside(x) && Besides.isNumbers(x.type())) {
                shadowed.set(i);
                shadowsOf.add(shadows.beside(x));
            }
            if (tangents.isActive(x)) {
                active.set(i);
                tangentsOf.add(tangents.of(x));
            }
        }
        Signature s = new Signature(active, shadowed, new BitSet(), false, false, underHandler);
        if (joint) {
            followJointly(let, new Variant(source, Variant.Mode.PUSHFORWARD, s), shadowsOf, tangentsOf);
        } else {
            followSplit(let, new Variant(source, Variant.Mode.FORWARD, s), shadowsOf, tangentsOf);
        }
    }

    private void followJointly(Let let, Variant target, List<Value> shadowsOf, List<Value> tangentsOf) {
        Value z = let.result();
        List<Value> all = new ArrayList<>(let.op().operands());
        all.addAll(shadowsOf);
        all.addAll(tangentsOf);
        all.add(tangents.context());
        b.append(new Let(z, new Op.Link(target, descriptor(z.type(), all), all), let.origin()));
        if (!tangents.isActive(z)) return;
        Value t = b.linear(new Op.GetField(Runtime.further(1), tangents.context()), "");
        tangents.put(z, shadows.narrow(t, z.type()));
    }

    private void followSplit(Let let, Variant forward, List<Value> shadowsOf, List<Value> tangentsOf) {
        Value z = let.result();
        List<Value> all = new ArrayList<>(let.op().operands());
        all.addAll(shadowsOf);
        all.add(tangents.context());
        b.append(new Let(z, new Op.Link(forward, descriptor(z.type(), all), all), let.origin()));
        List<Value> again =
                all.stream().filter(x -> !x.type().isFloating()).toList();
        Type type = z.type().isFloating() ? z.type() : Type.VOID;
        Value t = b.linear(new Op.LinkLinear(forward.in(Variant.Mode.REVERSE), type, again, tangentsOf), "");
        if (z.type().isFloating()) tangents.put(z, t);
    }

    /// A descriptor of a call with these arguments.
    static MethodTypeDesc descriptor(Type result, List<Value> args) {
        return MethodTypeDesc.of(
                result.desc(), args.stream().map(v -> v.type().desc()).toList());
    }
}

package org.cotangent.ad;

import static org.cotangent.ir.Op.Convert.Kind.D2F;
import static org.cotangent.ir.Op.Convert.Kind.F2D;

import java.util.ArrayList;
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
/// of the callee's pushforward. In mode `FORWARD` it is what [ForwardSweep] and [Transpose] split: a call becomes a call of the callee's forward
/// half and a [Op.LinkLinear], and the exit returns `(y, dy)`.
final class Pushforward {
    private final Func f;
    private final Signature signature;
    private final boolean joint;
    private final Treatment.Of treatments;
    private final Activity activity;
    private final Builder b;
    private final Tangents tangents;
    private final ShadowMemory shadows;
    private final Allocations allocations;
    private final PushedCalls calls;
    private final Map<Block.Label, Block> labels;
    private final Set<Value> beside;
    private final List<String> cuts;
    private final Value context;

    private Pushforward(Func f, Signature s, Variant.Mode mode, Derivatives d, List<String> cuts) {
        this.f = f;
        this.labels = f.byLabel();
        this.signature = s;
        this.joint = mode == Variant.Mode.PUSHFORWARD;
        this.treatments = d.treatments();
        this.cuts = cuts;
        PointsTo memory = new PointsTo(f, s.apart(), this::keepsNothing);
        this.activity = new Activity(f, s, treatments, memory);
        this.b = new Builder(f.valueBound(), true);
        Besides besides = new Besides(f, activity, treatments, d.layout());
        this.beside = besides.all(s);
        this.context = b.value(new Type.Ref(Runtime.CONTEXT), "ctx", false);
        this.tangents = new Tangents(b, context, activity);
        this.shadows = new ShadowMemory(f, b, context, d.layout(), activity, beside);
        this.allocations = new Allocations(b, tangents, shadows, memory, besides, beside);
        this.calls = new PushedCalls(f, b, joint, treatments, tangents, shadows, allocations, cuts);
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
        Set<Block.Label> handlers = handlers();
        Set<Block.Label> resuming = new HashSet<>(handlers);
        if (!handlers.isEmpty()) resuming.retainAll(Protect.returning(f));
        Set<Block.Label> asking = joint ? Protect.resuming(f) : Set.of();
        for (Block block : f.blocks()) {
            b.in(block.label());
            calls.underHandler(signature.guarded()
                    || block.handlers().stream().anyMatch(h -> resuming.contains(h.edge().target())));
            if (handlers.contains(block.label())) caught(block, asking.contains(block.label()));
            for (Let let : block.lets()) {
                b.at(let.origin());
                boolean alone = startsToThrow(block, let);
                if (alone) cut(block, true);
                differential(let);
                if (alone) cut(block, false);
            }
            b.at(block.origin());
            exit(block.exit());
            guard(block);
        }
        return b.build((joint ? "pushforward " : "linearized ") + f.name(), f.result());
    }

    private void guard(Block block) {
        for (Block.Handler h : block.handlers()) {
            b.handler(new Block.Handler(h.type(), edge(h.edge(), x -> tangents.known(x, f.entry().label()))));
        }
    }

    /// Whether `let` may not throw, as a helper of a rule, but becomes a call of derivative code. Exceptional edges of its
    /// block say what was done before the op that throws ([Protect]); the call must not be among it.
    private boolean startsToThrow(Block block, Let let) {
        boolean pure = let.op() instanceof Op.Invoke call && !call.canThrow();
        return !joint && pure && !block.handlers().isEmpty()
                && treatments.of(let.op()) instanceof Treatment.Follow
                && activity.callSeesActive(let.op());
    }

    /// Goes on in a new block; `guarded`: whether the handlers of `block` are around the code so far.
    private void cut(Block block, boolean guarded) {
        Block.Label next = b.block(block.label().hint());
        b.jump(next);
        if (guarded) guard(block);
        b.in(next);
    }

    private Set<Block.Label> handlers() {
        Set<Block.Label> handlers = new HashSet<>();
        for (Block block : f.blocks()) block.handlers().forEach(h -> handlers.add(h.edge().target()));
        return handlers;
    }

    /// A refusal must not be swallowed, nor an error that the derivative itself may have caused: handlers keep the first exception
    /// that comes by (without a call or the name of a class, since the stack may be full), and those that resume ask
    /// whether they may. Where exceptions are reversed, [Protect] has put that question.
    private void caught(Block handler, boolean asks) {
        Value e = handler.parameters().getFirst();
        Value failed = b.let(new Op.GetField(Runtime.FAILED, context));
        Value none = b.let(new Op.Compare(Op.Compare.Kind.EQ, failed, b.let(new Op.Null())));
        tangents.does(new Op.PutField(Runtime.FAILED, context, b.select(none, e, failed)));
        if (asks) tangents.tell(Runtime.CAUGHT, e);
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

    // ---- control --------------------------------------------------------------------------------------------

    private Block.Edge edge(Block.Edge e) {
        return edge(e, this::d);
    }

    private Block.Edge edge(Block.Edge e, UnaryOperator<Value> tangent) {
        Block target = labels.get(e.target());
        if (target == null) throw new IllegalStateException("no block " + e.target());
        int offset = target.parameters().size() - e.arguments().size();
        List<Value> arguments = new ArrayList<>(e.arguments());
        for (int i = 0; i < e.arguments().size(); i++) {
            if (beside.contains(target.parameters().get(offset + i)))
                arguments.add(shadows.beside(e.arguments().get(i)));
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
            b.let(new Op.PutField(Runtime.further(1), context, shadows.widen(dy)));
        }
        b.end(exit.map(v -> v, this::edge));
    }

    // ---- numbers --------------------------------------------------------------------------------------------

    /// The tangent of `x`.
    private Value d(Value x) {
        return tangents.of(x);
    }

    private void differential(Let let) {
        Value z = let.result();
        if (let.op() instanceof Op.Invoke || let.op() instanceof Op.Link || let.op() instanceof Op.InvokeDynamic) {
            calls.call(let);
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
                    default -> d(z);
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
        Type type = z.type();
        switch (let.op()) {
            case Op.GetElement(var c, var a, var i) when activity.isActive(z) ->
                    tangents.put(z, shadows.element(c, a, i));
            case Op.PutElement(var c, var a, var i, var v) when v.type().isFloating() ->
                    shadows.setElement(c, a, i, d(v));
            case Op.Restore(var a, var i, _) when activity.isActive(z) -> tangents.put(z, shadows.entry(a, i, type));
            case Op.Save(var a, var i, var v) when v.type().isFloating() -> shadows.setEntry(a, i, d(v));
            case Op.GetField(var f, var o) when activity.isActive(z) -> tangents.put(z, shadows.field(f, o, type));
            case Op.PutField(var f, var o, var v) when v.type().isFloating() -> shadows.setField(f, o, d(v));
            case Op.GetStatic(var f) when activity.isActive(z) -> tangents.put(z, shadows.staticField(f, type));
            case Op.PutStatic(var f, var v) when v.type().isFloating() && activity.outsideHoldsActive() ->
                    shadows.setStaticField(f, d(v));
            case Op.Cast(var c, var x) when shadows.isBeside(z) ->
                    shadows.put(z, shadows.cast(shadows.beside(x), c));
            case Op.NewArray(var c, var length) when shadows.isBeside(z) ->
                    allocations.array(z, c, length);
            default -> {}
        }
    }
}

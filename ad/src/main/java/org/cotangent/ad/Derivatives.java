package org.cotangent.ad;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cotangent.ir.Block;
import org.cotangent.ir.Builder;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Target;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;
import org.cotangent.runtime.NotDifferentiable;
import org.cotangent.runtime.Places;

/// The derivatives of methods, as functions: made on demand, once, and kept.
public final class Derivatives {
    private record Half(Variant.Source source, Signature signature) {}

    /// The two halves of a derivative in reverse mode.
    private record Split(Func forward, Func reverse) {}

    private record Halves(Split split, Report report) {}

    private record Pushed(Func code, Report report) {}

    /// What was kept and cut, and the stages on the way.
    public record Report(Map<String, Func> stages, List<String> cuts, List<String> kept) {}

    /// About 8,000 bytes of bytecode, the longest method that HotSpot compiles.
    private static final int LARGE = 1400;

    private final World world;
    private final Passes passes;
    private final Map<Half, Split> splits = new HashMap<>();
    private final Map<Variant, Func> pushforwards = new HashMap<>();
    private final Map<Object, SoftReference<Report>> reports = new HashMap<>();
    private final Map<Callee, Func> primals = new HashMap<>();

    public Derivatives(World world, Passes passes) {
        this.world = world;
        this.passes = passes;
    }

    Treatment.Of treatments() {
        return world;
    }

    Layout layout() {
        return world;
    }

    /// The code of a derivative whose source names its methods exactly.
    public synchronized Func code(Variant v) {
        return switch (v.mode()) {
            case PUSHFORWARD -> pushforward(v);
            case FORWARD     -> split(v).forward();
            case REVERSE     -> split(v).reverse();
        };
    }

    /// What the transformation that made `v` said. The stages on the way take much room and are seldom asked for: they go when
    /// memory is short, and are made again.
    public synchronized Report report(Variant v) {
        code(v);
        SoftReference<Report> said = reports.get(key(v));
        Report known = said == null ? null : said.get();
        if (known != null) return known;
        return v.mode() == Variant.Mode.PUSHFORWARD ? pushed(v).report() : halves(v).report();
    }

    private static Object key(Variant v) {
        return v.mode() == Variant.Mode.PUSHFORWARD ? v : new Half(v.source(), v.signature());
    }

    private Func pushforward(Variant v) {
        Func known = pushforwards.get(v);
        if (known != null) return known;
        Func made = pushed(v).code();
        pushforwards.put(v, made);
        return made;
    }

    private Pushed pushed(Variant v) {
        Pushed made = pushed(v, false);
        if (isLarge(made.code())) made = pushed(v, true);
        reports.put(key(v), new SoftReference<>(made.report()));
        return made;
    }

    private Pushed pushed(Variant v, boolean lean) {
        List<String> cuts = new ArrayList<>();
        Map<String, Func> stages = new LinkedHashMap<>();
        Func f = source(v.source(), lean);
        stages.put("primal", f);
        Func raw = Pushforward.apply(f, v.signature(), Variant.Mode.PUSHFORWARD, this, cuts);
        stages.put("pushforward", raw);
        Func done = plain(passes.afterwards(raw, isGuarded(raw, v.signature())));
        stages.put("optimised", done);
        return new Pushed(done, new Report(stages, List.copyOf(cuts), List.of()));
    }

    private Split split(Variant v) {
        Half key = new Half(v.source(), v.signature());
        Split known = splits.get(key);
        if (known != null) return known;
        Split made = halves(v).split();
        splits.put(key, made);
        return made;
    }

    private Halves halves(Variant v) {
        Halves made = halves(v, false);
        if (isLarge(made.split().forward()) || isLarge(made.split().reverse())) made = halves(v, true);
        reports.put(key(v), new SoftReference<>(made.report()));
        return made;
    }

    /// Whether the code of `f` would be too long for HotSpot to compile: then callees stay callees (`lean`).
    private static boolean isLarge(Func f) {
        int weight = 0;
        for (Block b : f.blocks()) {
            weight += b.lets().size() + 1;
            for (Block.Edge e : b.edges()) weight += e.arguments().size() / 2;
        }
        return weight > LARGE;
    }

    private Halves halves(Variant v, boolean lean) {
        List<String> cuts = new ArrayList<>();
        Map<String, Func> stages = new LinkedHashMap<>();
        Func f = source(v.source(), lean);
        stages.put("primal", f);
        Func shaped = passes.shape(Protect.apply(f, v.signature().guarded()), v.signature().guarded());
        stages.put("shaped", shaped);
        Func raw = Pushforward.apply(shaped, v.signature(), Variant.Mode.FORWARD, this, cuts);
        stages.put("linearize", raw);
        Func p = SharedLookups.apply(passes.linear(raw, isGuarded(raw, v.signature())));
        stages.put("linearized", p);
        return transposed(p, v.signature(), stages, cuts);
    }

    private Halves transposed(Func p, Signature s, Map<String, Func> stages, List<String> cuts) {
        PointsTo memory = new PointsTo(p, s.apart(), call -> call.effect() != org.cotangent.ir.Effect.WRITES);
        Residuals residuals = new Residuals(p, new Reloads(p, s, memory, world::isSettled));
        Flow flow = new Flow(p, residuals.loops(), s.guarded());
        Func reverse = new Transpose(p, residuals, flow).run();
        stages.put("transpose", reverse);
        Func forward = new ForwardSweep(p, residuals, flow).run();
        Func forwardDone = plain(passes.afterwards(forward, isGuarded(forward, s)));
        Func reverseDone = plain(passes.afterwards(reverse, false));
        stages.put("forward", forwardDone);
        stages.put("reverse", reverseDone);
        Report report = new Report(stages, List.copyOf(cuts), residuals.story());
        return new Halves(new Split(forwardDone, reverseDone), report);
    }

    private static boolean isGuarded(Func f, Signature s) {
        return s.guarded() || f.blocks().stream().anyMatch(b -> !b.handlers().isEmpty());
    }

    /// The function to be differentiated, with its small callees in place.
    private Func source(Variant.Source source, boolean lean) {
        return switch (source) {
            case Variant.Method(_, var callee)        -> lean ? lean(callee) : primal(callee);
            case Variant.Again(var variant)           -> code(variant);
            case Variant.Linked(var target, var type) -> linked(target, type);
        };
    }

    private static Func linked(Target target, MethodTypeDesc type) {
        Builder b = new Builder(0);
        Block.Label start = b.block("linked");
        List<Value> given = new ArrayList<>();
        for (ClassDesc p : type.parameterList()) given.add(b.parameter(start, Type.of(p), ""));
        b.in(start);
        Value y = b.let(new Op.Link(target, type, given));
        if (y.type() == Type.VOID) {
            b.ret();
        } else {
            b.ret(y);
        }
        return b.build(target.name(), y.type());
    }

    private Func primal(Callee callee) {
        Func known = primals.get(callee);
        if (known != null) return known;
        Func values = passes.values(
                Receivers.apply(lifted(callee), world),
                call -> call.callee().isConstructor() ? Optional.empty() : world.inlined(call, callee),
                call -> world.constructor(call, callee));
        Func lowered = Lower.apply(Receivers.apply(values, world), callee, world);
        Func f = passes.primal(lowered, call -> inlined(call, callee));
        primals.put(callee, f);
        return f;
    }

    private Func lean(Callee callee) {
        return passes.primal(Lower.apply(lifted(callee), callee, world), _ -> Optional.empty());
    }

    private Func lifted(Callee callee) {
        return world.body(callee)
                .orElseThrow(() -> new NotDifferentiable(
                        "cannot differentiate " + callee.shortName(),
                        Places.chain(""),
                        "it has no bytecode here: it is native or abstract, or its loader gives no class file",
                        "write what it computes in Java; if its derivative does not matter, hand it"
                                + " Cotangent.stopGradient(x)"));
    }

    private Optional<Func> inlined(Op.Invoke call, Callee host) {
        return world.inlined(call, host).map(f -> Lower.apply(f, call.callee(), world));
    }

    /// Ordinary code: nothing in it is linear any more, so that it can be differentiated again.
    private static Func plain(Func f) {
        Map<Value, Value> map = new HashMap<>();
        Builder b = new Builder(f.valueBound());
        List<Block> blocks = new ArrayList<>();
        for (Block block : f.blocks()) {
            for (Value p : block.parameters()) forget(p, map, b);
            for (Let let : block.lets()) forget(let.result(), map, b);
        }
        for (Block block : f.blocks()) {
            List<Value> parameters =
                    block.parameters().stream().map(p -> map.getOrDefault(p, p)).toList();
            List<Let> lets = block.lets().stream()
                    .map(l -> new Let(map.getOrDefault(l.result(), l.result()), zeroed(l.op()), l.origin()))
                    .toList();
            Block renamed = new Block(
                    block.label(), parameters, lets, block.exit(), block.handlers(), block.origin());
            blocks.add(renamed.map(v -> map.getOrDefault(v, v)));
        }
        return new Func(f.name(), f.result(), blocks, f.valueBound() + map.size());
    }

    private static Op zeroed(Op op) {
        if (!(op instanceof Op.Zero(var type))) return op;
        return type == Type.F32 ? new Op.Const(0f, type) : Op.constant(0.0);
    }

    private static void forget(Value v, Map<Value, Value> map, Builder b) {
        if (v.linear()) map.put(v, b.value(v.type(), v.hint(), false));
    }

    /// A method by its exact name, as source.
    public static Variant.Method method(Callee callee) {
        return new Variant.Method(Op.Invoke.Kind.SPECIAL, callee);
    }

    /// The function itself, as it will be differentiated.
    public synchronized Optional<Func> primalOf(Callee callee) {
        return world.body(callee).isEmpty() ? Optional.empty() : Optional.of(primal(callee));
    }
}

package org.cotangent.ad;

import static org.cotangent.ir.Op.Convert.Kind.D2F;
import static org.cotangent.ir.Op.Convert.Kind.F2D;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cotangent.ad.Residuals.Selector;
import org.cotangent.ad.Residuals.Trips;
import org.cotangent.ad.Runtime.Stack;
import org.cotangent.ir.Block;
import org.cotangent.ir.Builder;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;
import org.cotangent.ir.Variables;
import org.cotangent.ir.analysis.Liveness;
import org.cotangent.ir.analysis.Loops;
import org.cotangent.ir.analysis.Predecessors;

/// The reverse sweep of a linearized function: the same blocks run backwards, each linear op read from right to left.
///
/// For each block `B` there is a block `R(B)`: it gives the cotangents of `B`'s linear lets, last first, to their operands,
/// then those of `B`'s parameters to the arguments of the edge that led there, and goes on at `R` of that predecessor. Which
/// one it was is known if there is only one, counted for loops, and kept in a selector for other joins. Cotangents are
/// variables: what comes out is ordinary code in which accumulators of loops are block parameters. After the transposition
/// of linear programs in JAX (Radul et al., "You Only Linearize Once", POPL 2023), on a control-flow graph with memory.
///
/// Relies on the shape that [org.cotangent.opt.LoopShape] gives.
final class Transpose {
    private record Bar(Value tangent) {}

    private record Iteration(Block.Label header) {}

    private record Base(Optional<Block.Label> level, Stack stack) {}

    private record Top(Stack stack) {}

    private final Func p;
    private final Residuals residuals;
    private final Flow flow;
    private final Builder b;
    private final Variables variables;
    private final Map<Block.Label, Block.Label> reversed = new HashMap<>();
    private final Map<Value, Value> parameters = new HashMap<>();
    private final Map<Stack, Value> tapes = new EnumMap<>(Stack.class);
    private final Map<Base, Value> sizes = new HashMap<>();
    private final Map<Type, Value> zeros = new HashMap<>();
    private final Map<Block.Label, Map<Value, Value>> primals = new HashMap<>();
    private final Value context;
    private final Block.Label start;
    private final Map<Block.Label, Block.Label> tails = new HashMap<>();
    private final Map<Block.Label, BitSet> readers = new HashMap<>();
    private Optional<Value> bar = Optional.empty();

    Transpose(Func p, Residuals residuals, Flow flow) {
        this.p = p;
        this.residuals = residuals;
        this.flow = flow;
        this.b = new Builder(p.valueBound());
        this.variables =
                new Variables(b, t -> t.isReference() ? new Op.Null() : new Op.Zero(t), this::zeroWithoutReaders);
        this.start = b.block("reverse");
        this.context = p.parameters().getLast();
    }

    /// The reverse sweep.
    Func run() {
        signature();
        Liveness liveness = Liveness.of(p);
        for (Block block : p.blocks()) {
            if (flow.isReversed(block.label())) {
                Block.Label r = b.block("r." + block.label().hint());
                reversed.put(block.label(), r);
                readers.put(r, read(block, liveness));
                if (!block.handlers().isEmpty() && !calls(block)) {
                    tails.put(block.label(), b.block("before." + block.label().hint()));
                }
            }
        }
        b.in(start);
        entry();
        for (Block block : p.blocks()) if (flow.isReversed(block.label())) reverse(block);
        sizes.forEach((base, size) -> {
            int n = residuals.frame(base.level()).keys(base.stack()).size();
            b.replace(size, b.prepend(start, Op.constant(n), ""));
        });
        variables.finish();
        Type result = p.parameters().stream()
                .filter(v -> v.linear() && v.type().isFloating())
                .findFirst()
                .map(Value::type)
                .orElse(Type.VOID);
        return b.build("reverse " + p.name().replace("linearized ", ""), result);
    }

    // ---- entry and exit -------------------------------------------------------------------------------------

    private void signature() {
        if (p.result().isFloating()) bar = Optional.of(b.parameter(start, p.result(), "bar", false));
        for (Value x : p.parameters()) {
            if (!x.type().isFloating()) parameters.put(x, b.parameter(start, x.type(), x.hint(), x.linear()));
        }
    }

    private void entry() {
        // the zero that a cotangent is before anything is added to it, so that accumulators appear only where they are needed
        for (Type t : List.of(Type.F64, Type.F32)) zeros.put(t, variables.nothing(t));
        for (Stack s : Stack.values()) {
            tapes.put(s, b.let(new Op.GetField(s.array, parameter(context)), s.array.name()));
            variables.write(start, new Top(s), b.let(new Op.GetField(s.top, parameter(context)), s.top.name()));
        }
        pop(Optional.empty());
        for (Let let : flow.remade()) remake(let);
        Optional<Block> returning = flow.returning();
        Optional<Block> left = flow.left();
        if (returning.isPresent() && left.isPresent()) {
            Value how = kept(Residuals.EXIT, Optional.empty(), Type.I32, false);
            Block.Label returned = b.block("returned");
            Block.Label thrown = b.block("thrown");
            b.branch(how, Block.Edge.to(thrown), Block.Edge.to(returned));
            b.in(thrown);
            b.jump(reversed(left.get().label()));
            b.in(returned);
            from(returning.get());
        } else if (returning.isPresent()) {
            from(returning.get());
        } else if (left.isPresent()) {
            b.jump(reversed(left.get().label()));
        } else {
            finish();
        }
    }

    /// A shadow that only the reverse sweep sees is made by it: so nothing need be kept, and it is known to be apart.
    private void remake(Let let) {
        if (!(let.op() instanceof Op.NewArray(var c, var length)) || residuals.isKept(length)) return;
        Value shadow = b.value(let.result().type(), let.result().hint(), true);
        parameters.put(
                let.result(), b.append(new Let(shadow, new Op.NewArray(c, primal(length)), let.origin())));
    }

    private void from(Block returning) {
        if (bar.isPresent() && returning.exit() instanceof Exit.Return(var values)) give(values.get(1), bar.get());
        b.jump(reversed(returning.label()));
    }

    private Value parameter(Value x) {
        Value found = parameters.get(x);
        if (found == null) throw new IllegalStateException("no parameter for " + x);
        return found;
    }

    /// Takes the frame of a level off the tape: from here on its slots stand above the base.
    private void pop(Optional<Block.Label> level) {
        for (Stack s : Stack.values()) {
            Value size = b.value(Type.I32, "size", false);
            sizes.put(new Base(level, s), size);
            Value base = b.let(new Op.Sub(top(s), size), s.top.name());
            variables.write(b.here(), new Top(s), base);
            variables.write(b.here(), new Base(level, s), base);
        }
    }

    private Value top(Stack s) {
        return variables.read(b.here(), new Top(s), like(Type.I32));
    }

    private Value like(Type type) {
        return new Value(-1, type, "", false);
    }

    private void finish() {
        for (Stack s : Stack.values()) b.let(new Op.PutField(s.top, parameter(context), top(s)));
        List<Value> bars = new ArrayList<>();
        for (Value x : p.parameters()) {
            if (x.linear() && x.type().isFloating()) bars.add(take(x));
        }
        for (int k = 1; k < bars.size(); k++) Results.put(b, parameter(context), k, bars.get(k));
        if (bars.isEmpty()) {
            b.ret();
        } else {
            b.ret(bars.getFirst());
        }
    }

    // ---- blocks ---------------------------------------------------------------------------------------------

    private Block.Label reversed(Block.Label label) {
        Block.Label r = reversed.get(label);
        if (r == null) throw new IllegalStateException("not reversed: " + label);
        return r;
    }

    private void reverse(Block block) {
        b.in(reversed(block.label()));
        flow.loopOfLatch(block.label()).ifPresent(l -> pop(Optional.of(l.header())));
        for (Let let : block.lets().reversed()) {
            if (let.result().linear() && !let.result().type().isReference()) {
                b.at(let.origin());
                transpose(let);
            }
        }
        b.at(block.origin());
        Block.Label tail = tails.get(block.label());
        if (tail != null) {
            b.jump(tail);
            b.in(tail);
        }
        List<Value> linear = block.parameters().stream()
                .filter(v -> v.linear() && v.type().isFloating())
                .toList();
        if (block == p.entry()) {
            finish();
            return;
        }
        Optional<Block.Label> skip = flow.skip(block);
        if (skip.isPresent()) {
            b.jump(reversed(skip.get()));
            return;
        }
        Map<Value, Value> bars = new HashMap<>();
        for (Value v : linear) bars.put(v, take(v));
        List<Predecessors.Source> sources = flow.sources(block.label());
        Optional<Loops.Loop> loop = flow.loopOfHeader(block.label());
        if (sources.size() == 1) {
            leave(block, sources.getFirst(), bars);
        } else if (loop.isPresent()) {
            again(block, loop.get(), sources, bars);
        } else {
            join(block, sources, bars);
        }
    }

    /// At a loop's header: the iteration before, or out of the loop to where it was entered.
    private void again(
            Block block, Loops.Loop loop, List<Predecessors.Source> sources, Map<Value, Value> bars) {
        Iteration key = new Iteration(loop.header());
        Value t = variables.read(b.here(), key, like(Type.I32));
        Value before = b.let(new Op.Sub(t, b.constant(1)), "t");
        // on the next value, as HotSpot likes counted loops
        Value more = b.let(new Op.Compare(Op.Compare.Kind.GE, before, b.constant(0)));
        Block.Label inside = b.block("before");
        Block.Label outside = b.block("first");
        b.branch(more, Block.Edge.to(inside), Block.Edge.to(outside));
        for (Predecessors.Source s : sources) {
            boolean back = loop.body().contains(s.block());
            b.in(back ? inside : outside);
            if (back) variables.write(inside, key, before);
            give(block, s, bars);
            b.jump(reversed(s.block()));
        }
    }

    private void join(Block block, List<Predecessors.Source> sources, Map<Value, Value> bars) {
        Optional<Flow.Decision> decision = flow.decision(block);
        if (decision.isPresent()) {
            Block.Label yes = b.block("yes");
            Block.Label no = b.block("no");
            b.branch(primal(decision.get().condition()), Block.Edge.to(yes), Block.Edge.to(no));
            b.in(yes);
            leave(block, decision.get().whenTrue(), bars);
            b.in(no);
            leave(block, decision.get().whenFalse(), bars);
            return;
        }
        Value which = kept(new Selector(block.label()), residuals.level(block.label()), Type.I32, false);
        List<Exit.Case> cases = new ArrayList<>();
        List<Block.Label> arms = new ArrayList<>();
        for (int k = 0; k < sources.size(); k++) {
            arms.add(b.block("from"));
            if (k > 0) cases.add(new Exit.Case(k, Block.Edge.to(arms.get(k))));
        }
        if (cases.size() == 1) {
            b.branch(which, cases.getFirst().edge(), Block.Edge.to(arms.getFirst()));
        } else {
            b.end(new Exit.Switch(which, cases, Block.Edge.to(arms.getFirst())));
        }
        for (int k = 0; k < sources.size(); k++) {
            b.in(arms.get(k));
            leave(block, sources.get(k), bars);
        }
    }

    /// Goes back along one edge; if it left a loop, that loop's last iteration comes next.
    private void leave(Block block, Predecessors.Source s, Map<Value, Value> bars) {
        give(block, s, bars);
        flow.loopOfLatch(s.block()).filter(l -> !l.body().contains(block.label())).ifPresent(l -> {
            Optional<Block.Label> outer = l.parent().map(Loops.Loop::header);
            Value trips = residuals.formula(l).map(this::trips)
                    .orElseGet(() -> kept(new Trips(l.header()), outer, Type.I32, false));
            Value last = b.let(new Op.Sub(trips, b.constant(1)), "t");
            variables.write(b.here(), new Iteration(l.header()), last);
        });
        Block.Label r = reversed(s.block());
        b.jump(s.guard() ? tails.getOrDefault(s.block(), r) : r);
    }

    private Value trips(Residuals.Formula f) {
        Value from = primal(f.from());
        Value span = b.let(new Op.Sub(primal(f.to()), from));
        if (f.inclusive()) span = b.let(new Op.Add(span, b.constant(1)));
        return b.invokeStatic(Runtime.MAX, span, b.constant(1));
    }

    /// Whether a block under a handler calls derivative code, which may have left something behind when it threw. What any
    /// other op does is not done if it throws.
    private static boolean calls(Block block) {
        return block.lets().stream().anyMatch(l -> l.op() instanceof Op.LinkLinear);
    }

    private void give(Block block, Predecessors.Source s, Map<Value, Value> bars) {
        int offset = block.parameters().size() - s.edge().arguments().size();
        for (int i = 0; i < s.edge().arguments().size(); i++) {
            Value bar = bars.get(block.parameters().get(offset + i));
            if (bar != null) give(s.edge().arguments().get(i), bar);
        }
    }

    // ---- cotangents -----------------------------------------------------------------------------------------

    private Value zero(Value like) {
        Value z = zeros.get(like.type());
        if (z == null) throw new IllegalStateException("no zero of " + like.type());
        return z;
    }

    private boolean isZero(Value tangent) {
        return residuals.uses().definition(tangent).filter(d -> d.op() instanceof Op.Zero).isPresent();
    }

    private void give(Value tangent, Value cotangent) {
        if (isZero(tangent) || b.isZero(cotangent)) return;
        Value before = variables.read(b.here(), new Bar(tangent), named(tangent));
        variables.write(b.here(), new Bar(tangent), b.add(before, cotangent));
    }

    private Value named(Value tangent) {
        String hint = tangent.hint().startsWith("d") ? tangent.hint().substring(1) + ".bar" : tangent.hint();
        return new Value(-1, tangent.type(), hint, false);
    }

    /// The cotangent of a number that nothing reads after the block that starts to be reversed here.
    private Optional<Value> zeroWithoutReaders(Block.Label here, Object variable) {
        BitSet read = readers.get(here);
        if (read == null || !(variable instanceof Bar(var tangent)) || read.get(tangent.id())) return Optional.empty();
        return Optional.of(zero(tangent));
    }

    /// What is read after a block, or by its exit.
    private static BitSet read(Block block, Liveness liveness) {
        BitSet read = liveness.liveOut(block.label());
        block.exit().operands().forEach(v -> read.set(v.id()));
        for (Block.Edge e : block.edges()) e.arguments().forEach(v -> read.set(v.id()));
        return read;
    }

    /// The cotangent gathered so far; from here (backwards) on it is zero.
    private Value take(Value tangent) {
        Value bar = variables.read(b.here(), new Bar(tangent), named(tangent));
        variables.write(b.here(), new Bar(tangent), zero(tangent));
        return bar;
    }

    private void transpose(Let let) {
        Value t = let.result();
        if (let.op() instanceof Op.Zero) return;
        boolean number = t.type().isFloating();
        Value ct = number ? take(t) : t;
        if (number && b.isZero(ct) && !(let.op() instanceof Op.LinkLinear)) return;
        switch (let.op()) {
            case Op.Neg(var x) -> give(x, b.neg(ct));
            case Op.Add(var x, var y) -> {
                give(x, ct);
                give(y, ct);
            }
            case Op.Sub(var x, var y) -> {
                give(x, ct);
                give(y, b.neg(ct));
            }
            case Op.Mul(var x, var y) when x.linear() -> give(x, b.mul(ct, primal(y)));
            case Op.Mul(var x, var y)                 -> give(y, b.mul(ct, primal(x)));
            case Op.Div(var x, var y)                 -> give(x, b.div(ct, primal(y)));
            case Op.Select(var c, var x, var y) -> {
                Value which = primal(c);
                give(x, b.let(new Op.Select(which, ct, zero(ct))));
                give(y, b.let(new Op.Select(which, zero(ct), ct)));
            }
            case Op.Convert(var k, var x) when k == F2D -> give(x, b.convert(D2F, ct));
            case Op.Convert(var k, var x) when k == D2F -> give(x, b.convert(F2D, ct));
            case Op.GetElement(var c, var s, var i) -> {
                Value shadow = primal(s);
                Value index = primal(i);
                Value old = b.let(new Op.GetElement(c, shadow, index));
                b.let(new Op.PutElement(c, shadow, index, b.let(new Op.Add(old, ct))));
            }
            case Op.PutElement(var c, var s, var i, var x) -> {
                Value shadow = primal(s);
                Value index = primal(i);
                Value old = b.let(new Op.GetElement(c, shadow, index));
                b.let(new Op.PutElement(c, shadow, index, zero(old)));
                give(x, old);
            }
            case Op.Invoke(_, var callee, var args) -> helper(callee.name(), args, ct);
            case Op.LinkLinear link -> call(link, number ? Optional.of(ct) : Optional.empty());
            default -> throw new IllegalStateException("not linear in its tangents: " + let);
        }
    }

    /// Accesses to shadows that may be missing, and array copies.
    private void helper(String name, List<Value> args, Value ct) {
        Value shadow = primal(args.get(0));
        Value index = primal(args.get(1));
        java.lang.constant.ClassDesc type = args.get(0).type().desc();
        switch (name) {
            case "get" -> b.invokeStatic(Runtime.add(type), shadow, index, ct);
            case "set" -> give(args.get(2), b.invokeStatic(Runtime.take(type), shadow, index));
            case "copy" ->
                    b.invokeStatic(
                            Runtime.COPY_BACK,
                            shadow,
                            index,
                            primal(args.get(2)),
                            primal(args.get(3)),
                            primal(args.get(4)));
            default -> throw new IllegalStateException("no transpose of " + name);
        }
    }

    private void call(Op.LinkLinear link, Optional<Value> bar) {
        List<Value> args = new ArrayList<>();
        bar.ifPresent(args::add);
        for (Value x : link.primals()) args.add(primal(x));
        Type result = link.tangents().isEmpty() ? Type.VOID : link.tangents().getFirst().type();
        for (Stack s : Stack.values()) b.let(new Op.PutField(s.top, parameter(context), top(s)));
        Value first = b.let(new Op.Link(link.target(), Pushforward.descriptor(result, args), args));
        List<Value> bars = new ArrayList<>();
        for (int k = 0; k < link.tangents().size(); k++) {
            Type type = link.tangents().get(k).type();
            bars.add(k == 0 ? first : Results.get(b, parameter(context), k, type));
        }
        for (Stack s : Stack.values()) {
            variables.write(b.here(), new Top(s), b.let(new Op.GetField(s.top, parameter(context)), s.top.name()));
        }
        for (int k = 0; k < bars.size(); k++) give(link.tangents().get(k), bars.get(k));
    }

    // ---- values of the forward sweep ------------------------------------------------------------------------

    /// The value that `v` had in the forward sweep, where the reverse sweep is now.
    private Value primal(Value v) {
        Map<Value, Value> here = primals.computeIfAbsent(b.here(), _ -> new HashMap<>());
        Value known = here.get(v);
        if (known != null) return known;
        Value made = make(v);
        here.put(v, made);
        return made;
    }

    private Value make(Value v) {
        Value parameter = parameters.get(v);
        if (parameter != null) return parameter;
        Optional<Let> definition = residuals.uses().definition(v);
        if (residuals.isKept(v)) {
            return kept(v, residuals.level(residuals.uses().block(v)), v.type(), v.linear());
        }
        if (definition.isPresent()) {
            Op op = definition.get().op();
            if (op instanceof Op.MakeShadow(var object, var c)) op = new Op.FindShadow(object, c);
            Op again = op.map(this::primal);
            Value result = b.value(v.type(), v.hint(), v.linear());
            return b.append(new Let(result, again, definition.get().origin()));
        }
        Residuals.Induction i = residuals.induction(v).orElseThrow(() -> new IllegalStateException("lost: " + v));
        Value t = variables.read(b.here(), new Iteration(residuals.uses().block(v)), like(Type.I32));
        Value steps = i.step() == 1 ? t : b.let(new Op.Mul(t, b.constant(i.step())));
        return b.let(new Op.Add(primal(i.init()), steps), v.hint());
    }

    /// Reads `key` from its frame.
    private Value kept(Object key, Optional<Block.Label> level, Type type, boolean linear) {
        boolean shadow = linear && type.isReference();
        Stack stack = shadow ? Stack.S : Stack.of(type);
        int slot = residuals.frame(level).slot(key, stack);
        residuals.read(key, b.origin());
        Value base = variables.read(b.here(), new Base(level, stack), like(Type.I32));
        Value at = slot == 0 ? base : b.let(new Op.Add(base, b.constant(slot)));
        Value tape = tape(stack);
        Op restore = new Op.Restore(tape, at, type.isReference() ? Type.OBJECT : type);
        Value raw = b.append(new Let(b.value(restore.type(), "", shadow), restore, b.origin()));
        if (!type.isReference() || type.equals(Type.OBJECT) && !linear) return raw;
        Value result = b.value(type, "", linear);
        return b.append(new Let(result, new Op.Cast(type.desc(), raw), b.origin()));
    }

    private Value tape(Stack stack) {
        Value tape = tapes.get(stack);
        if (tape == null) throw new IllegalStateException("no tape " + stack);
        return tape;
    }
}

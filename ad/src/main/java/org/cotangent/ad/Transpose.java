package org.cotangent.ad;

import static org.cotangent.ir.Op.Convert.Kind.D2F;
import static org.cotangent.ir.Op.Convert.Kind.F2D;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cotangent.ad.Residuals.Selector;
import org.cotangent.ir.Block;
import org.cotangent.ir.Builder;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;
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
    private final Func p;
    private final Residuals residuals;
    private final Flow flow;
    private final Builder b;
    private final Cotangents cotangents;
    private final Primals primals;
    private final Map<Block.Label, Block.Label> reversed = new HashMap<>();
    private final Map<Block.Label, Block.Label> tails = new HashMap<>();
    private final Block.Label start;
    private Optional<Value> bar = Optional.empty();

    Transpose(Func p, Residuals residuals, Flow flow) {
        this.p = p;
        this.residuals = residuals;
        this.flow = flow;
        this.b = new Builder(p.valueBound());
        this.cotangents = new Cotangents(b, residuals.uses());
        this.primals = new Primals(b, cotangents.variables(), residuals);
        this.start = b.block("reverse");
    }

    /// The reverse sweep.
    Func run() {
        signature();
        Liveness liveness = Liveness.of(p);
        for (Block block : p.blocks()) {
            if (flow.isReversed(block.label())) {
                Block.Label r = b.block("r." + block.label().hint());
                reversed.put(block.label(), r);
                cotangents.reversed(block, r, liveness);
                if (!block.handlers().isEmpty() && !calls(block)) {
                    tails.put(block.label(), b.block("before." + block.label().hint()));
                }
            }
        }
        b.in(start);
        entry();
        for (Block block : p.blocks()) if (flow.isReversed(block.label())) reverse(block);
        primals.sizeFrames(start);
        cotangents.variables().finish();
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
            if (!x.type().isFloating()) primals.passed(x, b.parameter(start, x.type(), x.hint(), x.linear()));
        }
    }

    private void entry() {
        cotangents.begin();
        primals.open(context());
        primals.pop(Optional.empty());
        for (Let let : flow.remade()) primals.remake(let);
        Optional<Block> returning = flow.returning();
        Optional<Block> left = flow.left();
        if (returning.isPresent() && left.isPresent()) {
            Value how = primals.kept(Residuals.EXIT, Optional.empty(), Type.I32, false);
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

    private void from(Block returning) {
        if (bar.isPresent() && returning.exit() instanceof Exit.Return(var values))
            give(values.get(1), bar.get());
        b.jump(reversed(returning.label()));
    }

    private Value context() {
        return primals.parameter(p.parameters().getLast());
    }

    private void finish() {
        primals.writeTops(context());
        List<Value> bars = new ArrayList<>();
        for (Value x : p.parameters()) {
            if (x.linear() && x.type().isFloating()) bars.add(cotangents.take(x));
        }
        for (int k = 1; k < bars.size(); k++) Results.put(b, context(), k, bars.get(k));
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
        flow.loopOfLatch(block.label()).ifPresent(l -> primals.pop(Optional.of(l.header())));
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
        for (Value v : linear) bars.put(v, cotangents.take(v));
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
        Value t = primals.iteration(loop.header());
        Value before = b.let(new Op.Sub(t, b.constant(1)), "t");
        // on the next value, as HotSpot likes counted loops
        Value more = b.let(new Op.Compare(Op.Compare.Kind.GE, before, b.constant(0)));
        Block.Label inside = b.block("before");
        Block.Label outside = b.block("first");
        b.branch(more, Block.Edge.to(inside), Block.Edge.to(outside));
        for (Predecessors.Source s : sources) {
            boolean back = loop.body().contains(s.block());
            b.in(back ? inside : outside);
            if (back) primals.iterate(loop.header(), before);
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
        Value which = primals.kept(new Selector(block.label()), residuals.level(block.label()), Type.I32, false);
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
            Value last = b.let(new Op.Sub(primals.trips(l), b.constant(1)), "t");
            primals.iterate(l.header(), last);
        });
        Block.Label r = reversed(s.block());
        b.jump(s.guard() ? tails.getOrDefault(s.block(), r) : r);
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

    // ---- linear ops -----------------------------------------------------------------------------------------

    private void transpose(Let let) {
        Value t = let.result();
        if (let.op() instanceof Op.Zero) return;
        boolean number = t.type().isFloating();
        Value ct = number ? cotangents.take(t) : t;
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
                give(x, b.let(new Op.Select(which, ct, cotangents.zero(ct))));
                give(y, b.let(new Op.Select(which, cotangents.zero(ct), ct)));
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
                b.let(new Op.PutElement(c, shadow, index, cotangents.zero(old)));
                give(x, old);
            }
            case Op.Invoke(_, var callee, var args) -> helper(callee.name(), args, ct);
            case Op.LinkLinear link -> call(link, number ? Optional.of(ct) : Optional.empty());
            default -> throw new IllegalStateException("not linear in its tangents: " + let);
        }
    }

    private void give(Value tangent, Value cotangent) {
        cotangents.give(tangent, cotangent);
    }

    private Value primal(Value x) {
        return primals.of(x);
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
        primals.writeTops(context());
        Value first = b.let(new Op.Link(link.target(), PushedCalls.descriptor(result, args), args));
        List<Value> bars = new ArrayList<>();
        for (int k = 0; k < link.tangents().size(); k++) {
            Type type = link.tangents().get(k).type();
            bars.add(k == 0 ? first : Results.get(b, context(), k, type));
        }
        primals.readTops(context());
        for (int k = 0; k < bars.size(); k++) give(link.tangents().get(k), bars.get(k));
    }

}

package org.cotangent.ad;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
import org.cotangent.ir.analysis.Dominators;
import org.cotangent.ir.analysis.Loops;
import org.cotangent.ir.analysis.Predecessors;

/// The primal half of a linearized function, which leaves its residuals on the tape.
///
/// What is linear goes; loops that the reverse sweep counts get a counter, joins that it asks about a selector. An iteration
/// writes its frame at the latch, the activation before it returns: callees' frames lie below, so that whatever is on top
/// is what the reverse sweep needs next.
final class ForwardSweep {
    private record Top(Stack stack) {}

    private record Tape(Stack stack) {}

    private final Func p;
    private final Residuals residuals;
    private final Flow flow;
    private final Builder b;
    private final Variables variables;
    private final Dominators dominators;
    private final Map<Object, Value> marks = new HashMap<>();
    private final Map<Type, Value> defaults = new HashMap<>();
    private final Map<Integer, Value> numbers = new HashMap<>();
    private final Map<Block.Label, Block> blocks;
    private final Map<Value, Block.Label> places = new HashMap<>();
    private final Map<Block.Label, Set<Block.Label>> reached = new HashMap<>();
    private final Block.Label entry;
    private final Value context;
    private final Set<Block.Label> handlers = new HashSet<>();
    private final Set<Value> parameters = new HashSet<>();
    private int exited;

    ForwardSweep(Func p, Residuals residuals, Flow flow) {
        this.p = p;
        this.blocks = p.byLabel();
        this.residuals = residuals;
        this.flow = flow;
        this.b = new Builder(2 * p.valueBound() + 16);
        this.dominators = Dominators.of(p);
        this.variables = new Variables(b, ForwardSweep::nothing, this::known);
        // a block of its own, since what stands in a guarded entry would be hidden from its handlers
        this.entry = b.block("forward");
        for (Block x : p.blocks()) x.handlers().forEach(h -> handlers.add(h.edge().target()));
        this.context = p.parameters().getLast();
    }

    private static Op nothing(Type type) {
        return switch (type) {
            case Type.Ref _         -> new Op.Null();
            case Type.Primitive.I32 -> Op.constant(0);
            case Type.Primitive.I64 -> new Op.Const(0L, type);
            case Type.Primitive.F32 -> new Op.Const(0f, type);
            default                 -> new Op.Const(0.0, type);
        };
    }

    /// The forward sweep; [Transpose] must have run, since it asks for the residuals.
    Func run() {
        for (Block block : p.blocks()) b.open(block.label());
        for (Value v : p.parameters()) if (stays(v)) b.parameter(entry, v);
        for (Block block : p.blocks()) if (block != p.entry()) parameters(block);
        b.in(entry);
        for (Stack s : Stack.values()) {
            if (!residuals.uses(s)) continue;
            variables.write(entry, new Top(s), b.let(new Op.GetField(s.top, context), s.top.name()));
            variables.write(entry, new Tape(s), b.let(new Op.GetField(s.array, context), s.array.name()));
        }
        b.jump(p.entry().label());
        for (Block block : p.blocks()) copy(block);
        variables.finish();
        return b.build("forward " + p.name().replace("linearized ", ""), p.result());
    }

    private static boolean stays(Value v) {
        return !v.linear() || v.type().isReference();
    }

    private void parameters(Block block) {
        Block.Label label = block.label();
        for (Value v : block.parameters()) if (stays(v)) b.parameter(label, v);
        parameters.addAll(block.parameters());
        if (isKept(new Selector(label), residuals.level(label))) {
            marks.put(new Selector(label), b.parameter(label, Type.I32, "from"));
        }
        flow.loopOfHeader(label).filter(this::isCounted).ifPresent(l -> {
            marks.put(l.header(), b.parameter(label, Type.I32, "count"));
        });
        for (Predecessors.Source s : flow.sources(label)) {
            leftLoop(s.block(), label).filter(this::isCounted).ifPresent(l -> {
                marks.put(new Trips(l.header()), b.parameter(label, Type.I32, "trips"));
            });
        }
        parameters.addAll(marks.values());
    }

    private boolean isKept(Object key, Optional<Block.Label> level) {
        return residuals.frame(level).keys(Stack.I).contains(key);
    }

    private boolean isCounted(Loops.Loop l) {
        return isKept(new Trips(l.header()), l.parent().map(Loops.Loop::header));
    }

    private Optional<Loops.Loop> leftLoop(Block.Label from, Block.Label to) {
        return flow.loopOfLatch(from).filter(l -> !l.body().contains(to) && flow.isReversed(to));
    }

    private void copy(Block block) {
        b.in(block.label());
        if (handlers.contains(block.label())) readTape();
        for (Let let : block.lets()) {
            if (!stays(let.result())) continue;
            b.at(let.origin());
            if (Flow.pushes(let.op())) {
                call(let);
            } else {
                b.append(let);
            }
        }
        b.at(block.origin());
        flow.entered(block).ifPresent(this::reserve);
        Optional<Loops.Loop> loop = flow.loopOfLatch(block.label());
        loop.ifPresent(l -> push(Optional.of(l.header())));
        boolean left = flow.left().filter(l -> l.label() == block.label()).isPresent();
        if (left || block.exit() instanceof Exit.Return) {
            exited = left ? 1 : 0;
            push(Optional.empty());
            for (Stack s : Stack.values()) if (residuals.uses(s)) b.let(new Op.PutField(s.top, context, top(s)));
        }
        if (block.exit() instanceof Exit.Return(var values)) {
            b.end(new Exit.Return(values.isEmpty() ? values : values.subList(0, 1)));
        } else {
            Optional<Value> count = loop.filter(this::isCounted)
                    .map(l -> b.let(new Op.Add(mark(l.header()), number(1)), "count"));
            List<Block.Edge> edges = block.exit().edges();
            int[] at = {0};
            b.end(block.exit().map(v -> v, e -> edge(block.label(), edges, at[0]++, count)));
        }
        for (int i = 0; i < block.handlers().size(); i++) {
            Block.Handler h = block.handlers().get(i);
            b.handler(new Block.Handler(h.type(), guard(block, i)));
        }
    }

    private Block.Edge guard(Block block, int index) {
        List<Block.Edge> edges = block.handlers().stream().map(Block.Handler::edge).toList();
        Block.Edge e = edges.get(index);
        List<Value> arguments = new ArrayList<>();
        for (Value v : e.arguments()) if (stays(v)) arguments.add(v);
        if (marks.containsKey(new Selector(e.target()))) {
            arguments.add(number(indexOf(block.label(), edges, index, true)));
        }
        return new Block.Edge(e.target(), arguments);
    }

    private Block.Edge edge(Block.Label from, List<Block.Edge> edges, int index, Optional<Value> count) {
        Block.Edge e = edges.get(index);
        List<Value> arguments = new ArrayList<>();
        for (Value v : e.arguments()) if (stays(v)) arguments.add(v);
        Block.Label to = e.target();
        if (marks.containsKey(new Selector(to))) arguments.add(number(indexOf(from, edges, index, false)));
        flow.loopOfHeader(to).filter(this::isCounted).ifPresent(l -> {
            arguments.add(l.body().contains(from) ? count.orElseThrow() : number(0));
        });
        leftLoop(from, to).filter(this::isCounted).ifPresent(_ -> arguments.add(count.orElseThrow()));
        return new Block.Edge(to, arguments);
    }

    /// The place of an edge among the sources of its target.
    private int indexOf(Block.Label from, List<Block.Edge> edges, int index, boolean guard) {
        Block.Edge e = edges.get(index);
        int before = 0;
        for (int i = 0; i < index; i++) if (edges.get(i).target() == e.target()) before++;
        List<Predecessors.Source> sources = flow.sources(e.target());
        for (int k = 0; k < sources.size(); k++) {
            if (sources.get(k).block() == from && sources.get(k).guard() == guard && before-- == 0) return k;
        }
        throw new IllegalStateException("no such edge: " + from + " to " + e.target());
    }

    private Value number(int n) {
        return numbers.computeIfAbsent(n, k -> b.prepend(entry, Op.constant(k), ""));
    }

    private Value mark(Object key) {
        Value v = marks.get(key);
        if (v == null) throw new IllegalStateException("nothing counts " + key);
        return v;
    }

    // ---- tape -----------------------------------------------------------------------------------------------

    private Value top(Stack s) {
        return variables.read(b.here(), new Top(s), new Value(-1, Type.I32, s.top.name(), false));
    }

    private Value tape(Stack s) {
        return variables.read(
                b.here(), new Tape(s), new Value(-1, new Type.Ref(s.array.type()), s.array.name(), false));
    }

    /// Whether there is room on the tape for all iterations of a loop from its entry on: it counts to a limit, and nothing
    /// else pushes while it runs.
    private boolean isReserved(Loops.Loop loop, Stack s) {
        if (residuals.formula(loop).isEmpty() || flow.calls(loop)) return false;
        for (Optional<Block.Label> level : residuals.levels()) {
            boolean inner = level.filter(h -> h != loop.header() && loop.body().contains(h)).isPresent();
            if (inner && !residuals.frame(level).keys(s).isEmpty()) return false;
        }
        return true;
    }

    /// Before a loop that will run: room for all its iterations.
    private void reserve(Loops.Loop loop) {
        for (Stack s : Stack.values()) {
            int size = residuals.frame(Optional.of(loop.header())).keys(s).size();
            if (size == 0 || !isReserved(loop, s)) continue;
            Residuals.Formula f = residuals.formula(loop).orElseThrow();
            Value span = b.let(new Op.Sub(f.to(), f.from()));
            if (f.inclusive()) span = b.let(new Op.Add(span, number(1)));
            Value tape = b.invokeStatic(s.reserve, tape(s), top(s), span, number(size), context);
            variables.write(b.here(), new Tape(s), tape);
        }
    }

    private void push(Optional<Block.Label> level) {
        Residuals.Frame frame = residuals.frame(level);
        for (Stack s : Stack.values()) {
            List<Object> keys = frame.keys(s);
            if (keys.isEmpty()) continue;
            Value top = top(s);
            Value above = b.let(new Op.Add(top, number(keys.size())), s.top.name());
            boolean room = level.flatMap(flow::loopOfHeader).filter(l -> isReserved(l, s)).isPresent();
            Value tape = room ? tape(s) : b.invokeStatic(s.ensure, tape(s), above, context);
            for (int k = 0; k < keys.size(); k++) {
                Value at = k == 0 ? top : b.let(new Op.Add(top, number(k)));
                b.let(new Op.Save(tape, at, value(keys.get(k), level)));
            }
            variables.write(b.here(), new Top(s), above);
            if (!room) variables.write(b.here(), new Tape(s), tape);
            // a handler may come to see it
            if (!handlers.isEmpty()) b.let(new Op.PutField(s.top, context, above));
        }
    }

    /// What is kept under `key`, here, at the end of an iteration or activation; anything if it was not computed this time.
    private Value value(Object key, Optional<Block.Label> level) {
        if (key.equals(Residuals.EXIT)) return number(exited);
        Value v = key instanceof Value plain ? plain : mark(key);
        Block.Label definition = key instanceof Value plain ? residuals.uses().block(plain) : place(key);
        if (definition == b.here() || dominators.visible(definition, b.here())) return v;
        level.ifPresent(header -> variables.write(header, v, none(v)));
        if (isParameter(key, definition)) variables.writeAtEntry(definition, v, v);
        variables.write(definition, v, v);
        places.put(v, definition);
        return variables.read(b.here(), v, v);
    }

    private boolean isParameter(Object key, Block.Label definition) {
        return !(key instanceof Value v) || Objects.requireNonNull(blocks.get(definition)).parameters().contains(v);
    }

    private Value none(Value v) {
        return defaults.computeIfAbsent(v.type(), t -> b.prepend(entry, nothing(t), ""));
    }

    /// A kept value, where each way or no way has passed its definition.
    private Optional<Value> known(Block.Label here, Object variable) {
        if (!(variable instanceof Value v) || !blocks.containsKey(here)) return Optional.empty();
        Block.Label definition = places.get(v);
        if (definition == null) return Optional.empty();
        // a parameter is there for the handlers of its own block, too
        boolean own = here == definition && parameters.contains(v);
        if (own || dominators.visible(definition, here)) return Optional.of(v);
        boolean maybe = reached.computeIfAbsent(definition, this::reachedFrom).contains(here);
        return maybe ? Optional.empty() : Optional.of(none(v));
    }

    private Set<Block.Label> reachedFrom(Block.Label start) {
        Set<Block.Label> seen = new HashSet<>();
        Deque<Block.Label> work = new ArrayDeque<>(List.of(start));
        while (!work.isEmpty()) {
            Block b = blocks.get(work.remove());
            if (b == null) continue;
            for (Block.Edge e : b.edges()) if (seen.add(e.target())) work.add(e.target());
        }
        return seen;
    }

    private Block.Label place(Object key) {
        return switch (key) {
            case Selector(var join) -> join;
            case Trips(var header)  -> tripsPlace(header);
            default                 -> throw new IllegalStateException("no place of " + key);
        };
    }

    private Block.Label tripsPlace(Block.Label header) {
        for (Block block : p.blocks()) {
            for (Predecessors.Source s : flow.sources(block.label())) {
                if (leftLoop(s.block(), block.label()).filter(l -> l.header() == header).isPresent()) {
                    return block.label();
                }
            }
        }
        throw new IllegalStateException("no exit of " + header);
    }

    private void call(Let let) {
        for (Stack s : Stack.values()) if (residuals.uses(s)) b.let(new Op.PutField(s.top, context, top(s)));
        b.append(let);
        readTape();
    }

    /// The tape as callees left it, also by an exception.
    private void readTape() {
        for (Stack s : Stack.values()) {
            if (!residuals.uses(s)) continue;
            variables.write(b.here(), new Top(s), b.let(new Op.GetField(s.top, context), s.top.name()));
            variables.write(b.here(), new Tape(s), b.let(new Op.GetField(s.array, context), s.array.name()));
        }
    }
}

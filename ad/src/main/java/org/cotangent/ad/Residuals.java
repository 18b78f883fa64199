package org.cotangent.ad;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cotangent.ad.Runtime.Stack;
import org.cotangent.ir.Block;
import org.cotangent.ir.Effect;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Origin;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;
import org.cotangent.ir.analysis.Loops;
import org.cotangent.ir.analysis.Predecessors;
import org.cotangent.ir.analysis.Uses;

/// What the reverse sweep needs of the forward sweep: which values are kept in which frame, which are computed again.
///
/// A frame belongs to one activation of the function or one iteration of a loop and has a slot for each value of that
/// level which somebody asked for. A value is computed again where that is cheap and asks for no more than it would itself
/// take (REVERSE §1.7); loads are repeated where nothing overwrites the memory ([Reloads]).
final class Residuals {
    /// Which edge led to a join.
    record Selector(Block.Label join) {}

    /// Whether the function was left by an exception.
    record Exited() {}

    static final Exited EXIT = new Exited();

    /// How often a loop ran.
    record Trips(Block.Label header) {}

    /// `init + step * iteration`.
    record Induction(Value init, int step) {}

    /// What is kept for each activation or iteration: by stack, in order of slots.
    static final class Frame {
        private final Map<Stack, List<Object>> slots = new EnumMap<>(Stack.class);

        int slot(Object key, Stack stack) {
            List<Object> list = slots.computeIfAbsent(stack, _ -> new ArrayList<>());
            int at = list.indexOf(key);
            if (at >= 0) return at;
            list.add(key);
            return list.size() - 1;
        }

        List<Object> keys(Stack stack) {
            return slots.getOrDefault(stack, List.of());
        }
    }

    private record Plan(boolean kept, Set<Value> leaves, int cost) {}

    private static final int DEAREST = 24;

    private final Map<Block.Label, Block> blocks;
    private final Loops loops;
    private final Uses uses;
    private final Predecessors predecessors;
    private final Reloads reloads;
    private final Map<Value, Plan> plans = new HashMap<>();
    private final Map<Optional<Block.Label>, Frame> frames = new LinkedHashMap<>();
    private final Map<Value, Optional<Induction>> inductions = new HashMap<>();
    private final Map<Object, Set<String>> readers = new HashMap<>();
    private final Set<Value> entry;

    Residuals(Func p, Reloads reloads) {
        this.blocks = p.byLabel();
        this.loops = Loops.of(p);
        this.uses = Uses.of(p);
        this.predecessors = Predecessors.of(p);
        this.reloads = reloads;
        this.entry = new HashSet<>(p.parameters());
    }

    Loops loops() {
        return loops;
    }

    Uses uses() {
        return uses;
    }

    Predecessors predecessors() {
        return predecessors;
    }

    /// The header of the innermost loop around a block; empty outside loops.
    Optional<Block.Label> level(Block.Label block) {
        return loops.innermost(block).map(Loops.Loop::header);
    }

    /// The frame of a level.
    Frame frame(Optional<Block.Label> level) {
        return frames.computeIfAbsent(level, _ -> new Frame());
    }

    /// The levels that keep something, outermost included.
    Set<Optional<Block.Label>> levels() {
        return frames.keySet();
    }

    /// Whether anything is kept on `stack`.
    boolean uses(Stack stack) {
        return frames.values().stream().anyMatch(f -> !f.keys(stack).isEmpty());
    }

    /// Whether `v` is kept (else it is computed again from its operands).
    boolean isKept(Value v) {
        return plan(v).kept();
    }

    /// What `v` is in terms of its loop's iteration, if it is a counter.
    Optional<Induction> induction(Value v) {
        return inductions.computeIfAbsent(v, this::findInduction);
    }

    /// The trips of a loop are `max(1, to - from)`, one more if `inclusive`.
    record Formula(Value from, Value to, boolean inclusive) {}

    /// The trips of a loop that counts by one and tests its counter against a limit at the latch, where both ends can be
    /// had again for nothing. No overflow: the counter stops at the limit, one step at a time.
    Optional<Formula> formula(Loops.Loop loop) {
        Block latch = blocks.get(loop.latches().getFirst());
        if (latch == null || !(latch.exit() instanceof Exit.Branch(var condition, var yes, _))) return Optional.empty();
        boolean goesOn = yes.target() == loop.header();
        Optional<Op> test = uses.definition(condition).map(Let::op);
        if (test.isEmpty() || !(test.get() instanceof Op.Compare(var kind, var x, var y))) return Optional.empty();
        return formula(loop, goesOn ? kind : opposite(kind), x, y)
                .or(() -> formula(loop, mirrored(goesOn ? kind : opposite(kind)), y, x));
    }

    private Optional<Formula> formula(Loops.Loop loop, Op.Compare.Kind whileTrue, Value next, Value limit) {
        if (loop.body().contains(uses.block(limit)) || isKept(limit)) return Optional.empty();
        Optional<Value> counter = uses.definition(next).flatMap(d -> d.op().operands().stream()
                .filter(v -> uses.block(v) == loop.header() && induction(v).isPresent())
                .filter(v -> step(next, v).isPresent())
                .findFirst());
        if (counter.isEmpty()) return Optional.empty();
        Induction i = induction(counter.get()).orElseThrow();
        if (!isLatchArgument(loop, counter.get(), next) || isKept(i.init())) return Optional.empty();
        return switch (whileTrue) {
            case LT -> i.step() == 1 ? Optional.of(new Formula(i.init(), limit, false)) : Optional.empty();
            case LE -> i.step() == 1 ? Optional.of(new Formula(i.init(), limit, true)) : Optional.empty();
            case GT -> i.step() == -1 ? Optional.of(new Formula(limit, i.init(), false)) : Optional.empty();
            case GE -> i.step() == -1 ? Optional.of(new Formula(limit, i.init(), true)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private boolean isLatchArgument(Loops.Loop loop, Value counter, Value next) {
        int at = indexOf(counter, loop.header());
        return predecessors.of(loop.header()).stream()
                .filter(s -> loop.body().contains(s.block()))
                .allMatch(s -> s.edge().arguments().get(at) == next);
    }

    private static Op.Compare.Kind opposite(Op.Compare.Kind kind) {
        return switch (kind) {
            case LT -> Op.Compare.Kind.GE;
            case GE -> Op.Compare.Kind.LT;
            case GT -> Op.Compare.Kind.LE;
            case LE -> Op.Compare.Kind.GT;
            default -> Op.Compare.Kind.EQ;
        };
    }

    private static Op.Compare.Kind mirrored(Op.Compare.Kind kind) {
        return switch (kind) {
            case LT -> Op.Compare.Kind.GT;
            case GE -> Op.Compare.Kind.LE;
            case GT -> Op.Compare.Kind.LT;
            case LE -> Op.Compare.Kind.GE;
            default -> kind;
        };
    }

    private Optional<Induction> findInduction(Value v) {
        Block.Label header = uses.block(v);
        if (v.type() != Type.I32 || uses.definition(v).isPresent()) return Optional.empty();
        Optional<Loops.Loop> loop = loops.innermost(header).filter(l -> l.header() == header);
        if (loop.isEmpty()) return Optional.empty();
        int index = indexOf(v, header);
        Optional<Value> init = Optional.empty();
        Optional<Integer> step = Optional.empty();
        for (Predecessors.Source s : predecessors.of(header)) {
            Value arg = s.edge().arguments().get(index);
            if (loop.get().body().contains(s.block())) {
                step = step(arg, v);
            } else {
                init = Optional.of(arg);
            }
        }
        if (init.isEmpty() || step.isEmpty()) return Optional.empty();
        return Optional.of(new Induction(init.get(), step.get()));
    }

    private int indexOf(Value parameter, Block.Label label) {
        Block b = blocks.get(label);
        return b == null ? -1 : b.parameters().indexOf(parameter);
    }

    private Optional<Integer> step(Value next, Value counter) {
        Optional<Op> op = uses.definition(next).map(Let::op);
        if (op.isEmpty()) return Optional.empty();
        return switch (op.get()) {
            case Op.Add(var x, var y) when x == counter -> constant(y);
            case Op.Add(var x, var y) when y == counter -> constant(x);
            case Op.Sub(var x, var y) when x == counter -> constant(y).map(c -> -c);
            default                                     -> Optional.empty();
        };
    }

    private Optional<Integer> constant(Value v) {
        return uses.definition(v)
                .flatMap(d -> d.op() instanceof Op.Const(Integer c, _) ? Optional.of(c) : Optional.empty());
    }

    private Plan plan(Value v) {
        Plan known = plans.get(v);
        if (known != null) return known;
        // guards against cycles, which go through block parameters that are kept anyway
        plans.put(v, kept(v));
        Plan made = make(v);
        plans.put(v, made);
        return made;
    }

    private static Plan kept(Value v) {
        return new Plan(true, Set.of(v), 0);
    }

    private Plan make(Value v) {
        Optional<Let> definition = uses.definition(v);
        if (definition.isEmpty()) {
            if (entry.contains(v)) return v.type().isFloating() ? kept(v) : new Plan(false, Set.of(), 0);
            Optional<Induction> i = induction(v);
            return i.isPresent() ? from(v, List.of(i.get().init()), 2) : kept(v);
        }
        Op op = definition.get().op();
        return switch (op) {
            case Op.Const _, Op.Null _, Op.Zero _                                    -> new Plan(false, Set.of(), 1);
            case Op.Div(var x, _) when x.type().isFloating()                         -> kept(v);
            case Op.Rem(var x, _) when x.type().isFloating()                         -> kept(v);
            case Op.Arithmetic _, Op.Bits _, Op.Compare _, Op.Convert _, Op.Select _ -> from(v, op.operands(), 1);
            case Op.Cast(_, var shadow) when v.linear() ->
                    new Plan(false, plan(shadow).leaves(), plan(shadow).cost() + 1);
            case Op.InstanceOf _, Op.Cast _, Op.Length _ -> from(v, op.operands(), 1);
            case Op.GetElement _, Op.GetField _ when !v.type().isFloating() || !v.linear() ->
                    reloads.isReloadable(definition.get()) ? from(v, op.operands(), 2) : kept(v);
            case Op.Link _ when reloads.isReloadable(definition.get()) -> from(v, op.operands(), 4);
            // looked up when it is needed, and not before: it may have been made since (SharedLookups)
            case Op.FindShadow(var o, _) -> new Plan(false, plan(o).leaves(), plan(o).cost() + 6);
            case Op.MakeShadow _ -> kept(v);
            case Op.Invoke call when call.effect() == Effect.PURE && call.args().isEmpty() -> from(v, List.of(), 8);
            default -> kept(v);
        };
    }

    private Plan from(Value v, List<Value> operands, int own) {
        Set<Value> leaves = new HashSet<>();
        int cost = own;
        for (Value o : operands) {
            Plan plan = plan(o);
            leaves.addAll(plan.leaves());
            cost += plan.cost();
        }
        if (cost > DEAREST) return kept(v);
        Optional<Loops.Loop> here = loops.innermost(uses.block(v));
        boolean cheap = leaves.size() <= 1 || leaves.stream().allMatch(l -> isOutside(l, here));
        return cheap ? new Plan(false, leaves, cost) : kept(v);
    }

    private boolean isOutside(Value leaf, Optional<Loops.Loop> loop) {
        return loop.isPresent() && !loop.get().body().contains(uses.block(leaf));
    }

    /// Notes that the reverse sweep reads what is kept under `key`, for something at `origin`.
    void read(Object key, Origin origin) {
        String place = origin.place();
        if (!place.isEmpty()) readers.computeIfAbsent(key, _ -> new LinkedHashSet<>()).add(place);
    }

    /// What is kept, for people: one line each.
    List<String> story() {
        List<String> lines = new ArrayList<>();
        frames.forEach((level, frame) -> {
            String each = level.map(l -> "each time round " + l).orElse("each call");
            for (Stack s : Stack.values()) {
                for (Object key : frame.keys(s)) lines.add(describe(key) + "   " + each + why(key));
            }
        });
        return lines;
    }

    private String why(Object key) {
        Set<String> places = readers.getOrDefault(key, Set.of());
        return places.isEmpty() ? "" : "   read at " + String.join(", ", places);
    }

    private String describe(Object key) {
        return switch (key) {
            case Value v -> v + "   " + v.type() + uses.definition(v).map(d -> "   " + d.origin().place()).orElse("");
            case Selector(var join) -> "which way to " + join;
            case Trips(var header) -> "trips of " + header;
            case Exited() -> "whether it returned";
            default -> key.toString();
        };
    }
}

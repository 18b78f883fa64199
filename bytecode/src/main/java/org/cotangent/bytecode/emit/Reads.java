package org.cotangent.bytecode.emit;

import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicConstantDesc;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cotangent.ir.Block;
import org.cotangent.ir.Effect;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;
import org.jspecify.annotations.Nullable;

/// Where the values of a function are defined and how often emitted code reads them. Values that nothing needs are not
/// read; values that are made again at each use (constants, and comparisons that only branches read) are read as often
/// as they are made.
final class Reads {
    private final @Nullable Let[] lets;
    private final int[] block;
    private final int[] index;
    private final int[] count;
    private final boolean[] needed;
    private final boolean[] remade;
    private final boolean[] held;
    /// By constant: how many edges hand it to a parameter.
    private final int[] handed;
    private final int[] asNumber;
    private final Map<Block.Label, List<Block.Edge>> exits = new HashMap<>();
    private final Map<Block.Label, List<Block.Edge>> guards = new HashMap<>();
    private final Map<Value, Parameter> parameters = new HashMap<>();

    /// By value: the lets that read it first of all, and once, and leave nothing on the stack.
    private final Map<Value, Heads> heads = new HashMap<>();

    private record Parameter(Block.Label block, int position) {}

    /// Places of lets in a block, in order.
    record Heads(int block, List<Integer> lets) {}

    Reads(Func f) {
        int n = f.valueBound();
        lets = new Let[n];
        block = new int[n];
        index = new int[n];
        count = new int[n];
        needed = new boolean[n];
        remade = new boolean[n];
        held = new boolean[n];
        handed = new int[n];
        asNumber = new int[n];
        for (int i = 0; i < f.blocks().size(); i++) define(f.blocks().get(i), i);
        findNeeded(f);
        Map<Block.Label, Block> blocks = f.byLabel();
        for (Block b : f.blocks()) countOperands(b, blocks);
        countComparisons(f);
        for (int i = 0; i < f.blocks().size(); i++) findHeads(f.blocks().get(i), i);
    }

    /// The let that defines `v`; empty for parameters.
    Optional<Let> let(Value v) {
        return Optional.ofNullable(lets[v.id()]);
    }

    /// The op that defines `v`, if it is of `type`.
    <T extends Op> Optional<T> op(Value v, Class<T> type) {
        Let let = lets[v.id()];
        return let != null && type.isInstance(let.op()) ? Optional.of(type.cast(let.op())) : Optional.empty();
    }

    /// The number of the block that defines `v`.
    int block(Value v) {
        return block[v.id()];
    }

    /// The place of the let that defines `v` in its block.
    int index(Value v) {
        return index[v.id()];
    }

    int count(Value v) {
        return count[v.id()];
    }

    /// One read of `v` has been made unnecessary.
    void forget(Value v) {
        count[v.id()]--;
    }

    /// Whether `v` has a purpose. A let without one is not executed.
    boolean needed(Value v) {
        return needed[v.id()];
    }

    /// Whether `v` is made again wherever it is read.
    boolean remade(Value v) {
        return remade[v.id()];
    }

    /// The lets that read `v` as a statement does its subject, if `v` is read at most once elsewhere.
    Optional<Heads> heads(Value v) {
        return Optional.ofNullable(heads.get(v)).filter(h -> h.lets().size() >= count(v) - 1);
    }

    /// Whether `v`, which is made again wherever it is read, must be in a local, too, for handlers or edges.
    boolean held(Value v) {
        return held[v.id()] || isHanded(v);
    }

    /// Whether `v` is a constant that several edges hand to parameters: they may share a local with it.
    boolean isHanded(Value v) {
        return remade[v.id()] && handed[v.id()] > 1;
    }

    boolean executed(Let let) {
        return needed(let.result()) || mustRun(let.op());
    }

    /// The int that `v` is, if it is a constant.
    Optional<Integer> constant(Value v) {
        Let let = lets[v.id()];
        if (let == null) return Optional.empty();
        if (let.op() instanceof Op.Const(Integer i, _)) return Optional.of(i);
        return let.op() instanceof Op.Zero(Type t) && t == Type.I32 ? Optional.of(0) : Optional.empty();
    }

    boolean isNull(Value v) {
        Let let = lets[v.id()];
        return let != null && (let.op() instanceof Op.Null || let.op() instanceof Op.Zero z && z.type().isReference());
    }

    private static boolean mustRun(Op op) {
        return switch (op.effect()) {
            case PURE                     -> false;
            case READS                    -> op.canThrow();
            case TRAPS, ALLOCATES, WRITES -> true;
        };
    }

    private void define(Block b, int number) {
        for (int i = 0; i < b.parameters().size(); i++) {
            Value p = b.parameters().get(i);
            block[p.id()] = number;
            index[p.id()] = -1;
            parameters.put(p, new Parameter(b.label(), i));
        }
        for (int i = 0; i < b.lets().size(); i++) {
            Let let = b.lets().get(i);
            int id = let.result().id();
            block[id] = number;
            index[id] = i;
            lets[id] = let;
            remade[id] = isConstant(let.op());
        }
        for (Block.Edge e : b.exit().edges()) exits.computeIfAbsent(e.target(), _ -> new ArrayList<>()).add(e);
        for (Block.Handler h : b.handlers()) {
            guards.computeIfAbsent(h.edge().target(), _ -> new ArrayList<>()).add(h.edge());
        }
    }

    /// Whether `op` costs no more than reading a local.
    static boolean isConstant(Op op) {
        return switch (op) {
            case Op.Const(DynamicConstantDesc<?> d, _) -> d.bootstrapMethod().equals(ConstantDescs.BSM_CLASS_DATA_AT);
            case Op.Const _                            -> op.effect() == Effect.PURE;
            default                                    -> op instanceof Op.Null || op instanceof Op.Zero;
        };
    }

    private void findNeeded(Func f) {
        Deque<Value> work = new ArrayDeque<>();
        for (Block b : f.blocks()) {
            for (Let let : b.lets()) if (mustRun(let.op())) let.op().operands().forEach(v -> need(v, work));
            b.exit().operands().forEach(v -> need(v, work));
        }
        while (!work.isEmpty()) {
            Value v = work.pop();
            Let let = lets[v.id()];
            Parameter p = parameters.get(v);
            if (let != null) let.op().operands().forEach(o -> need(o, work));
            if (p == null) continue;
            for (Block.Edge e : exits.getOrDefault(p.block(), List.of())) need(e.arguments().get(p.position()), work);
            if (p.position() == 0) continue;
            for (Block.Edge e : guards.getOrDefault(p.block(), List.of())) {
                need(e.arguments().get(p.position() - 1), work);
            }
        }
    }

    private void need(Value v, Deque<Value> work) {
        if (needed[v.id()]) return;
        needed[v.id()] = true;
        work.push(v);
    }

    private void countOperands(Block b, Map<Block.Label, Block> blocks) {
        for (Let let : b.lets()) {
            if (!executed(let) || let.op() instanceof Op.Compare) continue;
            let.op().operands().forEach(this::countNumber);
            if (let.op() instanceof Op.Select(var c, _, _)) asNumber[c.id()]--;
        }
        b.exit().operands().forEach(this::countNumber);
        if (b.exit() instanceof Exit.Branch(var c, _, _)) asNumber[c.id()]--;
        for (Block.Edge e : b.exit().edges()) countArguments(e, blocks, 0);
        for (Block.Handler h : b.handlers()) {
            countArguments(h.edge(), blocks, 1);
            for (Value v : h.edge().arguments()) held[v.id()] = remade[v.id()];
        }
    }

    private void findHeads(Block b, int number) {
        for (int i = 0; i < b.lets().size(); i++) {
            Let let = b.lets().get(i);
            List<Value> operands = Demands.pushed(let.op());
            if (operands.isEmpty() || !executed(let) || needed(let.result())) continue;
            Value v = operands.getFirst();
            if (count(v) < 2 || remade(v) || operands.lastIndexOf(v) > 0) continue;
            Heads h = heads.computeIfAbsent(v, _ -> new Heads(number, new ArrayList<>()));
            if (h.block() == number) h.lets().add(i);
        }
    }

    private void countArguments(Block.Edge e, Map<Block.Label, Block> blocks, int shift) {
        Block target = blocks.get(e.target());
        List<Value> parameters = target == null ? List.of() : target.parameters();
        for (int i = 0; i < e.arguments().size(); i++) {
            if (!needed(parameters.get(i + shift))) continue;
            countNumber(e.arguments().get(i));
            if (shift == 0) handed[e.arguments().get(i).id()]++;
        }
    }

    private void countNumber(Value v) {
        count[v.id()]++;
        asNumber[v.id()]++;
    }

    /// Comparisons, readers before what they read.
    private void countComparisons(Func f) {
        for (Block b : f.blocks().reversed()) {
            for (Let let : b.lets().reversed()) {
                if (let.op() instanceof Op.Compare compare && executed(let)) countComparison(let.result(), compare);
            }
        }
    }

    private void countComparison(Value v, Op.Compare compare) {
        remade[v.id()] = asNumber[v.id()] == 0;
        int times = remade[v.id()] ? count(v) : 1;
        for (Value operand : compare.operands()) {
            count[operand.id()] += times;
            boolean nested = remade[v.id()] && op(operand, Op.Compare.class).isPresent();
            if (!nested) asNumber[operand.id()] += times;
        }
    }
}

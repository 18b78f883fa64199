package org.cotangent.ad;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.cotangent.ir.Block;
import org.cotangent.ir.Effect;
import org.cotangent.ir.FieldRef;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Value;
import org.cotangent.ir.analysis.Memory;

/// Which loads may be repeated in the reverse sweep: those of memory that nothing writes after them.
///
/// A store counts if control can go from the load to it. Memory that others can reach counts as written by every call of
/// unknown code, and at once unless the signature says that it stays `unchanged` until the reverse sweep.
final class Reloads {
    private record Write(Block.Label block, int index, Op op) {}

    private final Signature signature;
    private final PointsTo memory;
    private final Predicate<FieldRef> isSettled;
    private final Map<Value, Block.Label> blocks = new HashMap<>();
    private final Map<Value, Integer> places = new HashMap<>();
    private final List<Write> writes = new java.util.ArrayList<>();
    private final Map<Block.Label, Set<Block.Label>> reach = new HashMap<>();
    private final Map<Block.Label, Block> labels;

    Reloads(Func p, Signature signature, PointsTo memory, Predicate<FieldRef> isSettled) {
        this.signature = signature;
        this.memory = memory;
        this.isSettled = isSettled;
        this.labels = p.byLabel();
        for (Block b : p.blocks()) {
            for (int i = 0; i < b.lets().size(); i++) {
                Let let = b.lets().get(i);
                blocks.put(let.result(), b.label());
                places.put(let.result(), i);
                if (!let.result().linear() && writesMemory(let.op())) writes.add(new Write(b.label(), i, let.op()));
            }
        }
    }

    private static boolean writesMemory(Op op) {
        return switch (op) {
            case Op.Link(Guard _, _, _)                                                                      -> false;
            case Op.Link link when link.effect() == Effect.READS                                             -> false;
            case Op.PutElement _, Op.PutField _, Op.PutStatic _, Op.InvokeDynamic _, Op.Link _, Op.Monitor _ -> true;
            case Op.Invoke call ->
                    !Memory.writesNothing(call) && !call.callee().owner().equals(Runtime.CONTEXT);
            default -> false;
        };
    }

    /// Whether `load` gives the same value when it is repeated in the reverse sweep.
    boolean isReloadable(Let load) {
        return switch (load.op()) {
            case Op.GetElement(_, var array, _) -> isUntouched(load, array);
            case Op.GetField(var field, var object) -> isSettled.test(field) || isUntouched(load, object);
            case Op.Link(_, _, var args) -> load.op().effect() == Effect.READS && isUntouched(load, args.getFirst());
            default -> false;
        };
    }

    private boolean isUntouched(Let load, Value container) {
        if (container.linear()) return false;
        BitSet roots = memory.of(container);
        if (!signature.unchanged() && memory.reachedFromUnknown(roots)) return false;
        if (!signature.unchanged() && load.op() instanceof Op.GetElement && roots.isEmpty()) return false;
        Block.Label block = blocks.get(load.result());
        Integer index = places.get(load.result());
        if (block == null || index == null) return false;
        for (Write w : writes) {
            if (mayWrite(w.op(), load.op(), container) && comesAfter(w, block, index)) return false;
        }
        return true;
    }

    private boolean comesAfter(Write w, Block.Label block, int index) {
        if (w.block() == block && w.index() > index) return true;
        return reachable(block).contains(w.block());
    }

    /// The blocks that control can reach from the exit of `from`.
    private Set<Block.Label> reachable(Block.Label from) {
        return reach.computeIfAbsent(from, start -> {
            Set<Block.Label> seen = new HashSet<>();
            java.util.Deque<Block.Label> work = new java.util.ArrayDeque<>(List.of(start));
            while (!work.isEmpty()) {
                Block b = labels.get(work.remove());
                if (b == null) continue;
                for (Block.Edge e : b.edges()) if (seen.add(e.target())) work.add(e.target());
            }
            return seen;
        });
    }

    private boolean mayWrite(Op write, Op load, Value container) {
        return switch (write) {
            case Op.PutElement(var c, var a, _, _) ->
                    load instanceof Op.GetElement(var lc, _, _)
                            && (c.isPrimitive() ? c.equals(lc) : !lc.isPrimitive())
                            && memory.mayAlias(a, container);
            case Op.PutField(var f, var o, _) ->
                    load instanceof Op.GetField(var lf, _)
                            && f.name().equals(lf.name())
                            && f.type().equals(lf.type())
                            && memory.mayAlias(o, container);
            case Op.PutStatic _ -> false;
            case Op.Invoke(_, var callee, var args) when callee.equals(Runtime.ARRAYCOPY) ->
                    memory.mayAlias(args.get(2), container);
            default -> memory.reachedFromUnknown(memory.of(container));
        };
    }
}

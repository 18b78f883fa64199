package org.cotangent.engine;

import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cotangent.ad.Treatment;
import org.cotangent.ir.Block;
import org.cotangent.ir.Effect;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;

/// What of a record's constructor its tangents need, after the constructor itself has run: not what it counts, lists and
/// prints, if that carries no number away and nothing that is needed could see it.
final class Slice {
    private final Func f;
    private final Calls calls;
    private final Value self;
    private final Map<Value, Op> definitions = new HashMap<>();
    private final Set<Let> dropped = new HashSet<>();
    private final Set<Value> needed = new HashSet<>();

    private Slice(Func f, Calls calls) {
        this.f = f;
        this.calls = calls;
        this.self = f.parameters().getFirst();
        for (Block b : f.blocks()) for (Let let : b.lets()) definitions.put(let.result(), let.op());
    }

    /// The part of a constructor's body that is needed; all of it, if what is not needed cannot be told apart.
    static Func of(Func constructor, Calls calls) {
        return new Slice(constructor, calls).run();
    }

    private Func run() {
        if (f.blocks().stream().anyMatch(b -> !b.handlers().isEmpty())) return f;
        for (Block b : f.blocks()) for (Let let : b.lets()) if (isAside(let.op())) dropped.add(let);
        for (Block b : f.blocks()) {
            for (Block.Edge e : b.edges()) e.arguments().forEach(this::need);
            b.exit().operands().forEach(this::need);
            for (Let let : b.lets()) {
                if (!dropped.contains(let) && let.op().effect() == Effect.WRITES)
                    let.op().operands().forEach(this::need);
            }
        }
        dropped.removeIf(let -> needed.contains(let.result()));
        if (dropped.isEmpty() || isSeen()) return f;
        List<Block> blocks = new ArrayList<>();
        for (Block b : f.blocks()) {
            List<Let> stay = b.lets().stream().filter(let -> !dropped.contains(let)).toList();
            blocks.add(stay.size() == b.lets().size() ? b : b.with(stay, b.exit()));
        }
        return f.withBlocks(List.copyOf(blocks));
    }

    private void need(Value v) {
        if (!needed.add(v)) return;
        Op op = definitions.get(v);
        if (op != null) op.operands().forEach(this::need);
    }

    /// Whether `op` does something beside the numbers of the object.
    private boolean isAside(Op op) {
        return switch (op) {
            case Op.PutStatic(_, var v)            -> isKnown(v);
            case Op.PutField(_, var o, var v)      -> o != self && isGiven(o) && isKnown(v);
            case Op.PutElement(_, var a, _, var v) -> isGiven(a) && isKnown(v);
            case Op.Invoke call -> Jdk.isJdk(call.callee().owner()) && !call.callee().isConstructor()
                    && call.args().stream().allMatch(this::isKnown) && isPassing(call);
            default -> false;
        };
    }

    private boolean isPassing(Op.Invoke call) {
        if (call.effect() != Effect.WRITES || Jdk.isPure(call.callee())) return false;
        return switch (calls.of(call)) {
            case Treatment.Plain _ -> true;
            case Treatment.Guarded(Boundary.Check check) -> switch (check.conduct()) {
                case PLAIN, LEAF, CALLS, ELEMENTS -> true;
                default                           -> false;
            };
            case Treatment.Follow _ -> Jdk.isCollection(call.callee().owner(), calls.hierarchy())
                    || Jdk.name(call.callee().owner()).equals("java.io.PrintStream");
            default -> false;
        };
    }

    /// Whether `v` is no number and nothing that the constructor makes, but text.
    private boolean isKnown(Value v) {
        if (!v.type().isReference()) return !v.type().isFloating();
        return v == self || isGiven(v)
                || v.type() instanceof Type.Ref(var c) && c.equals(ConstantDescs.CD_String);
    }

    private boolean isGiven(Value v) {
        return switch (definitions.get(v)) {
            case null                  -> f.parameters().contains(v);
            case Op.GetStatic _        -> true;
            case Op.Cast(_, var x)     -> isGiven(x);
            case Op.Const _, Op.Null _ -> true;
            case Op.GetField(_, var o) -> o != self && isGiven(o);
            case Op.Invoke call        -> isAside(call);
            default                    -> false;
        };
    }

    /// Whether something that is needed may read what was written.
    private boolean isSeen() {
        for (Value v : needed) {
            Op op = definitions.get(v);
            if (op == null) continue;
            for (Let let : dropped) if (maySee(op, let.op())) return true;
        }
        return false;
    }

    private static boolean maySee(Op read, Op write) {
        return switch (read) {
            case Op.GetStatic(var field) ->
                    write instanceof Op.PutStatic(var other, _) && field.name().equals(other.name());
            case Op.GetField(var field, _) ->
                    write instanceof Op.PutField(var other, _, _) && field.name().equals(other.name());
            case Op.GetElement(var c, _, _) -> write instanceof Op.PutElement(var other, _, _, _)
                    && c.isPrimitive() == other.isPrimitive();
            case Op.Invoke call -> write instanceof Op.Invoke && call.effect() == Effect.WRITES && isOfCollection(call);
            default             -> false;
        };
    }

    private static boolean isOfCollection(Op.Invoke call) {
        return call.kind() != Op.Invoke.Kind.STATIC && call.callee().owner().packageName().startsWith("java.util");
    }
}

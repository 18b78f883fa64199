package org.cotangent.bytecode.lift;

import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import org.cotangent.ir.Block;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;

/// Gives references the classes that follow from where they come from: a block parameter the common one of all its
/// arguments, an element that of its array. For code without a StackMapTable, where the lifter took the first argument's.
final class References {
    private static final int ROUNDS = 200;

    private final BinaryOperator<ClassDesc> common;
    private final Map<Block.Label, Block> blocks;
    private final Func function;
    /// What is decided here: parameters that have arguments, and elements. Nulls are of no class.
    private final Set<Value> open = new HashSet<>();
    /// The classes so far of what is open; absent where only nulls have come.
    private final Map<Value, ClassDesc> found = new HashMap<>();

    private References(Func function, BinaryOperator<ClassDesc> common) {
        this.function = function;
        this.common = common;
        blocks = function.byLabel();
    }

    static Func inferred(Func f, BinaryOperator<ClassDesc> common) {
        References r = new References(f, common);
        r.collect();
        if (r.open.isEmpty()) return f;
        for (int round = 0; r.spread(round); round++) {}
        return r.rewritten();
    }

    private void collect() {
        for (Block b : function.blocks()) {
            for (Block.Edge e : b.exit().edges()) collect(e, 0);
            for (Block.Handler h : b.handlers()) collect(h.edge(), 1);
            for (Let let : b.lets()) {
                boolean decided = let.op() instanceof Op.GetElement(var c, _, _) && !c.isPrimitive();
                if (decided || let.op() instanceof Op.Null) open.add(let.result());
            }
        }
    }

    private void collect(Block.Edge e, int from) {
        List<Value> parameters = parameters(e);
        for (Value p : parameters.subList(from, parameters.size())) if (p.type().isReference()) open.add(p);
    }

    private List<Value> parameters(Block.Edge e) {
        return Optional.ofNullable(blocks.get(e.target())).orElseThrow().parameters();
    }

    // ---- finding --------------------------------------------------------------------------------------------

    /// Hands the classes on, once through the function; tells whether that was news.
    private boolean spread(int round) {
        boolean news = false;
        boolean patient = round < ROUNDS;
        for (Block b : function.blocks()) {
            for (Let let : b.lets()) {
                if (let.op() instanceof Op.GetElement(var c, var array, _) && !c.isPrimitive()) {
                    Optional<ClassDesc> of = classOf(array).map(a -> Optional.ofNullable(a.componentType())
                            .filter(x -> !x.isPrimitive())
                            .orElse(Type.OBJECT.desc()));
                    news |= join(let.result(), of, patient);
                }
            }
            for (Block.Edge e : b.exit().edges()) news |= spread(e, 0, patient);
            for (Block.Handler h : b.handlers()) news |= spread(h.edge(), 1, patient);
        }
        return news;
    }

    private boolean spread(Block.Edge e, int from, boolean patient) {
        boolean news = false;
        List<Value> parameters = parameters(e);
        for (int k = 0; k < e.arguments().size(); k++) {
            Value p = parameters.get(k + from);
            if (p.type().isReference()) news |= join(p, classOf(e.arguments().get(k)), patient);
        }
        return news;
    }

    private boolean join(Value v, Optional<ClassDesc> more, boolean patient) {
        if (more.isEmpty()) return false;
        ClassDesc known = found.get(v);
        ClassDesc now = known == null || known.equals(more.get())
                ? more.get()
                : patient ? common.apply(known, more.get()) : Type.OBJECT.desc();
        found.put(v, now);
        return !now.equals(known);
    }

    private Optional<ClassDesc> classOf(Value v) {
        return open.contains(v) ? Optional.ofNullable(found.get(v)) : Optional.of(v.type().desc());
    }

    // ---- rewriting ------------------------------------------------------------------------------------------

    private Func rewritten() {
        Map<Value, Value> now = new HashMap<>();
        found.forEach((v, c) -> {
            if (!v.type().desc().equals(c)) now.put(v, new Value(v.id(), new Type.Ref(c), v.hint(), v.linear()));
        });
        if (now.isEmpty()) return function;
        List<Block> all = new ArrayList<>();
        for (Block old : function.blocks()) {
            Block b = old.map(v -> now.getOrDefault(v, v));
            List<Value> parameters =
                    b.parameters().stream().map(v -> now.getOrDefault(v, v)).toList();
            List<Let> lets = new ArrayList<>();
            for (Let let : b.lets()) {
                lets.add(new Let(now.getOrDefault(let.result(), let.result()), exact(let.op()), let.origin()));
            }
            all.add(new Block(b.label(), parameters, List.copyOf(lets), b.exit(), b.handlers(), b.origin()));
        }
        return function.withBlocks(List.copyOf(all));
    }

    private static Op exact(Op op) {
        return switch (op) {
            case Op.GetElement(var c, var a, var i)        -> new Op.GetElement(Steps.visible(c, a), a, i);
            case Op.PutElement(var c, var a, var i, var v) -> new Op.PutElement(Steps.visible(c, a), a, i, v);
            default                                        -> op;
        };
    }
}

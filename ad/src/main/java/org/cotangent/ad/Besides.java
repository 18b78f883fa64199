package org.cotangent.ad;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.cotangent.ir.Block;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;

/// Which references have their shadow in a local beside them; the shadows of all others are found by identity.
final class Besides {
    private final Func f;
    private final Activity activity;
    private final Treatment.Of treatments;
    private final Layout layout;

    Besides(Func f, Activity activity, Treatment.Of treatments, Layout layout) {
        this.f = f;
        this.activity = activity;
        this.treatments = treatments;
        this.layout = layout;
    }

    /// The references whose shadow is known where they are: shadows passed beside parameters, made beside allocations, and
    /// what blocks hand on of these (optimistic).
    Set<Value> all(Signature signature) {
        Set<Value> known = objects();
        Map<Block.Label, Block> labels = f.byLabel();
        for (int i = 0; i < f.parameters().size(); i++) {
            if (signature.shadowed().get(i)) known.add(f.parameters().get(i));
        }
        for (Block block : f.blocks()) {
            if (block != f.entry()) {
                for (Value p : block.parameters()) if (isNumbers(p.type())) known.add(p);
            }
            for (Let let : block.lets()) {
                boolean holds = let.op() instanceof Op.NewArray(var c, _) && isFloating(c);
                if (holds && activity.holdsActive(let.result())) known.add(let.result());
                if (let.op() instanceof Op.Cast(var c, _) && isNumbers(Type.of(c))) known.add(let.result());
            }
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Block block : f.blocks()) {
                for (Let let : block.lets()) {
                    if (let.op() instanceof Op.Cast(_, var x) && !known.contains(x)) {
                        changed |= known.remove(let.result());
                    }
                }
                for (Block.Edge e : block.edges()) {
                    Block target = labels.get(e.target());
                    if (target == null) continue;
                    int offset = target.parameters().size() - e.arguments().size();
                    if (offset == 1) changed |= known.remove(target.parameters().getFirst());
                    for (int i = 0; i < e.arguments().size(); i++) {
                        Value p = target.parameters().get(offset + i);
                        if (!known.contains(e.arguments().get(i))) changed |= known.remove(p);
                    }
                }
            }
        }
        return known;
    }

    /// The objects into which something active is stored where they are made; boxes and function objects with active numbers.
    private Set<Value> objects() {
        Set<Value> made = new HashSet<>();
        Set<Value> stored = new HashSet<>();
        for (Block block : f.blocks()) {
            for (Let let : block.lets()) {
                if (let.op() instanceof Op.PutField(_, var o, var v) && activity.isActive(v)) stored.add(o);
                if (entries(let.op()) == 0) continue;
                made.add(let.result());
                if (let.op().operands().stream().anyMatch(activity::isActive)) stored.add(let.result());
            }
        }
        made.retainAll(stored);
        return made;
    }

    /// How many entries the shadow of the object has that `op` makes; 0 if it makes none.
    int entries(Op op) {
        boolean call = op instanceof Op.Invoke || op instanceof Op.InvokeDynamic || op instanceof Op.Link;
        if (!call) return 0;
        return switch (treatments.of(op)) {
            case Treatment.Box _     -> 1;
            case Treatment.Closure _ -> (int) op.operands().stream().filter(x -> x.type().isFloating()).count();
            case Treatment.Plain _   -> fields(op);
            default                  -> 0;
        };
    }

    private int fields(Op op) {
        return switch (op) {
            case Op.Link(Allocate(var c), _, _)           -> layout.size(c);
            case Op.Link(Construct(_, var made, _), _, _) -> layout.size(made);
            default                                       -> 0;
        };
    }

    static boolean isNumbers(Type type) {
        return type instanceof Type.Ref(var d) && (d.equals(Runtime.DOUBLES) || d.equals(Runtime.FLOATS));
    }

    static boolean isFloating(ClassDesc component) {
        return component.equals(ConstantDescs.CD_double) || component.equals(ConstantDescs.CD_float);
    }
}

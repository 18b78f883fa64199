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
    private Besides() {}

    /// The references whose shadow is known where they are: shadows passed beside parameters, made beside allocations, and
    /// what blocks hand on of these (optimistic).
    static Set<Value> of(Func f, Signature signature, Activity activity) {
        Set<Value> known = new HashSet<>();
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

    static boolean isNumbers(Type type) {
        return type instanceof Type.Ref(var d) && (d.equals(Runtime.DOUBLES) || d.equals(Runtime.FLOATS));
    }

    static boolean isFloating(ClassDesc component) {
        return component.equals(ConstantDescs.CD_double) || component.equals(ConstantDescs.CD_float);
    }
}

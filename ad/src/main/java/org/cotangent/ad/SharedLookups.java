package org.cotangent.ad;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cotangent.ir.Block;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Value;
import org.cotangent.ir.analysis.Dominators;
import org.cotangent.ir.analysis.Loops;

/// Looks for the shadow of one object once, in a linearized function that will be transposed.
///
/// The forward sweep reads no shadow, it only makes them; the reverse sweep comes when all have been made, and looks each up
/// itself ([Residuals] keeps none). So to look again gives what the first look gives, whatever happens in between.
final class SharedLookups {
    private record Found(Value value, Block.Label home) {}

    private final Func f;
    private final Dominators dominators;
    private final Loops loops;
    private final Map<Block.Label, Map<Op, Found>> known = new HashMap<>();
    private final Map<Value, Value> same = new HashMap<>();

    private SharedLookups(Func f) {
        this.f = f;
        this.dominators = Dominators.of(f);
        this.loops = Loops.of(f, dominators);
    }

    static Func apply(Func f) {
        return new SharedLookups(f).run();
    }

    private Func run() {
        List<Block> blocks = new ArrayList<>();
        for (Block b : f.blocks()) blocks.add(shared(b));
        if (same.isEmpty()) return f;
        return f.withBlocks(
                blocks.stream().map(b -> b.map(v -> same.getOrDefault(v, v))).toList());
    }

    private Block shared(Block b) {
        Map<Op, Found> before = known.getOrDefault(dominators.immediate(b.label()), Map.of());
        Map<Op, Found> here = new HashMap<>(before);
        known.put(b.label(), here);
        Set<Value> made = new HashSet<>();
        for (Let let : b.lets()) if (let.op() instanceof Op.MakeShadow(var object, _)) made.add(object);
        List<Let> stay = new ArrayList<>();
        for (Let let : b.lets()) {
            Let first = let.op() instanceof Op.FindShadow(var object, var context) && made.contains(object)
                    ? new Let(let.result(), new Op.MakeShadow(object, context), let.origin())
                    : let;
            if (!isShared(first, b.label(), here)) stay.add(first);
        }
        return b.with(stay, b.exit());
    }

    /// Whether what `let` gives is known here; if not, it is from now on.
    private boolean isShared(Let let, Block.Label label, Map<Op, Found> here) {
        if (!let.result().linear()) return false;
        Op op = let.op().map(v -> same.getOrDefault(v, v));
        Op key =
                switch (op) {
                    case Op.FindShadow _                             -> op;
                    case Op.MakeShadow(var object, var context)      -> new Op.FindShadow(object, context);
                    case Op.Cast(_, var shadow) when shadow.linear() -> op;
                    default                                          -> null;
                };
        if (key == null) return false;
        Found found = here.get(key);
        boolean makes = op instanceof Op.MakeShadow;
        if (found != null && isVisible(found, label) && (!makes || here.containsKey(op))) {
            same.put(let.result(), found.value());
            return true;
        }
        here.put(key, new Found(let.result(), label));
        if (makes) here.put(op, new Found(let.result(), label));
        return false;
    }

    private boolean isVisible(Found found, Block.Label here) {
        boolean inLoop = loops.innermost(found.home()).map(l -> l.contains(here)).orElse(true);
        return inLoop && (found.home() == here || dominators.visible(found.home(), here));
    }
}

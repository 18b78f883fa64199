package org.cotangent.ad;

import java.lang.constant.ClassDesc;
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
    /// The shadows that are not found, but made if there is none.
    private final Set<Value> made = new HashSet<>();

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
        return f.withBlocks(blocks.stream()
                .map(b -> direct(b.map(v -> same.getOrDefault(v, v))))
                .toList());
    }

    /// Accesses to shadows that were made for certain ask no more whether there is one.
    private Block direct(Block b) {
        List<Let> lets = new ArrayList<>(b.lets().size());
        for (Let let : b.lets()) {
            if (let.op() instanceof Op.Cast(_, var shadow) && made.contains(shadow)) made.add(let.result());
            boolean known = let.op() instanceof Op.Invoke(_, _, var args)
                    && !args.isEmpty()
                    && made.contains(args.getFirst());
            lets.add(known ? new Let(let.result(), direct((Op.Invoke) let.op()), let.origin()) : let);
        }
        return b.with(lets, b.exit());
    }

    private static Op direct(Op.Invoke call) {
        ClassDesc type = call.args().getFirst().type().desc();
        if (!type.isArray()) return call;
        if (call.callee().equals(Runtime.get(type))) {
            return new Op.GetElement(type.componentType(), call.args().get(0), call.args().get(1));
        }
        if (call.callee().equals(Runtime.set(type))) {
            return new Op.PutElement(type.componentType(), call.args().get(0), call.args().get(1), call.args().get(2));
        }
        return call;
    }

    private Block shared(Block b) {
        Map<Op, Found> before = known.getOrDefault(dominators.immediate(b.label()), Map.of());
        Map<Op, Found> here = new HashMap<>(before);
        known.put(b.label(), here);
        Set<Value> shadowed = new HashSet<>();
        for (Let let : b.lets()) if (let.op() instanceof Op.MakeShadow(var object, _)) shadowed.add(object);
        List<Let> stay = new ArrayList<>();
        for (Let let : b.lets()) {
            Let first = let.op() instanceof Op.FindShadow(var object, var context) && shadowed.contains(object)
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
        if (makes) {
            made.add(let.result());
            here.put(op, new Found(let.result(), label));
        }
        return false;
    }

    private boolean isVisible(Found found, Block.Label here) {
        boolean inLoop = loops.innermost(found.home()).map(l -> l.contains(here)).orElse(true);
        return inLoop && (found.home() == here || dominators.visible(found.home(), here));
    }
}

package org.cotangent.ad;

import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cotangent.ir.Block;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Value;

/// Calls on objects that are made here: their class is known, so nothing is left to be chosen when they are executed. So it is with
/// what such a call is known to make: the iterator of a list.
final class Receivers {
    private Receivers() {}

    static Func apply(Func f, World world) {
        Map<Value, ClassDesc> classes = new HashMap<>();
        for (Block b : f.blocks()) {
            for (Let let : b.lets()) {
                switch (let.op()) {
                    case Op.New(var c)                  -> classes.put(let.result(), c);
                    case Op.Link(Allocate(var c), _, _) -> classes.put(let.result(), c);
                    case Op.Invoke(_, var callee, _) when Factory.is(callee) ->
                            classes.put(let.result(), callee.owner());
                    case Op.Link(Construct(_, var made, _), _, _) ->
                            classes.put(let.result(), made);
                    default -> {}
                }
            }
        }
        if (classes.isEmpty()) return f;
        List<Block> blocks = new ArrayList<>();
        boolean changed = false;
        for (Block b : f.blocks()) {
            List<Let> lets = new ArrayList<>(b.lets().size());
            for (Let let : b.lets()) {
                Optional<Op> known = let.op() instanceof Op.Invoke call && !call.args().isEmpty()
                        ? Optional.ofNullable(classes.get(call.args().getFirst())).flatMap(c -> world.on(c, call))
                        : Optional.empty();
                changed |= known.isPresent();
                Op op = known.orElse(let.op());
                if (op instanceof Op.Link(var target, _, _)) {
                    world.made(target).ifPresent(c -> classes.put(let.result(), c));
                }
                lets.add(new Let(let.result(), op, let.origin()));
            }
            blocks.add(b.with(lets, b.exit()));
        }
        return changed ? f.withBlocks(blocks) : f;
    }
}

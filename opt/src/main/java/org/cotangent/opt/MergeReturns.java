package org.cotangent.opt;

import java.util.List;
import org.cotangent.ir.Block;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Origin;
import org.cotangent.ir.Value;

/// Several returns become one, of a block parameter; so does one in a guarded block, which may be part of a loop by way of
/// its handler. First step of [LoopShape].
final class MergeReturns implements Pass {
    @Override
    public String name() {
        return "merge-returns";
    }

    @Override
    public Func apply(Func f) {
        List<Block> returns =
                f.blocks().stream().filter(b -> b.exit() instanceof Exit.Return).toList();
        boolean apart = returns.size() == 1 && returns.getFirst().handlers().isEmpty();
        if (returns.isEmpty() || apart) return f;
        Draft draft = new Draft(f);
        List<Value> results = draft.like(returns.getFirst().exit().operands());
        Block.Label end = draft.add("return", results, List.of(), new Exit.Return(results), Origin.NONE);
        for (Block b : returns) {
            draft.put(b.with(b.lets(), new Exit.Jump(new Block.Edge(end, b.exit().operands()))));
        }
        return draft.build();
    }
}

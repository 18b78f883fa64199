package org.cotangent.bytecode.emit;

import java.util.ArrayList;
import java.util.List;
import org.cotangent.ir.Block;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Order;

/// Handlers that nothing can lead to are left out, and with them the code that only they lead to.
final class Handlers {
    private Handlers() {}

    static Func needed(Func f) {
        List<Block> blocks = new ArrayList<>(f.blocks());
        blocks.replaceAll(b -> b.handlers().isEmpty() || canThrow(b) ? b : without(b));
        return blocks.equals(f.blocks()) ? f : Order.sorted(f, blocks);
    }

    private static Block without(Block b) {
        return new Block(b.label(), b.parameters(), b.lets(), b.exit(), List.of(), b.origin());
    }

    static boolean canThrow(Block b) {
        return b.exit() instanceof Exit.Throw || b.lets().stream().anyMatch(let -> let.op().canThrow());
    }
}

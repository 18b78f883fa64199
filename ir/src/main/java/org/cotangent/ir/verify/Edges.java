package org.cotangent.ir.verify;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cotangent.ir.Block;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Value;

/// Laws of edges: what they hand over is what the block takes.
final class Edges {
    private Edges() {}

    private interface Check {
        void check(Value argument, Value parameter, Object part);
    }

    static void edgesMatchParameters(Subject s) {
        Map<Block.Label, Block> blocks = s.f.byLabel();
        for (Block b : s.f.blocks()) {
            for (Block.Edge e : b.exit().edges()) {
                int takes = parameters(blocks, e).size();
                s.check(e.arguments().size() == takes, b.exit(), () -> e.target() + " takes " + takes);
            }
            for (Block.Handler h : b.handlers()) {
                int takes = parameters(blocks, h.edge()).size() - 1;
                s.check(h.edge().arguments().size() == takes, h, () -> h.edge().target() + " takes the exception, "
                        + takes);
            }
        }
        each(s, (a, p, part) -> s.check(Subject.alike(a.type(), p.type()), part, () -> a + ": " + a.type() + " for "
                + p + ": " + p.type()));
    }

    static void handlersTakeTheExceptionFirst(Subject s) {
        Map<Block.Label, Block> blocks = s.f.byLabel();
        for (Block b : s.f.blocks()) {
            for (Block.Handler h : b.handlers()) {
                Value exception = parameters(blocks, h.edge()).getFirst();
                boolean fits = exception.type().isReference() && !exception.linear();
                s.check(fits, h, () -> exception + " takes no exception");
            }
        }
    }

    /// A linear number for a linear parameter, and no other; references too, but for null.
    static void linearGoesToLinear(Subject s) {
        Set<Value> nulls = new HashSet<>();
        for (Block b : s.f.blocks()) {
            for (Let let : b.lets()) {
                if (let.op() instanceof Op.Null) nulls.add(let.result());
            }
        }
        each(s, (a, p, part) -> {
            boolean matters = a.type().isFloating() || a.type().isReference() && !nulls.contains(a);
            s.check(!matters || a.linear() == p.linear(), part, () -> a + " for " + p);
        });
    }

    private static void each(Subject s, Check check) {
        Map<Block.Label, Block> blocks = s.f.byLabel();
        for (Block b : s.f.blocks()) {
            for (Block.Edge e : b.exit().edges()) pairs(e, parameters(blocks, e), b.exit(), check);
            for (Block.Handler h : b.handlers()) {
                List<Value> parameters = parameters(blocks, h.edge());
                pairs(h.edge(), parameters.subList(1, parameters.size()), h, check);
            }
        }
    }

    private static void pairs(Block.Edge e, List<Value> parameters, Object part, Check check) {
        for (int i = 0; i < parameters.size(); i++) check.check(e.arguments().get(i), parameters.get(i), part);
    }

    private static List<Value> parameters(Map<Block.Label, Block> blocks, Block.Edge e) {
        Block target = blocks.get(e.target());
        if (target == null) throw new IllegalStateException("no block " + e.target());
        return target.parameters();
    }
}

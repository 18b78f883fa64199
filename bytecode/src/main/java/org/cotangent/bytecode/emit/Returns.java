package org.cotangent.bytecode.emit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cotangent.ir.Block;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Order;
import org.cotangent.ir.Value;

/// Returns at once where control goes on to a block that only returns one of its parameters, a constant, or nothing:
/// shorter than a jump there.
final class Returns {
    private final Func f;
    private final Map<Block.Label, Block> blocks;
    private final List<Block> made = new ArrayList<>();
    private int nextId;

    private Returns(Func f) {
        this.f = f;
        this.blocks = f.byLabel();
        this.nextId = f.valueBound();
    }

    static Func of(Func f) {
        Returns r = new Returns(f);
        for (Block b : f.blocks()) r.rewrite(b);
        if (r.made.equals(f.blocks())) return f;
        return Order.sorted(new Func(f.name(), f.result(), f.blocks(), r.nextId), r.made);
    }

    private void rewrite(Block b) {
        int place = made.size();
        made.add(b);
        switch (b.exit()) {
            case Exit.Jump(var edge) when returns(edge) -> {
                List<Let> lets = new ArrayList<>(b.lets());
                Exit exit = at(edge, lets);
                Block target = target(edge);
                made.set(place, new Block(b.label(), b.parameters(), lets, exit, b.handlers(), target.origin()));
            }
            case Exit.Branch _, Exit.Switch _ -> {
                Map<Block.Edge, Block.Edge> edges = new HashMap<>();
                Exit exit = b.exit().map(v -> v, e -> edges.computeIfAbsent(e, this::edge));
                if (edges.entrySet().stream().anyMatch(e -> e.getKey() != e.getValue())) {
                    made.set(place, b.with(b.lets(), exit));
                }
            }
            default -> {}
        }
    }

    private Block.Edge edge(Block.Edge e) {
        if (e.arguments().isEmpty() || !returns(e)) return e;
        List<Let> lets = new ArrayList<>();
        Exit exit = at(e, lets);
        Block.Label label = new Block.Label("return");
        made.add(new Block(label, List.of(), lets, exit, List.of(), target(e).origin()));
        return Block.Edge.to(label);
    }

    private Block target(Block.Edge e) {
        Block b = blocks.get(e.target());
        if (b == null) throw new IllegalStateException("no such block: " + e.target());
        return b;
    }

    private boolean returns(Block.Edge e) {
        Block b = target(e);
        if (!(b.exit() instanceof Exit.Return(var values)) || b == f.entry()) return false;
        for (Let let : b.lets()) if (!Reads.isConstant(let.op())) return false;
        return values.stream().allMatch(v -> b.parameters().contains(v) || isMade(v, b));
    }

    private static boolean isMade(Value v, Block b) {
        return b.lets().stream().anyMatch(let -> let.result() == v);
    }

    /// The exit of the block where `e` leads, with its constant among `lets`.
    private Exit at(Block.Edge e, List<Let> lets) {
        Block b = target(e);
        return b.exit().map(v -> meaning(v, b, e, lets), x -> x);
    }

    private Value meaning(Value v, Block b, Block.Edge e, List<Let> lets) {
        int i = b.parameters().indexOf(v);
        if (i >= 0) return e.arguments().get(i);
        Value copy = new Value(nextId++, v.type(), v.hint(), v.linear());
        for (Let let : b.lets()) if (let.result() == v) lets.add(new Let(copy, let.op(), let.origin()));
        return copy;
    }
}

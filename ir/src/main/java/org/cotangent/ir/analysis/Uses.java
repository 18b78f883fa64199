package org.cotangent.ir.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cotangent.ir.Block;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Value;
import org.jspecify.annotations.Nullable;

/// Who defines and who reads each value. Ops, exits and the arguments of edges (of handlers too) read.
public final class Uses {
    private final Block.@Nullable Label[] block;
    private final @Nullable Let[] definition;
    private final int[] count;
    private final @Nullable List<Block.Label>[] users;

    @SuppressWarnings({"unchecked", "rawtypes"})
    private Uses(int bound) {
        this.block = new Block.Label[bound];
        this.definition = new Let[bound];
        this.count = new int[bound];
        this.users = new List[bound];
    }

    public static Uses of(Func f) {
        Uses uses = new Uses(f.valueBound());
        for (Block b : f.blocks()) uses.note(b);
        return uses;
    }

    /// Where `value` is defined, by a let or as a parameter.
    public Block.Label block(Value value) {
        Block.Label label = block[value.id()];
        if (label == null) throw new IllegalArgumentException("nothing defines " + value);
        return label;
    }

    /// The let that defines `value`; empty for a parameter.
    public Optional<Let> definition(Value value) {
        return Optional.ofNullable(definition[value.id()]);
    }

    /// How often `value` is read.
    public int count(Value value) {
        return count[value.id()];
    }

    public boolean isUsed(Value value) {
        return count[value.id()] > 0;
    }

    /// The blocks that read `value`, in the function's order; a block reads the arguments of its edges.
    public List<Block.Label> users(Value value) {
        List<Block.Label> list = users[value.id()];
        return list == null ? List.of() : list;
    }

    private void note(Block b) {
        for (Value p : b.parameters()) block[p.id()] = b.label();
        for (Let let : b.lets()) {
            block[let.result().id()] = b.label();
            definition[let.result().id()] = let;
            read(let.op().operands(), b);
        }
        read(b.exit().operands(), b);
        for (Block.Edge e : b.edges()) read(e.arguments(), b);
    }

    private void read(List<Value> values, Block in) {
        for (Value v : values) {
            count[v.id()]++;
            List<Block.Label> list = users[v.id()];
            if (list == null) users[v.id()] = list = new ArrayList<>(1);
            if (list.isEmpty() || list.getLast() != in.label()) list.add(in.label());
        }
    }
}

package org.cotangent.ad;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cotangent.ir.Block;
import org.cotangent.ir.Builder;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;
import org.cotangent.ir.Variables;
import org.cotangent.ir.analysis.Liveness;
import org.cotangent.ir.analysis.Uses;

/// The cotangents of a reverse sweep: variables to which each reader of a number adds, and which are zero where nobody reads
/// the number any more.
final class Cotangents {
    private record Bar(Value tangent) {}

    private final Builder b;
    private final Uses uses;
    private final Variables variables;
    private final Map<Type, Value> zeros = new HashMap<>();
    private final Map<Block.Label, BitSet> readers = new HashMap<>();

    Cotangents(Builder b, Uses uses) {
        this.b = b;
        this.uses = uses;
        this.variables =
                new Variables(b, t -> t.isReference() ? new Op.Null() : new Op.Zero(t), this::zeroWithoutReaders);
    }

    /// The variables of the reverse sweep, cotangents among them.
    Variables variables() {
        return variables;
    }

    /// In block `r`, `block` is reversed.
    void reversed(Block block, Block.Label r, Liveness liveness) {
        readers.put(r, read(block, liveness));
    }

    /// Begins: the zero that a cotangent is before anything is added to it, so that accumulators appear only where they are
    /// needed.
    void begin() {
        for (Type t : List.of(Type.F64, Type.F32)) zeros.put(t, variables.nothing(t));
    }

    /// The cotangent, of the type of `like`, to which nothing was added.
    Value zero(Value like) {
        Value z = zeros.get(like.type());
        if (z == null) throw new IllegalStateException("no zero of " + like.type());
        return z;
    }

    /// Adds to the cotangent of `tangent`.
    void give(Value tangent, Value cotangent) {
        if (isZero(tangent) || b.isZero(cotangent)) return;
        Value before = variables.read(b.here(), new Bar(tangent), named(tangent));
        variables.write(b.here(), new Bar(tangent), b.add(before, cotangent));
    }

    private boolean isZero(Value tangent) {
        return uses.definition(tangent).filter(d -> d.op() instanceof Op.Zero).isPresent();
    }

    /// The cotangent gathered so far; from here (backwards) on it is zero.
    Value take(Value tangent) {
        Value bar = variables.read(b.here(), new Bar(tangent), named(tangent));
        variables.write(b.here(), new Bar(tangent), zero(tangent));
        return bar;
    }

    private static Value named(Value tangent) {
        String hint = tangent.hint().startsWith("d") ? tangent.hint().substring(1) + ".bar" : tangent.hint();
        return new Value(-1, tangent.type(), hint, false);
    }

    /// The cotangent of a number that nothing reads after the block that starts to be reversed here.
    private Optional<Value> zeroWithoutReaders(Block.Label here, Object variable) {
        BitSet read = readers.get(here);
        if (read == null || !(variable instanceof Bar(var tangent)) || read.get(tangent.id())) return Optional.empty();
        return Optional.of(zero(tangent));
    }

    /// What is read after a block, or by its exit.
    private static BitSet read(Block block, Liveness liveness) {
        BitSet read = liveness.liveOut(block.label());
        block.exit().operands().forEach(v -> read.set(v.id()));
        for (Block.Edge e : block.edges()) e.arguments().forEach(v -> read.set(v.id()));
        return read;
    }
}

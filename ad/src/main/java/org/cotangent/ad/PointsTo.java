package org.cotangent.ad;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.cotangent.ir.Block;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;

/// Which memory a reference may lead to: sets of *roots*, by a fixpoint over the whole function (flow-insensitive,
/// inclusion-based, after L. O. Andersen 1994).
///
/// Root 0 is memory that the function did not make; each parameter whose memory is known to be apart from everything else
/// (a copied argument) is a root with all that it leads to; each allocation is a root.
final class PointsTo {
    static final int UNKNOWN = 0;

    private final Map<Value, BitSet> roots = new HashMap<>();
    private final List<BitSet> contents = new ArrayList<>();
    private final BitSet escaped = new BitSet();
    private final Map<Value, Integer> allocations = new HashMap<>();
    private final Predicate<Op.Invoke> harmless;
    private boolean changed;

    /// Memory of `f`; `apart` holds parameters that share no memory with anything else at entry, `harmless` calls keep
    /// none of their arguments and write no references.
    PointsTo(Func f, BitSet apart, Predicate<Op.Invoke> harmless) {
        this.harmless = harmless;
        newRoot().set(UNKNOWN);
        escaped.set(UNKNOWN);
        for (int i = 0; i < f.parameters().size(); i++) {
            Value p = f.parameters().get(i);
            if (!p.type().isReference()) continue;
            if (apart.get(i)) {
                int root = contents.size();
                newRoot().set(root);
                of(p).set(root);
            } else {
                of(p).set(UNKNOWN);
            }
        }
        do {
            changed = false;
            for (Block b : f.blocks()) visit(b, f);
        } while (changed);
    }

    private BitSet newRoot() {
        BitSet set = new BitSet();
        contents.add(set);
        return set;
    }

    /// The roots of the memory that `reference` may lead to.
    BitSet of(Value reference) {
        return roots.computeIfAbsent(reference, _ -> new BitSet());
    }

    /// Whether `allocation` (the result of a let) may be reached by code outside this function or from its memory.
    boolean escapes(Value allocation) {
        Integer root = allocations.get(allocation);
        return root == null || escaped.get(root);
    }

    /// Whether another reference than `known` ones may lead to what `allocation` made.
    boolean isReachedBesides(Value allocation, Set<Value> known) {
        Integer root = allocations.get(allocation);
        if (root == null) return true;
        for (Map.Entry<Value, BitSet> e : roots.entrySet()) {
            if (e.getValue().get(root) && !known.contains(e.getKey())) return true;
        }
        return false;
    }

    /// Whether the two may be the same object.
    boolean mayAlias(Value x, Value y) {
        BitSet a = of(x);
        BitSet b = of(y);
        return a.intersects(b) || reachedFromUnknown(a) && reachedFromUnknown(b);
    }

    /// Whether `x` may be memory that others can reach.
    boolean reachedFromUnknown(BitSet x) {
        return x.intersects(escaped);
    }

    /// The roots that others can reach.
    BitSet escaped() {
        return escaped;
    }

    private void visit(Block b, Func f) {
        for (Let let : b.lets()) visit(let);
        for (Block.Edge e : b.edges()) {
            Block target = target(f, e);
            int offset = target.parameters().size() - e.arguments().size();
            if (offset == 1) add(of(target.parameters().getFirst()), unknown());
            for (int i = 0; i < e.arguments().size(); i++) {
                Value p = target.parameters().get(offset + i);
                if (p.type().isReference()) add(of(p), of(e.arguments().get(i)));
            }
        }
        for (Value v : b.exit().operands()) if (v.type().isReference()) escape(of(v));
    }

    private Map<Block.Label, Block> labels = Map.of();

    private Block target(Func f, Block.Edge e) {
        if (labels.isEmpty()) labels = f.byLabel();
        Block t = labels.get(e.target());
        if (t == null) throw new IllegalStateException("no block " + e.target());
        return t;
    }

    private void visit(Let let) {
        Value result = let.result();
        switch (let.op()) {
            case Op.New _, Op.NewArray _, Op.NewMultiArray _, Op.Link(Allocate _, _, _) -> {
                int root = allocations.computeIfAbsent(result, _ -> {
                    BitSet inside = newRoot();
                    int made = contents.size() - 1;
                    if (let.op() instanceof Op.NewMultiArray) inside.set(made);
                    return made;
                });
                set(of(result), root);
            }
            case Op.Cast(_, var x) -> add(of(result), of(x));
            case Op.Select(_, var x, var y) when result.type().isReference() -> {
                add(of(result), of(x));
                add(of(result), of(y));
            }
            case Op.GetElement(_, var array, _) when result.type().isReference()           -> load(result, array);
            case Op.GetField(_, var object) when result.type().isReference()               -> load(result, object);
            case Op.PutElement(_, var array, _, var value) when value.type().isReference() -> store(array, value);
            case Op.PutField(_, var object, var value) when value.type().isReference()     -> store(object, value);
            case Op.PutStatic(_, var value) when value.type().isReference()                -> escape(of(value));
            case Op.Save(_, _, var value) when value.type().isReference()                  -> escape(of(value));
            case Op.Invoke call when harmless.test(call)                                   -> unknownResult(result);
            case Op.Invoke _, Op.InvokeDynamic _, Op.Link _, Op.LinkLinear _ -> {
                for (Value v : let.op().operands()) if (v.type().isReference()) escape(of(v));
                unknownResult(result);
            }
            case Op.Null _ -> {}
            default -> unknownResult(result);
        }
    }

    private void unknownResult(Value result) {
        if (result.type() instanceof Type.Ref) add(of(result), escaped);
    }

    private BitSet unknown() {
        return escaped;
    }

    private void load(Value result, Value container) {
        BitSet from = of(container);
        for (int r = from.nextSetBit(0); r >= 0; r = from.nextSetBit(r + 1)) add(of(result), contents.get(r));
        if (reachedFromUnknown(from)) add(of(result), escaped);
    }

    private void store(Value container, Value value) {
        BitSet into = of(container);
        for (int r = into.nextSetBit(0); r >= 0; r = into.nextSetBit(r + 1)) add(contents.get(r), of(value));
        if (reachedFromUnknown(into)) escape(of(value));
    }

    private void escape(BitSet what) {
        for (int r = what.nextSetBit(0); r >= 0; r = what.nextSetBit(r + 1)) {
            if (escaped.get(r)) continue;
            set(escaped, r);
            escape(contents.get(r));
        }
        // what has escaped may hold whatever else has
        if (what.intersects(escaped)) {
            for (int r = escaped.nextSetBit(0); r >= 0; r = escaped.nextSetBit(r + 1)) {
                BitSet inside = contents.get(r);
                for (int c = inside.nextSetBit(0); c >= 0; c = inside.nextSetBit(c + 1)) {
                    if (!escaped.get(c)) set(escaped, c);
                }
            }
        }
    }

    private void set(BitSet set, int bit) {
        if (set.get(bit)) return;
        set.set(bit);
        changed = true;
    }

    private void add(BitSet set, BitSet more) {
        int before = set.cardinality();
        set.or(more);
        changed |= set.cardinality() != before;
    }
}

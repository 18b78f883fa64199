package org.cotangent.ir.analysis;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cotangent.ir.Block;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;
import org.jspecify.annotations.Nullable;

/// Which memory a reference may lead to: sets of *roots*, whatever the order of execution (flow-insensitive,
/// inclusion-based; after L. O. Andersen 1994).
///
/// Each allocation is a root, and so is each reference parameter, which may be any other parameter or unknown memory, but
/// nothing that is allocated here. What is loaded is what may have been stored there. Where code that is not seen may
/// read and write (unknown memory, the parameters' memory, whatever has got there: what was returned, thrown, saved
/// on a tape or handed to a call) all share one content. Linear references lead to other memory than the rest.
///
/// [Memory] asks which ops touch which locations.
public final class Roots {
    private static final int UNKNOWN = 0;
    private static final int UNKNOWN_SHADOW = 1;

    /// What values and contents may be, and where it goes on to.
    private static final class Node {
        final BitSet roots = new BitSet();
        final List<Node> flowsTo = new ArrayList<>();
        final List<Node> loads = new ArrayList<>();
        final List<Node> stores = new ArrayList<>();
        final BitSet done = new BitSet();
        /// Whether only linear roots get here (1), only others (0), or both (-1).
        final int linear;

        boolean waiting;

        Node(int linear) {
            this.linear = linear;
        }
    }

    private final @Nullable Node[] values;
    private final List<Node> contents = new ArrayList<>();
    private final BitSet linearRoots = new BitSet();
    private final BitSet outer = new BitSet();
    private final Map<Integer, Value> allocations = new HashMap<>();
    private final Map<Value, Integer> rootOf = new HashMap<>();
    private final Deque<Node> work = new ArrayDeque<>();
    /// The content of all memory that other code may see.
    private final Node outside = new Node(-1);

    private Roots(Func f) {
        this.values = new Node[f.valueBound()];
    }

    public static Roots of(Func f) {
        Roots roots = new Roots(f);
        roots.collect(f);
        roots.solve();
        return roots;
    }

    // ---- questions --------------------------------------------------------------------------------------------

    /// Whether the two may be the same object.
    public boolean mayAlias(Value a, Value b) {
        if (a.linear() != b.linear()) return false;
        if (a == b) return true;
        BitSet x = roots(a);
        BitSet y = roots(b);
        return x.intersects(y) || x.intersects(outer) && y.intersects(outer);
    }

    /// Whether `v` can only be null or what was allocated here and is not known elsewhere.
    public boolean isFresh(Value v) {
        BitSet x = roots(v);
        return !x.intersects(outer) && !x.intersects(outside.roots);
    }

    /// Whether other code may come to know what `allocation` makes.
    public boolean escapes(Let allocation) {
        Integer root = rootOf.get(allocation.result());
        return root == null || outside.roots.get(root);
    }

    /// The allocations that `v` may be, by their results; it may be other things, too, unless it [is fresh][#isFresh].
    public List<Value> allocations(Value v) {
        List<Value> all = new ArrayList<>();
        roots(v).stream().forEach(r -> {
            Value made = allocations.get(r);
            if (made != null) all.add(made);
        });
        return all;
    }

    private BitSet roots(Value v) {
        Node node = v.id() < values.length ? values[v.id()] : null;
        return node == null ? outer : node.roots;
    }

    // ---- constraints ------------------------------------------------------------------------------------------

    private Node node(Value v) {
        Node node = values[v.id()];
        if (node == null) values[v.id()] = node = new Node(v.linear() ? 1 : 0);
        return node;
    }

    private int root(boolean linear) {
        int root = contents.size();
        contents.add(new Node(-1));
        linearRoots.set(root, linear);
        return root;
    }

    private int outerRoot(boolean linear) {
        int root = root(linear);
        contents.set(root, outside);
        outer.set(root);
        return root;
    }

    private void collect(Func f) {
        outerRoot(false);
        outerRoot(true);
        add(outside, UNKNOWN);
        add(outside, UNKNOWN_SHADOW);
        for (Value p : f.parameters()) if (p.type().isReference()) add(node(p), outerRoot(p.linear()));
        Map<Block.Label, Block> blocks = f.byLabel();
        for (Block b : f.blocks()) {
            for (Let let : b.lets()) collect(let);
            for (Value v : b.exit().operands()) escape(v);
            for (Block.Edge e : b.exit().edges()) hand(e, blocks.get(e.target()), 0);
            for (Block.Handler h : b.handlers()) hand(h.edge(), blocks.get(h.edge().target()), 1);
        }
    }

    private void hand(Block.Edge e, @Nullable Block target, int offset) {
        if (target == null) throw new IllegalArgumentException("no such block: " + e.target());
        if (offset == 1) flow(outside, node(target.parameters().getFirst()));
        for (int i = 0; i < e.arguments().size(); i++) copy(e.arguments().get(i), target.parameters().get(offset + i));
    }

    private void collect(Let let) {
        Value result = let.result();
        switch (let.op()) {
            case Op.New _, Op.NewArray _ -> allocate(result);
            case Op.NewMultiArray _      -> add(contents.get(allocate(result)), contents.size() - 1);
            case Op.Cast(_, var x)       -> copy(x, result);
            case Op.Select(_, var x, var y) -> {
                copy(x, result);
                copy(y, result);
            }
            case Op.GetElement(_, var array, _)            -> load(array, result);
            case Op.GetField(_, var object)                -> load(object, result);
            case Op.PutElement(_, var array, _, var value) -> store(array, value);
            case Op.PutField(_, var object, var value)     -> store(object, value);
            case Op.PutStatic(_, var value)                -> escape(value);
            case Op.Save(_, _, var value)                  -> escape(value);
            case Op.Null _, Op.Zero _ -> {
                if (result.type().isReference()) node(result);
            }
            case Op.Invoke call when Intrinsics.of(call) != Intrinsics.NONE -> intrinsic(call, result);
            case Op.Invoke _, Op.InvokeDynamic _, Op.Link _, Op.LinkLinear _ -> {
                for (Value v : let.op().operands()) escape(v);
                unknown(result);
            }
            default -> unknown(result);
        }
    }

    private void intrinsic(Op.Invoke call, Value result) {
        List<Value> args = call.args();
        switch (Intrinsics.of(call)) {
            case SAME -> copy(args.getFirst(), result);
            case CLONE -> {
                Node inside = contents.get(allocate(result));
                node(args.getFirst()).loads.add(inside);
                push(node(args.getFirst()));
            }
            case COPY -> {
                Node moved = new Node(-1);
                node(args.get(0)).loads.add(moved);
                node(args.get(2)).stores.add(moved);
                push(node(args.get(0)));
                push(node(args.get(2)));
            }
            case FILL -> store(args.getFirst(), args.getLast());
            case NOTHING, ELEMENT -> {}
            case NONE -> throw new IllegalArgumentException(call.toString());
        }
    }

    private int allocate(Value result) {
        int root = root(result.linear());
        allocations.put(root, result);
        rootOf.put(result, root);
        add(node(result), root);
        return root;
    }

    private void unknown(Value result) {
        if (result.type() instanceof Type.Ref) flow(outside, node(result));
    }

    private void copy(Value from, Value to) {
        if (to.type().isReference() && from.type().isReference()) flow(node(from), node(to));
    }

    private void escape(Value v) {
        if (v.type().isReference()) flow(node(v), outside);
    }

    private void load(Value base, Value result) {
        if (!result.type().isReference()) return;
        node(base).loads.add(node(result));
        push(node(base));
    }

    private void store(Value base, Value value) {
        if (!value.type().isReference()) return;
        node(base).stores.add(node(value));
        push(node(base));
    }

    // ---- the fixpoint -----------------------------------------------------------------------------------------

    private void flow(Node from, Node to) {
        if (from == to || from.flowsTo.contains(to)) return;
        from.flowsTo.add(to);
        pass(from, to);
    }

    private void add(Node node, int root) {
        if (node.roots.get(root)) return;
        node.roots.set(root);
        push(node);
    }

    private void push(Node node) {
        if (node.waiting) return;
        node.waiting = true;
        work.add(node);
    }

    private void pass(Node from, Node to) {
        BitSet more = (BitSet) from.roots.clone();
        if (to.linear == 1) more.and(linearRoots);
        if (to.linear == 0) more.andNot(linearRoots);
        more.andNot(to.roots);
        if (more.isEmpty()) return;
        to.roots.or(more);
        push(to);
    }

    private void solve() {
        while (!work.isEmpty()) {
            Node node = work.remove();
            node.waiting = false;
            BitSet fresh = (BitSet) node.roots.clone();
            fresh.andNot(node.done);
            node.done.or(fresh);
            for (int r = fresh.nextSetBit(0); r >= 0; r = fresh.nextSetBit(r + 1)) {
                Node content = contents.get(r);
                for (Node to : node.loads) flow(content, to);
                for (Node from : node.stores) flow(from, content);
                if (node != outside || content == outside) continue;
                flow(content, outside);
                flow(outside, content);
            }
            for (Node to : List.copyOf(node.flowsTo)) pass(node, to);
        }
    }
}

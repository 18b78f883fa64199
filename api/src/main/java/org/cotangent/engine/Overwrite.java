package org.cotangent.engine;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.cotangent.engine.Graph.Edge;
import org.cotangent.engine.Graph.Node;
import org.jspecify.annotations.Nullable;

/// A gradient written into an object that exists: arrays and fields are overwritten; boxes, records and fixed collections,
/// which cannot be, are replaced in whatever holds them.
final class Overwrite {
    private final Graph graph;
    private final @Nullable Object[] others;
    private final Object[] shadows;

    /// `others` holds the gradient's object for each node, `shadows` the numbers of each cell.
    Overwrite(Graph graph, @Nullable Object[] others, Object[] shadows) {
        this.graph = graph;
        this.others = others;
        this.shadows = shadows;
    }

    /// Refuses a gradient whose root would have to be replaced.
    static void require(Graph g, @Nullable Object[] others) {
        Node root = g.root;
        if (root == null || !replaced(g, others).get(root.id)) return;
        throw new IllegalArgumentException("a " + root.object.getClass().getSimpleName()
                + " cannot be overwritten: use valueAndGradient(x)");
    }

    /// The nodes that cannot be overwritten and hold numbers themselves or hold such a node.
    private static BitSet replaced(Graph g, @Nullable Object[] others) {
        BitSet replaced = new BitSet();
        for (Node n : g.inside) {
            Object other = others[n.id];
            boolean fixed = n.kind == Kind.BOX
                    || n.kind == Kind.RECORD
                    || other != null && Containers.isFixed(other);
            if (!n.live || !fixed) continue;
            if (n.isCell() || n.edges.stream().anyMatch(e -> replaced.get(e.node().id))) replaced.set(n.id);
        }
        return replaced;
    }

    private record Plan(BitSet replaced, @Nullable Object[] others, Object[] numbers)
            implements
                Rebuild.Plan {
        @Override
        public boolean isRebuilt(Node n) {
            return n.live;
        }

        @Override
        public Object numbers(Node n) {
            return n.cell < 0 ? Rebuild.NONE : numbers[n.cell];
        }

        @Override
        public @Nullable Object given(Node n) {
            return replaced.get(n.id) ? null : others[n.id];
        }
    }

    /// Writes, and returns what now holds the numbers of each cell.
    Object[] run() {
        BitSet replaced = replaced(graph, others);
        Object[] made = Rebuild.run(graph, new Plan(replaced, others, shadows));
        for (Node n : graph.nodes) {
            if (n.live && !replaced.get(n.id)) write(n, n.cell < 0 ? null : shadows[n.cell], made);
        }
        return Whole.cells(graph, made);
    }

    private void write(Node n, @Nullable Object numbers, Object[] made) {
        Object other = made[n.id];
        switch (n.kind) {
            case NUMBERS -> {
                if (numbers != null && numbers != other) {
                    System.arraycopy(numbers, 0, other, 0, java.lang.reflect.Array.getLength(other));
                }
            }
            case ARRAY -> {
                for (Edge e : n.edges) if (e.node().live) ((Object[]) other)[(Integer) e.step()] = made[e.node().id];
            }
            case OBJECT -> {
                Fields fields = Fields.of(other.getClass());
                if (numbers != null) fields.scatter((double[]) numbers, other);
                Map<Object, Object> parts = new HashMap<>();
                for (Edge e : n.edges) if (e.node().live) parts.put(e.step(), made[e.node().id]);
                for (Fields.Member f : fields.members) {
                    Object part = parts.get(f.name);
                    if (part != null) f.set(other, part);
                }
            }
            case COLLECTION -> {
                @Nullable
                Object[] parts = new Object[Containers.size(other)];
                Map<Object, Integer> places = Containers.places(other);
                for (Edge e : n.edges) {
                    Integer at = places.get(e.step());
                    if (at != null && e.node().live) parts[at] = made[e.node().id];
                }
                Containers.replace(other, parts);
            }
            case HOLDER -> hold(n, other, made);
            default -> {}
        }
    }

    @SuppressWarnings("unchecked")
    private static void hold(Node n, Object other, Object[] made) {
        if (!(other instanceof AtomicReference<?> r)) return;
        for (Edge e : n.edges) ((AtomicReference<Object>) r).set(made[e.node().id]);
    }
}

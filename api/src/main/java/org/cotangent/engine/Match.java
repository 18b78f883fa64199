package org.cotangent.engine;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.cotangent.engine.Graph.Edge;
import org.cotangent.engine.Graph.Node;
import org.jspecify.annotations.Nullable;

/// Two structures side by side: which object of the second stands where each object of the first does. Only what leads to
/// numbers is looked at.
final class Match {
    private final Graph graph;
    private final String name;
    private final String of;
    private final @Nullable Object[] others;

    /// `name` is what messages call the second structure.
    Match(Graph graph, String name) {
        this.graph = graph;
        this.name = name;
        this.of = name.equals("yBar") ? "the value" : "x";
        this.others = new Object[graph.nodes.size()];
    }

    /// What stands in `other` for each node that leads to numbers, by id; [IllegalArgumentException] if it has another shape.
    @Nullable
    Object[] nodes(@Nullable Object other) {
        Node root = graph.root;
        if (root == null || !root.live) return others;
        put(root, other, root);
        for (Node n : graph.nodes) {
            Object o = others[n.id];
            if (!n.live || o == null) continue;
            Map<Object, Object> parts = n.edges.isEmpty() ? Map.of() : parts(n, o);
            for (Edge e : n.edges) if (e.node().live) put(e.node(), parts.get(e.step()), n);
        }
        return others;
    }

    private void put(Node n, @Nullable Object other, Node holder) {
        Object before = others[n.id];
        if (before == null) {
            require(n, other);
            others[n.id] = other;
        } else if (before != other && !same(before, other)) {
            throw new IllegalArgumentException(
                    of + " holds one object both at " + path(n) + " and in " + path(holder) + ", but "
                            + name + " has two different ones there");
        }
    }

    private static String path(Node n) {
        String path = Graph.path(n);
        return path.isEmpty() ? "its root" : path;
    }

    private static boolean same(Object a, @Nullable Object b) {
        if (b == null || a.getClass() != b.getClass()) return false;
        return switch (a) {
            case double[] x -> Arrays.equals(x, (double[]) b);
            case float[] x  -> Arrays.equals(x, (float[]) b);
            case Object[] x -> Arrays.deepEquals(x, (Object[]) b);
            default         -> a.equals(b);
        };
    }

    private void require(Node n, @Nullable Object other) {
        String here = name + Structures.at(n);
        if (other == null) {
            if (n == graph.root) throw new NullPointerException(name + " is null");
            throw new IllegalArgumentException(here + " is null, but x" + Structures.at(n) + " is not");
        }
        boolean fits = n.kind == Kind.COLLECTION
                ? isLike(n.object, other)
                : n.kind == Kind.HOLDER || other.getClass() == n.object.getClass();
        if (!fits) {
            throw new IllegalArgumentException(here + " is a " + other.getClass().getTypeName() + ", but " + of
                    + Structures.at(n) + " is a " + n.object.getClass().getTypeName());
        }
        int have = length(other);
        int want = length(n.object);
        if (have != want) {
            throw new IllegalArgumentException(
                    here + " has length " + have + ", but " + of + Structures.at(n) + " has " + want);
        }
    }

    private static boolean isLike(Object x, Object other) {
        if (x instanceof List<?>) return other instanceof List<?>;
        if (x instanceof Map<?, ?>) return other instanceof Map<?, ?>;
        return other instanceof Collection<?>;
    }

    private static int length(Object o) {
        if (o.getClass().isArray()) return Array.getLength(o);
        if (o instanceof Collection<?> all) return all.size();
        return o instanceof Map<?, ?> map ? map.size() : 0;
    }

    /// The parts of `other`, by the steps that lead to parts of `n`.
    private static Map<Object, Object> parts(Node n, Object other) {
        Map<Object, Object> parts = new HashMap<>();
        switch (other) {
            case Object[] a -> {
                for (Edge e : n.edges) put(parts, e.step(), a[(Integer) e.step()]);
            }
            case Map<?, ?> map -> map(n, map, parts);
            case Collection<?> all -> {
                int i = 0;
                for (Iterator<?> at = all.iterator(); at.hasNext();) put(parts, i++, at.next());
            }
            case Optional<?> optional         -> put(parts, "value", optional.orElse(null));
            case AtomicReference<?> reference -> put(parts, "value", reference.get());
            case Map.Entry<?, ?> entry -> {
                put(parts, "key", entry.getKey());
                put(parts, "value", entry.getValue());
            }
            default -> {}
        }
        if (n.kind == Kind.RECORD || n.kind == Kind.OBJECT) {
            for (Fields.Member m : Fields.of(other.getClass()).members) {
                if (m.isReference()) put(parts, m.name, m.get(other));
            }
        }
        return parts;
    }

    private static void map(Node n, Map<?, ?> map, Map<Object, Object> parts) {
        Object[] keys = null;
        for (Edge e : n.edges) {
            if (e.step() instanceof Graph.Key(var i)) {
                if (keys == null) keys = map.keySet().toArray();
                put(parts, e.step(), keys[i]);
            } else {
                put(parts, e.step(), map.get(e.step()));
            }
        }
    }

    private static void put(Map<Object, Object> parts, Object step, @Nullable Object part) {
        if (part != null) parts.put(step, part);
    }
}

package org.cotangent.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What a structure consists of: its objects, each once, in the order in which they are met (elements by index, fields as
/// declared, superclass first, entries as the collection iterates), and how each was reached.
///
/// Walks with a stack of its own, since linked structures are deep.
final class Graph {
    /// The step to a map's key that holds numbers: the `index`-th key.
    record Key(int index) {}

    /// A part of an object: under `step` (a field, an index, a map's key) it holds `node`.
    record Edge(Object step, Node node) {}

    /// A run of numbers in the order of [org.cotangent.Tangents]: one entry of an object, or (-1) all of an array.
    record Run(Node cell, String name, int entry) {}

    /// An object.
    static final class Node {
        final Object object;
        final Kind kind;
        final int id;
        final @Nullable Node parent;
        final Object step;
        List<Edge> edges = List.of();
        List<Node> from = List.of();

        /// Its place among the cells, -1 if it is none.
        int cell = -1;

        /// Whether an object holds it that is not copied.
        boolean owned;

        /// Whether it holds numbers or leads to some.
        boolean live;

        Node(Object object, int id, @Nullable Node parent, Object step) {
            this.object = object;
            this.kind = Kind.of(object);
            this.id = id;
            this.parent = parent;
            this.step = step;
        }

        /// How many floating-point numbers it holds itself.
        int numbers() {
            return switch (kind) {
                case BOX            -> 1;
                case NUMBERS        -> java.lang.reflect.Array.getLength(object);
                case RECORD, OBJECT -> Fields.of(object.getClass()).numbers;
                default             -> 0;
            };
        }

        boolean isCell() {
            return cell >= 0;
        }

        private boolean holdsNumbers() {
            return kind == Kind.BOX
                    || kind == Kind.NUMBERS
                    || (kind == Kind.RECORD || kind == Kind.OBJECT) && Fields.of(object.getClass()).numbers > 0;
        }
    }

    /// A part to be visited: a number in an entry, or an object.
    private record Part(Object step, @Nullable Object object, int entry) {}

    private static final class Frame {
        final Node node;
        final List<Part> parts;
        int next;

        Frame(Node node, List<Part> parts) {
            this.node = node;
            this.parts = parts;
        }
    }

    final List<Node> nodes = new ArrayList<>();

    /// The same nodes, each after what it leads to (but for cycles).
    final List<Node> inside = new ArrayList<>();

    /// The nodes that hold numbers.
    final List<Node> cells = new ArrayList<>();

    final List<Run> runs = new ArrayList<>();
    private final IdentityHashMap<Object, Node> known = new IdentityHashMap<>();
    private final Deque<Frame> stack = new ArrayDeque<>();
    final @Nullable Node root;

    private Graph(@Nullable Object root) {
        this.root = visit(root, null, "");
        while (!stack.isEmpty()) {
            Frame f = stack.getLast();
            if (f.next == f.parts.size()) {
                inside.add(f.node);
                stack.removeLast();
            } else {
                step(f.node, f.parts.get(f.next++));
            }
        }
        marks();
    }

    static Graph of(@Nullable Object root) {
        return new Graph(root);
    }

    private void step(Node node, Part part) {
        if (part.entry >= 0) {
            runs.add(new Run(node, part.step.toString(), part.entry));
            return;
        }
        Node n = visit(part.object, node, part.step);
        if (n == null) return;
        if (node.edges.isEmpty()) node.edges = new ArrayList<>(node.kind == Kind.ARRAY ? 10 : 2);
        node.edges.add(new Edge(part.step, n));
        if (n.from.isEmpty()) {
            n.from = List.of(node);
        } else {
            if (n.from.size() == 1) n.from = new ArrayList<>(n.from);
            n.from.add(node);
        }
    }

    private @Nullable Node visit(@Nullable Object object, @Nullable Node parent, Object step) {
        if (object == null || Kind.of(object) == Kind.LEAF) return null;
        Node n = known.get(object);
        if (n != null) return n;
        n = new Node(object, nodes.size(), parent, step);
        known.put(object, n);
        nodes.add(n);
        if (n.holdsNumbers()) {
            n.cell = cells.size();
            cells.add(n);
        }
        switch (n.kind) {
            case NUMBERS -> leaf(n, -1);
            case BOX     -> leaf(n, 0);
            default      -> stack.addLast(new Frame(n, parts(n)));
        }
        return n;
    }

    private void leaf(Node n, int entry) {
        runs.add(new Run(n, "", entry));
        inside.add(n);
    }

    // ---- parts ----------------------------------------------------------------------------------------------

    private static List<Part> parts(Node n) {
        List<Part> parts = new ArrayList<>();
        switch (n.kind) {
            case ARRAY -> {
                Object[] a = (Object[]) n.object;
                for (int i = 0; i < a.length; i++) if (a[i] != null) parts.add(new Part(i, a[i], -1));
            }
            case RECORD, OBJECT -> fields(n.object, parts);
            case COLLECTION     -> elements(n.object, parts);
            case HOLDER         -> held(n.object, parts);
            default -> {}
        }
        return parts;
    }

    private static void fields(Object o, List<Part> parts) {
        for (Fields.Member m : Fields.of(o.getClass()).members) {
            if (m.isNumber()) {
                parts.add(new Part(m.name, null, m.entry));
            } else if (m.isReference()) {
                parts.add(new Part(m.name, m.get(o), -1));
            }
        }
        if (Containers.isContainer(o)) elements(o, parts);
    }

    private static void elements(Object o, List<Part> parts) {
        int i = 0;
        if (o instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> e : map.entrySet()) {
                Object key = e.getKey();
                parts.add(new Part(new Key(i++), key, -1));
                parts.add(new Part(key == null ? "null" : key, e.getValue(), -1));
            }
        } else if (o instanceof Collection<?> all) {
            for (Object each : all) parts.add(new Part(i++, each, -1));
        }
    }

    private static void held(Object o, List<Part> parts) {
        switch (o) {
            case Optional<?> optional         -> parts.add(new Part("value", optional.orElse(null), -1));
            case AtomicReference<?> reference -> parts.add(new Part("value", reference.get(), -1));
            case Map.Entry<?, ?> entry -> {
                parts.add(new Part("key", entry.getKey(), -1));
                parts.add(new Part("value", entry.getValue(), -1));
            }
            default -> throw new IllegalStateException("no holder: " + o.getClass());
        }
    }

    // ---- marks ----------------------------------------------------------------------------------------------

    private void marks() {
        Deque<Node> work = new ArrayDeque<>();
        for (Node n : nodes) {
            if (!n.isCell() && n.kind != Kind.CLOSED) continue;
            n.live = true;
            work.add(n);
        }
        while (!work.isEmpty()) {
            for (Node n : work.remove().from) {
                if (n.live) continue;
                n.live = true;
                work.add(n);
            }
        }
    }

    /// Marks what `owners` hold.
    void own(Predicate<Node> owners) {
        Deque<Node> work = new ArrayDeque<>();
        for (Node n : nodes) if (owners.test(n)) work.add(n);
        while (!work.isEmpty()) {
            for (Edge e : work.remove().edges) {
                if (e.node.owned) continue;
                e.node.owned = true;
                work.add(e.node);
            }
        }
    }

    /// The objects that hold numbers.
    Object[] cells() {
        Object[] all = new Object[cells.size()];
        for (int i = 0; i < all.length; i++) all[i] = cells.get(i).object;
        return all;
    }

    // ---- paths ----------------------------------------------------------------------------------------------

    /// How a node is reached, for people: `pose.range`, `weights[3]`, `rates.EUR`; empty for the root.
    static String path(Node n) {
        Deque<Node> way = new ArrayDeque<>();
        for (Node at = n; at != null; at = at.parent) way.addFirst(at);
        StringBuilder path = new StringBuilder();
        for (Node at : way) if (at.parent != null) append(path, at.step);
        return path.toString();
    }

    /// Adds one step to a path.
    static void append(StringBuilder path, Object step) {
        switch (step) {
            case Integer i                -> path.append('[').append(i).append(']');
            case Key(var i)               -> path.append(path.isEmpty() ? "keys[" : ".keys[").append(i).append(']');
            case String s when isPlain(s) -> path.append(path.isEmpty() ? "" : ".").append(s);
            default                       -> path.append('[').append(step).append(']');
        }
    }

    private static boolean isPlain(String s) {
        return !s.isEmpty() && s.chars().allMatch(c -> c == '.' || Character.isJavaIdentifierPart(c));
    }

    /// The names of all numbers, in order.
    List<String> names() {
        List<String> names = new ArrayList<>();
        Map<Node, String> paths = new HashMap<>();
        for (Run r : runs) {
            StringBuilder path = new StringBuilder(paths.computeIfAbsent(r.cell, Graph::path));
            if (r.entry < 0) {
                for (int i = 0; i < r.cell.numbers(); i++) names.add(path + "[" + i + "]");
            } else if (r.cell.kind == Kind.BOX) {
                names.add(path.isEmpty() ? "value" : path.toString());
            } else {
                append(path, r.name);
                names.add(path.toString());
            }
        }
        return names;
    }
}

package org.cotangent.engine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.cotangent.engine.Graph.Edge;
import org.cotangent.engine.Graph.Node;
import org.jspecify.annotations.Nullable;

/// An argument as a function is given it (DESIGN §1, *What f writes*): arrays, records, boxes and collections of the JDK
/// copied, each once; ordinary objects, and what they hold, as they are.
final class Copied {
    /// Records whose constructor does not give the same again; they are used as they are.
    private static final ClassValue<boolean[]> UNREPEATABLE = new ClassValue<>() {
        @Override
        protected boolean[] computeValue(Class<?> c) {
            return new boolean[1];
        }
    };

    final Graph graph;
    final @Nullable Object root;

    /// The objects with numbers, and what became of them.
    final Object[] from;

    final Object[] to;
    final int form;

    private Copied(Graph graph, @Nullable Object root, Object[] to, int form) {
        this.graph = graph;
        this.root = root;
        this.from = graph.cells();
        this.to = to;
        this.form = form;
    }

    /// A copy of `x`.
    static Copied of(@Nullable Object x) {
        Graph g = Graph.of(x);
        while (true) {
            Set<Node> rebuilt = rebuilt(g);
            Object[] made = Rebuild.run(g, new Plan(rebuilt));
            if (repeated(g, rebuilt, made)) return new Copied(g, root(g, x, made), cells(g, made), Form.of(x));
        }
    }

    /// `x` itself, to be run on as it is.
    static Copied itself(@Nullable Object x) {
        Graph g = Graph.of(x);
        boolean one = x instanceof double[] || x instanceof float[];
        return new Copied(g, x, g.cells(), one ? Form.SHARED : Form.ANY);
    }

    /// The numbers in order: pairs of a cell's place and an entry, or -1 for all of an array.
    int[] runs() {
        Map<Node, Integer> places = new HashMap<>();
        for (Node n : graph.cells) places.put(n, places.size());
        int[] runs = new int[2 * graph.runs.size()];
        int at = 0;
        for (Graph.Run r : graph.runs) {
            runs[at++] = places.getOrDefault(r.cell(), 0);
            runs[at++] = r.entry();
        }
        return runs;
    }

    /// How many numbers there are.
    int count() {
        int n = 0;
        for (Object cell : from) n += Structures.size(cell);
        return n;
    }

    Paths paths() {
        return new Paths(graph::names);
    }

    static @Nullable Object root(Graph g, @Nullable Object x, Object[] made) {
        return g.root == null ? x : made[g.root.id];
    }

    static Object[] cells(Graph g, Object[] made) {
        Object[] all = new Object[g.cells.size()];
        for (int i = 0; i < all.length; i++) all[i] = made[g.cells.get(i).id];
        return all;
    }

    private record Plan(Set<Node> rebuilt) implements Rebuild.Plan {
        @Override
        public boolean isRebuilt(Node n) {
            return rebuilt.contains(n);
        }

        @Override
        public Object numbers(Node n) {
            return Structures.numbers(n.object);
        }
    }

    private static Set<Node> rebuilt(Graph g) {
        g.own(Copied::isOwner);
        Set<Node> rebuilt = new HashSet<>();
        for (Node n : g.inside) {
            if (n.owned || isOwner(n)) continue;
            boolean anew = switch (n.kind) {
                case BOX, NUMBERS, VALUES, ARRAY -> true;
                case COLLECTION, HOLDER -> !Containers.isFixed(n.object) || holdsAny(n, rebuilt);
                case RECORD -> n.isCell() || holdsAny(n, rebuilt);
                default -> false;
            };
            if (anew) rebuilt.add(n);
        }
        return rebuilt;
    }

    private static boolean holdsAny(Node n, Set<Node> rebuilt) {
        for (Edge e : n.edges) {
            // an array met again further up will be copied, too
            if (rebuilt.contains(e.node()) || e.node().kind == Kind.ARRAY && !e.node().owned) return true;
        }
        return false;
    }

    private static boolean isOwner(Node n) {
        return switch (n.kind) {
            case OBJECT -> true;
            case COLLECTION -> !Containers.isFixed(n.object) && !Containers.isCopied(n.object);
            case HOLDER -> !Containers.isFixed(n.object);
            case RECORD -> UNREPEATABLE.get(n.object.getClass())[0];
            default -> false;
        };
    }

    /// Whether all records came out as they were meant to; notes those that did not.
    private static boolean repeated(Graph g, Set<Node> rebuilt, Object[] made) {
        boolean all = true;
        for (Node n : g.nodes) {
            if (n.kind != Kind.RECORD || !rebuilt.contains(n)) continue;
            if (isRepeated(n, made)) continue;
            UNREPEATABLE.get(n.object.getClass())[0] = true;
            all = false;
        }
        return all;
    }

    private static boolean isRepeated(Node n, Object[] made) {
        Object copy = made[n.id];
        if (copy == n.object) return false;
        Fields fields = Fields.of(n.object.getClass());
        Map<Object, Object> parts = new HashMap<>();
        for (Edge e : n.edges) parts.put(e.step(), made[e.node().id]);
        for (Fields.Member f : fields.members) {
            Object wanted = parts.getOrDefault(f.name, f.get(n.object));
            Object got = f.get(copy);
            if (f.isReference() ? got != wanted : !Objects.equals(got, wanted)) return false;
        }
        return true;
    }
}

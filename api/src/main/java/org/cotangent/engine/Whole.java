package org.cotangent.engine;

import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.cotangent.engine.Graph.Edge;
import org.cotangent.engine.Graph.Node;
import org.cotangent.runtime.NotDifferentiable;
import org.jspecify.annotations.Nullable;

/// Any structure, by its graph.
final class Whole extends Copied {
    /// Records whose constructor does not give the same again; they are used as they are.
    private static final ClassValue<boolean[]> UNREPEATABLE = new ClassValue<>() {
        @Override
        protected boolean[] computeValue(Class<?> c) {
            return new boolean[1];
        }
    };

    private final Graph graph;
    private final @Nullable Object original;

    private Whole(Graph graph, @Nullable Object original, @Nullable Object root, Object[] to, int form) {
        super(root, graph.cells(), to, form);
        this.graph = graph;
        this.original = original;
        for (Node n : graph.nodes) if (n.kind == Kind.CLOSED) throw closed(n);
    }

    static Whole copy(@Nullable Object x) {
        Graph g = Graph.of(x);
        while (true) {
            BitSet rebuilt = copied(g);
            Object[] made = Rebuild.run(g, new Copying(rebuilt));
            if (repeated(g, rebuilt, made)) return new Whole(g, x, root(g, x, made), cells(g, made), Form.of(x));
        }
    }

    static Whole itself(@Nullable Object x) {
        Graph g = Graph.of(x);
        boolean one = x instanceof double[] || x instanceof float[];
        return new Whole(g, x, x, g.cells(), one ? Form.SHARED : Form.ANY);
    }

    private static NotDifferentiable closed(Node n) {
        String path = Graph.path(n);
        return new NotDifferentiable(
                "cannot differentiate with respect to a " + n.object.getClass().getSimpleName(),
                List.of(),
                (path.isEmpty() ? "the argument" : "`" + path + "`") + " holds numbers that nobody can follow",
                "hand over its numbers as double or double[]");
    }

    static @Nullable Object root(Graph g, @Nullable Object x, Object[] made) {
        return g.root == null ? x : made[g.root.id];
    }

    static Object[] cells(Graph g, @Nullable Object[] made) {
        Object[] all = new Object[g.cells.size()];
        for (int i = 0; i < all.length; i++) all[i] = made[g.cells.get(i).id];
        return all;
    }

    // ---- copying --------------------------------------------------------------------------------------------

    private record Copying(BitSet rebuilt) implements Rebuild.Plan {
        @Override
        public boolean isRebuilt(Node n) {
            return rebuilt.get(n.id);
        }

        @Override
        public Object numbers(Node n) {
            return Structures.numbers(n.object);
        }
    }

    private static BitSet copied(Graph g) {
        g.own(Whole::isOwner);
        BitSet rebuilt = new BitSet(g.nodes.size());
        for (Node n : g.inside) {
            if (n.owned || isOwner(n)) continue;
            boolean anew = switch (n.kind) {
                case BOX, NUMBERS, VALUES, ARRAY -> true;
                case COLLECTION, HOLDER          -> !Containers.isFixed(n.object) || holdsAny(n, rebuilt);
                case RECORD                      -> n.isCell() || holdsAny(n, rebuilt);
                default                          -> false;
            };
            if (anew) rebuilt.set(n.id);
        }
        return rebuilt;
    }

    private static boolean holdsAny(Node n, BitSet rebuilt) {
        for (Edge e : n.edges) {
            // an array met again further up will be copied, too
            if (rebuilt.get(e.node().id) || e.node().kind == Kind.ARRAY && !e.node().owned) return true;
        }
        return false;
    }

    private static boolean isOwner(Node n) {
        return switch (n.kind) {
            case OBJECT     -> true;
            case COLLECTION -> !Containers.isFixed(n.object) && !Containers.isCopied(n.object);
            case HOLDER     -> !Containers.isFixed(n.object);
            case RECORD     -> UNREPEATABLE.get(n.object.getClass())[0];
            default         -> false;
        };
    }

    /// Whether all records came out as they were meant to; notes those that did not.
    private static boolean repeated(Graph g, BitSet rebuilt, Object[] made) {
        boolean all = true;
        for (Node n : g.nodes) {
            if (n.kind != Kind.RECORD || !rebuilt.get(n.id) || isRepeated(n, made)) continue;
            UNREPEATABLE.get(n.object.getClass())[0] = true;
            all = false;
        }
        return all;
    }

    private static boolean isRepeated(Node n, Object[] made) {
        Object copy = made[n.id];
        if (copy == n.object) return false;
        Map<Object, Object> parts = new HashMap<>();
        for (Edge e : n.edges) parts.put(e.step(), made[e.node().id]);
        for (Fields.Member f : Fields.of(n.object.getClass()).members) {
            Object wanted = parts.getOrDefault(f.name, f.get(n.object));
            Object got = f.get(copy);
            if (f.isReference() ? got != wanted : !Objects.equals(got, wanted)) return false;
        }
        return true;
    }

    // ---- shapes ---------------------------------------------------------------------------------------------

    @Override
    void requireShape(Shapes shapes, String what, String mend) {
        for (Node n : graph.nodes) if (n.live) shapes.require(n, what, mend);
    }

    @Override
    Object[] match(@Nullable Object other, String name) {
        return cells(graph, new Match(graph, name).nodes(other));
    }

    record Shaping(BitSet rebuilt, Object[] numbers) implements Rebuild.Plan {
        @Override
        public boolean isRebuilt(Node n) {
            return rebuilt.get(n.id);
        }

        @Override
        public Object numbers(Node n) {
            return n.cell < 0 ? Rebuild.NONE : numbers[n.cell];
        }
    }

    @Override
    Shaped shape(Object[] numbers) {
        Object[] made = Rebuild.run(graph, new Shaping(shaped(graph), numbers));
        return new Shaped(root(graph, original, made), cells(graph, made));
    }

    /// Whatever leads to numbers, and arrays and collections beside that, which somebody may write to.
    static BitSet shaped(Graph g) {
        BitSet rebuilt = new BitSet(g.nodes.size());
        for (Node n : g.nodes) {
            boolean held = n.kind == Kind.VALUES
                    || n.kind == Kind.ARRAY
                    || n.kind == Kind.COLLECTION && Containers.isCopied(n.object);
            if (n.live || held && n.from.stream().anyMatch(o -> o.live)) rebuilt.set(n.id);
        }
        return rebuilt;
    }

    // ---- overwriting ----------------------------------------------------------------------------------------

    @Override
    Object[] shadows(Object gradient) {
        @Nullable
        Object[] others = new Match(graph, "gradient").nodes(gradient);
        Overwrite.require(graph, others);
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Node n : graph.nodes) seen.add(n.object);
        Object[] all = Structures.zeros(from);
        for (int i = 0; i < all.length; i++) {
            Node n = graph.cells.get(i);
            Object other = Objects.requireNonNull(others[n.id]);
            if (!seen.add(other) && n.kind != Kind.BOX) throw shared("gradient" + Structures.at(n));
            if (n.kind == Kind.NUMBERS) all[i] = other;
        }
        return all;
    }

    static IllegalArgumentException shared(String what) {
        return new IllegalArgumentException(what + " is memory of x, or occurs twice in gradient");
    }

    @Override
    Object[] into(Object gradient, Object[] shadows) {
        return new Overwrite(graph, new Match(graph, "gradient").nodes(gradient), shadows).run();
    }

    // ---- names ----------------------------------------------------------------------------------------------

    @Override
    int[] runs() {
        int[] runs = new int[2 * graph.runs.size()];
        int at = 0;
        for (Graph.Run r : graph.runs) {
            runs[at++] = r.cell().cell;
            runs[at++] = r.entry();
        }
        return runs;
    }

    @Override
    Paths paths() {
        return new Paths(graph::names);
    }
}

package org.cotangent.engine;

import java.lang.reflect.Array;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.cotangent.engine.Graph.Node;
import org.cotangent.runtime.Context;
import org.cotangent.runtime.NotDifferentiable;
import org.jspecify.annotations.Nullable;

/// Arguments and results as structures of numbers: what the front door does with them before and after derivative code runs.
///
/// In differentiated code all this runs as it is: it moves numbers, but no tangents. Whoever moves numbers here says so
/// afterwards by [#carry].
final class Structures {
    private final Shapes shapes;

    Structures(JvmWorld world) {
        this.shapes = new Shapes(world);
    }

    // ---- arguments ------------------------------------------------------------------------------------------

    /// A copy of `x`.
    Copied copy(@Nullable Object x) {
        return checked(Copied.of(x));
    }

    /// `x` itself.
    Copied itself(@Nullable Object x) {
        return checked(Copied.itself(x));
    }

    private static Copied checked(Copied in) {
        for (Node n : in.graph.nodes) {
            if (n.kind != Kind.CLOSED) continue;
            String path = Graph.path(n);
            throw new NotDifferentiable(
                    "cannot differentiate with respect to a " + n.object.getClass().getSimpleName(),
                    java.util.List.of(),
                    (path.isEmpty() ? "the argument" : "`" + path + "`") + " holds numbers that nobody can follow",
                    "hand over its numbers as double or double[]");
        }
        return in;
    }

    /// Refuses, before anything runs, an argument whose type cannot hold a gradient.
    void requireShape(Copied in) {
        shapes.require(in.graph, "gradient", "gradient(f).tangents(x)");
    }

    // ---- numbers --------------------------------------------------------------------------------------------

    /// The number of floating-point numbers that an object or array holds itself.
    static int size(Object cell) {
        if (cell instanceof double[] || cell instanceof float[]) return Array.getLength(cell);
        if (cell instanceof Double || cell instanceof Float) return 1;
        return Fields.of(cell.getClass()).numbers;
    }

    /// A new array with the numbers that an object or array holds itself, as its shadow would hold them.
    static Object numbers(Object cell) {
        return switch (cell) {
            case double[] a -> a.clone();
            case float[] a -> a.clone();
            case Double d -> new double[] {d};
            case Float f -> new double[] {f};
            default -> Fields.of(cell.getClass()).gather(cell);
        };
    }

    /// Says that the numbers from `i` on in the object or array `from` (or their tangents in such a shadow) have been
    /// copied to `to`. Does nothing; in differentiated code, tangents are copied.
    static void carry(Object from, int i, Object to, int j, int n) {}

    /// Fresh shadows for objects, all zero.
    static Object[] zeros(Object[] cells) {
        Object[] all = new Object[cells.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = cells[i] instanceof float[] a ? new float[a.length] : new double[size(cells[i])];
        }
        return all;
    }

    /// The shadows of cells; those that have none yet get one.
    static Object[] known(Object[] cells, Context c) {
        Object[] all = new Object[cells.length];
        for (int i = 0; i < all.length; i++) all[i] = Objects.requireNonNull(c.makeShadow(cells[i]));
        return all;
    }

    /// Makes shadows known, one for each cell.
    static void register(Object[] cells, Object[] shadows, Context c) {
        for (int i = 0; i < cells.length; i++) Context.register(cells[i], shadows[i], c);
    }

    // ---- tangents and cotangents that the caller gives ------------------------------------------------------

    /// The objects and arrays of `dx` that belong to the cells of `x`, in order; [IllegalArgumentException] if `dx` has
    /// another shape than `x`. `name` is what the message calls it.
    Object[] match(Copied x, @Nullable Object dx, String name) {
        Object[] others = new Match(x.graph, name).nodes(dx);
        Object[] all = new Object[x.graph.cells.size()];
        for (int i = 0; i < all.length; i++) all[i] = others[x.graph.cells.get(i).id];
        return all;
    }

    /// Overwrites a gradient of the shape of `x` with what `shadows` hold, and returns the objects and arrays that now hold
    /// the numbers, one for each cell of `x`.
    Object[] into(Copied x, Object gradient, Object[] shadows) {
        Match match = new Match(x.graph, "gradient");
        Object[] others = match.nodes(gradient);
        return new Overwrite(x.graph, others, shadows).run();
    }

    /// Refuses a gradient that cannot be overwritten or shares memory with `x`; returns where reverse mode may gather the
    /// cotangents of each cell: the gradient's own arrays where there are any.
    Object[] shadows(Copied x, Object gradient) {
        shapes.require(x.graph, "gradient", "gradient(f).tangents(x)");
        Object[] others = new Match(x.graph, "gradient").nodes(gradient);
        Overwrite.require(x.graph, others);
        Set<Object> seen = java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<>());
        for (Node n : x.graph.nodes) seen.add(n.object);
        Object[] all = zeros(x.from);
        for (int i = 0; i < all.length; i++) {
            Node n = x.graph.cells.get(i);
            Object other = others[n.id];
            boolean shared = !seen.add(other);
            if (shared && n.kind != Kind.BOX) {
                throw new IllegalArgumentException("gradient" + at(n) + " is memory of x, or occurs twice in gradient");
            }
            if (n.kind == Kind.NUMBERS) all[i] = other;
        }
        return all;
    }

    static String at(Node n) {
        String path = Graph.path(n);
        return path.isEmpty() ? "" : path.startsWith("[") ? path : "." + path;
    }

    // ---- results --------------------------------------------------------------------------------------------

    /// Refuses a result whose type cannot hold a tangent.
    void requireTangent(Copied y) {
        shapes.require(y.graph, "tangent", "");
    }

    /// `shadows`, one for each cell of `x`, in the shape of `x`.
    Shaped shape(Copied x, @Nullable Object like, Object[] shadows) {
        Map<Node, Object> numbers = new HashMap<>();
        for (int i = 0; i < shadows.length; i++) numbers.put(x.graph.cells.get(i), shadows[i]);
        Object[] made = Rebuild.run(x.graph, new Plan(rebuilt(x.graph), numbers));
        return new Shaped(Copied.root(x.graph, like, made), Copied.cells(x.graph, made));
    }

    record Plan(Set<Node> rebuilt, Map<Node, Object> numbers) implements Rebuild.Plan {
        @Override
        public boolean isRebuilt(Node n) {
            return rebuilt.contains(n);
        }

        @Override
        public Object numbers(Node n) {
            return numbers.getOrDefault(n, new double[0]);
        }
    }

    /// Whatever leads to numbers, and arrays and collections beside that, which somebody may write to.
    static Set<Node> rebuilt(Graph g) {
        Set<Node> rebuilt = new HashSet<>();
        for (Node n : g.nodes) {
            boolean held = n.kind == Kind.VALUES
                    || n.kind == Kind.ARRAY
                    || n.kind == Kind.COLLECTION && Containers.isCopied(n.object);
            if (n.live || held && n.from.stream().anyMatch(o -> o.live)) rebuilt.add(n);
        }
        return rebuilt;
    }
}

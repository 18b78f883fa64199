package org.cotangent.engine;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.cotangent.engine.Graph.Edge;
import org.cotangent.engine.Graph.Node;
import org.jspecify.annotations.Nullable;

/// A structure made again from its graph: some of its objects are made anew, with the same or other numbers, the others are
/// shared; whatever was one object stays one.
///
/// First come the things that can be filled later (arrays, collections that can be changed, bare objects), then those whose
/// parts must be known when they are made (boxes, records, fixed collections), innermost first; then the first are filled.
final class Rebuild {
    /// The numbers of what holds none itself.
    static final double[] NONE = {};

    /// Which objects are made anew, and with which numbers.
    interface Plan {
        boolean isRebuilt(Node n);

        /// The numbers of a cell: for an array an array that may be used, else the entries.
        Object numbers(Node n);

        /// What takes the place of a node, if something that exists already does.
        default @Nullable Object given(Node n) {
            return null;
        }
    }

    private final Plan plan;
    private final @Nullable Object[] made;

    private Rebuild(Graph graph, Plan plan) {
        this.plan = plan;
        this.made = new Object[graph.nodes.size()];
    }

    /// What became of each node, by id: itself if it was not made anew.
    static Object[] run(Graph graph, Plan plan) {
        Rebuild r = new Rebuild(graph, plan);
        for (Node n : graph.nodes) if (plan.isRebuilt(n)) r.open(n);
        for (Node n : graph.inside) if (plan.isRebuilt(n) && r.made[n.id] == null) r.close(n);
        for (Node n : graph.nodes) if (plan.isRebuilt(n)) r.fill(n);
        Object[] all = new Object[r.made.length];
        for (Node n : graph.nodes) {
            Object m = r.made[n.id];
            all[n.id] = m == null ? n.object : m;
        }
        return all;
    }

    private void open(Node n) {
        Object given = plan.given(n);
        made[n.id] = given != null ? given : opened(n);
    }

    private @Nullable Object opened(Node n) {
        return switch (n.kind) {
            case NUMBERS       -> plan.numbers(n);
            case VALUES, ARRAY -> copy(n.object);
            case OBJECT        -> bare(n);
            case COLLECTION, HOLDER ->
                    Containers.isFixed(n.object) ? null : Containers.shell(n.object).orElse(null);
            default -> null;
        };
    }

    private void close(Node n) {
        made[n.id] = switch (n.kind) {
            case BOX                -> Fields.number(n.object.getClass(), ((double[]) plan.numbers(n))[0]);
            case RECORD             -> record(n);
            case COLLECTION, HOLDER -> Containers.isFixed(n.object) ? fixed(n) : n.object;
            default                 -> null;
        };
    }

    private void fill(Node n) {
        Object m = made[n.id];
        if (m == null || m == n.object || plan.given(n) != null) return;
        switch (n.kind) {
            case ARRAY -> {
                for (Edge e : n.edges) {
                    Object part = made[e.node().id];
                    if (part != null) ((Object[]) m)[(Integer) e.step()] = part;
                }
            }
            case OBJECT -> {
                Map<Object, Object> parts = parts(n);
                for (Fields.Member f : Fields.of(n.object.getClass()).members) {
                    Object part = parts.get(f.name);
                    if (part != null) f.set(m, part);
                }
            }
            case COLLECTION -> {
                if (!Containers.isFixed(n.object)) Containers.replace(m, places(n));
            }
            case HOLDER -> hold(m, n);
            default -> {}
        }
    }

    @SuppressWarnings("unchecked")
    private void hold(Object m, Node n) {
        if (!(m instanceof java.util.concurrent.atomic.AtomicReference<?> r)) return;
        for (Edge e : n.edges) {
            Object part = made[e.node().id];
            if (part != null) ((java.util.concurrent.atomic.AtomicReference<Object>) r).set(part);
        }
    }

    private static Object copy(Object array) {
        int n = Array.getLength(array);
        Object copy = Array.newInstance(array.getClass().getComponentType(), n);
        System.arraycopy(array, 0, copy, 0, n);
        return copy;
    }

    private Object bare(Node n) {
        Object o = Making.bare(n.object.getClass());
        Fields fields = Fields.of(n.object.getClass());
        for (Fields.Member f : fields.members) if (!f.isNumber()) f.set(o, f.get(n.object));
        fields.scatter((double[]) plan.numbers(n), o);
        return o;
    }

    /// By the canonical constructor; the record itself where that refuses what it once took.
    private Object record(Node n) {
        Map<Object, Object> parts = parts(n);
        Fields fields = Fields.of(n.object.getClass());
        double[] numbers = fields.numbers == 0 ? NONE : (double[]) plan.numbers(n);
        @Nullable
        Object[] args = new Object[fields.members.size()];
        for (int i = 0; i < args.length; i++) {
            Fields.Member f = fields.members.get(i);
            Object part = parts.get(f.name);
            args[i] = f.isNumber() ? Fields.number(f.type, numbers[f.entry]) : part == null ? f.get(n.object) : part;
        }
        try {
            return Making.record(n.object.getClass(), args);
        } catch (RuntimeException e) {
            return n.object;
        }
    }

    /// The parts that were made anew, by step.
    private Map<Object, Object> parts(Node n) {
        Map<Object, Object> parts = new HashMap<>();
        for (Edge e : n.edges) {
            Object part = made[e.node().id];
            if (part != null) parts.put(e.step(), part);
        }
        return parts;
    }

    private Object fixed(Node n) {
        @Nullable
        Object[] parts = places(n);
        for (Object p : parts) if (p != null) return Containers.fixed(n.object, parts);
        return n.object;
    }

    private @Nullable Object[] places(Node n) {
        @Nullable
        Object[] parts = new Object[Containers.size(n.object)];
        boolean byIndex = n.object instanceof Collection<?>;
        Map<Object, Integer> places = byIndex ? Map.of() : Containers.places(n.object);
        for (Edge e : n.edges) {
            Integer at = byIndex ? (Integer) e.step() : places.get(e.step());
            if (at != null) parts[at] = made[e.node().id];
        }
        return parts;
    }
}

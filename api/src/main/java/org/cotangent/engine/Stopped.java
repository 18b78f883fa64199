package org.cotangent.engine;

import org.cotangent.engine.Graph.Node;
import org.jspecify.annotations.Nullable;

/// Constants: structures whose numbers carry no derivative, since nothing knows their memory.
public final class Stopped {
    private Stopped() {}

    /// A copy of `x`, ordinary objects in it too.
    public static @Nullable Object copy(@Nullable Object x) {
        if (x instanceof double[] a) return a.clone();
        Graph g = Graph.of(x);
        Object[] numbers = new Object[g.cells.size()];
        for (Node n : g.cells) numbers[n.cell] = Structures.numbers(n.object);
        for (Node n : g.nodes) {
            if (n.live && n.kind == Kind.OBJECT && Containers.isContainer(n.object)) {
                throw new IllegalArgumentException(
                        "cannot copy a " + n.object.getClass().getName() + ": stop the gradient of what it holds");
            }
        }
        return Whole.root(g, x, Rebuild.run(g, new Whole.Shaping(Whole.shaped(g), numbers)));
    }
}

package org.cotangent.engine;

import java.lang.reflect.Array;
import java.util.Objects;
import org.cotangent.engine.Graph.Node;
import org.cotangent.runtime.Context;

/// Arguments and results as structures of numbers: what the front door does with them before and after derivative code runs.
///
/// In differentiated code all this runs as it is: it moves numbers, but no tangents. Whoever moves numbers here says so
/// afterwards by [#carry].
final class Structures {
    private final Shapes shapes;

    Structures(JvmWorld world) {
        this.shapes = new Shapes(world);
    }

    /// Refuses, before anything runs, an argument whose type cannot hold a gradient.
    void requireShape(Copied in) {
        requireShape(in, "gradient(f).tangents(x)");
    }

    /// The same; `mend` gives it otherwise.
    void requireShape(Copied in, String mend) {
        in.requireShape(shapes, "gradient", mend);
    }

    /// Refuses a result whose type cannot hold a tangent.
    void requireTangent(Copied y) {
        y.requireShape(shapes, "tangent", "return arrays, or a record that only stores its components");
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
            case float[] a  -> a.clone();
            case Double d   -> new double[] {d};
            case Float f    -> new double[] {f};
            default         -> Fields.of(cell.getClass()).gather(cell);
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

    /// How a node is reached, after the name of the whole.
    static String at(Node n) {
        String path = Graph.path(n);
        return path.isEmpty() ? "" : path.startsWith("[") ? path : "." + path;
    }
}

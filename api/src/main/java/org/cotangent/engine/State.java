package org.cotangent.engine;

import org.cotangent.runtime.Context;
import org.jspecify.annotations.Nullable;

/// Gradients with respect to memory that a function reaches by itself: shadows are made known for it before the function
/// runs, whose argument has none. Differentiated code follows this like [Evaluation].
public final class State {
    private State() {}

    /// [IllegalArgumentException] if `wrt` holds no floating-point numbers.
    public static void requireNumbers(Object wrt) {
        if (StateParts.of(wrt).cells.length > 0) return;
        throw new IllegalArgumentException("a " + wrt.getClass().getSimpleName()
                + " without floating-point numbers that a gradient could be taken with respect to: capture an array or an"
                + " object, and hand that over");
    }

    /// The value; the gradient, in the shape of `wrt`, is left in `gradient[0]`.
    public static double gradient(
            Codes codes, Object f, @Nullable Object x, Object wrt, @Nullable Object[] gradient) {
        StateParts parts = StateParts.of(wrt);
        parts.requireShape(codes.structures());
        Object[] shadows = parts.zeros();
        double y = sweep(codes, f, x, parts, shadows);
        gradient[0] = Evaluation.shaped(parts.in, shadows);
        return y;
    }

    /// The value; the gradient as numbers with names is left in `found`.
    public static double tangents(Codes codes, Object f, @Nullable Object x, Object wrt, Found found) {
        StateParts parts = StateParts.of(wrt);
        Object[] shadows = parts.zeros();
        double y = sweep(codes, f, x, parts, shadows);
        found.flat = Evaluation.flat(parts.runs(), shadows, parts.count());
        found.paths = parts.paths();
        return y;
    }

    private static double sweep(Codes codes, Object f, @Nullable Object x, StateParts parts, Object[] shadows) {
        Copied in = Evaluation.argument(x);
        Context c = codes.take();
        Structures.register(parts.cells, shadows, c);
        double y = codes.forward(Form.ANY, f, in.root, null, c);
        int references = c.rp;
        int heldShadows = c.sp;
        codes.reverse(Form.ANY, 1.0, f, in.root, null, c);
        codes.give(c, references, heldShadows);
        return y;
    }
}

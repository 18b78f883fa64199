package org.cotangent.engine;

import java.util.Arrays;
import org.cotangent.runtime.Context;
import org.jspecify.annotations.Nullable;

/// Derivatives of function objects, evaluated.
///
/// All this is plain Java that differentiated code follows like a user's, so that an inner derivative is differentiated by
/// the same lines that evaluate an outer one ([Links]). Arrays of numbers, the common case, go without structures.
public final class Evaluation {
    private Evaluation() {}

    // ---- forward mode ---------------------------------------------------------------------------------------

    public static double derivative(Codes codes, Object f, double x) {
        Context c = codes.take();
        codes.scalar(f, x, 1.0, c);
        double dy = c.c1;
        codes.give(c, 0, 0);
        return dy;
    }

    /// The derivative of a number-valued function at `x` along `dx`.
    public static double directional(Codes codes, Object f, @Nullable Object x, @Nullable Object dx) {
        Context c = codes.take();
        if (x instanceof double[] a && dx instanceof double[] da && a.length == da.length) {
            double[] copy = a.clone();
            double[] tangent = da.clone();
            Context.register(copy, tangent, c);
            codes.push(Form.NUMBERS, f, copy, tangent, c);
        } else {
            Copied in = argument(x);
            Object[] tangents = seed(in, dx, c);
            codes.push(in.form, f, in.root, in.form == Form.NUMBERS ? tangents[0] : null, c);
        }
        double dy = c.c1;
        codes.give(c, 0, 0);
        return dy;
    }

    /// Value and tangent of a mapping: the first two elements of the result.
    public static @Nullable Object[] pushforward(Codes codes, Object f, @Nullable Object x, @Nullable Object dx) {
        Context c = codes.take();
        Object y;
        if (x instanceof double[] a && dx instanceof double[] da && a.length == da.length) {
            double[] copy = a.clone();
            double[] tangent = da.clone();
            Context.register(copy, tangent, c);
            y = codes.pushMapping(Form.NUMBERS, f, copy, tangent, c);
        } else {
            Copied in = argument(x);
            Object[] tangents = seed(in, dx, c);
            y = codes.pushMapping(in.form, f, in.root, in.form == Form.NUMBERS ? tangents[0] : null, c);
        }
        Object dy = tangent(codes, y, c);
        codes.give(c, 0, 0);
        return new Object[] {y, dy};
    }

    /// The tangents that the result of a pushforward has found, in its shape.
    private static @Nullable Object tangent(Codes codes, @Nullable Object y, Context c) {
        if (y instanceof double[] a) {
            double[] known = (double[]) c.findShadow(a);
            return known == null ? new double[a.length] : known.clone();
        }
        Copied out = Copied.itself(y);
        codes.structures().requireTangent(out);
        Object[] tangents = Structures.zeros(out.from);
        for (int i = 0; i < tangents.length; i++) {
            Object known = c.findShadow(out.from[i]);
            if (known != null) add(known, tangents[i]);
        }
        return shaped(out, tangents);
    }

    // ---- reverse mode ---------------------------------------------------------------------------------------

    /// The value; `gradient`, all zero, is overwritten.
    public static double gradient(Codes codes, Object f, double[] x, double[] gradient) {
        double[] copy = codes.onlyReads(f, x) ? x : x.clone();
        Context c = codes.take();
        Context.register(copy, gradient, c);
        double y = codes.forward(Form.NUMBERS, f, copy, gradient, c);
        int references = c.rp;
        int shadows = c.sp;
        codes.reverse(Form.NUMBERS, 1.0, f, copy, gradient, c);
        codes.give(c, references, shadows);
        return y;
    }

    /// The value; `gradient` is overwritten; `x` is what the function makes of it.
    public static double gradientOn(Codes codes, Object f, double[] x, double[] gradient) {
        if (x.length != gradient.length) {
            throw new IllegalArgumentException(
                    "gradient has length " + gradient.length + ", but x has " + x.length);
        }
        if (x == gradient) throw new IllegalArgumentException("gradient is x itself: it needs memory of its own");
        Arrays.fill(gradient, 0);
        Context c = codes.take();
        Context.register(x, gradient, c);
        int form = codes.form(f, x);
        double y = codes.forward(form, f, x, gradient, c);
        int references = c.rp;
        int shadows = c.sp;
        codes.reverse(form, 1.0, f, x, gradient, c);
        codes.give(c, references, shadows);
        return y;
    }

    /// A gradient of any structure: the value, and the shadows of its cells filled.
    private static double sweep(Codes codes, Object f, Copied in, Object[] shadows) {
        Context c = codes.take();
        Structures.register(in.to, shadows, c);
        Object beside = Form.isShadowed(in.form) ? shadows[0] : null;
        double y = codes.forward(in.form, f, in.root, beside, c);
        int references = c.rp;
        int heldShadows = c.sp;
        codes.reverse(in.form, 1.0, f, in.root, beside, c);
        codes.give(c, references, heldShadows);
        return y;
    }

    /// The value; the gradient, in the shape of `x`, is left in `gradient[0]`.
    public static double gradient(Codes codes, Object f, @Nullable Object x, @Nullable Object[] gradient) {
        Copied in = argument(x);
        codes.structures().requireShape(in);
        Object[] shadows = Structures.zeros(in.from);
        double y = sweep(codes, f, in, shadows);
        gradient[0] = shaped(in, shadows);
        return y;
    }

    /// The value; `gradient` is overwritten; `x` is what the function makes of it.
    public static double gradientOn(Codes codes, Object f, @Nullable Object x, Object gradient) {
        Copied in = Copied.itself(x);
        codes.structures().requireShape(in);
        Object[] shadows = in.shadows(gradient);
        for (int i = 0; i < shadows.length; i++) clear(shadows[i]);
        double y = sweep(codes, f, in, shadows);
        Object[] cells = in.into(gradient, shadows);
        carryAll(shadows, cells);
        return y;
    }

    /// The value; the argument, and the shadows of its cells, are left in `found`.
    public static double tangents(Codes codes, Object f, @Nullable Object x, Found found) {
        Copied in = argument(x);
        Object[] shadows = Structures.zeros(in.from);
        double y = sweep(codes, f, in, shadows);
        found.flat = flat(in.runs(), shadows, in.count());
        found.paths = in.paths();
        return y;
    }

    /// The numbers of `shadows` in the order of the runs: pairs of a cell and an entry, or of a cell and -1 for all of it.
    static double[] flat(int[] runs, Object[] shadows, int count) {
        double[] flat = new double[count];
        int at = 0;
        for (int r = 0; r < runs.length; r += 2) {
            Object shadow = shadows[runs[r]];
            int entry = runs[r + 1];
            if (shadow instanceof double[] d) {
                if (entry >= 0) {
                    flat[at++] = d[entry];
                } else {
                    for (int i = 0; i < d.length; i++) flat[at++] = d[i];
                }
            } else {
                float[] s = (float[]) shadow;
                for (int i = 0; i < s.length; i++) flat[at++] = s[i];
            }
        }
        return flat;
    }

    // ---- arguments ------------------------------------------------------------------------------------------

    /// A copy of `x`.
    static Copied argument(@Nullable Object x) {
        Copied in = Copied.of(x);
        carryAll(in.from, in.to);
        return in;
    }

    /// Makes the numbers of `dx` the tangents of `in`.
    private static Object[] seed(Copied in, @Nullable Object dx, Context c) {
        Object[] tangents = numbers(in, dx, "dx");
        Structures.register(in.to, tangents, c);
        return tangents;
    }

    /// The numbers of `dx`, which has the shape of `in`, in fresh arrays, one for each cell.
    static Object[] numbers(Copied in, @Nullable Object dx, String name) {
        Object[] cells = in.match(dx, name);
        Object[] numbers = new Object[cells.length];
        for (int i = 0; i < cells.length; i++) numbers[i] = Structures.numbers(cells[i]);
        carryAll(cells, numbers);
        return numbers;
    }

    /// Numbers in the shape of an argument.
    static @Nullable Object shaped(Copied in, Object[] numbers) {
        Shaped made = in.shape(numbers);
        carryAll(numbers, made.cells);
        return made.root;
    }

    static void carryAll(Object[] from, Object[] to) {
        for (int i = 0; i < from.length; i++) {
            if (from[i] != to[i]) Structures.carry(from[i], 0, to[i], 0, Structures.size(from[i]));
        }
    }

    static void clear(Object numbers) {
        if (numbers instanceof double[] d) {
            Arrays.fill(d, 0);
        } else if (numbers instanceof float[] s) {
            Arrays.fill(s, 0);
        }
    }

    /// `to += from`, element by element.
    static void add(Object from, Object to) {
        if (from instanceof double[] d && to instanceof double[] e) {
            for (int i = 0; i < d.length; i++) e[i] += d[i];
        } else if (from instanceof float[] d && to instanceof float[] e) {
            for (int i = 0; i < d.length; i++) e[i] += d[i];
        }
    }
}

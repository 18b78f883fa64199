package org.cotangent.runtime;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What belongs to one running derivative: its tape, the shadows of objects, further results of calls, a refusal.
///
/// The tape is one stack per type, used last in, first out: an activation or iteration pushes a frame when it is left,
/// and the reverse sweep pops it. Everything here is plain Java that can be differentiated again: a derivative of
/// derivative code treats the tape of the inner one as the ordinary memory that it is.
public final class Context {
    private static final int FIRST = 64;

    /// The stacks of the tape and the number of entries in use: doubles (and floats), ints, longs, references.
    public double[] d = new double[FIRST];
    public int dp;
    public int[] i = new int[FIRST];
    public int ip;
    public long[] l = new long[4];
    public int lp;
    public Object[] r = new Object[FIRST];
    public int rp;

    /// Results of a call beyond the one that Java returns: read directly after the call.
    public double c1;
    public double c2;
    public double c3;
    public double c4;
    public double c5;
    public double c6;
    public double c7;
    public double[] more = new double[0];

    /// Set before a refusal is thrown: it must not be swallowed by a handler of the program.
    public @Nullable CotangentException refused;

    /// Whether an active number became text here (DESIGN §3): making numbers from text is refused from then on.
    public boolean wroteText;

    private final IdentityTable shadows = new IdentityTable();

    // ---- tape -----------------------------------------------------------------------------------------------

    /// A stack of doubles with room for `need` entries.
    public static double[] ensureD(double[] d, int need, Context context) {
        return need <= d.length ? d : context.growD(need);
    }

    private double[] growD(int need) {
        return d = Arrays.copyOf(d, Math.max(need, 2 * d.length));
    }

    /// A stack of ints with room for `need` entries.
    public static int[] ensureI(int[] i, int need, Context context) {
        return need <= i.length ? i : context.growI(need);
    }

    private int[] growI(int need) {
        return i = Arrays.copyOf(i, Math.max(need, 2 * i.length));
    }

    /// A stack of longs with room for `need` entries.
    public static long[] ensureL(long[] l, int need, Context context) {
        return need <= l.length ? l : context.growL(need);
    }

    private long[] growL(int need) {
        return l = Arrays.copyOf(l, Math.max(need, 2 * l.length));
    }

    /// A stack of references with room for `need` entries.
    public static Object[] ensureR(Object[] r, int need, Context context) {
        return need <= r.length ? r : context.growR(need);
    }

    private Object[] growR(int need) {
        return r = Arrays.copyOf(r, Math.max(need, 2 * r.length));
    }

    /// Further results of calls, from the eighth on.
    public double[] more(int need) {
        if (more.length < need) more = Arrays.copyOf(more, Math.max(need, 8));
        return more;
    }

    // ---- shadows --------------------------------------------------------------------------------------------

    /// The shadow of `object`, or null if it has none yet: nothing active has been seen in it.
    public @Nullable Object findShadow(@Nullable Object object) {
        return shadows.isEmpty() || object == null ? null : shadows.get(object);
    }

    /// The shadow of `object`, made if it has none yet; null for null.
    public @Nullable Object makeShadow(@Nullable Object object) {
        if (object == null) return null;
        Object shadow = shadows.get(object);
        if (shadow == null) {
            shadow = Shadows.zero(object);
            shadows.put(object, shadow);
        }
        return shadow;
    }

    /// Makes `shadow` the shadow of `object`, which had none.
    public static void register(@Nullable Object object, @Nullable Object shadow, Context context) {
        if (object != null && shadow != null) context.shadows.put(object, shadow);
    }

    /// Keeps `refusal` so that no handler of the program can swallow it, and returns it to be thrown.
    public CotangentException refuse(CotangentException refusal) {
        refused = refusal;
        return refusal;
    }
}

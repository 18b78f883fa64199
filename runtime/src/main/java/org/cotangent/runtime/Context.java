package org.cotangent.runtime;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What belongs to one running derivative: its tape, the shadows of objects, further results of calls, a refusal.
///
/// The tape is one stack per type, used last in, first out: an activation or iteration pushes a frame when it is left,
/// and the reverse sweep pops it. Everything here is plain Java that can be differentiated again: a derivative of
/// derivative code treats the tape of the inner one as the ordinary memory that it is.
public final class Context {
    private static final int FIRST = 64;
    private static final int LARGE = 1 << 16;
    /// How many numbers there are for places that ask for shadows.
    public static final int SITES = IdentityTable.CURSORS;
    private static final double[] NO_DOUBLES = {};
    private static final int[] NO_INTS = {};
    private static final long[] NO_LONGS = {};
    private static final Object[] NO_OBJECTS = {};

    /// The stacks of the tape and the number of entries in use: doubles (and floats), ints, longs, references, shadows.
    public double[] d = NO_DOUBLES;
    public int dp;
    public int[] i = NO_INTS;
    public int ip;
    public long[] l = NO_LONGS;
    public int lp;
    public Object[] r = NO_OBJECTS;
    public int rp;
    public Object[] s = NO_OBJECTS;
    public int sp;

    /// Results of a call beyond the one that Java returns: read directly after the call.
    public double c1;
    public double c2;
    public double c3;
    public double c4;
    public double c5;
    public double c6;
    public double c7;
    public double[] more = NO_DOUBLES;

    /// Set before a refusal is thrown: it must not be swallowed by a handler of the program.
    public @Nullable CotangentException refused;

    /// The context of the evaluation around this one, in derivative code of derivative code.
    private @Nullable Context around;

    /// The first exception that a handler of the program has seen and thrown on, perhaps as another.
    public @Nullable Throwable failed;

    /// Whether an active number became text here (DESIGN §3): making numbers from text is refused from then on.
    public boolean wroteText;

    /// Views that were made here, of collections that were checked.
    private @Nullable Set<Object> vetted;

    private final IdentityTable shadows = new IdentityTable();

    // ---- tape -----------------------------------------------------------------------------------------------

    /// A stack of doubles with room for `need` entries.
    public static double[] ensureD(double[] d, int need, Context context) {
        return need <= d.length ? d : context.growD(need);
    }

    private double[] growD(int need) {
        return d = Arrays.copyOf(d, room(need, d.length));
    }

    /// A stack of ints with room for `need` entries.
    public static int[] ensureI(int[] i, int need, Context context) {
        return need <= i.length ? i : context.growI(need);
    }

    private int[] growI(int need) {
        return i = Arrays.copyOf(i, room(need, i.length));
    }

    /// A stack of longs with room for `need` entries.
    public static long[] ensureL(long[] l, int need, Context context) {
        return need <= l.length ? l : context.growL(need);
    }

    private long[] growL(int need) {
        return l = Arrays.copyOf(l, room(need, l.length));
    }

    /// A stack of references with room for `need` entries.
    public static Object[] ensureR(Object[] r, int need, Context context) {
        return need <= r.length ? r : context.growR(need);
    }

    private Object[] growR(int need) {
        return r = Arrays.copyOf(r, room(need, r.length));
    }

    /// A stack of shadows with room for `need` entries.
    public static Object[] ensureS(Object[] s, int need, Context context) {
        return need <= s.length ? s : context.growS(need);
    }

    private Object[] growS(int need) {
        return s = Arrays.copyOf(s, room(need, s.length));
    }

    private static int room(int need, int now) {
        return Math.max(need, Math.max(FIRST, 2 * now));
    }

    /// A stack with room for `trips` frames (at least one) of `size` entries above `top`.
    public static double[] reserveD(double[] d, int top, int trips, int size, Context context) {
        return ensureD(d, room(top, trips, size), context);
    }

    /// A stack with room for `trips` frames (at least one) of `size` entries above `top`.
    public static int[] reserveI(int[] i, int top, int trips, int size, Context context) {
        return ensureI(i, room(top, trips, size), context);
    }

    /// A stack with room for `trips` frames (at least one) of `size` entries above `top`.
    public static long[] reserveL(long[] l, int top, int trips, int size, Context context) {
        return ensureL(l, room(top, trips, size), context);
    }

    /// A stack with room for `trips` frames (at least one) of `size` entries above `top`.
    public static Object[] reserveR(Object[] r, int top, int trips, int size, Context context) {
        return ensureR(r, room(top, trips, size), context);
    }

    /// A stack with room for `trips` frames (at least one) of `size` entries above `top`.
    public static Object[] reserveS(Object[] s, int top, int trips, int size, Context context) {
        return ensureS(s, room(top, trips, size), context);
    }

    private static int room(int top, int trips, int size) {
        long need = top + (long) Math.max(1, trips) * size;
        if (need > Integer.MAX_VALUE - 8) throw new OutOfMemoryError("the tape would need " + need + " entries");
        return (int) need;
    }

    /// Further results of calls, from the eighth on.
    public double[] more(int need) {
        if (more.length < need) more = Arrays.copyOf(more, Math.max(need, 8));
        return more;
    }

    // ---- shadows --------------------------------------------------------------------------------------------

    /// Whether anything has a shadow.
    boolean hasShadows() {
        return !shadows.isEmpty();
    }

    /// The shadow of `object`, or null if it has none yet: nothing active has been seen in it.
    public @Nullable Object findShadow(@Nullable Object object) {
        return findShadow(object, 0);
    }

    /// The same; `site`, below [#SITES], is the number of the place that asks: what it asks for next is likely near.
    public @Nullable Object findShadow(@Nullable Object object, int site) {
        return shadows.get(object, site);
    }

    /// The shadow of `object`, made if it has none yet; null for null.
    public @Nullable Object makeShadow(@Nullable Object object) {
        return makeShadow(object, 0);
    }

    /// The same, asked at the place of that number.
    public @Nullable Object makeShadow(@Nullable Object object, int site) {
        if (object == null) return null;
        Object shadow = shadows.get(object, site);
        if (shadow == null) {
            shadow = Shadows.zero(object);
            shadows.put(object, shadow);
        }
        return shadow;
    }

    /// All shadows that the table or the tape holds, some perhaps twice.
    public Object[] shadows() {
        Object[] found = shadows.values();
        Object[] all = Arrays.copyOf(found, found.length + sp);
        System.arraycopy(s, 0, all, found.length, sp);
        return all;
    }

    /// Makes `shadow` the shadow of `object`, which had none.
    public static void register(@Nullable Object object, @Nullable Object shadow, Context context) {
        if (object != null && shadow != null) context.shadows.put(object, shadow);
    }

    /// Says that what `made` hides was checked when it was made.
    public static void vet(@Nullable Object made, Context context) {
        if (made == null) return;
        Set<Object> all = context.vetted;
        if (all == null) context.vetted = all = Collections.newSetFromMap(new IdentityHashMap<>());
        all.add(made);
    }

    /// Whether what `made` hides was checked when it was made.
    public boolean isVetted(Object made) {
        Set<Object> all = vetted;
        return all != null && all.contains(made);
    }

    // ---- use ------------------------------------------------------------------------------------------------

    /// A new one: how derivative code of derivative code makes it.
    public static Context open() {
        return new Context();
    }

    /// Says that `inner` was opened while `outer` runs: what is refused there is refused here.
    public static void inside(Context inner, Context outer) {
        inner.around = outer;
    }

    /// Throws what was refused, if anything was.
    public void check() {
        CotangentException refusal = refused;
        if (refusal != null) throw refusal;
    }

    /// Makes it as new, but for room: its first `references` and `beside` entries of those two stacks were in use.
    public void clear(int references, int beside) {
        Arrays.fill(r, 0, references, null);
        Arrays.fill(s, 0, beside, null);
        shadows.clear();
        dp = 0;
        ip = 0;
        lp = 0;
        rp = 0;
        sp = 0;
        around = null;
        failed = null;
        vetted = null;
        wroteText = false;
    }

    /// Whether it holds so much room that it should go when memory is short.
    public boolean isLarge() {
        return d.length + i.length + l.length + r.length + s.length > LARGE;
    }

    /// Keeps `refusal` so that no handler of the program can swallow it, and returns it to be thrown.
    public CotangentException refuse(CotangentException refusal) {
        for (Context c = this; c != null; c = c.around) if (c.refused == null) c.refused = refusal;
        return refusal;
    }

    /// What a handler from which the program goes on does first with what it caught: a refusal goes on, whatever the
    /// program would do with it; so does an error that the derivative itself may have caused, as a refusal.
    public static void caught(Throwable e, Context context) {
        if (e instanceof CotangentException refusal) throw context.refuse(refusal);
        context.check();
        Throwable first = context.failed;
        context.failed = null;
        if (isOurs(e)) throw context.refuse(goesOn(e));
        if (first != null && isOurs(first)) throw context.refuse(goesOn(first));
    }

    /// Whether the derivative itself may have caused an error.
    private static boolean isOurs(Throwable e) {
        return e instanceof VirtualMachineError || e instanceof LinkageError;
    }

    /// What the evaluation ends with instead of `e`, which left it: what was refused, however the program has wrapped it.
    public Throwable left(Throwable e) {
        if (refused != null) return refused;
        Throwable first = failed;
        return first == null || isOurs(e) || !isOurs(first) ? e : refuse(goesOn(first));
    }

    private static NotDifferentiable goesOn(Throwable e) {
        NotDifferentiable refusal = new NotDifferentiable(
                "cannot differentiate code that goes on after " + e.getClass().getSimpleName(),
                Places.chain(""),
                "the derivative needs more room than the program itself, which might not have failed",
                "give the thread a larger stack (-Xss) or the JVM more memory (-Xmx)");
        refusal.initCause(e);
        return refusal;
    }
}

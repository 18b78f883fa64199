package org.cotangent.engine;

import org.cotangent.runtime.Context;
import org.jspecify.annotations.Nullable;

/// A mapping that has run forward and can be run backwards any number of times: its context, with the tape, is its own.
///
/// Before each way back the tape is as the forward sweep left it, since nothing writes to it, and all shadows are zero.
public final class Applied {
    private final Codes codes;
    private final Object f;
    private final Copied in;
    private final Object[] bars;
    private final Context context;
    private final @Nullable Object y;
    private final Copied out;
    private final Object[] outBars;
    private final int dp;
    private final int ip;
    private final int lp;
    private final int rp;
    private final int sp;

    private Applied(Codes codes, Object f, @Nullable Object x) {
        Context c = Context.open();
        this.codes = codes;
        this.f = f;
        this.context = c;
        if (x instanceof double[] a) {
            double[] copy = a.clone();
            double[] bar = new double[a.length];
            in = Copied.itself(copy);
            bars = new Object[] {bar};
            Context.register(copy, bar, c);
            y = codes.forwardMapping(Form.NUMBERS, f, copy, bar, c);
        } else {
            in = Evaluation.argument(x);
            codes.structures().requireShape(in);
            bars = Structures.zeros(in.from);
            Structures.register(in.to, bars, c);
            y = codes.forwardMapping(in.form, f, in.root, in.form == Form.NUMBERS ? bars[0] : null, c);
        }
        c.check();
        out = Copied.itself(y);
        outBars = Structures.known(out.from, c);
        dp = c.dp;
        ip = c.ip;
        lp = c.lp;
        rp = c.rp;
        sp = c.sp;
    }

    /// Runs `f` forward at `x`.
    public static Applied run(Codes codes, Object f, @Nullable Object x) {
        return new Applied(codes, f, x);
    }

    public @Nullable Object value() {
        return y;
    }

    /// The cotangent of the argument for that of the value.
    public @Nullable Object back(@Nullable Object yBar) {
        Object[] given = Evaluation.numbers(out, yBar, "yBar");
        context.dp = dp;
        context.ip = ip;
        context.lp = lp;
        context.rp = rp;
        context.sp = sp;
        Object[] shadows = context.shadows();
        for (int i = 0; i < shadows.length; i++) Evaluation.clear(shadows[i]);
        for (int i = 0; i < given.length; i++) Evaluation.add(given[i], outBars[i]);
        if (in.root instanceof double[] copy && bars[0] instanceof double[] bar) {
            codes.reverseMapping(Form.NUMBERS, f, copy, bar, context);
            context.check();
            return bar.clone();
        }
        codes.reverseMapping(in.form, f, in.root, in.form == Form.NUMBERS ? bars[0] : null, context);
        context.check();
        Object[] copies = Structures.zeros(in.from);
        for (int i = 0; i < copies.length; i++) Evaluation.add(bars[i], copies[i]);
        return Evaluation.shaped(in, copies);
    }
}

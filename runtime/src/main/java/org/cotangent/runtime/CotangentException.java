package org.cotangent.runtime;

import java.util.List;

/// A derivative that cannot be given, with the place, the reason and a way out.
///
/// The message always has the same parts, a line each: *what*, in the user's terms · *where*, the source
/// line and the chain of calls that led there from the differentiated function · *why*, unless it is
/// obvious · *what to do*, as code to paste.
///
/// ```text
/// no derivative rule for Math.cbrt
///   at       Demo.java:43, called from Demo.java:12
///   because  its argument depends on the input
///   instead  add a rule: static double dCbrt(double x, double dx) { … } in a @RulesFor(Math.class) table
/// ```
///
/// It is never replaced by a guess: Cotangent refuses rather than give a wrong number. A handler of the
/// differentiated program does not catch it.
public abstract sealed class CotangentException extends RuntimeException
        permits NotDifferentiable, BadRule, UnsupportedBytecode {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final String[] where;
    private final String why;
    private final String mend;

    /// `where` begins with the place itself and goes outward, caller by caller; it and `why` may be empty.
    CotangentException(String what, List<String> where, String why, String mend) {
        super(message(what, where, why, mend));
        this.what = what;
        this.where = where.toArray(String[]::new);
        this.why = why;
        this.mend = mend;
    }

    /// What went wrong, in the user's terms.
    public final String what() {
        return what;
    }

    /// The source line, then the calls that led there, innermost first.
    public final List<String> where() {
        return List.of(where);
    }

    /// The reason; empty where [#what] says it already.
    public final String why() {
        return why;
    }

    /// What to do about it.
    public final String mend() {
        return mend;
    }

    private static String message(String what, List<String> where, String why, String mend) {
        return what
                + line("at       ", String.join(", called from ", where))
                + line("because  ", why)
                + line("instead  ", mend);
    }

    /// One part of the message, its further lines under its first; nothing for an empty one.
    private static String line(String head, String text) {
        return text.isEmpty() ? "" : "\n  " + head + text.replace("\n", "\n" + " ".repeat(2 + head.length()));
    }
}

package org.cotangent.engine;

import org.jspecify.annotations.Nullable;

/// An argument as a function is given it (DESIGN §1, *What f writes*): arrays, records, boxes and collections of the JDK
/// copied, each once; ordinary objects, and what they hold, as they are.
///
/// Its *cells* are the arrays and objects that hold numbers themselves, in the order of [org.cotangent.Tangents].
abstract class Copied {
    /// What the function is given.
    final @Nullable Object root;

    /// The cells of the original, and what became of them.
    final Object[] from;

    final Object[] to;
    final int form;

    Copied(@Nullable Object root, Object[] from, Object[] to, int form) {
        this.root = root;
        this.from = from;
        this.to = to;
        this.form = form;
    }

    /// A copy of `x`.
    static Copied of(@Nullable Object x) {
        if (x instanceof double[][] || x instanceof float[][]) return Rows.copy((Object[]) x);
        if (x != null && Single.isSingle(x)) return Single.copy(x);
        return Whole.copy(x);
    }

    /// `x` itself, to be run on as it is, or a result.
    static Copied itself(@Nullable Object x) {
        if (x instanceof double[][] || x instanceof float[][]) return Rows.itself((Object[]) x);
        if (x != null && Single.isSingle(x)) return Single.itself(x);
        return Whole.itself(x);
    }

    /// Refuses a structure that has a part which cannot hold any numbers. `what` is to be held, `mend` gives it otherwise.
    abstract void requireShape(Shapes shapes, String what, String mend);

    /// The cells of `other`, one for each of these; [IllegalArgumentException] if it has another shape. `name` is what the
    /// message calls it.
    abstract Object[] match(@Nullable Object other, String name);

    /// `numbers`, one array for each cell, in the shape of the original.
    abstract Shaped shape(Object[] numbers);

    /// Refuses a gradient that cannot be overwritten or shares memory with the original; returns where reverse mode may
    /// gather the cotangents of each cell: the gradient's own arrays where there are any.
    abstract Object[] shadows(Object gradient);

    /// Overwrites a gradient with what `shadows` hold, and returns its cells.
    abstract Object[] into(Object gradient, Object[] shadows);

    /// The numbers in order: pairs of a cell's place and an entry, or -1 for all of an array.
    abstract int[] runs();

    /// What the numbers are called.
    abstract Paths paths();

    /// How many numbers there are.
    final int count() {
        int n = 0;
        for (Object cell : from) n += Structures.size(cell);
        return n;
    }
}

package org.cotangent.engine;

import org.cotangent.runtime.Context;

/// What leaves an evaluation by an exception: the exception of the program, or what was refused, however the program has
/// wrapped it.
final class Leaving {
    private Leaving() {}

    /// Throws what `e`, which left the evaluation of `context`, stands for.
    static RuntimeException with(Throwable e, Context context) {
        throw Leaving.<RuntimeException>sneaky(context.left(e));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // checked exceptions pass, as in the program
    private static <T extends Throwable> T sneaky(Throwable e) throws T {
        throw (T) e;
    }
}

package org.cotangent.runtime;

import org.jspecify.annotations.Nullable;

/// Compiled derivative code as objects, so that to call it is a plain call of an interface's method: first the function,
/// then its argument, the shadow of that where one is passed beside it, last the context.
public interface Code {
    /// Forward mode of a function of one number; the tangent of the result is left in the context.
    @FunctionalInterface
    interface Scalar extends Code {
        double run(Object f, double x, double dx, Context context);
    }

    /// Forward mode, or the forward half of reverse mode, of a function with a number as its result.
    @FunctionalInterface
    interface ToNumber extends Code {
        double run(Object f, @Nullable Object x, @Nullable Object shadow, Context context);
    }

    /// The reverse half for such a function.
    @FunctionalInterface
    interface FromNumber extends Code {
        void run(double bar, Object f, @Nullable Object x, @Nullable Object shadow, Context context);
    }

    /// Forward mode, or the forward half of reverse mode, of a function with a structure as its result.
    @FunctionalInterface
    interface ToStructure extends Code {
        @Nullable
        Object run(Object f, @Nullable Object x, @Nullable Object shadow, Context context);
    }

    /// The reverse half for such a function; cotangents come in and go out in shadows.
    @FunctionalInterface
    interface FromStructure extends Code {
        void run(Object f, @Nullable Object x, @Nullable Object shadow, Context context);
    }
}

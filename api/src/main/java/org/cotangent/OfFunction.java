package org.cotangent;

import java.io.Serializable;
import java.util.Objects;
import org.cotangent.engine.Codes;
import org.jspecify.annotations.Nullable;

/// What is made of a function object `f`: it knows the derivative code of `f`, which is looked up when first asked for.
abstract class OfFunction<F extends Serializable> implements Serializable {
    private static final long serialVersionUID = 1;

    final F f;
    private transient @Nullable Codes codes;

    OfFunction(F f) {
        this.f = Objects.requireNonNull(f, "f");
    }

    final Codes codes() {
        Codes c = codes;
        if (c == null) codes = c = Codes.of(f);
        return c;
    }

    public Object inner() {
        return f;
    }
}

package org.cotangent.opt;

import org.cotangent.ir.Func;

/// A transformation that keeps the meaning of a function. The argument itself as answer means: nothing to do.
public interface Pass {
    /// A plain verb, by which pipelines, stages and switches name the pass.
    String name();

    Func apply(Func f);

    /// Whether it finds nothing to do in what it has just made.
    default boolean settles() {
        return false;
    }
}

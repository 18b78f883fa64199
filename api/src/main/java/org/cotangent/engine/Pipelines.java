package org.cotangent.engine;

import java.util.Optional;
import java.util.function.Function;
import org.cotangent.ad.Passes;
import org.cotangent.ir.Func;
import org.cotangent.ir.Op;
import org.cotangent.opt.LoopShape;

/// What is done to a function before, between and after the steps of differentiation.
final class Pipelines implements Passes {
    private final Options options;

    Pipelines(Options options) {
        this.options = options;
    }

    @Override
    public Func primal(Func f, Function<Op.Invoke, Optional<Func>> body) {
        return check(f);
    }

    @Override
    public Func shape(Func f, boolean guarded) {
        return check(new LoopShape(guarded).apply(f));
    }

    @Override
    public Func linear(Func f) {
        return check(f);
    }

    @Override
    public Func afterwards(Func f) {
        return check(f);
    }

    private Func check(Func f) {
        if (options.verify()) org.cotangent.ir.verify.Verifier.verify(f);
        return f;
    }
}

package org.cotangent.engine;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.cotangent.ad.Passes;
import org.cotangent.ir.Block;
import org.cotangent.ir.FieldRef;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Value;
import org.cotangent.ir.verify.Verifier;
import org.cotangent.opt.DropDead;
import org.cotangent.opt.Forward;
import org.cotangent.opt.Hoist;
import org.cotangent.opt.Inline;
import org.cotangent.opt.LoopShape;
import org.cotangent.opt.Pass;
import org.cotangent.opt.Pipeline;
import org.cotangent.opt.Promote;
import org.cotangent.opt.Reuse;
import org.cotangent.opt.Scalarize;
import org.cotangent.opt.Simplify;
import org.cotangent.opt.Sink;
import org.cotangent.opt.StraightenLatch;

/// What is done to a function before, between and after the steps of differentiation.
///
/// Some passes are not optional: loops must have their shape to be reversed, and tangents must go where nobody reads them,
/// since their transposes would multiply zero by what may be infinite.
final class Pipelines implements Passes {
    private static final int MOST_ROUNDS = 6;
    private static final int LARGE = 2500;

    private final Options options;
    private final Predicate<FieldRef> isFinal;

    Pipelines(Options options, Predicate<FieldRef> isFinal) {
        this.options = options;
        this.isFinal = isFinal;
    }

    private Pipeline with(Pass... passes) {
        Pipeline p = Pipeline.of(passes).without(options.without());
        return options.verify() ? p.verified() : p;
    }

    private Pipeline tidy() {
        return with(new Simplify(), new Reuse(isFinal), new Forward(), new DropDead()).untilStable();
    }

    /// `ends`: whether tangents are of no use once the function has thrown.
    private Pipeline loops(boolean ends) {
        Pipeline small =
                with(Simplify.keepingLoops(), new StraightenLatch(), new Reuse(isFinal), new DropDead()).untilStable();
        return with(small, new Forward(ends), new Hoist(), small, new Promote(ends), new Forward(ends), small);
    }

    @Override
    public Func values(
            Func f, Function<Op.Invoke, Optional<Func>> methods, Function<Op.Invoke, Optional<Func>> constructors) {
        Func g = inlined(f, methods);
        if (!makes(g, constructors)) return g;
        Func tidied = tidy().apply(g);
        return with(new Scalarize(constructors)).apply(tidied);
    }

    /// Whether there is anything in `f` that could become values: an object with a constructor to be had, an array of a length
    /// that is known.
    private static boolean makes(Func f, Function<Op.Invoke, Optional<Func>> constructors) {
        Set<Value> constants = new HashSet<>();
        for (Block b : f.blocks()) {
            for (Let let : b.lets()) {
                if (let.op() instanceof Op.Const) constants.add(let.result());
                boolean made =
                        switch (let.op()) {
                            case Op.Invoke call when call.callee().isConstructor() ->
                                    constructors.apply(call).isPresent();
                            case Op.NewArray(_, var length) -> constants.contains(length);
                            default                         -> false;
                        };
                if (made) return true;
            }
        }
        return false;
    }

    @Override
    public Func primal(Func f, Function<Op.Invoke, Optional<Func>> body) {
        return tidy().apply(inlined(f, body));
    }

    private Func inlined(Func f, Function<Op.Invoke, Optional<Func>> body) {
        Func g = check(f);
        Pass inline = new Inline(body);
        for (int round = 0; round < MOST_ROUNDS && !options.without().contains(inline.name()); round++) {
            Func h = inline.apply(g);
            if (h == g || h.size() > LARGE) break;
            g = check(h);
        }
        return g;
    }

    @Override
    public Func shape(Func f, boolean guarded) {
        return loops(false).apply(check(new LoopShape(guarded).apply(f)));
    }

    @Override
    public Func linear(Func f, boolean guarded) {
        Func g = loops(!guarded).apply(check(new DropDead().apply(check(f))));
        return check(new Sink().apply(g));
    }

    @Override
    public Func afterwards(Func f, boolean guarded) {
        Func shaped = check(new LoopShape().apply(check(f)));
        return with(new Simplify(), new DropDead()).untilStable().apply(loops(!guarded).apply(shaped));
    }

    private Func check(Func f) {
        if (options.verify()) Verifier.verify(f);
        return f;
    }
}

package org.cotangent.opt;

import java.util.List;
import org.cotangent.ir.Func;

/// Local simplifications until none is left: ops by [Identities], decisions that are known, edges through empty blocks,
/// straight lines of blocks, parameters that are always the same value.
///
/// The shape that [LoopShape] has made goes, unless it is to be kept: then preheaders, latches, exit blocks and the
/// parameters that close loops stay.
public final class Simplify implements Pass {
    private static final int MOST_ROUNDS = 20;

    private final List<Pass> steps;

    public Simplify() {
        this(false);
    }

    private Simplify(boolean keepsLoops) {
        this.steps = List.of(
                new FoldBranches(),
                new ThreadJumps(keepsLoops),
                new MergeBlocks(keepsLoops),
                new SimplifyParameters(keepsLoops),
                new FoldLets());
    }

    /// Keeps the shape of loops.
    public static Simplify keepingLoops() {
        return new Simplify(true);
    }

    @Override
    public String name() {
        return "simplify";
    }

    @Override
    public boolean settles() {
        return true;
    }

    @Override
    public Func apply(Func f) {
        Func now = f;
        int quiet = 0;
        for (int i = 0; quiet < steps.size() && i < MOST_ROUNDS * steps.size(); i++) {
            Func next = steps.get(i % steps.size()).apply(now);
            quiet = next == now ? quiet + 1 : 0;
            now = next;
        }
        return now;
    }
}

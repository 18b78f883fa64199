package org.cotangent.opt;

import java.util.List;
import org.cotangent.ir.Func;

/// Gives loops the shape that the passes after it rely on (canonical loops). Afterwards
///
/// - the function has at most one `Return`;
/// - each loop has one latch, and is entered by one edge from a preheader that jumps to the header;
/// - a loop whose small header decides whether to go on has become a guard before a loop that decides at its latch;
/// - each edge out of a loop leaves its latch, for a block that nothing else leads to, the *exit block*; other ways out
///   lead to the latch with a number that says which;
/// - what is defined in a loop and read outside is a parameter of the exit block (loop-closed form).
///
/// So a loop that is left has run some number of complete iterations, at least one, and its preheader runs only when
/// the loop does. Ways out to where no return can be reached stay as they are, unless they are wanted as exits.
/// [CanonicalLoops] checks all this.
public final class LoopShape implements Pass {
    private final List<Pass> steps;

    public LoopShape() {
        this(false);
    }

    /// `throwsAreExits`: whether ways out of a loop to where no return can be reached are exits like others.
    public LoopShape(boolean throwsAreExits) {
        this.steps =
                List.of(new MergeReturns(), new LoopEntries(), new Rotate(throwsAreExits), new LoopEntries(),
                        new LoopExits(throwsAreExits));
    }

    @Override
    public String name() {
        return "loop-shape";
    }

    @Override
    public Func apply(Func f) {
        Func g = f;
        for (Pass step : steps) g = step.apply(g);
        return g;
    }
}

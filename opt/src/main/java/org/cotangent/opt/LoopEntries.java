package org.cotangent.opt;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cotangent.ir.Block;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Value;
import org.cotangent.ir.analysis.Loops;
import org.cotangent.ir.analysis.Predecessors;

/// A loop gets one entry edge, from a preheader that does nothing but jump to the header after it, and one edge back.
/// Second step of [LoopShape].
final class LoopEntries implements Pass {
    @Override
    public String name() {
        return "loop-entries";
    }

    @Override
    public Func apply(Func f) {
        Loops loops = Loops.of(f);
        if (!loops.reducible()) throw new IllegalArgumentException("irreducible: " + f.name());
        if (loops.all().isEmpty()) return f;
        Run run = new Run(new Draft(f), Predecessors.of(f));
        for (Loops.Loop loop : loops.all()) run.visit(loop);
        return run.draft.build();
    }

    private record Run(Draft draft, Predecessors predecessors) {
        void visit(Loops.Loop loop) {
            Map<Boolean, List<Predecessors.Source>> sources = predecessors.of(loop.header()).stream()
                    .collect(Collectors.partitioningBy(s -> loop.contains(s.block())));
            List<Predecessors.Source> entries = sources.getOrDefault(false, List.of());
            List<Predecessors.Source> backs = sources.getOrDefault(true, List.of());
            if (entries.size() != 1 || !jumps(entries.getFirst())) merge(entries, loop, "enter");
            if (backs.size() != 1 || backs.getFirst().guard()) merge(backs, loop, "again");
        }

        private boolean jumps(Predecessors.Source s) {
            return !s.guard() && draft.block(s.block()).exit() instanceof Exit.Jump;
        }

        /// The `sources` of the header lead to a new block, which jumps to the header.
        private void merge(List<Predecessors.Source> sources, Loops.Loop loop, String hint) {
            Block header = draft.block(loop.header());
            List<Value> parameters = draft.like(header.parameters());
            Exit jump = new Exit.Jump(new Block.Edge(header.label(), parameters));
            Block.Label merged = draft.add(hint, parameters, List.of(), jump, header.origin());
            for (Predecessors.Source s : sources) draft.redirect(s.block(), header.label(), merged);
        }
    }
}

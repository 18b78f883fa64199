package org.cotangent.opt;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.cotangent.ir.Block;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Value;
import org.cotangent.ir.analysis.Loops;
import org.cotangent.ir.analysis.Uses;

/// Edges into a block without lets go where it would lead them (jump threading): where it jumps to, or where it branches
/// to on a constant that the edge hands over. A step of [Simplify]; preheaders, latches and exit blocks are not skipped if
/// loops are to keep their shape, and headers never where they decide, as that would give their loops a second entry.
final class ThreadJumps implements Pass {
    private static final int FARTHEST = 32;

    private final boolean keepsLoops;

    ThreadJumps(boolean keepsLoops) {
        this.keepsLoops = keepsLoops;
    }

    @Override
    public String name() {
        return "thread-jumps";
    }

    @Override
    public Func apply(Func f) {
        Run run = new Run(f, keepsLoops);
        if (run.skipped.isEmpty()) return f;
        for (Block b : f.blocks()) run.visit(b);
        return run.draft.build();
    }

    private static final class Run {
        final Draft draft;
        final Known known;
        final Map<Block.Label, Block> skipped = new HashMap<>();

        Run(Func f, boolean keepsLoops) {
            this.draft = new Draft(f);
            this.known = Known.of(f);
            Uses uses = Uses.of(f);
            Loops loops = Loops.of(f);
            Set<Block.Label> kept = keepsLoops ? kept(f) : Set.of();
            for (Block b : f.blocks()) {
                if (!b.lets().isEmpty() || b.label() == f.entry().label() || kept.contains(b.label())) continue;
                boolean header = loops.innermost(b.label())
                        .map(l -> l.header() == b.label())
                        .orElse(false);
                boolean jumps = b.exit() instanceof Exit.Jump(var e) && e.target() != b.label();
                boolean decides = b.exit() instanceof Exit.Branch || b.exit() instanceof Exit.Switch;
                boolean local = b.parameters().stream()
                        .allMatch(p -> uses.users(p).stream().allMatch(u -> u == b.label()));
                if (local && (jumps || decides && !header)) skipped.put(b.label(), b);
            }
        }

        private static Set<Block.Label> kept(Func f) {
            Set<Block.Label> kept = new HashSet<>();
            for (CanonicalLoops.Shape s : CanonicalLoops.of(f)) {
                kept.addAll(List.of(s.preheader(), s.header(), s.latch()));
                s.exit().ifPresent(kept::add);
            }
            return kept;
        }

        void visit(Block b) {
            boolean leads = b.edges().stream().anyMatch(e -> skipped.containsKey(e.target()));
            if (!leads) return;
            UnaryOperator<Block.Edge> exits = this::follow;
            boolean changes = b.exit().edges().stream().anyMatch(e -> follow(e) != e)
                    || b.handlers().stream().anyMatch(h -> followGuard(h.edge()) != h.edge());
            if (changes) draft.edges(b.label(), exits, this::followGuard);
        }

        private Block.Edge follow(Block.Edge edge) {
            Block.Edge e = edge;
            for (int i = 0; i < FARTHEST; i++) {
                Block b = skipped.get(e.target());
                Block.Edge next = b == null ? e : step(b, e);
                if (next == e) return e;
                e = next;
            }
            return e;
        }

        /// Where `b` leads what comes along `e`; `e` if that is not known.
        private Block.Edge step(Block b, Block.Edge e) {
            if (e.arguments().size() != b.parameters().size()) return e;
            UnaryOperator<Value> given = v -> {
                int i = b.parameters().indexOf(v);
                return i < 0 ? v : e.arguments().get(i);
            };
            return switch (b.exit()) {
                case Exit.Jump(var to) -> to.map(given);
                case Exit.Branch(var c, var then, var otherwise) ->
                        known.constant(given.apply(c)) instanceof Integer n
                                ? (n != 0 ? then : otherwise).map(given)
                                : e;
                case Exit.Switch(var key, var cases, var otherwise) -> {
                    if (!(known.constant(given.apply(key)) instanceof Integer n)) yield e;
                    Block.Edge chosen = otherwise;
                    for (Exit.Case c : cases) if (c.key() == n) chosen = c.edge();
                    yield chosen.map(given);
                }
                default -> e;
            };
        }

        /// A handler's edge may go on if the exception stays in front, and is handed over only there.
        private Block.Edge followGuard(Block.Edge e) {
            Block b = skipped.get(e.target());
            if (b == null || !(b.exit() instanceof Exit.Jump(var to)) || to.arguments().isEmpty()) return e;
            Value thrown = b.parameters().getFirst();
            boolean first = to.arguments().getFirst() == thrown;
            List<Value> others = to.arguments().subList(1, to.arguments().size());
            if (!first || others.contains(thrown)) return e;
            List<Value> handed = others.stream()
                    .map(v -> {
                        int i = b.parameters().indexOf(v);
                        return i < 0 ? v : e.arguments().get(i - 1);
                    })
                    .toList();
            return new Block.Edge(to.target(), handed);
        }
    }
}

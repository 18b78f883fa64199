package org.cotangent.opt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cotangent.ir.Block;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Value;
import org.cotangent.ir.analysis.Dominators;
import org.cotangent.ir.analysis.Loops;

/// Linear arithmetic goes to where its results are read, out of the ways on which nobody reads them (partial dead-code
/// elimination). Its transpose then multiplies no cotangent that is zero because another way was taken: that factor may be
/// infinite there. Needs loops of [LoopShape] and keeps their shape.
///
/// ```
/// dq = div da, b                        branch c ? ^use : ^other
/// branch c ? ^use : ^other              ^use: dq = div da, b
/// ^use: ... dq ...                            ... dq ...
/// ```
public final class Sink implements Pass {
    @Override
    public String name() {
        return "sink";
    }

    @Override
    public Func apply(Func f) {
        Func ready = new Split(f).run();
        Func sunk = new Run(ready).run();
        return sunk == ready ? f : new LoopExits(false).apply(sunk);
    }

    /// Gives a block of its own to each edge of a decision that hands over a linear number.
    private static final class Split {
        final Draft draft;
        final Dominators dominators;
        final Set<Block.Label> returning;

        Split(Func f) {
            this.draft = new Draft(f);
            this.dominators = Dominators.of(f);
            this.returning = Returning.blocks(f);
        }

        Func run() {
            for (Block b : draft.before().blocks()) {
                if (b.exit().edges().size() < 2) continue;
                draft.edges(b.label(), e -> split(b, e), e -> e);
            }
            return draft.build();
        }

        private Block.Edge split(Block b, Block.Edge e) {
            boolean back = dominators.dominates(e.target(), b.label());
            if (back || !returning.contains(e.target()) || e.arguments().stream().noneMatch(Sink::isNumber)) return e;
            Block.Label way = draft.add(e.target().hint(), List.of(), List.of(), new Exit.Jump(e), b.origin());
            return Block.Edge.to(way);
        }
    }

    private static boolean isNumber(Value v) {
        return v.linear() && v.type().isFloating();
    }

    private static boolean moves(Let let) {
        return isNumber(let.result())
                && switch (let.op()) {
                    case Op.Arithmetic _, Op.Convert _, Op.Select _ -> true;
                    default                                         -> false;
                };
    }

    private static final class Run {
        final Func f;
        final Dominators dominators;
        final Loops loops;
        final Map<Block.Label, Block> blocks;
        final Map<Value, Block.Label> homes = new HashMap<>();
        /// For each let that may move: those that read its result, and the blocks whose exits and edges do.
        final Map<Value, List<Value>> readers = new HashMap<>();
        final Map<Value, Set<Block.Label>> exits = new HashMap<>();
        /// What handlers are handed must be there before the block that they guard.
        final Set<Value> pinned = new HashSet<>();

        final Map<Block.Label, List<Let>> arrived = new LinkedHashMap<>();

        Run(Func f) {
            this.f = f;
            this.blocks = f.byLabel();
            this.dominators = Dominators.of(f);
            this.loops = Loops.of(f, dominators);
            for (Block b : f.blocks()) {
                for (Let let : b.lets()) {
                    homes.put(let.result(), b.label());
                    for (Value v : let.op().operands()) {
                        if (isNumber(v)) readers.computeIfAbsent(v, _ -> new ArrayList<>()).add(let.result());
                    }
                }
                b.exit().operands().forEach(v -> leaves(v, b));
                for (Block.Edge e : b.exit().edges()) e.arguments().forEach(v -> leaves(v, b));
                for (Block.Handler h : b.handlers()) pinned.addAll(h.edge().arguments());
            }
        }

        private void leaves(Value v, Block b) {
            if (isNumber(v)) exits.computeIfAbsent(v, _ -> new HashSet<>()).add(b.label());
        }

        Func run() {
            Set<Value> moved = new HashSet<>();
            for (Block b : f.blocks().reversed()) {
                for (Let let : b.lets().reversed()) {
                    if (!moves(let)) continue;
                    Optional<Block.Label> to = place(let.result(), b.label());
                    if (to.isEmpty()) continue;
                    homes.put(let.result(), to.get());
                    arrived.computeIfAbsent(to.get(), _ -> new ArrayList<>()).addFirst(let);
                    moved.add(let.result());
                }
            }
            return moved.isEmpty() ? f : f.withBlocks(f.blocks().stream().map(b -> with(b, moved)).toList());
        }

        private Block with(Block b, Set<Value> moved) {
            List<Let> lets = new ArrayList<>(arrived.getOrDefault(b.label(), List.of()));
            for (Let let : b.lets()) if (!moved.contains(let.result())) lets.add(let);
            return b.with(lets, b.exit());
        }

        /// The last block that comes before every read of `v`, no deeper in loops than `from`, if some way avoids it.
        private Optional<Block.Label> place(Value v, Block.Label from) {
            List<Block.Label> reads = new ArrayList<>(exits.getOrDefault(v, Set.of()));
            for (Value r : readers.getOrDefault(v, List.of())) reads.add(homes.get(r));
            if (reads.isEmpty() || pinned.contains(v)) return Optional.empty();
            Block.Label at = reads.getFirst();
            while (at != from && !(isOutside(at, from) && comesBefore(at, reads))) at = dominators.immediate(at);
            return at == from || !isAvoided(at, from) ? Optional.empty() : Optional.of(at);
        }

        private boolean comesBefore(Block.Label at, List<Block.Label> reads) {
            return reads.stream().allMatch(r -> r == at || dominators.visible(at, r));
        }

        /// Whether `at` is in no loop that `from` is not in.
        private boolean isOutside(Block.Label at, Block.Label from) {
            return loops.innermost(at).map(l -> l.contains(from)).orElse(true);
        }

        /// Whether some way leads from `from` to a return, or to `from` again, and not through `at`.
        private boolean isAvoided(Block.Label at, Block.Label from) {
            Set<Block.Label> seen = new HashSet<>(Set.of(at));
            Deque<Block.Label> work = new ArrayDeque<>(List.of(from));
            while (!work.isEmpty()) {
                Block b = blocks.get(work.remove());
                if (b == null) throw new IllegalStateException("no such block");
                if (b.exit() instanceof Exit.Return) return true;
                for (Block.Edge e : b.edges()) {
                    if (e.target() == from) return true;
                    if (seen.add(e.target())) work.add(e.target());
                }
            }
            return false;
        }
    }
}

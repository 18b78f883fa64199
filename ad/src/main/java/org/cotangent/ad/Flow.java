package org.cotangent.ad;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.cotangent.ir.analysis.Predecessors;

/// The control flow of a linearized function as the reverse sweep sees it: the blocks from which the exit is reached, the
/// edges between them, and what is passed over because nothing linear happens there.
final class Flow {
    private final Func p;
    private final Map<Block.Label, Block> blocks;
    private final Loops loops;
    private final Predecessors predecessors;
    private final Dominators dominators;
    private final Set<Block.Label> reversed = new HashSet<>();
    private final Set<Block.Label> inert = new HashSet<>();
    private final Set<Block.Label> guarded = new HashSet<>();
    private final Map<Block.Label, Loops.Loop> latches = new HashMap<>();
    private final Map<Block.Label, Loops.Loop> headers = new HashMap<>();
    private final Optional<Block> returning;
    private final Optional<Block> left;

    /// `guarded`: whether leaving by an exception is an exit, too ([Protect]).
    Flow(Func p, Loops loops, boolean guarded) {
        this.p = p;
        this.blocks = p.byLabel();
        this.loops = loops;
        this.predecessors = Predecessors.of(p);
        this.dominators = Dominators.of(p);
        this.returning =
                p.blocks().stream().filter(x -> x.exit() instanceof Exit.Return).findFirst();
        this.left = p.blocks().stream()
                .filter(x -> guarded && x.exit() instanceof Exit.Throw && x.handlers().isEmpty())
                .findFirst();
        for (Block x : p.blocks()) if (isInert(x)) inert.add(x.label());
        for (Block x : p.blocks()) if (!x.handlers().isEmpty()) this.guarded.add(x.label());
        for (Loops.Loop l : loops.all()) {
            headers.put(l.header(), l);
            for (Block.Label latch : l.latches()) latches.put(latch, l);
        }
        reach();
    }

    /// What is passed over is not reversed: nothing that only it would read may be kept.
    private void reach() {
        Deque<Block.Label> work = new ArrayDeque<>();
        returning.ifPresent(x -> work.add(x.label()));
        left.ifPresent(x -> work.add(x.label()));
        while (!work.isEmpty()) {
            Block.Label l = work.remove();
            if (!reversed.add(l)) continue;
            Optional<Block.Label> skip = skip(block(l));
            skip.ifPresent(work::add);
            if (skip.isEmpty()) predecessors.of(l).forEach(s -> work.add(s.block()));
        }
    }

    private Block block(Block.Label label) {
        return Objects.requireNonNull(blocks.get(label));
    }

    private static boolean isInert(Block x) {
        for (Value v : x.parameters()) if (v.linear() && v.type().isFloating()) return false;
        for (Let let : x.lets()) {
            if (let.result().linear() && !let.result().type().isReference()) return false;
        }
        return true;
    }

    /// The block that returns; empty if the function never does.
    Optional<Block> returning() {
        return returning;
    }

    /// The block by which an exception leaves a guarded function.
    Optional<Block> left() {
        return left;
    }

    /// Whether the reverse sweep can come through `label`.
    boolean isReversed(Block.Label label) {
        return reversed.contains(label);
    }

    /// The edges into a block.
    List<Predecessors.Source> sources(Block.Label label) {
        return predecessors.of(label);
    }

    Optional<Loops.Loop> loopOfLatch(Block.Label label) {
        return Optional.ofNullable(latches.get(label));
    }

    Optional<Loops.Loop> loopOfHeader(Block.Label label) {
        return Optional.ofNullable(headers.get(label));
    }

    /// The shadows of arrays that are made once whenever the function returns, and that nothing but linear ops mentions.
    List<Let> remade() {
        if (returning.isEmpty() || left.isPresent()) return List.of();
        Map<Value, Let> made = new LinkedHashMap<>();
        for (Block x : p.blocks()) {
            boolean once = loops.innermost(x.label()).isEmpty()
                    && (x == returning.get() || dominators.visible(x.label(), returning.get().label()));
            if (!once) continue;
            for (Let let : x.lets()) {
                if (let.result().linear() && let.op() instanceof Op.NewArray) made.put(let.result(), let);
            }
        }
        for (Block x : p.blocks()) {
            for (Let let : x.lets()) {
                boolean linear = let.result().linear() && !let.result().type().isReference();
                if (!linear || let.op() instanceof Op.LinkLinear) let.op().operands().forEach(made::remove);
            }
            for (Block.Edge e : x.edges()) e.arguments().forEach(made::remove);
        }
        return List.copyOf(made.values());
    }

    /// The two ways into a join, by the condition that decides between them.
    record Decision(Value condition, Predecessors.Source whenTrue, Predecessors.Source whenFalse) {}

    /// The branch that decides which of two edges leads into `block`, if one alone does.
    Optional<Decision> decision(Block block) {
        List<Predecessors.Source> sources = predecessors.of(block.label());
        Block top = blocks.get(dominators.immediate(block.label()));
        if (sources.size() != 2 || top == null || !(top.exit() instanceof Exit.Branch(var c, var yes, var no))) {
            return Optional.empty();
        }
        if (!loops.innermost(top.label()).equals(loops.innermost(block.label()))) return Optional.empty();
        if (yes.target() == no.target() || !top.handlers().isEmpty()) return Optional.empty();
        Predecessors.Source a = sources.get(0);
        Predecessors.Source z = sources.get(1);
        if (a.guard() || z.guard()) return Optional.empty();
        if (isVia(a, top, yes) && isVia(z, top, no)) return Optional.of(new Decision(c, a, z));
        if (isVia(z, top, yes) && isVia(a, top, no)) return Optional.of(new Decision(c, z, a));
        return Optional.empty();
    }

    /// Whether whoever comes along `source` came from `top` along `edge`.
    private boolean isVia(Predecessors.Source source, Block top, Block.Edge edge) {
        if (source.block() == top.label()) return source.edge().target() == edge.target();
        return predecessors.of(edge.target()).size() == 1 && dominators.dominates(edge.target(), source.block());
    }

    /// The loop that `block`, its preheader, enters.
    Optional<Loops.Loop> entered(Block block) {
        if (!(block.exit() instanceof Exit.Jump(var e))) return Optional.empty();
        return loopOfHeader(e.target()).filter(l -> !l.body().contains(block.label()));
    }

    /// Whether code of others runs in a loop, which may push on the tape.
    boolean calls(Loops.Loop loop) {
        for (Block x : p.blocks()) {
            if (!loop.body().contains(x.label())) continue;
            for (Let let : x.lets()) if (pushes(let.op())) return true;
        }
        return false;
    }

    /// Whether an op runs code that may push on the tape.
    static boolean pushes(Op op) {
        return op instanceof Op.Link(var target, _, _) && !(target instanceof Aside a && a.isAside());
    }

    /// Where the reverse sweep may go on at once after `block`: its immediate dominator, if nothing linear happens on any
    /// way from there to `block`; empty if it must go back edge by edge.
    Optional<Block.Label> skip(Block block) {
        if (headers.containsKey(block.label())) return Optional.empty();
        boolean linear = block.parameters().stream()
                .anyMatch(v -> v.linear() && v.type().isFloating());
        if (linear) return Optional.empty();
        Block.Label top = dominators.immediate(block.label());
        if (guarded.contains(top)) return Optional.empty();
        if (!loops.innermost(top).equals(loops.innermost(block.label()))) return skipLoop(block);
        return passes(block.label(), top) ? Optional.of(top) : Optional.empty();
    }

    /// Behind a loop whose latch is the immediate dominator: to its preheader, if nothing happens in the whole loop.
    private Optional<Block.Label> skipLoop(Block block) {
        Block.Label top = dominators.immediate(block.label());
        Optional<Loops.Loop> left = loops.innermost(top);
        while (left.isPresent() && !left.equals(loops.innermost(block.label()))) {
            Loops.Loop loop = left.get();
            if (!inert.containsAll(loop.body())) return Optional.empty();
            top = dominators.immediate(loop.header());
            if (guarded.contains(top)) return Optional.empty();
            left = loop.parent();
        }
        if (!left.equals(loops.innermost(block.label()))) return Optional.empty();
        return passes(block.label(), top) ? Optional.of(top) : Optional.empty();
    }

    private boolean passes(Block.Label from, Block.Label top) {
        Set<Block.Label> seen = new HashSet<>();
        Deque<Block.Label> work = new ArrayDeque<>();
        predecessors.of(from).forEach(s -> work.add(s.block()));
        while (!work.isEmpty()) {
            Block.Label l = work.remove();
            if (l == top || !seen.add(l)) continue;
            if (!inert.contains(l)) return false;
            predecessors.of(l).forEach(s -> work.add(s.block()));
        }
        return true;
    }

    /// The function.
    Func function() {
        return p;
    }
}

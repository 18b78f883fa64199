package org.cotangent.opt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cotangent.ir.Block;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Value;
import org.cotangent.ir.analysis.Loops;
import org.cotangent.ir.analysis.Predecessors;
import org.cotangent.ir.analysis.Uses;

/// The loops of a function that [LoopShape] has shaped, and the laws of that shape.
public final class CanonicalLoops {
    /// A loop with its places.
    ///
    /// @param preheader jumps to the header, which nothing else outside the loop leads to
    /// @param latch the only block of the loop that leads to the header
    /// @param exit where the latch leads to outside; empty if the loop is never left on the way to a return
    public record Shape(Loops.Loop loop, Block.Label preheader, Block.Label latch, Optional<Block.Label> exit) {
        public Block.Label header() {
            return loop.header();
        }

        public boolean contains(Block.Label block) {
            return loop.contains(block);
        }
    }

    private final Func f;
    private final Map<Block.Label, Block> blocks;
    private final Loops loops;
    private final Predecessors predecessors;
    private final Set<Block.Label> exits;
    private final List<String> broken = new ArrayList<>();

    private CanonicalLoops(Func f, boolean throwsAreExits) {
        this.f = f;
        this.blocks = f.byLabel();
        this.loops = Loops.of(f);
        this.predecessors = Predecessors.of(f);
        this.exits = throwsAreExits ? blocks.keySet() : Returning.blocks(f);
    }

    /// The loops of `f` that have the shape, outer before inner.
    public static List<Shape> of(Func f) {
        CanonicalLoops here = new CanonicalLoops(f, false);
        List<Shape> shapes = new ArrayList<>();
        for (Loops.Loop loop : here.loops.all()) here.shape(loop).ifPresent(shapes::add);
        return shapes;
    }

    /// The laws that `f` breaks, as sentences; empty if it has the shape.
    public static List<String> broken(Func f, boolean throwsAreExits) {
        CanonicalLoops here = new CanonicalLoops(f, throwsAreExits);
        here.oneReturn();
        for (Loops.Loop loop : here.loops.all()) here.check(loop);
        here.closed();
        return here.broken;
    }

    private Optional<Shape> shape(Loops.Loop loop) {
        List<Predecessors.Source> entries = predecessors.of(loop.header()).stream()
                .filter(s -> !loop.contains(s.block()))
                .toList();
        if (entries.size() != 1 || entries.getFirst().guard() || loop.latches().size() != 1) return Optional.empty();
        Block.Label latch = loop.latches().getFirst();
        Block.Label preheader = entries.getFirst().block();
        Optional<Block.Label> exit = Optional.empty();
        if (!(block(preheader).exit() instanceof Exit.Jump)) return Optional.empty();
        for (Block.Label label : loop.body()) {
            if (block(label).exit() instanceof Exit.Return) return Optional.empty();
            for (Block.Edge e : block(label).edges()) {
                if (loop.contains(e.target()) || !exits.contains(e.target())) continue;
                boolean shared = predecessors.of(e.target()).size() != 1;
                if (label != latch || exit.isPresent() || shared) return Optional.empty();
                exit = Optional.of(e.target());
            }
        }
        return Optional.of(new Shape(loop, preheader, latch, exit));
    }

    private void oneReturn() {
        long returns = f.blocks().stream()
                .filter(b -> b.exit() instanceof Exit.Return)
                .count();
        if (returns > 1) broken.add(returns + " returns");
    }

    private void check(Loops.Loop loop) {
        List<Predecessors.Source> entries = new ArrayList<>(predecessors.of(loop.header()));
        entries.removeIf(s -> loop.contains(s.block()));
        List<Predecessors.Source> backs = new ArrayList<>(predecessors.of(loop.header()));
        backs.removeIf(s -> !loop.contains(s.block()));
        if (entries.size() != 1 || entries.getFirst().guard()) broken.add("not one entry: " + loop.header());
        for (Predecessors.Source s : entries) {
            if (!(block(s.block()).exit() instanceof Exit.Jump)) broken.add("no preheader: " + loop.header());
        }
        if (backs.size() != 1 || backs.getFirst().guard()) broken.add("not one way back: " + loop.header());
        int left = 0;
        for (Block.Label label : loop.body()) {
            if (block(label).exit() instanceof Exit.Return) broken.add("return in a loop: " + label);
            for (Block.Edge e : block(label).edges()) {
                if (loop.contains(e.target()) || !exits.contains(e.target())) continue;
                left++;
                if (label != loop.latches().getFirst()) broken.add("left from " + label + ": " + loop.header());
                if (predecessors.of(e.target()).size() != 1) broken.add("shared exit: " + e.target());
                boolean apart = loop.parent().map(p -> p.contains(e.target())).orElse(true);
                if (!apart) broken.add("exit of two loops: " + e.target());
            }
        }
        if (left > 1) broken.add("left in two ways: " + loop.header());
    }

    private void closed() {
        Uses uses = Uses.of(f);
        for (Block b : f.blocks()) {
            if (!exits.contains(b.label())) continue;
            for (Let let : b.lets()) closed(let.op().operands(), b, uses);
            closed(b.exit().operands(), b, uses);
            for (Block.Edge e : b.edges()) closed(e.arguments(), b, uses);
        }
    }

    private void closed(List<Value> read, Block b, Uses uses) {
        for (Value v : read) {
            Optional<Loops.Loop> loop = loops.innermost(uses.block(v));
            if (loop.isPresent() && !loop.get().contains(b.label()))
                broken.add(v + " read outside its loop: " + b.label());
        }
    }

    private Block block(Block.Label label) {
        Block b = blocks.get(label);
        if (b == null) throw new IllegalArgumentException("no such block: " + label);
        return b;
    }
}

package org.cotangent.ad;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cotangent.ir.Block;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Order;
import org.cotangent.ir.Origin;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;
import org.cotangent.ir.analysis.Predecessors;

/// Makes a function reversible from wherever an exception leaves it (DESIGN §5).
///
/// Each op that may throw under a handler gets a block of its own, so that an exceptional edge says exactly what had been
/// done: everything before that block. A *guarded* function, one that is left by an exception from which somebody above
/// resumes, gets one handler around all of it, which throws again: the second exit of its forward sweep.
final class Protect {
    private final Func f;
    private final boolean guarded;
    private final List<Block> blocks = new ArrayList<>();
    private int nextId;
    private final Block.Label left = new Block.Label("left");

    private Protect(Func f, boolean guarded) {
        this.f = f;
        this.guarded = guarded;
        this.nextId = f.valueBound();
    }

    static Func apply(Func f, boolean guarded) {
        boolean handles = f.blocks().stream().anyMatch(b -> !b.handlers().isEmpty());
        return guarded || handles ? new Protect(f, guarded).run() : f;
    }

    /// The same function with an entry that no handler guards: what is put there is seen by all handlers.
    static Func openEntry(Func f) {
        Block entry = f.entry();
        if (entry.handlers().isEmpty()) return f;
        List<Block> blocks = new ArrayList<>(f.blocks());
        blocks.set(
                0, new Block(entry.label(), List.of(), entry.lets(), entry.exit(), entry.handlers(), entry.origin()));
        Block.Label label = new Block.Label("entry");
        Exit exit = new Exit.Jump(Block.Edge.to(entry.label()));
        blocks.addFirst(new Block(label, entry.parameters(), List.of(), exit, List.of(), entry.origin()));
        return f.withBlocks(List.copyOf(blocks));
    }

    /// The blocks from which `f` can still return: a handler among them resumes.
    static Set<Block.Label> returning(Func f) {
        Predecessors predecessors = Predecessors.of(f);
        Set<Block.Label> seen = new HashSet<>();
        Deque<Block.Label> work = new ArrayDeque<>();
        for (Block b : f.blocks()) if (b.exit() instanceof Exit.Return) work.add(b.label());
        while (!work.isEmpty()) {
            Block.Label l = work.remove();
            if (seen.add(l)) predecessors.of(l).forEach(s -> work.add(s.block()));
        }
        return seen;
    }

    /// The handlers that resume: from where `f` can return without throwing once more.
    static Set<Block.Label> resuming(Func f) {
        Set<Block.Label> returning = new HashSet<>();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Block b : f.blocks()) {
                boolean returns = b.exit() instanceof Exit.Return
                        || b.exit().edges().stream().anyMatch(e -> returning.contains(e.target()));
                changed |= returns && returning.add(b.label());
            }
        }
        Set<Block.Label> handlers = new HashSet<>();
        for (Block b : f.blocks()) b.handlers().forEach(h -> handlers.add(h.edge().target()));
        handlers.retainAll(returning);
        return handlers;
    }

    /// The handler `b`, which first asks whether it may go on; handlers around it see the answer.
    private Block asking(Block b) {
        Op asks = new Op.Invoke(Op.Invoke.Kind.STATIC, Runtime.RESUMES, List.of(b.parameters().getFirst()));
        List<Let> lets = new ArrayList<>(b.lets());
        lets.addFirst(new Let(new Value(nextId++, Type.VOID, "", false), asks, b.origin()));
        return b.with(lets, b.exit());
    }

    private Func run() {
        Set<Block.Label> resuming = resuming(f);
        for (Block each : f.blocks()) {
            Block b = resuming.contains(each.label()) ? asking(each) : each;
            List<Block.Handler> handlers = handlers(b);
            if (handlers.isEmpty()) {
                blocks.add(b);
            } else {
                split(b, handlers);
            }
        }
        if (guarded) {
            Value e =
                    new Value(nextId++, new Type.Ref(java.lang.constant.ConstantDescs.CD_Throwable), "e", false);
            blocks.add(new Block(left, List.of(e), List.of(), new Exit.Throw(e), List.of(), Origin.NONE));
        }
        return Order.sorted(new Func(f.name(), f.result(), f.blocks(), nextId), blocks);
    }

    private List<Block.Handler> handlers(Block b) {
        if (!guarded || b.handlers().stream().anyMatch(h -> h.type().isEmpty())) return b.handlers();
        List<Block.Handler> all = new ArrayList<>(b.handlers());
        all.add(new Block.Handler(Optional.empty(), Block.Edge.to(left)));
        return all;
    }

    private void split(Block b, List<Block.Handler> handlers) {
        Block.Label label = b.label();
        List<Value> parameters = b.parameters();
        List<Let> lets = new ArrayList<>();
        for (Let let : b.lets()) {
            if (!let.op().canThrow()) {
                lets.add(let);
                continue;
            }
            Block.Label alone = new Block.Label(b.label().hint() + ".throws");
            Block.Label rest = new Block.Label(b.label().hint());
            blocks.add(block(label, parameters, lets, alone, List.of(), let.origin()));
            blocks.add(block(alone, List.of(), List.of(let), rest, handlers, let.origin()));
            label = rest;
            parameters = List.of();
            lets = new ArrayList<>();
        }
        List<Block.Handler> last = b.exit() instanceof Exit.Throw ? handlers : List.of();
        blocks.add(new Block(label, parameters, lets, b.exit(), last, b.origin()));
    }

    private static Block block(
            Block.Label label,
            List<Value> parameters,
            List<Let> lets,
            Block.Label next,
            List<Block.Handler> handlers,
            Origin origin) {
        return new Block(label, parameters, lets, new Exit.Jump(Block.Edge.to(next)), handlers, origin);
    }
}

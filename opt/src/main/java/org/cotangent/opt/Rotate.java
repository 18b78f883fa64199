package org.cotangent.opt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.cotangent.ir.Block;
import org.cotangent.ir.Effect;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;
import org.cotangent.ir.analysis.Loops;
import org.cotangent.ir.analysis.Predecessors;

/// A loop that decides at its header becomes a guard and a loop that decides at its latch (loop inversion):
///
/// ```
/// jump ^head   ^head: code; branch c ? ^body : ^out                                     ^latch: jump ^head
/// jump ^guard  ^guard: code'; branch c' ? ^enter : ^out   ^enter: jump ^body            ^latch: jump ^head
/// ```
///
/// The old header is the latch now, as its only way from the preheader is gone; what it defines has two definitions.
/// Third step of [LoopShape]: needs what [LoopEntries] gives.
final class Rotate implements Pass {
    private static final int LARGEST = 16;

    private final boolean throwsAreExits;

    Rotate(boolean throwsAreExits) {
        this.throwsAreExits = throwsAreExits;
    }

    @Override
    public String name() {
        return "rotate";
    }

    @Override
    public Func apply(Func f) {
        Loops loops = Loops.of(f);
        if (loops.all().isEmpty()) return f;
        Run run = new Run(f, throwsAreExits ? new HashSet<>(f.byLabel().keySet()) : Returning.blocks(f));
        List<Loops.Loop> chosen =
                loops.all().stream().filter(run::decidesAtHeader).toList();
        if (chosen.isEmpty()) return f;
        for (Loops.Loop loop : chosen) run.visit(loop);
        return run.finish();
    }

    private static final class Run {
        final Draft draft;
        final Predecessors predecessors;
        final Set<Block.Label> exits;
        final Map<Block.Label, Map<Value, Value>> guards = new LinkedHashMap<>();
        final List<Block.Label> latches = new ArrayList<>();

        Run(Func f, Set<Block.Label> exits) {
            this.draft = new Draft(f);
            this.predecessors = Predecessors.of(f);
            this.exits = exits;
        }

        boolean decidesAtHeader(Loops.Loop loop) {
            Block header = draft.block(loop.header());
            Block latch = draft.block(loop.latches().getFirst());
            boolean latchDecides = latch.edges().stream().anyMatch(e -> leaves(loop, e));
            boolean guarded = header.handlers().stream()
                    .anyMatch(h -> loop.contains(h.edge().target()));
            return header.exit() instanceof Exit.Branch branch
                    && header != latch
                    && header.lets().size() <= LARGEST
                    && (leaves(loop, branch.then()) && stays(loop, branch.otherwise())
                            || stays(loop, branch.then()) && leaves(loop, branch.otherwise()))
                    && !latchDecides
                    && !guarded;
        }

        private boolean leaves(Loops.Loop loop, Block.Edge e) {
            return !loop.contains(e.target()) && exits.contains(e.target());
        }

        private boolean stays(Loops.Loop loop, Block.Edge e) {
            return loop.contains(e.target()) && e.target() != loop.header();
        }

        void visit(Loops.Loop loop) {
            Block.Label preheader = predecessors.of(loop.header()).stream()
                    .map(Predecessors.Source::block)
                    .filter(b -> !loop.contains(b))
                    .findFirst()
                    .orElseThrow();
            moveConstants(loop.header(), preheader);
            Block header = draft.block(loop.header());
            Block.Edge inside = header.exit().edges().stream()
                    .filter(e -> loop.contains(e.target()))
                    .findFirst()
                    .orElseThrow();
            Block.Label body = bodyOf(header, inside);
            copy(draft.block(header.label()), preheader, body);
            latches.add(header.label());
        }

        /// Constants need not be copied: they move to the preheader.
        private void moveConstants(Block.Label header, Block.Label preheader) {
            Block b = draft.block(header);
            List<Let> stay = new ArrayList<>();
            List<Let> move = new ArrayList<>();
            for (Let let : b.lets()) {
                boolean constant =
                        let.op().effect() == Effect.PURE && let.op().operands().isEmpty();
                (constant ? move : stay).add(let);
            }
            if (move.isEmpty()) return;
            draft.put(b.with(stay, b.exit()));
            draft.append(preheader, move);
        }

        /// The block that will be the header: that after the old one, if nothing else leads to it, else a new one.
        private Block.Label bodyOf(Block header, Block.Edge inside) {
            if (predecessors.of(inside.target()).size() == 1) return inside.target();
            Exit jump = new Exit.Jump(inside);
            Block.Label body = draft.add("body", List.of(), List.of(), jump, header.origin());
            UnaryOperator<Block.Edge> turn =
                    e -> e.target() == inside.target() ? new Block.Edge(body, List.of()) : e;
            draft.edges(header.label(), turn, e -> e);
            return body;
        }

        /// Copies the header as guard after the preheader.
        private void copy(Block header, Block.Label preheader, Block.Label body) {
            Map<Value, Value> copies = new HashMap<>();
            UnaryOperator<Value> copied = v -> copies.getOrDefault(v, v);
            for (Value p : header.parameters()) copies.put(p, draft.like(p));
            List<Let> lets = new ArrayList<>();
            for (Let let : header.lets()) {
                Value result = draft.like(let.result());
                lets.add(new Let(result, Values.map(let.op(), copied), let.origin()));
                copies.put(let.result(), result);
            }
            List<Block.Handler> handlers = header.handlers().stream()
                    .map(h -> new Block.Handler(h.type(), h.edge().map(copied)))
                    .toList();
            Exit exit =
                    header.exit().map(copied, e -> e.target() == body ? enter(e.map(copied), header) : e.map(copied));
            Block.Label guard = new Block.Label("guard");
            List<Value> parameters = header.parameters().stream().map(copied).toList();
            draft.put(new Block(guard, parameters, lets, exit, handlers, header.origin()));
            draft.redirect(preheader, header.label(), guard);
            guards.put(guard, copies);
        }

        private Block.Edge enter(Block.Edge into, Block header) {
            Block.Label enter = draft.add("enter", List.of(), List.of(), new Exit.Jump(into), header.origin());
            return Block.Edge.to(enter);
        }

        Func finish() {
            Reaching reaching = new Reaching(draft);
            for (Block.Label latch : latches) {
                Block b = draft.block(latch);
                for (Value p : b.parameters()) reaching.defineAtEntry(latch, p, p);
                for (Let let : b.lets()) if (isValue(let.result())) reaching.define(latch, let.result(), let.result());
            }
            guards.forEach((guard, copies) -> {
                List<Value> parameters = draft.block(guard).parameters();
                copies.forEach((v, copy) -> {
                    if (parameters.contains(copy)) reaching.defineAtEntry(guard, v, copy);
                    else if (isValue(v)) reaching.define(guard, v, copy);
                });
            });
            reaching.rewrite();
            reaching.finish();
            return draft.build();
        }

        private static boolean isValue(Value v) {
            return v.type() != Type.VOID;
        }
    }
}

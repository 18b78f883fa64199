package org.cotangent.opt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cotangent.ir.Block;
import org.cotangent.ir.Effect;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Value;
import org.cotangent.ir.analysis.Loops;
import org.cotangent.ir.analysis.Memory;
import org.cotangent.ir.analysis.Predecessors;
import org.cotangent.ir.analysis.Roots;
import org.cotangent.ir.analysis.Uses;
import org.jspecify.annotations.Nullable;

/// What memory holds is known for a while (store-to-load forwarding, redundant loads, dead stores), along blocks with one
/// predecessor each:
///
/// ```
/// store %a[%i] = %x; ...; %y = load %a[%i]         %y is %x, if nothing between may write there
/// %x = load %a[%i]; ...; store %a[%i] = %x         the store changes nothing
/// store %a[%i] = %x; ...; store %a[%i] = %y        the first store is dead, if nothing between may look
/// ```
///
/// Zero is a number like others here: a shadow's element that is set to it is no longer what it was. Where something
/// between may throw, a store is dead only if nobody could look afterwards: no handler is near, and the memory was allocated here and is not
/// known elsewhere, or (if `tangentsEndWithThrows`) it is a shadow in a function whose tangents are of no use then.
public final class Forward implements Pass {
    private static final int MOST_FACTS = 64;

    private final boolean tangentsEndWithThrows;

    public Forward() {
        this(false);
    }

    public Forward(boolean tangentsEndWithThrows) {
        this.tangentsEndWithThrows = tangentsEndWithThrows;
    }

    @Override
    public String name() {
        return "forward";
    }

    @Override
    public boolean settles() {
        return true;
    }

    @Override
    public Func apply(Func f) {
        if (f.blocks().stream().allMatch(b -> b.lets().stream().noneMatch(l -> touches(l.op())))) return f;
        Run run = new Run(f, tangentsEndWithThrows);
        for (Block b : f.blocks()) run.visit(b);
        return run.draft.build();
    }

    private static boolean touches(Op op) {
        return op.effect() == Effect.READS || op.effect() == Effect.WRITES;
    }

    /// The location of `access`, a load or store, holds `value`.
    private record Fact(Op access, Value value) {}

    /// A store that is dead if its location is written again before anything looks.
    private record Waiting(Op store, Value result, boolean throwsMatter) {}

    private static final class Run {
        final Draft draft;
        final Memory memory;
        final Predecessors predecessors;
        final Loops loops;
        final Uses uses;
        final boolean tangentsEndWithThrows;
        final Map<Block.Label, List<Fact>> after = new HashMap<>();
        boolean guarded;

        Run(Func f, boolean tangentsEndWithThrows) {
            this.draft = new Draft(f);
            this.memory = Memory.of(f, Roots.of(f));
            this.predecessors = Predecessors.of(f);
            this.loops = Loops.of(f);
            this.uses = Uses.of(f);
            this.tangentsEndWithThrows = tangentsEndWithThrows;
        }

        void visit(Block b) {
            List<Fact> facts = new ArrayList<>(before(b));
            List<Waiting> waiting = new ArrayList<>();
            List<Value> dead = new ArrayList<>();
            guarded = !b.handlers().isEmpty();
            for (Let let : b.lets()) {
                Op op = Values.map(let.op(), draft::resolve);
                if (!touches(op)) {
                    if (op.canThrow()) waiting.removeIf(Waiting::throwsMatter);
                    continue;
                }
                Value known = known(op, let.result(), facts);
                if (known != null && stored(op) == null) {
                    draft.replace(let.result(), known);
                    dead.add(let.result());
                } else if (known != null && known == stored(op)) {
                    dead.add(let.result());
                } else {
                    run(op, let.result(), facts, waiting, dead);
                }
            }
            after.put(b.label(), facts);
            drop(b, dead);
        }

        private void run(Op op, Value result, List<Fact> facts, List<Waiting> waiting, List<Value> dead) {
            Value stored = stored(op);
            // a store that is overtaken by this one has no other purpose
            for (Waiting w : waiting) if (stored != null && memory.isSame(w.store(), op)) dead.add(w.result());
            waiting.removeIf(w -> memory.isSame(w.store(), op) && stored != null
                    || memory.mayRead(op, w.store())
                    || w.throwsMatter() && op.canThrow());
            facts.removeIf(fact -> memory.mayWrite(op, fact.access()));
            if (stored != null) {
                waiting.add(new Waiting(op, result, throwsMatter(op)));
                facts.add(new Fact(op, stored));
            } else if (isLoad(op)) {
                facts.add(new Fact(op, result));
            }
            if (facts.size() > MOST_FACTS) facts.removeFirst();
            if (waiting.size() > MOST_FACTS) waiting.removeFirst();
        }

        private boolean throwsMatter(Op store) {
            Value base = store.operands().getFirst();
            if (guarded) return true;
            if (tangentsEndWithThrows && base.linear()) return false;
            return memory.isSeenByOthers(store);
        }

        private static boolean isLoad(Op op) {
            return op instanceof Op.GetElement
                    || op instanceof Op.GetField
                    || op instanceof Op.Link && op.effect() == Effect.READS;
        }

        private static @Nullable Value stored(Op op) {
            return switch (op) {
                case Op.PutElement(_, _, _, var value) -> value;
                case Op.PutField(_, _, var value)      -> value;
                default                                -> null;
            };
        }

        /// What the location that `op` loads or stores is known to hold.
        private @Nullable Value known(Op op, Value result, List<Fact> facts) {
            Value stored = stored(op);
            Value number = stored == null ? result : stored;
            for (Fact fact : facts.reversed()) {
                boolean fits = fact.value().linear() == number.linear() && fact.value().type().equals(number.type());
                if (fits && memory.isSame(fact.access(), op)) return fact.value();
            }
            return null;
        }

        // ---- between blocks -----------------------------------------------------------------------------------

        /// What is known at the entry of `b`: what its only predecessor knew, in the words of `b`.
        private List<Fact> before(Block b) {
            List<Predecessors.Source> sources = predecessors.of(b.label());
            if (sources.size() != 1 || sources.getFirst().guard()) return List.of();
            Predecessors.Source s = sources.getFirst();
            List<Value> arguments = s.edge().arguments().stream().map(draft::resolve).toList();
            List<Fact> facts = new ArrayList<>();
            for (Fact fact : after.getOrDefault(s.block(), List.of())) {
                int i = arguments.indexOf(fact.value());
                if (!isInsideLoop(fact.value(), b.label())) {
                    if (i >= 0) facts.add(new Fact(fact.access(), b.parameters().get(i)));
                } else {
                    facts.add(fact);
                }
            }
            return facts;
        }

        /// Whether reading `v` in `label` leaves no loop.
        private boolean isInsideLoop(Value v, Block.Label label) {
            return loops.innermost(uses.block(v)).map(l -> l.contains(label)).orElse(true);
        }

        private void drop(Block b, List<Value> dead) {
            if (dead.isEmpty()) return;
            List<Let> stay = new ArrayList<>(b.lets());
            stay.removeIf(let -> dead.contains(let.result()));
            draft.put(b.with(stay, b.exit()));
        }
    }
}

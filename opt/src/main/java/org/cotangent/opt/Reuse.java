package org.cotangent.opt;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.cotangent.ir.Block;
import org.cotangent.ir.Effect;
import org.cotangent.ir.FieldRef;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Value;
import org.cotangent.ir.analysis.Dominators;
import org.cotangent.ir.analysis.Loops;
import org.cotangent.ir.analysis.Predecessors;
import org.cotangent.ir.analysis.Uses;

/// Equal ops once (common-subexpression elimination): an op that depends on its operands alone is not computed again
/// where an equal one has been, nor is a block parameter that always gets what another one gets. What throws has thrown
/// the first time. A value stays in its loop: reading it after the loop would break the loop-closed form.
public final class Reuse implements Pass {
    private final Predicate<FieldRef> isFinal;

    public Reuse() {
        this(_ -> false);
    }

    /// `isFinal`: the fields that never change once their object is made. A read of one counts as depending on its operand
    /// alone, in functions that do not write it. So does a read of the tape in functions that do not write there.
    public Reuse(Predicate<FieldRef> isFinal) {
        this.isFinal = isFinal;
    }

    private record Key(Op op, boolean linear) {}

    /// A value, and the block since whose end it is known.
    private record Found(Value value, Block.Label since) {}

    @Override
    public String name() {
        return "reuse";
    }

    @Override
    public boolean settles() {
        return true;
    }

    @Override
    public Func apply(Func f) {
        Run run = new Run(f, isFinal);
        run.walk();
        return run.draft.build();
    }

    private static final class Run {
        /// A block on the way down the dominator tree, and what it added.
        private record Visit(Block.Label label, Deque<Block.Label> children, List<Key> added) {}

        final Draft draft;
        final Dominators dominators;
        final Loops loops;
        final Uses uses;
        final Predecessors predecessors;
        final Map<Key, Found> known = new HashMap<>();

        final Predicate<FieldRef> isFinal;
        final Set<FieldRef> written = new HashSet<>();
        boolean saves;

        Run(Func f, Predicate<FieldRef> isFinal) {
            this.isFinal = isFinal;
            for (Block b : f.blocks()) {
                for (Let let : b.lets()) {
                    if (let.op() instanceof Op.PutField(var field, _, _)) written.add(field);
                    saves |= let.op() instanceof Op.Save;
                }
            }
            this.draft = new Draft(f);
            this.dominators = Dominators.of(f);
            this.loops = Loops.of(f, dominators);
            this.uses = Uses.of(f);
            this.predecessors = Predecessors.of(f);
        }

        void walk() {
            Set<Value> gone = new HashSet<>();
            Deque<Visit> path = new ArrayDeque<>();
            path.push(enter(draft.entry(), gone));
            while (!path.isEmpty()) {
                Visit top = path.peek();
                if (top.children().isEmpty()) {
                    top.added().forEach(known::remove);
                    path.pop();
                } else {
                    path.push(enter(top.children().remove(), gone));
                }
            }
            if (!gone.isEmpty()) draft.withoutParameters(gone);
        }

        private Visit enter(Block.Label label, Set<Value> gone) {
            Visit visit = new Visit(label, new ArrayDeque<>(dominators.children(label)), new ArrayList<>());
            Block b = draft.block(label);
            if (label != draft.entry()) shareParameters(b, gone);
            List<Let> stay = new ArrayList<>(b.lets().size());
            for (Let let : b.lets()) {
                Optional<Value> same = same(let, visit);
                if (same.isPresent()) draft.replace(let.result(), same.get());
                else stay.add(let);
                noteNotNull(let, visit);
            }
            if (stay.size() < b.lets().size()) draft.put(b.with(stay, b.exit()));
            return visit;
        }

        private Optional<Value> same(Let let, Visit visit) {
            Effect effect = let.op().effect();
            boolean repeatable = effect == Effect.PURE
                    || effect == Effect.TRAPS
                    || Identities.isNullCheck(let.op())
                    || isStable(let.op());
            if (!repeatable) return Optional.empty();
            Key key = new Key(ordered(Values.map(let.op(), draft::resolve)), let.result().linear());
            Found before = known.get(key);
            if (before == null) {
                note(key, let.result(), visit);
                return Optional.empty();
            }
            return isVisible(before, visit.label()) ? Optional.of(before.value()) : Optional.empty();
        }

        /// Whether the op reads what does not change as long as the function runs.
        private boolean isStable(Op op) {
            return switch (op) {
                case Op.GetField(var field, _) -> !written.contains(field) && isFinal.test(field);
                case Op.Restore _              -> !saves;
                default                        -> false;
            };
        }

        private void note(Key key, Value value, Visit visit) {
            if (known.putIfAbsent(key, new Found(value, visit.label())) == null) visit.added().add(key);
        }

        /// What has been looked into needs no check any more.
        private void noteNotNull(Let let, Visit visit) {
            boolean looks =
                    switch (let.op()) {
                        case Op.Length _, Op.GetElement _, Op.PutElement _, Op.GetField _, Op.PutField _ -> true;
                        case Op.Invoke(var kind, _, _) -> kind != Op.Invoke.Kind.STATIC;
                        default -> false;
                    };
            if (!looks) return;
            Value x = draft.resolve(let.op().operands().getFirst());
            note(new Key(Inline.require(x), x.linear()), x, visit);
        }

        /// The operands of what commutes in one order.
        private static Op ordered(Op op) {
            return switch (op) {
                case Op.Add(var x, var y) when x.id() > y.id()                              -> new Op.Add(y, x);
                case Op.Mul(var x, var y) when x.id() > y.id()                              -> new Op.Mul(y, x);
                case Op.Bits(var kind, var x, var y) when x.id() > y.id() && commutes(kind) -> new Op.Bits(kind, y, x);
                default                                                                     -> op;
            };
        }

        private static boolean commutes(Op.Bits.Kind kind) {
            return kind == Op.Bits.Kind.AND || kind == Op.Bits.Kind.OR || kind == Op.Bits.Kind.XOR;
        }

        private boolean isVisible(Found before, Block.Label here) {
            Block.Label home = uses.block(before.value());
            boolean inLoop = loops.innermost(home).map(l -> l.contains(here)).orElse(true);
            return inLoop && (before.since() == here || dominators.visible(before.since(), here));
        }

        /// Two parameters for which each edge hands over the same.
        private void shareParameters(Block b, Set<Value> gone) {
            if (b.parameters().size() < 2) return;
            List<Predecessors.Source> sources = predecessors.of(b.label());
            Map<List<Value>, Value> seen = new HashMap<>();
            for (int i = 0; i < b.parameters().size(); i++) {
                Value p = b.parameters().get(i);
                List<Value> arguments = new ArrayList<>(sources.size());
                for (Predecessors.Source s : sources) {
                    int at = i - (b.parameters().size() - s.edge().arguments().size());
                    arguments.add(at < 0 ? p : draft.resolve(s.edge().arguments().get(at)));
                }
                Value q = seen.putIfAbsent(arguments, p);
                if (q == null || q.linear() != p.linear() || !q.type().equals(p.type())) continue;
                draft.replace(p, q);
                gone.add(p);
            }
        }
    }
}

package org.cotangent.opt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cotangent.ir.Block;
import org.cotangent.ir.Effect;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Value;
import org.cotangent.ir.analysis.Dominators;
import org.cotangent.ir.analysis.Memory;
import org.cotangent.ir.analysis.Roots;
import org.cotangent.ir.analysis.Uses;

/// What does not change in a loop is computed before it (loop-invariant code motion): ops whose operands come from outside
/// move to the preheader, from inner loops first. Needs [LoopShape]; loops without the shape are left alone.
///
/// - Pure ops move from anywhere, calls only from where each iteration passes.
/// - Loads move from where each iteration passes, if nothing in the loop may write there.
/// - What may throw moves only if it would have been the first to be noticed: no handler guards it, and before it in the
///   loop there is no way out, no call and no write that others can see. Of two that would have thrown one may overtake
///   the other: `NullPointerException` may be reported where it was `ArrayIndexOutOfBoundsException`.
/// - Allocations stay.
public final class Hoist implements Pass {
    private final boolean tangentsEndWithThrows;

    public Hoist() {
        this(false);
    }

    /// `tangentsEndWithThrows`: whether nobody looks at shadows once the function has thrown.
    public Hoist(boolean tangentsEndWithThrows) {
        this.tangentsEndWithThrows = tangentsEndWithThrows;
    }

    @Override
    public String name() {
        return "hoist";
    }

    @Override
    public Func apply(Func f) {
        List<CanonicalLoops.Shape> loops = CanonicalLoops.of(f);
        if (loops.isEmpty()) return f;
        Run run = new Run(f, tangentsEndWithThrows);
        for (CanonicalLoops.Shape loop : loops.reversed()) run.visit(loop);
        return run.draft.build();
    }

    private static final class Run {
        final Draft draft;
        final Known known;
        final Dominators dominators;
        final Memory memory;
        final boolean tangentsEndWithThrows;
        final Uses uses;
        final Map<Value, Block.Label> moved = new HashMap<>();

        Run(Func f, boolean tangentsEndWithThrows) {
            this.tangentsEndWithThrows = tangentsEndWithThrows;
            this.draft = new Draft(f);
            this.known = Known.of(f);
            this.dominators = Dominators.of(f);
            this.memory = Memory.of(f, Roots.of(f));
            this.uses = Uses.of(f);
        }

        private Block.Label home(Value v) {
            return moved.getOrDefault(v, uses.block(v));
        }

        void visit(CanonicalLoops.Shape loop) {
            new Visit(loop).run();
        }

        private final class Visit {
            final CanonicalLoops.Shape loop;
            final List<Op> writes = new ArrayList<>();
            final List<Let> hoisted = new ArrayList<>();
            /// What has come before, in any order of execution: a way out or a call; a write that others can see.
            boolean mayHaveLeft;

            boolean mayHaveWritten;

            Visit(CanonicalLoops.Shape loop) {
                this.loop = loop;
            }

            void run() {
                for (Block.Label label : loop.loop().body()) {
                    for (Let let : draft.block(label).lets()) {
                        if (let.op().effect() == Effect.WRITES) writes.add(let.op());
                    }
                }
                for (Block.Label label : loop.loop().body()) visit(draft.block(label));
                draft.append(loop.preheader(), hoisted);
            }

            private void visit(Block b) {
                boolean always = b.label() == loop.latch() || dominators.visible(b.label(), loop.latch());
                List<Let> stay = new ArrayList<>(b.lets().size());
                for (Let let : b.lets()) {
                    if (isInvariant(let.op()) && moves(let, b, always)) {
                        hoisted.add(let);
                        moved.put(let.result(), loop.preheader());
                    } else {
                        stay.add(let);
                        pass(let.op());
                    }
                }
                if (stay.size() < b.lets().size()) draft.put(b.with(stay, b.exit()));
                mayHaveLeft |= b.exit() instanceof Exit.Throw
                        || b.edges().stream().anyMatch(e -> !loop.contains(e.target()));
            }

            private boolean isInvariant(Op op) {
                for (Value v : op.operands()) if (loop.contains(home(v))) return false;
                return true;
            }

            private boolean moves(Let let, Block b, boolean always) {
                Op op = let.op();
                return switch (op.effect()) {
                    case PURE              -> always || !(op instanceof Op.Invoke) && !let.result().linear();
                    case TRAPS             -> always && mayThrowEarly(let, b);
                    case READS             -> always && mayThrowEarly(let, b) && isUnwritten(op);
                    case ALLOCATES, WRITES -> always && Identities.isNullCheck(op) && mayThrowEarly(let, b);
                };
            }

            private boolean mayThrowEarly(Let let, Block b) {
                if (!canThrow(let.op())) return true;
                boolean guarded = !b.handlers().isEmpty() || !draft.block(loop.preheader()).handlers().isEmpty();
                return !guarded && !mayHaveLeft && (let.result().linear() || !mayHaveWritten);
            }

            private boolean canThrow(Op op) {
                return switch (op) {
                    case Op.Length(var array)       -> !known.isNotNull(array);
                    case Op.GetField(_, var object) -> op.canThrow() && !known.isNotNull(object);
                    case Op.Div(_, var y)           -> !(known.constant(y) instanceof Integer n && n != 0);
                    case Op.Rem(_, var y)           -> !(known.constant(y) instanceof Integer n && n != 0);
                    default                         -> op.canThrow();
                };
            }

            private boolean isUnwritten(Op load) {
                for (Op op : writes) if (memory.mayWrite(op, load)) return false;
                return true;
            }

            private void pass(Op op) {
                switch (op) {
                    case Op.PutElement(_, var array, _, _) -> mayHaveWritten |= isSeen(op, array);
                    case Op.PutField(_, var object, _)     -> mayHaveWritten |= isSeen(op, object);
                    case Op.PutStatic _                    -> mayHaveWritten = true;
                    case Op.Invoke call when call.effect() == Effect.PURE || Identities.isNullCheck(call) -> {}
                    case Op.Invoke call when Memory.isOfShadow(call) -> mayHaveWritten = true;
                    case Op.Link _ when op.effect() == Effect.READS -> {}
                    case Op.Invoke _, Op.InvokeDynamic _, Op.Link _, Op.LinkLinear _, Op.Monitor _ -> {
                        mayHaveLeft = true;
                        mayHaveWritten = true;
                    }
                    default -> {}
                }
            }

            private boolean isSeen(Op store, Value base) {
                return !(tangentsEndWithThrows && base.linear()) && memory.isSeenByOthers(store);
            }
        }
    }
}

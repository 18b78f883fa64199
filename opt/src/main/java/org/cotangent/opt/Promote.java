package org.cotangent.opt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.cotangent.ir.Block;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Value;
import org.cotangent.ir.analysis.Dominators;
import org.cotangent.ir.analysis.Loops;
import org.cotangent.ir.analysis.Memory;
import org.cotangent.ir.analysis.Roots;
import org.cotangent.ir.analysis.Uses;
import org.jspecify.annotations.Nullable;

/// An element or field that a loop reads and writes in one place becomes a value that goes round with the loop (scalar
/// promotion): one load in the preheader, one store in the exit block.
///
/// ```
/// ^loop: %s = load %a[%k]; store %a[%k] = add %s, %t      %s0 = load %a[%k]; ^loop(%s): %s1 = add %s, %t
///                                                         ^exit(%s2): store %a[%k] = %s2
/// ```
///
/// Numbers only, in loops with the shape of [LoopShape], without handlers and with no way out but the exit; each
/// iteration accesses the location, and nothing else in the loop may. While the loop runs the memory is not up to date, so
/// nothing in the loop may throw, unless nobody could look afterwards: the memory was allocated here and is not known
/// elsewhere, or (if `tangentsEndWithThrows`) it is a shadow in a function whose tangents are of no use once it has thrown.
public final class Promote implements Pass {
    private final boolean tangentsEndWithThrows;

    public Promote() {
        this(false);
    }

    public Promote(boolean tangentsEndWithThrows) {
        this.tangentsEndWithThrows = tangentsEndWithThrows;
    }

    @Override
    public String name() {
        return "promote";
    }

    @Override
    public Func apply(Func f) {
        List<CanonicalLoops.Shape> loops = CanonicalLoops.of(f);
        if (loops.isEmpty()) return f;
        Run run = new Run(f, tangentsEndWithThrows);
        for (CanonicalLoops.Shape loop : loops.reversed())
            if (loop.exit().isPresent()) run.visit(loop, loop.exit().get());
        return run.draft.build();
    }

    /// An access in the loop, as its operands are now.
    private record Access(Block.Label block, Op op, Value result) {}

    private static final class Run {
        final Draft draft;
        final Dominators dominators;
        final Loops loops;
        final Memory memory;
        final Uses uses;
        final boolean tangentsEndWithThrows;

        Run(Func f, boolean tangentsEndWithThrows) {
            this.draft = new Draft(f);
            this.dominators = Dominators.of(f);
            this.loops = Loops.of(f, dominators);
            this.memory = Memory.of(f, Roots.of(f));
            this.uses = Uses.of(f);
            this.tangentsEndWithThrows = tangentsEndWithThrows;
        }

        void visit(CanonicalLoops.Shape loop, Block.Label exit) {
            List<Access> touching = new ArrayList<>();
            boolean stores = false;
            for (Block.Label label : loop.loop().body()) {
                Block b = draft.block(label);
                boolean leaves = label != loop.latch() && b.edges().stream().anyMatch(e -> !loop.contains(e.target()));
                if (leaves || !b.handlers().isEmpty()) return;
                for (Let let : b.lets()) {
                    Op op = Values.map(let.op(), draft::resolve);
                    stores |= op instanceof Op.PutElement || op instanceof Op.PutField;
                    boolean quiet = switch (op.effect()) {
                        case PURE             -> true;
                        case TRAPS, ALLOCATES -> !op.canThrow();
                        case READS, WRITES    -> false;
                    };
                    if (!quiet) touching.add(new Access(label, op, let.result()));
                }
            }
            if (!stores || !draft.block(loop.preheader()).handlers().isEmpty()) return;
            List<Op> locations = locations(loop, touching);
            if (!locations.isEmpty()) promote(loop, exit, locations);
        }

        // ---- which --------------------------------------------------------------------------------------------

        /// The locations that can be promoted, each by a store to it.
        private List<Op> locations(CanonicalLoops.Shape loop, List<Access> touching) {
            List<Op> found = new ArrayList<>();
            for (Access a : touching) {
                boolean candidate = isStore(a.op())
                        && isInvariant(loop, a.op())
                        && found.stream().noneMatch(s -> memory.isSame(s, a.op()))
                        && isPromotable(loop, a.op(), touching);
                if (candidate) found.add(a.op());
            }
            return found;
        }

        private static boolean isStore(Op op) {
            return switch (op) {
                case Op.PutElement(_, _, _, var value) -> !value.type().isReference();
                case Op.PutField(_, _, var value)      -> !value.type().isReference();
                default                                -> false;
            };
        }

        /// Whether the address of `store` comes from outside.
        private boolean isInvariant(CanonicalLoops.Shape loop, Op store) {
            List<Value> operands = store.operands();
            return operands.subList(0, operands.size() - 1).stream()
                    .noneMatch(v -> v.id() >= draft.before().valueBound() || loop.contains(uses.block(v)));
        }

        private boolean isPromotable(CanonicalLoops.Shape loop, Op store, List<Access> touching) {
            Op load = load(store);
            boolean fresh = !memory.isSeenByOthers(store);
            boolean throwsMatter = !fresh && !(tangentsEndWithThrows && store.operands().getFirst().linear());
            boolean always = false;
            boolean stored = false;
            boolean late = false;
            for (Access a : touching) {
                if (memory.isSame(a.op(), store)) {
                    if (isStore(a.op()) && isInInnerLoop(loop, a.block())) return false;
                    if (!isEach(loop, a.block())) continue;
                    if (late && !always) return false;
                    always = true;
                    stored |= isStore(a.op());
                } else {
                    if (memory.mayWrite(a.op(), load) || memory.mayRead(a.op(), store)) return false;
                    if (throwsMatter && a.op().canThrow()) return false;
                    late |= isNoticed(a.op());
                }
            }
            return always && (stored || fresh || store.operands().getFirst().linear());
        }

        /// Whether what is stored there would have to leave an inner loop.
        private boolean isInInnerLoop(CanonicalLoops.Shape loop, Block.Label label) {
            return loops.innermost(label).map(l -> l.header() != loop.header()).orElse(false);
        }

        /// Whether an access that throws must not come before `op`.
        private boolean isNoticed(Op op) {
            boolean call = op instanceof Op.Invoke || op instanceof Op.InvokeDynamic || op instanceof Op.Link;
            if (call || stored(op) == null) return call;
            boolean lost = tangentsEndWithThrows && op.operands().getFirst().linear();
            return !lost && memory.isSeenByOthers(op);
        }

        private boolean isEach(CanonicalLoops.Shape loop, Block.Label label) {
            return label == loop.latch() || dominators.visible(label, loop.latch());
        }

        private static Op load(Op store) {
            return switch (store) {
                case Op.PutElement(var component, var array, var index, _) ->
                        new Op.GetElement(component, array, index);
                case Op.PutField(var field, var object, _) -> new Op.GetField(field, object);
                default -> throw new IllegalArgumentException("not a store: " + store);
            };
        }

        private static Op store(Op like, Value value) {
            return switch (like) {
                case Op.PutElement(var component, var array, var index, _) ->
                        new Op.PutElement(component, array, index, value);
                case Op.PutField(var field, var object, _) -> new Op.PutField(field, object, value);
                default -> throw new IllegalArgumentException("not a store: " + like);
            };
        }

        private static @Nullable Value stored(Op op) {
            return switch (op) {
                case Op.PutElement(_, _, _, var value) -> value;
                case Op.PutField(_, _, var value)      -> value;
                default                                -> null;
            };
        }

        // ---- how ----------------------------------------------------------------------------------------------

        private void promote(CanonicalLoops.Shape loop, Block.Label exit, List<Op> locations) {
            Reaching reaching = new Reaching(draft);
            Map<Op, Value> likes = new LinkedHashMap<>();
            for (Op s : locations) {
                Value value = stored(s);
                if (value == null) throw new IllegalStateException("not a store: " + s);
                Let before = draft.let(load(s), value.hint(), value.linear(), draft.block(loop.header()).origin());
                draft.append(loop.preheader(), List.of(before));
                reaching.define(loop.preheader(), s, before.result());
                likes.put(s, before.result());
            }
            for (Block.Label label : loop.loop().body()) rewrite(draft.block(label), likes, reaching);
            likes.forEach((s, like) -> leave(loop, exit, s, like, reaching));
            reaching.finish();
        }

        private void rewrite(Block b, Map<Op, Value> likes, Reaching reaching) {
            List<Let> stay = new ArrayList<>(b.lets().size());
            Map<Op, Value> now = new LinkedHashMap<>();
            for (Let let : b.lets()) {
                Op op = Values.map(let.op(), draft::resolve);
                Op at = likes.keySet().stream().filter(s -> memory.isSame(s, op)).findFirst().orElse(null);
                if (at == null) {
                    stay.add(let);
                    continue;
                }
                Value value = stored(op);
                if (value != null) {
                    now.put(at, value);
                } else {
                    Value like = likes.getOrDefault(at, let.result());
                    Value known = now.computeIfAbsent(at, s -> reaching.atEntry(b.label(), s, like));
                    draft.replace(let.result(), known);
                }
            }
            now.forEach((s, value) -> reaching.define(b.label(), s, value));
            if (stay.size() < b.lets().size()) draft.put(b.with(stay, b.exit()));
        }

        /// Stores in the exit block what the latch hands over.
        private void leave(CanonicalLoops.Shape loop, Block.Label exit, Op s, Value like, Reaching reaching) {
            Value last = reaching.atEnd(loop.latch(), s, like);
            Value parameter = draft.like(like);
            draft.addParameters(exit, List.of(parameter));
            UnaryOperator<Block.Edge> more = e -> {
                if (e.target() != exit) return e;
                List<Value> arguments = new ArrayList<>(e.arguments());
                arguments.add(last);
                return new Block.Edge(exit, arguments);
            };
            draft.edges(loop.latch(), more, UnaryOperator.identity());
            draft.prepend(exit, draft.let(store(s, parameter), "", like.linear(), draft.block(exit).origin()));
        }
    }
}

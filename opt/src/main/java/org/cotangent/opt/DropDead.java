package org.cotangent.opt;

import java.lang.constant.ConstantDesc;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cotangent.ir.Block;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;
import org.cotangent.ir.analysis.Predecessors;
import org.cotangent.ir.analysis.Roots;
import org.jspecify.annotations.Nullable;

/// What nobody reads goes (dead-code elimination): ops that have no effect and cannot throw, or are linear (a tangent
/// that is computed and dropped makes no difference), parameters of blocks, also rings of them that only feed each other,
/// and stores into memory that was allocated here and is never read. Marks what is needed, from the effects on; the rest
/// goes.
public final class DropDead implements Pass {
    /// Methods of `Math` with an int or long result that never throw.
    private static final Set<String> HARMLESS = Set.of("abs", "max", "min", "round", "getExponent", "multiplyHigh");

    @Override
    public String name() {
        return "drop-dead";
    }

    @Override
    public boolean settles() {
        return true;
    }

    @Override
    public Func apply(Func f) {
        return new Run(f).run();
    }

    private static final class Run {
        final Func f;
        final Known known;
        final Roots roots;
        final Map<Value, Let> definitions = new HashMap<>();
        final Map<Value, Block> parameters = new HashMap<>();
        final Predecessors predecessors;
        final BitSet needed = new BitSet();
        final Deque<Value> work = new ArrayDeque<>();
        /// Stores that are needed only if what the allocation made is read.
        final Map<Value, List<Let>> stores = new HashMap<>();

        Run(Func f) {
            this.f = f;
            this.known = Known.of(f);
            this.roots = Roots.of(f);
            this.predecessors = Predecessors.of(f);
        }

        Func run() {
            for (Block b : f.blocks()) {
                for (Value p : b.parameters()) parameters.put(p, b);
                for (Let let : b.lets()) definitions.put(let.result(), let);
            }
            for (Block b : f.blocks()) {
                for (Let let : b.lets()) if (!waits(let) && !droppable(let)) need(let.result());
                b.exit().operands().forEach(this::need);
                if (handles(b)) need(b.parameters().getFirst());
            }
            while (!work.isEmpty()) visit(work.remove());
            return sweep();
        }

        /// The exception that a handler takes stays, as the first parameter of its target.
        private boolean handles(Block b) {
            return predecessors.of(b.label()).stream().anyMatch(Predecessors.Source::guard);
        }

        private void need(Value v) {
            if (needed.get(v.id())) return;
            needed.set(v.id());
            work.add(v);
        }

        private void visit(Value v) {
            Let let = definitions.get(v);
            if (let != null) {
                let.op().operands().forEach(this::need);
                for (Value read : read(let.op())) needContent(read);
                return;
            }
            Block b = parameters.get(v);
            if (b == null) throw new IllegalStateException("nothing defines " + v);
            int i = b.parameters().indexOf(v);
            for (Predecessors.Source s : predecessors.of(b.label())) {
                List<Value> arguments = s.edge().arguments();
                int at = i - (b.parameters().size() - arguments.size());
                if (at >= 0) need(arguments.get(at));
            }
        }

        // ---- memory -------------------------------------------------------------------------------------------

        /// Whether `let` is a store that waits until somebody reads.
        private boolean waits(Let let) {
            Value base = base(let.op());
            if (base == null || !isQuiet(let.op(), base) || !roots.isFresh(base)) return false;
            for (Value made : roots.allocations(base)) stores.computeIfAbsent(made, _ -> new ArrayList<>()).add(let);
            return true;
        }

        private static @Nullable Value base(Op op) {
            return switch (op) {
                case Op.PutElement(_, var array, _, _) -> array;
                case Op.PutField(_, var object, _)     -> object;
                default                                -> null;
            };
        }

        /// Whether it makes no difference that the store might throw.
        private boolean isQuiet(Op store, Value base) {
            if (base.linear()) return true;
            return switch (store) {
                case Op.PutField _                                 -> known.isNotNull(base);
                case Op.PutElement(var component, _, var index, _) -> component.isPrimitive() && isInside(base, index);
                default                                            -> false;
            };
        }

        private boolean isInside(Value array, Value index) {
            ConstantDesc length = known.op(array) instanceof Op.NewArray(_, var n) ? known.constant(n) : null;
            return length instanceof Integer n && known.constant(index) instanceof Integer i && 0 <= i && i < n;
        }

        /// The memory whose content an op reads.
        private static List<Value> read(Op op) {
            return switch (op) {
                case Op.GetElement(_, var array, _) -> List.of(array);
                case Op.GetField(_, var object)     -> List.of(object);
                case Op.Invoke(_, _, var args) -> args; // what is handed to unknown code is not fresh; the rest reads
                default -> List.of();
            };
        }

        private void needContent(Value read) {
            if (!read.type().isReference()) return;
            for (Value made : roots.allocations(read)) {
                List<Let> waiting = stores.remove(made);
                if (waiting != null) waiting.forEach(let -> need(let.result()));
            }
        }

        // ---- effects ------------------------------------------------------------------------------------------

        private boolean droppable(Let let) {
            Op op = let.op();
            boolean linear = let.result().linear();
            return switch (op.effect()) {
                case PURE      -> true;
                case TRAPS     -> linear || !traps(op);
                case READS     -> linear || !op.canThrow() || isSafe(op);
                case ALLOCATES -> linear || makes(op);
                case WRITES    -> false;
            };
        }

        private boolean traps(Op op) {
            return switch (op) {
                case Op.Div(_, var y)         -> !isNonZero(y);
                case Op.Rem(_, var y)         -> !isNonZero(y);
                case Op.Length(var array)     -> !known.isNotNull(array);
                case Op.Cast(var desc, var x) -> !known.isNull(x) && !desc.equals(Type.OBJECT.desc());
                case Op.Invoke call           -> !HARMLESS.contains(call.callee().name());
                default                       -> true;
            };
        }

        private boolean isNonZero(Value v) {
            return known.constant(v) != null && !known.is(v, 0) && !known.is(v, 0L);
        }

        private boolean isSafe(Op load) {
            return switch (load) {
                case Op.GetField(_, var object)             -> known.isNotNull(object);
                case Op.GetElement(_, var array, var index) -> isInside(array, index);
                default                                     -> false;
            };
        }

        private boolean makes(Op op) {
            return switch (op) {
                case Op.New _                         -> true;
                case Op.NewArray(_, var length)       -> known.isLength(length);
                case Op.NewMultiArray(_, var lengths) -> lengths.stream().allMatch(known::isLength);
                default                               -> false;
            };
        }

        // ---- what stays ---------------------------------------------------------------------------------------

        private Func sweep() {
            Draft draft = new Draft(f);
            Set<Value> gone = new HashSet<>();
            for (Block b : f.blocks()) {
                List<Let> stay = new ArrayList<>(b.lets().size());
                for (Let let : b.lets()) if (needed.get(let.result().id())) stay.add(let);
                if (stay.size() < b.lets().size()) draft.put(b.with(stay, b.exit()));
                if (b != f.entry()) dropParameters(b, gone);
            }
            return gone.isEmpty() ? draft.build() : draft.withoutParameters(gone).build();
        }

        private void dropParameters(Block b, Set<Value> gone) {
            for (Value p : b.parameters()) if (!needed.get(p.id())) gone.add(p);
        }
    }
}

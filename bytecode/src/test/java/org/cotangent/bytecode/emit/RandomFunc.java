package org.cotangent.bytecode.emit;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.cotangent.ir.Block;
import org.cotangent.ir.Builder;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Op;
import org.cotangent.ir.Order;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;
import org.cotangent.ir.analysis.Dominators;

/// Random functions over `(int, long, float, double, int[], double[], Object)`, with loops, handlers, values that are
/// read far away and often, and edges that permute parameters: what passes make, rather than what compilers make.
final class RandomFunc {
    static final MethodTypeDesc TYPE = MethodTypeDesc.ofDescriptor("(IJFD[I[DLjava/lang/Object;)J");
    private static final ClassDesc INTS = ConstantDescs.CD_int.arrayType();
    private static final ClassDesc DOUBLES = ConstantDescs.CD_double.arrayType();
    private static final ClassDesc ATOM = ClassDesc.of("java.util.concurrent.atomic.AtomicInteger");
    private static final ClassDesc RUNTIME = ClassDesc.of("java.lang.RuntimeException");
    private static final List<Type> TYPES = List.of(
            Type.I32, Type.I32, Type.I64, Type.F32, Type.F64, Type.F64, new Type.Ref(ATOM), Type.OBJECT);

    private final Random random;
    private final int size;
    private final List<Block.Label> labels = new ArrayList<>();
    private final List<List<Integer>> exits = new ArrayList<>();
    private final List<List<Integer>> guards = new ArrayList<>();
    private final Map<Block.Label, List<Value>> made = new HashMap<>();
    private final Builder b = new Builder(0);
    private Value ints = b.value(new Type.Ref(INTS), "", false);
    private Value doubles = ints;

    private RandomFunc(int seed) {
        random = new Random(seed);
        size = 2 + random.nextInt(14);
    }

    static Func of(int seed) {
        return new RandomFunc(seed).make(seed);
    }

    private Func make(int seed) {
        int handlers = random.nextInt(3);
        for (int i = 0; i < size + handlers; i++) labels.add(new Block.Label("b" + i));
        for (int i = 0; i < size + handlers; i++) plan(i, handlers);
        Map<Block.Label, Integer> numbers = new HashMap<>();
        for (int i = 0; i < labels.size(); i++) numbers.put(labels.get(i), i);
        List<Block> blocks = new ArrayList<>();
        for (Block.Label l : Order.reversePostOrder(labels.getFirst(), l -> skeleton(numbers.get(l)).edges())) {
            blocks.add(skeleton(numbers.get(l)));
        }
        Dominators dominators = Dominators.of(new Func("skeleton", Type.VOID, blocks, 0));
        for (Block s : blocks) parameters(s.label(), numbers.get(s.label()));
        for (Block s : blocks) fill(s.label(), numbers.get(s.label()), blocks, dominators);
        return b.build("random" + seed, Type.I64);
    }

    // ---- control flow ---------------------------------------------------------------------------------------

    private void plan(int i, int handlers) {
        int n = i == size - 1 ? 0 : random.nextInt(10);
        int ways = n == 0 ? 0 : n < 4 ? 1 : n < 9 ? 2 : 4;
        List<Integer> to = new ArrayList<>();
        for (int k = 0; k < ways; k++) {
            boolean back = random.nextInt(5) == 0;
            int from = i >= size || back ? 1 : Math.min(i + 1, size - 1);
            to.add(from + random.nextInt(size - from));
        }
        exits.add(to);
        List<Integer> caught = new ArrayList<>();
        for (int h = 0; h < handlers; h++) if (i > 0 && random.nextInt(2) == 0) caught.add(size + h);
        guards.add(caught);
    }

    private Block skeleton(int i) {
        List<Exit.Case> cases = new ArrayList<>();
        for (int to : exits.get(i)) cases.add(new Exit.Case(cases.size(), Block.Edge.to(labels.get(to))));
        Exit exit = cases.isEmpty()
                ? new Exit.Return(List.of())
                : new Exit.Switch(ints, cases, Block.Edge.to(labels.get(exits.get(i).getFirst())));
        List<Block.Handler> handlers = new ArrayList<>();
        for (int h : guards.get(i)) handlers.add(new Block.Handler(Optional.empty(), Block.Edge.to(labels.get(h))));
        return new Block(labels.get(i), List.of(), List.of(), exit, handlers, org.cotangent.ir.Origin.NONE);
    }

    private void parameters(Block.Label l, int i) {
        b.open(l);
        List<Value> all = made.computeIfAbsent(l, _ -> new ArrayList<>());
        if (i == 0) {
            for (ClassDesc p : TYPE.parameterList()) all.add(b.parameter(l, Type.of(p), "p"));
            ints = all.get(4);
            doubles = all.get(5);
            return;
        }
        if (i >= size) all.add(b.parameter(l, new Type.Ref(ConstantDescs.CD_Throwable), "e"));
        int n = random.nextInt(5);
        for (int k = 0; k < n; k++) all.add(b.parameter(l, TYPES.get(random.nextInt(TYPES.size())), "x" + k));
    }

    // ---- contents -------------------------------------------------------------------------------------------

    private final List<Value> visible = new ArrayList<>();

    private void fill(Block.Label l, int i, List<Block> blocks, Dominators dominators) {
        b.in(l);
        visible.clear();
        for (Block other : blocks) {
            if (other.label() != l && dominators.visible(other.label(), l)) visible.addAll(made.get(other.label()));
        }
        List<Value> mine = made.get(l);
        visible.addAll(mine);
        for (int h : guards.get(i)) {
            Optional<ClassDesc> type = random.nextBoolean() ? Optional.empty() : Optional.of(RUNTIME);
            guard(h).ifPresent(edge -> b.handler(new Block.Handler(type, edge)));
        }
        if (i > 0) fuel();
        int n = random.nextInt(9);
        for (int k = 0; k < n; k++) {
            Value v = op();
            if (v.type() == Type.VOID) continue;
            mine.add(v);
            visible.add(v);
        }
        exit(i);
    }

    /// Every iteration of whatever loop counts down; at the end an index is out of bounds.
    private void fuel() {
        Value zero = b.constant(0);
        Value left = b.let(new Op.GetElement(ConstantDescs.CD_int, ints, zero));
        b.let(new Op.PutElement(ConstantDescs.CD_int, ints, zero, b.sub(left, b.constant(1))));
        Value spent = b.let(new Op.Bits(Op.Bits.Kind.SHR, left, b.constant(31)));
        b.let(new Op.Div(b.constant(1), b.add(spent, b.constant(1))));
    }

    private Value pick(Type type) {
        List<Value> fit = visible.stream()
                .filter(v -> v.type().equals(type) || type == Type.OBJECT && v.type().isReference())
                .toList();
        if (!fit.isEmpty() && random.nextInt(8) > 0) return fit.get(fit.size() - 1 - random.nextInt(fit.size()));
        return switch (type) {
            case Type.Primitive p -> switch (p) {
                case I32  -> b.constant(random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(9) - 3);
                case I64  -> b.constant((long) random.nextInt(5), Type.I64);
                case F32  -> random.nextBoolean() ? b.zero(Type.F32) : b.constant(1.5f, Type.F32);
                case F64  -> random.nextBoolean() ? b.zero(Type.F64) : b.constant(random.nextInt(3) * 0.75, Type.F64);
                case VOID -> throw new IllegalStateException();
            };
            case Type.Ref(ClassDesc d) when d.equals(ATOM) && random.nextBoolean() -> atom();
            case Type.Ref _                                                        -> b.nothing();
        };
    }

    private Value atom() {
        Value v = b.let(new Op.New(ATOM));
        Callee init = Callee.of(ATOM, "<init>", MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int));
        Value argument = pick(Type.I32);
        b.let(new Op.Invoke(Op.Invoke.Kind.SPECIAL, init, List.of(v, argument)));
        return v;
    }

    private Value condition() {
        Op.Compare.Kind[] kinds = Op.Compare.Kind.values();
        return switch (random.nextInt(5)) {
            case 0 -> b.let(new Op.Compare(
                    random.nextBoolean() ? Op.Compare.Kind.EQ : Op.Compare.Kind.NE, pick(Type.OBJECT),
                    pick(Type.OBJECT)));
            case 1 -> {
                Value c = b.let(new Op.Compare(Op.Compare.Kind.DCMPG, pick(Type.F64), pick(Type.F64)));
                yield b.let(new Op.Compare(kinds[random.nextInt(6)], c, b.constant(0)));
            }
            case 2 -> {
                Value c = b.let(new Op.Compare(Op.Compare.Kind.LCMP, pick(Type.I64), pick(Type.I64)));
                yield random.nextBoolean() ? c : b.let(new Op.Compare(kinds[random.nextInt(6)], b.constant(0), c));
            }
            case 3  -> pick(Type.I32);
            default -> b.let(new Op.Compare(kinds[random.nextInt(6)], pick(Type.I32), pick(Type.I32)));
        };
    }

    private Value op() {
        Type t = TYPES.get(random.nextInt(6));
        return switch (random.nextInt(16)) {
            case 0, 1 -> b.let(new Op.Add(pick(t), pick(t)));
            case 2    -> b.let(new Op.Sub(pick(t), pick(t)));
            case 3    -> b.let(new Op.Mul(pick(t), pick(t)));
            case 4    -> b.let(new Op.Div(pick(t), pick(t)));
            case 5    -> b.let(new Op.Select(condition(), pick(t), pick(t)));
            case 6    -> condition();
            case 7    -> b.let(new Op.GetElement(ConstantDescs.CD_double, doubles, small()));
            case 8    -> b.let(new Op.PutElement(ConstantDescs.CD_double, doubles, small(), pick(Type.F64)));
            case 9    -> b.let(new Op.GetElement(ConstantDescs.CD_double, doubles, pick(Type.I32)));
            case 10   -> atom();
            case 11 -> b.let(new Op.Invoke(
                    Op.Invoke.Kind.VIRTUAL,
                    Callee.of(ATOM, "addAndGet", MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int)),
                    List.of(pick(new Type.Ref(ATOM)), pick(Type.I32))));
            case 12 -> b.let(new Op.Cast(ATOM, pick(Type.OBJECT)));
            case 13 -> b.let(new Op.Convert(Op.Convert.Kind.I2D, pick(Type.I32)));
            case 14 -> b.let(new Op.Convert(Op.Convert.Kind.D2L, pick(Type.F64)));
            default -> b.let(new Op.Add(pick(Type.I32), b.constant(random.nextInt(3) - 1)));
        };
    }

    private Value small() {
        return b.let(new Op.Bits(Op.Bits.Kind.AND, pick(Type.I32), b.constant(3)));
    }

    private Block.Edge edge(int to, int first) {
        Block.Label l = labels.get(to);
        List<Value> arguments = new ArrayList<>();
        List<Value> parameters = made.get(l).stream().limit(count(to)).toList();
        for (int k = first; k < parameters.size(); k++) arguments.add(pick(parameters.get(k).type()));
        return new Block.Edge(l, arguments);
    }

    /// A way to a handler, with what is there when the block is entered.
    private Optional<Block.Edge> guard(int to) {
        List<Value> arguments = new ArrayList<>();
        for (Value p : made.get(labels.get(to)).stream().limit(count(to)).skip(1).toList()) {
            List<Value> fit = visible.stream().filter(v -> v.type().equals(p.type())).toList();
            if (fit.isEmpty()) return Optional.empty();
            arguments.add(fit.get(random.nextInt(fit.size())));
        }
        return Optional.of(new Block.Edge(labels.get(to), arguments));
    }

    /// The number of parameters of a block; what it makes comes after them.
    private int count(int block) {
        return counts.computeIfAbsent(labels.get(block), l -> made.get(l).size());
    }

    private final Map<Block.Label, Integer> counts = new HashMap<>();

    private void exit(int i) {
        List<Integer> to = exits.get(i);
        switch (to.size()) {
            case 0 -> {
                Value atom = pick(new Type.Ref(ATOM));
                Value same = b.let(new Op.Compare(Op.Compare.Kind.EQ, atom, b.nothing()));
                Value sum = b.add(pick(Type.I64), b.convert(Op.Convert.Kind.I2L, b.add(pick(Type.I32), same)));
                b.ret(b.add(sum, b.convert(Op.Convert.Kind.D2L, pick(Type.F64))));
            }
            case 1 -> b.end(new Exit.Jump(edge(to.getFirst(), 0)));
            case 2 -> b.branch(condition(), edge(to.get(0), 0), edge(to.get(1), 0));
            default -> {
                List<Exit.Case> cases = new ArrayList<>();
                for (int k = 1; k < to.size(); k++) cases.add(new Exit.Case(k * k - 1, edge(to.get(k), 0)));
                b.end(new Exit.Switch(small(), cases, edge(to.getFirst(), 0)));
            }
        }
    }
}

package org.cotangent.opt;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.cotangent.ir.Block;
import org.cotangent.ir.Builder;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Exit;
import org.cotangent.ir.FieldRef;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;
import org.cotangent.ir.Variables;

/// Random functions of `(int, int, double, double[], double[], int[])`: nested loops of all kinds with breaks and
/// continues over several levels, handlers, switches, returns, throws, memory. They end, as loops burn fuel.
final class RandomProgram {
    static final ClassDesc CELL = ClassDesc.of("org.cotangent.opt.Cell");
    private static final Type DOUBLES = new Type.Ref(ConstantDescs.CD_double.arrayType());
    private static final Type INTS = new Type.Ref(ConstantDescs.CD_int.arrayType());
    private static final Type CELLS = new Type.Ref(CELL);
    private static final ClassDesc ARITHMETIC = ClassDesc.of("java.lang.ArithmeticException");
    private static final FieldRef D = new FieldRef(CELL, "d", ConstantDescs.CD_double);
    private static final FieldRef NEXT = new FieldRef(CELL, "next", CELL);
    private static final int FUEL = 40;

    private record Jumps(Block.Label on, Block.Label out) {}

    private final Random random;
    private final Builder b = new Builder(0, true);
    private final Variables variables = new Variables(b, RandomProgram::undefined);
    private final List<Jumps> loops = new ArrayList<>();
    private final List<Block.Handler> handlers = new ArrayList<>();
    private final List<Value> likes = new ArrayList<>();
    private final List<String> ints = List.of("i", "j", "k");
    private final List<String> doubles = List.of("x", "y", "z");
    private final List<String> arrays = List.of("p", "q", "r");
    private final List<String> cells = List.of("c", "e");
    private int budget;
    private boolean done;
    private boolean calls;
    private boolean tangents;

    private RandomProgram(long seed, int budget) {
        this.random = new Random(seed);
        this.budget = budget;
    }

    static Func of(long seed, int budget) {
        return new RandomProgram(seed, budget).build(seed);
    }

    /// A program that calls `Random.callee`, a function like itself.
    static Func calling(long seed, int budget) {
        RandomProgram program = new RandomProgram(seed, budget);
        program.calls = true;
        return program.build(seed);
    }

    /// A program with two more parameters, linear arrays: shadows that it reads and writes.
    static Func withTangents(long seed, int budget) {
        RandomProgram program = new RandomProgram(seed, budget);
        program.tangents = true;
        return program.build(seed);
    }

    private static Op undefined(Type type) {
        return type.isReference() ? new Op.Null() : Values.zero(type);
    }

    private Func build(long seed) {
        Block.Label entry = b.block("entry");
        b.in(entry);
        List<Value> parameters = List.of(
                b.parameter(entry, Type.I32, "n"),
                b.parameter(entry, Type.I32, "m"),
                b.parameter(entry, Type.F64, "a"),
                b.parameter(entry, DOUBLES, "p"),
                b.parameter(entry, DOUBLES, "q"),
                b.parameter(entry, INTS, "o"));
        likes.addAll(parameters);
        write("i", parameters.get(0));
        write("j", parameters.get(1));
        write("k", b.constant(1));
        write("x", parameters.get(2));
        write("y", b.let(Op.constant(0.5)));
        write("z", b.let(Op.constant(-1.5)));
        write("p", parameters.get(3));
        write("q", parameters.get(4));
        write("r", b.let(new Op.NewArray(ConstantDescs.CD_double, b.constant(4))));
        write("o", parameters.get(5));
        write("c", cell());
        write("e", cell());
        write("fuel", b.constant(FUEL));
        if (tangents) {
            write("dp", b.parameter(entry, DOUBLES, "dp", true));
            write("dq", b.parameter(entry, DOUBLES, "dq", true));
            write("dr", b.linear(new Op.NewArray(ConstantDescs.CD_double, b.constant(4)), "dr"));
            write("dx", b.zero(Type.F64));
            write("dy", b.zero(Type.F64));
        }
        next();
        statements(4 + random.nextInt(4), 0);
        if (!done) ret();
        variables.finish();
        return b.build("Random.f" + seed, Type.F64);
    }

    // ---- variables --------------------------------------------------------------------------------------------

    private void write(String variable, Value value) {
        variables.write(b.here(), variable, value);
    }

    /// After a write that a handler may see, a new block begins.
    private void assign(String variable, Value value) {
        write(variable, value);
        if (!handlers.isEmpty()) next();
    }

    private Value read(String variable) {
        return variables.read(b.here(), variable, like(variable));
    }

    private Value like(String variable) {
        Type type = switch (variable) {
            case "i", "j", "k", "fuel"           -> Type.I32;
            case "x", "y", "z"                   -> Type.F64;
            case "dx", "dy"                      -> Type.F64;
            case "p", "q", "r", "dp", "dq", "dr" -> DOUBLES;
            case "o"                             -> INTS;
            case "c", "e"                        -> CELLS;
            default                              -> throw new IllegalArgumentException(variable);
        };
        return new Value(0, type, variable, variable.startsWith("d"));
    }

    private Block.Label fresh(String hint) {
        return b.block(hint);
    }

    private void start(Block.Label label) {
        b.in(label);
        for (Block.Handler h : handlers) b.handler(h);
        done = false;
    }

    private void next() {
        Block.Label label = fresh("next");
        b.jump(label);
        start(label);
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    // ---- expressions ------------------------------------------------------------------------------------------

    private Value number(int depth) {
        if (depth == 0) {
            return switch (random.nextInt(3)) {
                case 0  -> b.constant(random.nextInt(5) - 1);
                default -> read(any(ints));
            };
        }
        Value x = number(depth - 1);
        Value y = number(depth - 1);
        return switch (random.nextInt(9)) {
            case 0  -> b.let(new Op.Sub(x, y));
            case 1  -> b.let(new Op.Mul(x, y));
            case 2  -> b.let(new Op.Bits(any(List.of(Op.Bits.Kind.values())), x, y));
            case 3  -> b.let(new Op.Rem(x, y));
            case 4  -> b.let(new Op.GetElement(ConstantDescs.CD_int, read("o"), index()));
            case 5  -> b.let(new Op.Length(read(any(arrays))));
            case 6  -> b.let(new Op.Neg(x));
            default -> b.let(new Op.Add(x, y));
        };
    }

    private Value index() {
        return switch (random.nextInt(3)) {
            case 0  -> b.constant(random.nextInt(4));
            case 1  -> read(any(ints));
            default -> b.let(new Op.Bits(Op.Bits.Kind.AND, number(1), b.constant(3)));
        };
    }

    private Value real(int depth) {
        if (depth == 0) {
            return switch (random.nextInt(6)) {
                case 0  -> b.let(Op.constant(random.nextInt(5) - 2.0));
                case 1  -> b.let(new Op.Convert(Op.Convert.Kind.I2D, number(1)));
                case 2  -> b.let(new Op.GetElement(ConstantDescs.CD_double, read(any(arrays)), index()));
                case 3  -> b.let(new Op.GetField(D, read(any(cells))));
                default -> read(any(doubles));
            };
        }
        Value x = real(depth - 1);
        Value y = real(depth - 1);
        return switch (random.nextInt(8)) {
            case 0 -> b.let(new Op.Sub(x, y));
            case 1 -> b.let(new Op.Mul(x, y));
            case 2 -> b.let(new Op.Div(x, y));
            case 3 -> b.let(new Op.Neg(x));
            case 4 -> b.let(new Op.Select(condition(), x, y));
            case 5 -> b.invokeStatic(
                    Callee.of(ClassDesc.of("java.lang.Math"), "sin",
                            MethodTypeDesc.of(ConstantDescs.CD_double, ConstantDescs.CD_double)),
                    x);
            default -> b.let(new Op.Add(x, y));
        };
    }

    private Value condition() {
        var kinds = List.of(Op.Compare.Kind.values()).subList(0, 6);
        if (random.nextInt(3) == 0) {
            Value c = b.let(new Op.Compare(Op.Compare.Kind.DCMPL, real(0), real(0)));
            return b.let(new Op.Compare(any(kinds), c, b.constant(0)));
        }
        return b.let(new Op.Compare(any(kinds), number(1), number(0)));
    }

    private Value cell() {
        Value cell = b.let(new Op.New(CELL));
        b.let(new Op.Invoke(
                Op.Invoke.Kind.SPECIAL,
                Callee.of(CELL, "<init>", MethodTypeDesc.of(ConstantDescs.CD_void)),
                List.of(cell)));
        return cell;
    }

    // ---- statements -------------------------------------------------------------------------------------------

    private void statements(int n, int depth) {
        for (int i = 0; i < n && !done; i++) statement(depth);
    }

    private void statement(int depth) {
        if (budget-- <= 0) return;
        if (tangents && random.nextInt(3) == 0) {
            tangent();
            return;
        }
        int kind = calls && random.nextInt(4) == 0 ? 9 : random.nextInt(depth > 4 ? 12 : 22);
        switch (kind) {
            case 0, 1 -> assign(any(ints), number(1));
            case 2, 3 -> assign(any(doubles), real(1));
            case 4, 5, 6 ->
                    b.let(new Op.PutElement(ConstantDescs.CD_double, read(any(arrays)), index(), real(1)));
            case 7      -> b.let(new Op.PutElement(ConstantDescs.CD_int, read("o"), index(), number(1)));
            case 8      -> b.let(new Op.PutField(D, read(any(cells)), real(0)));
            case 9      -> memory();
            case 10, 11 -> leave();
            case 12, 13 -> choose(depth);
            case 14     -> pick(depth);
            case 15, 16 -> protect(depth);
            default     -> repeat(depth);
        }
    }

    private void tangent() {
        String number = random.nextBoolean() ? "dx" : "dy";
        Value array = read(any(List.of("dp", "dq", "dr")));
        if (random.nextBoolean()) assign(number, linear(2));
        else b.linear(new Op.PutElement(ConstantDescs.CD_double, array, inside(), linear(1)), "");
    }

    /// Shadows are accessed where the primal memory is, so they do not throw.
    private Value inside() {
        return random.nextBoolean()
                ? b.constant(random.nextInt(4))
                : b.let(new Op.Bits(Op.Bits.Kind.AND, number(0), b.constant(3)));
    }

    private Value linear(int depth) {
        if (depth == 0) {
            return switch (random.nextInt(6)) {
                case 0    -> b.append(new Let(b.value(Type.F64, "", true), new Op.Zero(Type.F64), b.origin()));
                case 1, 2 -> read(random.nextBoolean() ? "dx" : "dy");
                default -> b.linear(new Op.GetElement(
                        ConstantDescs.CD_double, read(any(List.of("dp", "dq", "dr"))), inside()), "");
            };
        }
        return switch (random.nextInt(7)) {
            case 0    -> b.let(new Op.Neg(linear(depth - 1)));
            case 1    -> b.let(new Op.Sub(linear(depth - 1), linear(depth - 1)));
            case 2, 3 -> b.let(new Op.Mul(linear(depth - 1), b.let(new Op.Convert(Op.Convert.Kind.I2D, number(0)))));
            case 4    -> b.let(new Op.Div(linear(depth - 1), b.let(Op.constant(random.nextInt(3) + 1.0))));
            case 5    -> b.let(new Op.Select(condition(), linear(depth - 1), linear(depth - 1)));
            default   -> b.let(new Op.Add(linear(depth - 1), linear(depth - 1)));
        };
    }

    private void memory() {
        if (calls && random.nextInt(3) > 0) {
            assign(any(doubles), call());
            return;
        }
        switch (random.nextInt(6)) {
            case 0  -> assign(any(arrays), b.let(new Op.NewArray(ConstantDescs.CD_double, b.constant(3))));
            case 1  -> assign(any(arrays), read(any(arrays)));
            case 2  -> assign(any(cells), cell());
            case 3  -> assign(any(cells), read(any(cells)));
            case 4  -> b.let(new Op.PutField(NEXT, read(any(cells)), read(any(cells))));
            default -> assign(any(cells), b.let(new Op.GetField(NEXT, read(any(cells)))));
        }
    }

    private Value call() {
        ClassDesc array = ConstantDescs.CD_double.arrayType();
        MethodTypeDesc type = MethodTypeDesc.of(
                ConstantDescs.CD_double,
                ConstantDescs.CD_int,
                ConstantDescs.CD_int,
                ConstantDescs.CD_double,
                array,
                array,
                ConstantDescs.CD_int.arrayType());
        Callee callee = Callee.of(ClassDesc.of("org.cotangent.opt.Random"), "callee", type);
        return b.invokeStatic(
                callee, read(any(ints)), read(any(ints)), read(any(doubles)), read("p"), read(any(arrays)), read("o"));
    }

    /// Break, continue, return or throw, mostly under a condition.
    private void leave() {
        boolean always = random.nextInt(8) == 0;
        Block.Label then = fresh("leave");
        Block.Label rest = fresh("stay");
        if (always) b.jump(then);
        else b.branch(condition(), Block.Edge.to(then), Block.Edge.to(rest));
        start(then);
        int kind = random.nextInt(6);
        if (kind == 0) {
            ret();
        } else if (kind == 1) {
            fail();
        } else if (!loops.isEmpty()) {
            Jumps j = any(loops);
            b.jump(kind < 4 ? j.out() : j.on());
        } else {
            b.jump(rest);
            always = false;
        }
        start(rest);
        done = always;
        if (always) b.jump(rest);
    }

    private void ret() {
        Value sum = b.let(new Op.Add(read("x"), b.let(new Op.Convert(Op.Convert.Kind.I2D, read("i")))));
        sum = b.let(new Op.Add(sum, b.let(new Op.Mul(read("y"), b.let(Op.constant(3.0))))));
        sum = b.let(new Op.Add(sum, b.let(new Op.GetElement(ConstantDescs.CD_double, read("r"), b.constant(1)))));
        sum = b.let(new Op.Add(sum, b.let(new Op.GetField(D, read("c")))));
        if (tangents) {
            b.linear(new Op.PutElement(ConstantDescs.CD_double, read("dp"), b.constant(0), read("dx")), "");
            b.linear(new Op.PutElement(ConstantDescs.CD_double, read("dq"), b.constant(1), read("dy")), "");
        }
        b.ret(sum);
        done = true;
    }

    private void fail() {
        ClassDesc type = random.nextBoolean() ? ARITHMETIC : ClassDesc.of("java.lang.IllegalStateException");
        Value e = b.let(new Op.New(type));
        b.let(new Op.Invoke(
                Op.Invoke.Kind.SPECIAL,
                Callee.of(type, "<init>", MethodTypeDesc.of(ConstantDescs.CD_void)),
                List.of(e)));
        b.end(new Exit.Throw(e));
        done = true;
    }

    private void choose(int depth) {
        Block.Label then = fresh("then");
        Block.Label otherwise = fresh("else");
        Block.Label join = fresh("join");
        b.branch(condition(), Block.Edge.to(then), Block.Edge.to(otherwise));
        arm(then, join, depth);
        arm(otherwise, join, depth);
        start(join);
    }

    private void arm(Block.Label label, Block.Label join, int depth) {
        start(label);
        statements(random.nextInt(3), depth + 1);
        if (!done) b.jump(join);
    }

    private void pick(int depth) {
        List<Block.Label> arms = List.of(fresh("case0"), fresh("case1"), fresh("default"));
        Block.Label join = fresh("join");
        List<Exit.Case> cases = List.of(
                new Exit.Case(0, Block.Edge.to(arms.get(0))),
                new Exit.Case(1, Block.Edge.to(arms.get(1))),
                new Exit.Case(3, Block.Edge.to(arms.get(1))));
        b.end(new Exit.Switch(number(1), cases, Block.Edge.to(arms.get(2))));
        for (Block.Label arm : arms) arm(arm, join, depth);
        start(join);
    }

    private void protect(int depth) {
        Block.Label handler = fresh("catch");
        Block.Label join = fresh("join");
        Optional<ClassDesc> type = random.nextBoolean() ? Optional.empty() : Optional.of(ARITHMETIC);
        Type.Ref caught = new Type.Ref(type.orElse(ConstantDescs.CD_Throwable));
        b.parameter(handler, caught, "thrown");
        handlers.addFirst(new Block.Handler(type, Block.Edge.to(handler)));
        next();
        statements(1 + random.nextInt(3), depth + 1);
        handlers.removeFirst();
        if (!done) b.jump(join);
        start(handler);
        if (random.nextInt(4) == 0 && !loops.isEmpty()) {
            b.jump(any(loops).on());
        } else {
            statements(random.nextInt(2), depth + 1);
            if (!done) b.jump(join);
        }
        start(join);
    }

    private void repeat(int depth) {
        boolean top = random.nextInt(3) > 0;
        Block.Label head = fresh("head");
        Block.Label body = top ? fresh("body") : head;
        Block.Label on = fresh("on");
        Block.Label out = fresh("out");
        b.jump(head);
        start(head);
        if (top) decide(body, out);
        if (top) start(body);
        loops.add(new Jumps(on, out));
        statements(1 + random.nextInt(4), depth + 1);
        loops.removeLast();
        if (!done) b.jump(on);
        start(on);
        assign("fuel", b.let(new Op.Sub(read("fuel"), b.constant(1))));
        if (random.nextBoolean()) assign("k", b.let(new Op.Add(read("k"), b.constant(1))));
        if (top) {
            b.jump(head);
        } else {
            decide(head, out);
        }
        start(out);
    }

    private void decide(Block.Label go, Block.Label out) {
        Value fuel = b.let(new Op.Compare(Op.Compare.Kind.GT, read("fuel"), b.constant(0)));
        Value c = random.nextInt(4) == 0 ? fuel : b.let(new Op.Bits(Op.Bits.Kind.AND, fuel, condition()));
        b.branch(c, Block.Edge.to(go), Block.Edge.to(out));
    }
}

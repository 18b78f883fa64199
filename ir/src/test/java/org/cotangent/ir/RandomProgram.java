package org.cotangent.ir;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// A random program over int variables, with branches, switches, loops of any shape, divisions by zero and handlers:
/// it can be run as it stands, and written as a function by [Builder] and [Variables].
///
/// A handler finds the variables as they were at the entry of the block that threw.
public final class RandomProgram {
    private static final int VARIABLES = 4;
    private static final int PARAMETERS = 2;
    private static final int UNDEFINED = 7;
    private static final List<String> CAUGHT =
            List.of("", "java.lang.ArithmeticException", "java.lang.RuntimeException");

    private enum Operator { ADD, SUB, MUL, DIV, CONST }

    private enum Kind { RETURN, THROW, JUMP, BRANCH, SWITCH }

    private record Step(int target, Operator operator, int x, int y) {}

    private record Guard(int caught, int target) {}

    private record Node(boolean handler, List<Step> steps, Kind kind, int key, List<Integer> targets,
            List<Guard> guards) {}

    /// What a run came to: a number, an exception, or nothing within the given number of blocks.
    public record Outcome(Optional<Integer> value, Optional<Class<? extends Throwable>> thrown) {
        static Outcome of(int value) {
            return new Outcome(Optional.of(value), Optional.empty());
        }

        static Outcome of(Throwable thrown) {
            return new Outcome(Optional.empty(), Optional.of(thrown.getClass()));
        }

        public boolean isNothing() {
            return value.isEmpty() && thrown.isEmpty();
        }
    }

    private final List<Node> nodes = new ArrayList<>();

    /// The program of a seed, with at most `size` blocks, with handlers or without.
    public static RandomProgram of(long seed, int size, boolean handlers) {
        Random random = new Random(seed);
        RandomProgram program = new RandomProgram();
        int n = 1 + random.nextInt(size);
        int ordinary = handlers ? n - n / 3 : n;
        for (int i = 0; i < n; i++) program.nodes.add(node(random, i >= ordinary, ordinary, n));
        return program;
    }

    private static Node node(Random random, boolean handler, int ordinary, int n) {
        List<Step> steps = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            Operator operator = Operator.values()[random.nextInt(Operator.values().length)];
            steps.add(new Step(
                    random.nextInt(VARIABLES), operator, random.nextInt(VARIABLES), random.nextInt(VARIABLES)));
        }
        Kind kind = Kind.values()[random.nextInt(10) == 0 ? 1 : random.nextInt(8) == 0 ? 0 : 2 + random.nextInt(3)];
        List<Integer> targets = new ArrayList<>();
        for (int i = 0; i < kind.ordinal() - 1; i++) targets.add(random.nextInt(ordinary));
        List<Guard> guards = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0 && ordinary < n; i--) {
            guards.add(new Guard(random.nextInt(CAUGHT.size()), ordinary + random.nextInt(n - ordinary)));
        }
        return new Node(handler, steps, kind, random.nextInt(VARIABLES), targets, guards);
    }

    // ---- as it stands ---------------------------------------------------------------------------------------

    /// Runs the program over at most `fuel` blocks.
    public Outcome run(int a, int b, int fuel) {
        int[] v = {a, b, UNDEFINED, UNDEFINED};
        int at = 0;
        Throwable caught = new Throwable();
        for (int left = fuel; left > 0; left--) {
            Node node = nodes.get(at);
            int[] entry = v.clone();
            try {
                if (node.handler()) v[0] += caught instanceof ArithmeticException ? 1 : 0;
                for (Step s : node.steps()) v[s.target()] = compute(s, v);
                if (node.kind() == Kind.THROW) throw new IllegalStateException();
                if (node.kind() == Kind.RETURN) return Outcome.of(v[node.key()]);
                at = node.targets().get(choice(node, v[node.key()]));
            } catch (RuntimeException e) {
                Optional<Guard> guard = node.guards().stream().filter(g -> takes(g, e)).findFirst();
                if (guard.isEmpty()) return Outcome.of(e);
                v = entry;
                caught = e;
                at = guard.get().target();
            }
        }
        return new Outcome(Optional.empty(), Optional.empty());
    }

    private static int compute(Step s, int[] v) {
        return switch (s.operator()) {
            case ADD   -> v[s.x()] + v[s.y()];
            case SUB   -> v[s.x()] - v[s.y()];
            case MUL   -> v[s.x()] * v[s.y()];
            case DIV   -> v[s.x()] / v[s.y()];
            case CONST -> s.x() - 1;
        };
    }

    private static int choice(Node node, int key) {
        return switch (node.kind()) {
            case BRANCH -> key != 0 ? 0 : 1;
            case SWITCH -> key == 0 ? 0 : key == -1 ? 1 : 2;
            default     -> 0;
        };
    }

    private static boolean takes(Guard guard, RuntimeException e) {
        return guard.caught() != 1 || e instanceof ArithmeticException;
    }

    // ---- as a function --------------------------------------------------------------------------------------

    /// The program as a function of two ints.
    public Func write() {
        return new Writer().write();
    }

    private final class Writer {
        private final Builder b = new Builder(0);
        private final Variables variables = new Variables(b, _ -> Op.constant(UNDEFINED));
        private final Block.Label entry = b.block("entry");
        private final List<Block.Label> labels = new ArrayList<>();
        private final Value like = new Value(0, Type.I32, "v", false);

        Func write() {
            for (int i = 0; i < nodes.size(); i++) labels.add(b.block(nodes.get(i).handler() ? "caught" : "block"));
            for (int i = 0; i < PARAMETERS; i++) variables.write(entry, i, b.parameter(entry, Type.I32, "p"));
            b.in(entry).jump(labels.getFirst());
            for (int i = 0; i < nodes.size(); i++) node(nodes.get(i), labels.get(i));
            variables.finish();
            return b.build("Random.program", Type.I32);
        }

        private void node(Node node, Block.Label label) {
            b.in(label);
            for (Guard g : node.guards()) {
                Optional<ClassDesc> type =
                        Optional.of(CAUGHT.get(g.caught())).filter(c -> !c.isEmpty()).map(ClassDesc::of);
                b.handler(new Block.Handler(type, Block.Edge.to(labels.get(g.target()))));
            }
            if (node.handler()) {
                Value e = b.parameter(label, new Type.Ref(ConstantDescs.CD_Throwable), "e");
                Value is = b.let(new Op.InstanceOf(ClassDesc.of(CAUGHT.get(1)), e));
                variables.write(label, 0, b.add(read(label, 0), is));
            }
            for (Step s : node.steps()) variables.write(label, s.target(), b.let(op(s, label)));
            exit(node, label);
        }

        private Op op(Step s, Block.Label label) {
            if (s.operator() == Operator.CONST) return Op.constant(s.x() - 1);
            Value x = read(label, s.x());
            Value y = read(label, s.y());
            return switch (s.operator()) {
                case ADD        -> new Op.Add(x, y);
                case SUB        -> new Op.Sub(x, y);
                case MUL        -> new Op.Mul(x, y);
                case DIV, CONST -> new Op.Div(x, y);
            };
        }

        private void exit(Node node, Block.Label label) {
            List<Block.Edge> edges = node.targets().stream().map(t -> Block.Edge.to(labels.get(t))).toList();
            switch (node.kind()) {
                case RETURN -> b.ret(read(label, node.key()));
                case JUMP   -> b.end(new Exit.Jump(edges.getFirst()));
                case BRANCH -> b.branch(read(label, node.key()), edges.get(0), edges.get(1));
                case SWITCH -> {
                    List<Exit.Case> cases = List.of(new Exit.Case(0, edges.get(0)), new Exit.Case(-1, edges.get(1)));
                    b.end(new Exit.Switch(read(label, node.key()), cases, edges.get(2)));
                }
                case THROW -> {
                    ClassDesc type = ClassDesc.of("java.lang.IllegalStateException");
                    Value e = b.let(new Op.New(type));
                    Callee init = Callee.of(type, "<init>", MethodTypeDesc.of(ConstantDescs.CD_void));
                    b.let(new Op.Invoke(Op.Invoke.Kind.SPECIAL, init, List.of(e)));
                    b.end(new Exit.Throw(e));
                }
            }
        }

        private Value read(Block.Label label, int variable) {
            return variables.read(label, variable, like);
        }
    }
}

package org.cotangent.testkit;

import static org.cotangent.testkit.RandomProgram.Statement.block;
import static org.cotangent.testkit.RandomProgram.Statement.line;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.cotangent.testkit.Dice.Choices;
import org.cotangent.testkit.RandomProgram.Part;
import org.cotangent.testkit.RandomProgram.Routine;
import org.cotangent.testkit.RandomProgram.Statement;

/// Makes small random Java programs to try a derivative on: arithmetic, nested loops with `break` and
/// `continue`, arrays under several names, swaps, helpers that write, recursion, exceptions, lambdas, objects
/// with cyclic links, statics, classes with virtual methods, records, rows, boxes.
///
/// The same seed makes the same program. Every number that a program computes stays of moderate size, so that
/// differences can check it. Ties in comparisons do not occur but by copying, where all sides move alike. Every
/// run begins by putting the program's statics back.
///
/// Every run ends, and soon: nothing but its own loop assigns a counter, unless onwards; loops in loops multiply
/// to no more than [#OFTEN] rounds, and calls are counted with the rounds that they stand in ([Scope]).
public final class ProgramGenerator {
    /// What a program may contain beside assignments.
    public enum Feature {
        BRANCHES,
        LOOPS,
        ARRAYS,
        CALLS,
        EXCEPTIONS,
        LAMBDAS,
        OBJECTS,
        STATICS,
        CLASSES,
        RECORDS,
        ROWS,
        BOXES,
        INTEGERS,
        FLOATS,
        /// Exceptions thrown by whatever instruction comes when a count has run down, in whatever frame.
        FUSES
    }

    /// How often a statement may run in a run of its method.
    private static final int OFTEN = 64;
    /// Calls in a run of `f`, and in a run of a helper, each of which has one level less below it.
    private static final int CALLS = 16;
    private static final int INNER_CALLS = 3;

    private static final String PARAMETERS = "(double a, double b, double[] u, double[] v, int depth)";

    private final Set<Feature> chosen;
    private final boolean some;
    private Set<Feature> features = EnumSet.noneOf(Feature.class);
    private Dice dice = new Dice(0);
    private Expressions e = new Expressions(dice, features);
    private Moves moves = new Moves(dice, features, e);
    private int helpers;
    private int labels;
    private int room;
    /// Calls that the method being made may still contain.
    private int calls;

    private ProgramGenerator(Set<Feature> chosen, boolean some) {
        this.chosen = chosen;
        this.some = some;
    }

    /// Programs with everything, each with about half of the features.
    public static ProgramGenerator all() {
        return new ProgramGenerator(EnumSet.allOf(Feature.class), true);
    }

    /// Programs with these features only.
    public static ProgramGenerator with(Feature... features) {
        Set<Feature> chosen = EnumSet.noneOf(Feature.class);
        chosen.addAll(List.of(features));
        return new ProgramGenerator(chosen, false);
    }

    /// The program of this seed.
    public RandomProgram program(long seed) {
        dice = new Dice(seed);
        features = EnumSet.noneOf(Feature.class);
        for (Feature each : chosen) {
            if (!some || (each == Feature.FLOATS ? dice.oneIn(8) : !dice.oneIn(3))) features.add(each);
        }
        e = new Expressions(dice, features);
        moves = new Moves(dice, features, e);
        helpers = has(Feature.CALLS) ? 1 + dice.below(2) : 0;
        labels = 0;
        room = 4 + dice.below(8);
        List<Routine> routines = new ArrayList<>();
        for (int i = 0; i < helpers; i++) routines.add(helper(i));
        routines.add(main());
        double[] point = {dice.signed(), dice.signed(), dice.signed()};
        return new RandomProgram(seed, Declarations.of(features, e), routines, point);
    }

    private boolean has(Feature feature) {
        return features.contains(feature);
    }

    private String when(Feature feature, String text) {
        return has(feature) ? text : "";
    }

    // ---- methods

    private Routine main() {
        String head = "public static double f(double[] x) {\n"
                + "        " + Declarations.reset(features) + "\n"
                + "        double a = x[0], b = x[1], c = x[2] * x[0], t = 0.5;\n"
                + "        double[] u = " + dice.pick("x", "x.clone()", "{x[1], 0.5, x[2]}") + ", v = "
                + dice.pick("u", "{a, b, -0.25}", "new double[3]") + ", w = "
                + dice.pick("v", "{0.125, c, b}", "u.clone()") + ";\n"
                + locals()
                + "        int n = 3, i = 0, j = 0, k = 0;";
        String tail = when(Feature.OBJECTS, "kept = new Object[] {p, q, u};\n        ")
                + "return a + 0.5 * b * c + u[0] * v[1] - w[2]"
                + when(Feature.OBJECTS, " + 0.25 * (p.value + q.next.value)")
                + when(Feature.STATICS, " + level")
                + when(Feature.CLASSES, " + 0.5 * part.weigh(a) - base.size")
                + when(Feature.RECORDS, " + r.first() - 0.5 * s.second()")
                + when(Feature.BOXES, " + 0.5 * box + 0.25 * list.get(1)")
                + when(Feature.ROWS, " + rows[1][2]")
                + when(Feature.FLOATS, " + 0.5 * f0") + ";";
        calls = CALLS;
        return new Routine(head, statements(new Scope(0, 1, true, List.of()), 3 + dice.below(5)), tail);
    }

    private Routine helper(int number) {
        String head = "static double h" + number + PARAMETERS + " {\n"
                + "        double c = " + dice.number() + ", t = 0;\n"
                + "        double[] w = " + dice.pick("u", "v", "{a, 0.5, b}") + ";\n"
                + locals()
                + "        int n = depth, i = 0, j = 0, k = 0;\n"
                + "        if (depth <= 0) {\n"
                + "            return " + e.bounded() + ";\n"
                + "        }";
        calls = INNER_CALLS;
        return new Routine(
                head, statements(new Scope(0, 1, false, List.of()), 1 + dice.below(3)), "return " + e.bounded() + ";");
    }

    private String locals() {
        return lines(Feature.OBJECTS, "Cell p = new Cell(a), q = new Cell(b);")
                + lines(Feature.LAMBDAS, "Unary g = " + dice.pick("Math::sin", "shifted(b)", "z -> 0.5 * z") + ";",
                        "Unary[] all = {g, Math::tanh, z -> 0.5 * z};")
                + lines(Feature.CLASSES, "Base base = new Left(a, b);", "Part part = base, other = z -> 0.5 * z;")
                + lines(Feature.RECORDS, "Pair r = new Pair(a, c), s = new Pair(b);",
                        "Shape shape = new Shape.Ball(b);", "Knot knot = new Knot(b);")
                + lines(Feature.ROWS, "double[][] rows = {u, v, {a, 0.5, b}};")
                + lines(
                        Feature.BOXES,
                        "Double box = b;",
                        "Object any = 0.5;",
                        "java.util.List<Double> list = new java.util.ArrayList<>(java.util.List.of(a, 0.5, c));",
                        "java.util.Map<String, Double> map = new java.util.TreeMap<>();")
                + lines(Feature.FLOATS, "float f0 = (float) b;")
                + lines(Feature.INTEGERS, "long m = 88172645463325252L;");
    }

    private String lines(Feature feature, String... lines) {
        return has(feature) ? "        " + String.join("\n        ", lines) + "\n" : "";
    }

    /// Where a statement stands: how deep in blocks, how often it may run, in which loops.
    private record Scope(int depth, int times, boolean main, List<Loop> loops) {
        Scope inside() {
            return new Scope(depth + 1, times, main, loops);
        }

        Scope looping(Loop loop) {
            List<Loop> more = new ArrayList<>(loops);
            more.add(loop);
            return new Scope(depth + 1, times * loop.rounds(), main, more);
        }
    }

    /// A loop: its label, the statement that takes it onwards, how many rounds it makes at most.
    private record Loop(String label, String onwards, int rounds) {}

    // ---- statements

    private List<Statement> statements(Scope scope, int count) {
        List<Statement> result = new ArrayList<>();
        for (int i = 0; i < count && (i == 0 || room > 0); i++) result.add(statement(scope));
        return result;
    }

    private Statement statement(Scope scope) {
        boolean deeper = scope.depth() < 3 && room-- > 0;
        return new Choices<Statement>()
                .add(16, () -> line(moves.any()))
                .when(helpers > 0 && scope.times() <= calls, 3, () -> call(scope))
                .when(!scope.loops().isEmpty(), 2, () -> leave(scope))
                .when(deeper && has(Feature.BRANCHES), 3, () -> branch(scope))
                .when(!scope.loops().isEmpty(), 1, () -> line(aLoop(scope).onwards()))
                .when(deeper && has(Feature.LOOPS) && scope.loops().size() < 3, 4, () -> loop(scope))
                .when(deeper && has(Feature.EXCEPTIONS), 2, () -> handler(scope))
                .when(deeper && has(Feature.FUSES), 3, () -> fused(scope))
                .of(dice);
    }

    private Statement call(Scope scope) {
        calls -= scope.times();
        String n = scope.main() ? "" + (1 + dice.below(3)) : "depth - 1";
        String call = "h" + dice.below(helpers) + "(" + e.atom() + ", " + e.atom() + ", " + e.array() + ", " + e.array()
                + ", " + n + ");";
        return line(dice.oneIn(4) ? call : e.scalar() + " = 0.5 * " + call);
    }

    private Loop aLoop(Scope scope) {
        return scope.loops().get(dice.below(scope.loops().size()));
    }

    private Statement leave(Scope scope) {
        return line("if (" + e.condition() + ") { " + dice.pick("break", "continue") + " " + aLoop(scope).label()
                + "; }");
    }

    private Statement branch(Scope scope) {
        List<Statement> body = statements(scope.inside(), 1 + dice.below(3));
        List<Statement> other = statements(scope.inside(), 1);
        Part first = new Part("if (" + e.condition() + ")", body);
        return switch (dice.below(7)) {
            case 0 -> block("if (" + e.condition() + ")", body);
            case 1 -> new Statement("", List.of(first, new Part("else", other)));
            case 2 -> new Statement("", List.of(first, new Part("else if (" + e.condition() + ")", other)));
            case 3 -> labelled(body, other);
            case 4 -> block("switch (n)",
                    List.of(block("case 0: case 2:", body), block("case 3:", other), line("default:")));
            case 5  -> block("synchronized (w)", body);
            default -> block("switch (n)", List.of(block("case 0, 2 ->", body), block("default ->", other)));
        };
    }

    private Statement labelled(List<Statement> body, List<Statement> other) {
        String label = "b" + labels++;
        List<Statement> all = new ArrayList<>(body);
        all.add(line("if (" + e.condition() + ") { break " + label + "; }"));
        all.addAll(other);
        return block(label + ":", all);
    }

    private Statement loop(Scope scope) {
        String label = "l" + labels++;
        String counter = List.of("i", "j", "k").get(scope.loops().size());
        int bound = Math.min(1 + dice.below(4), OFTEN / scope.times());
        int kind = dice.below(9);
        boolean more = kind == 2 && scope.times() * (bound + 1) <= OFTEN;
        String own = kind == 3 || kind > 6 ? "y" + label : counter;
        String head =
                switch (kind) {
                    case 0 -> "LABEL: for (COUNTER = BOUND; COUNTER > 0; COUNTER--)";
                    case 1 -> "COUNTER = 0; LABEL: while (COUNTER++ < BOUND && CONDITION)";
                    case 2 -> "LABEL: for (COUNTER = 0; COUNTER < BOUND" + (more ? " + n % 2" : "") + "; COUNTER += 1)";
                    case 3 -> "LABEL: for (int COUNTER = 0; COUNTER < BOUND && CONDITION; COUNTER++)";
                    case 4 -> "LABEL: for (COUNTER = 0; COUNTER < BOUND; COUNTER += 1 + at(n))";
                    case 5 -> "LABEL: for (COUNTER = BOUND - 1; COUNTER >= 0; COUNTER -= 2 - n % 2)";
                    case 7 -> "LABEL: for (long COUNTER = BOUND; COUNTER > 0; COUNTER--)";
                    case 8 -> "LABEL: for (double COUNTER : new Range(" + e.scalar() + ", BOUND))";
                    default -> "LABEL: for (COUNTER = 0; COUNTER < BOUND; COUNTER++)";
                };
        String onwards = kind == 8
                ? e.scalar() + " -= 0.25 * " + own + ";"
                : own + (kind == 0 || kind == 5 || kind == 7 ? "--;" : "++;");
        Loop loop = new Loop(label, onwards, more ? bound + 1 : bound);
        List<Statement> body = statements(scope.looping(loop), 1 + dice.below(4));
        return block(
                head.replace("LABEL", label)
                        .replace("COUNTER", own)
                        .replace("BOUND", "" + bound)
                        .replace("CONDITION", e.condition()),
                body);
    }

    private Statement handler(Scope scope) {
        List<Statement> body = statements(scope.inside(), 2 + dice.below(2));
        boolean own = dice.oneIn(2);
        String thrown = own
                ? "if (" + e.condition() + ") { throw new IllegalStateException(\"" + e.scalar() + "\"); }"
                : moves.risky();
        body.add(dice.below(body.size() + 1), line(thrown));
        List<Part> parts = new ArrayList<>();
        parts.add(new Part("try", body));
        String type = own && dice.oneIn(2) ? "IllegalStateException" : "RuntimeException";
        parts.add(new Part("catch (" + type + " e" + labels++ + ")", statements(scope.inside(), 1)));
        if (dice.oneIn(3)) parts.add(end(scope));
        return new Statement("", parts);
    }

    private Part end(Scope scope) {
        return new Part("finally", List.of(
                line(e.scalar() + " += 0.125 * " + e.atom() + ";"),
                scope.loops().isEmpty() || !dice.oneIn(4) ? line(moves.any()) : leave(scope)));
    }

    /// What blows after a number of ticks, wherever that is, and is caught here or further in.
    private Statement fused(Scope scope) {
        List<Statement> body = statements(scope.inside(), 2 + dice.below(3));
        body.addFirst(line("fuse = " + (1 + dice.below(7)) + ";"));
        body.add(dice.below(body.size()) + 1, line("tick(" + e.scalar() + ");"));
        String caught = "e" + labels++;
        List<Statement> mend = statements(scope.inside(), 1);
        mend.addFirst(line(e.scalar() + " = " + caught + ".heat - 0.25 * " + e.scalar() + ";"));
        mend.addFirst(line("fuse = 1000;"));
        List<Part> parts = new ArrayList<>();
        parts.add(new Part(dice.oneIn(4)
                ? "try (Resource held" + labels++ + " = new Resource(" + e.array() + ", " + dice.below(3) + "))"
                : "try", body));
        parts.add(new Part("catch (Blown " + caught + ")", mend));
        if (dice.oneIn(3)) parts.add(end(scope));
        return new Statement("", parts);
    }
}

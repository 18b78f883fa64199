package org.cotangent.testkit;

import static org.cotangent.testkit.RandomProgram.Statement.block;
import static org.cotangent.testkit.RandomProgram.Statement.line;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.cotangent.testkit.RandomProgram.Part;
import org.cotangent.testkit.RandomProgram.Routine;
import org.cotangent.testkit.RandomProgram.Statement;

/// Makes small random Java programs to try a derivative on: arithmetic, nested loops with `break` and
/// `continue`, arrays under several names, swaps, helpers that write, recursion, exceptions, lambdas, objects
/// with cyclic links, statics.
///
/// The same seed makes the same program. Every number that a program computes stays of moderate size, and
/// every loop and recursion is short, so that differences can check it. Ties in comparisons do not occur
/// but by copying, where all sides move alike.
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
        STATICS
    }

    private static final String UNARY =
            """
                        interface Unary {
                            double at(double z);
                        }

                    """;
    private static final String CELL =
            """
                        static final class Cell {
                            double value;
                            Cell next = this;
                            double[] row = {0.25, 0.5, 0.75};

                            Cell(double value) {
                                this.value = value;
                            }
                        }

                    """;
    private static final String LEVEL =
            """
                        static double level;

                    """;
    private static final String AT =
            """
                        static int at(int n) {
                            return Math.floorMod(n, 3);
                        }
                    """;

    private static final String PARAMETERS = "(double a, double b, double[] u, double[] v, int depth)";

    private final Set<Feature> features;
    private Random random = new Random(0);
    private int helpers;
    private int labels;

    private ProgramGenerator(Set<Feature> features) {
        this.features = features;
    }

    /// Programs with everything.
    public static ProgramGenerator all() {
        return new ProgramGenerator(EnumSet.allOf(Feature.class));
    }

    /// Programs with these features only.
    public static ProgramGenerator with(Feature... features) {
        Set<Feature> chosen = EnumSet.noneOf(Feature.class);
        chosen.addAll(List.of(features));
        return new ProgramGenerator(chosen);
    }

    /// The program of this seed.
    public RandomProgram program(long seed) {
        random = new Random(seed);
        helpers = features.contains(Feature.CALLS) ? 1 + random.nextInt(3) : 0;
        labels = 0;
        List<Routine> routines = new ArrayList<>();
        for (int i = 0; i < helpers; i++) {
            routines.add(helper(i));
        }
        routines.add(main());
        double[] point = {signed(), signed(), signed()};
        return new RandomProgram(seed, prelude(), routines, point);
    }

    // ---- methods

    private String prelude() {
        return when(Feature.LAMBDAS, UNARY) + when(Feature.OBJECTS, CELL) + when(Feature.STATICS, LEVEL) + AT;
    }

    private String when(Feature feature, String text) {
        return features.contains(feature) ? text : "";
    }

    private Routine main() {
        String head = "public static double f(double[] x) {\n"
                + when(Feature.STATICS, "        level = x[2];\n")
                + "        double a = x[0], b = x[1], c = x[2] * x[0], t = 0.5;\n"
                + "        double[] u = " + pick("x", "x.clone()", "{x[1], 0.5, x[2]}") + ", v = "
                + pick("u", "{a, b, -0.25}", "new double[3]") + ", w = " + pick("v", "{0.125, c, b}", "u.clone()")
                + ";\n"
                + when(Feature.OBJECTS, "        Cell p = new Cell(a), q = new Cell(b);\n")
                + "        int n = 3, i = 0, j = 0, k = 0;";
        String tail = "return a + 0.5 * b * c + u[0] * v[1] - w[2]"
                + when(Feature.OBJECTS, " + 0.25 * (p.value + q.next.value)") + when(Feature.STATICS, " + level") + ";";
        return new Routine(head, statements(new Scope(0, 0, true, List.of()), 4 + random.nextInt(5)), tail);
    }

    private Routine helper(int number) {
        String head = "static double h" + number + PARAMETERS + " {\n"
                + "        double c = " + number() + ", t = 0;\n"
                + "        double[] w = " + pick("u", "v", "{a, 0.5, b}") + ";\n"
                + when(Feature.OBJECTS, "        Cell p = new Cell(c), q = new Cell(a);\n")
                + "        int n = depth, i = 0, j = 0, k = 0;\n"
                + "        if (depth <= 0) {\n"
                + "            return " + bounded() + ";\n"
                + "        }";
        String tail = "return " + bounded() + ";";
        return new Routine(head, statements(new Scope(0, 2, false, List.of()), 2 + random.nextInt(4)), tail);
    }

    /// Where a statement stands: how deep in blocks, how many calls are left to it, in which loops.
    private record Scope(int depth, int calls, boolean main, List<String> loops) {
        Scope inside() {
            return new Scope(depth + 1, calls, main, loops);
        }

        Scope looping(String label) {
            List<String> more = new ArrayList<>(loops);
            more.add(label);
            return new Scope(depth + 1, main && more.size() < 2 ? 1 : 0, main, more);
        }

        boolean mayCall() {
            return calls > 0 || main && loops.isEmpty();
        }
    }

    // ---- statements

    private List<Statement> statements(Scope scope, int count) {
        List<Statement> result = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            result.add(statement(scope));
        }
        return result;
    }

    private Statement statement(Scope scope) {
        List<Supplier<Statement>> choices = new ArrayList<>();
        add(choices, 4, () -> line(scalar() + " = " + bounded() + ";"));
        add(choices, 2, () -> line(scalar() + pick(" += ", " -= ") + "0.25 * " + expression(2) + ";"));
        add(choices, 1, () -> line("t = a; a = " + pick("b", "c") + "; b = t;"));
        add(choices, 1, () -> line("n = (n * 5 + " + random.nextInt(7) + ") % 4;"));
        if (features.contains(Feature.ARRAYS)) {
            add(choices, 4, () -> line(element() + " = " + bounded() + ";"));
            add(choices, 2, () -> line(element() + pick(" += ", " -= ") + "0.25 * " + expression(2) + ";"));
            add(choices, 2, this::arrayMove);
        }
        if (features.contains(Feature.OBJECTS)) {
            add(choices, 3, this::objectMove);
        }
        if (features.contains(Feature.STATICS)) {
            add(choices, 1, () -> line("level = " + bounded() + ";"));
        }
        if (features.contains(Feature.LAMBDAS)) {
            add(choices, 2, this::lambda);
        }
        if (helpers > 0 && scope.mayCall()) {
            add(choices, 3, () -> call(scope));
        }
        if (!scope.loops().isEmpty()) {
            add(choices, 2, () -> leave(scope));
        }
        if (scope.depth() < 3) {
            if (features.contains(Feature.BRANCHES)) {
                add(choices, 3, () -> branch(scope));
            }
            if (features.contains(Feature.LOOPS) && scope.loops().size() < 3) {
                add(choices, 4, () -> loop(scope));
            }
            if (features.contains(Feature.EXCEPTIONS)) {
                add(choices, 2, () -> handler(scope));
            }
        }
        return choices.get(random.nextInt(choices.size())).get();
    }

    private static void add(List<Supplier<Statement>> choices, int weight, Supplier<Statement> choice) {
        for (int i = 0; i < weight; i++) {
            choices.add(choice);
        }
    }

    private Statement arrayMove() {
        String one = array();
        String other = array();
        return line(
                switch (random.nextInt(6)) {
                    case 0 -> one + " = " + other + ";";
                    case 1 -> one + " = " + other + ".clone();";
                    case 2 -> "{ double[] s = " + one + "; " + one + " = " + other + "; " + other + " = s; }";
                    case 3 -> "System.arraycopy(" + one + ", " + pick("0", "1") + ", " + other + ", "
                            + pick("0", "1") + ", 2);";
                    case 4  -> "java.util.Arrays.fill(" + one + ", 1, 3, " + bounded() + ");";
                    default -> one + " = new double[] {" + atom() + ", " + atom() + ", " + number() + "};";
                });
    }

    private Statement objectMove() {
        String cell = pick("p", "q");
        return line(
                switch (random.nextInt(7)) {
                    case 0  -> cell + " = new Cell(" + bounded() + ");";
                    case 1  -> cell + ".next = " + pick("p", "q", "p.next", "q.next") + ";";
                    case 2  -> cell + ".row = " + array() + ";";
                    case 3  -> array() + " = " + cell + ".next.row;";
                    case 4  -> cell + " = " + pick("p", "q") + ".next;";
                    case 5  -> cell + ".next.row[" + index() + "] = " + bounded() + ";";
                    default -> cell + pick("", ".next", ".next.next") + ".value = " + bounded() + ";";
                });
    }

    private Statement lambda() {
        return switch (random.nextInt(3)) {
            case 0 -> line("{ double y = " + atom() + "; Unary g = z -> 0.5 * z * y + " + number() + "; " + scalar()
                    + " = g.at(0.5 * g.at(" + atom() + ")); }");
            case 1 -> line("{ double[] r = " + array() + "; Unary g = z -> r[" + random.nextInt(3)
                    + "] = Math.sin(z + r[1]); " + scalar() + " = g.at(" + atom() + "); }");
            default -> line("{ Unary g = " + pick("Math::cos", "Math::tanh", "z -> z * 0.5") + "; Unary h = z -> g.at("
                    + number() + " - z); " + scalar() + " = h.at(" + atom() + "); }");
        };
    }

    private Statement call(Scope scope) {
        String n = scope.main() ? "" + (1 + random.nextInt(3)) : "depth - 1";
        String call = "h" + random.nextInt(helpers) + "(" + atom() + ", " + atom() + ", " + array() + ", " + array()
                + ", " + n + ");";
        return line(random.nextInt(4) == 0 ? call : scalar() + " = 0.5 * " + call);
    }

    private Statement leave(Scope scope) {
        String label = scope.loops().get(random.nextInt(scope.loops().size()));
        return line("if (" + condition() + ") { " + pick("break", "continue") + pick("", " " + label) + "; }");
    }

    private Statement branch(Scope scope) {
        List<Statement> body = statements(scope.inside(), 1 + random.nextInt(3));
        List<Statement> other = statements(scope.inside(), 1);
        return switch (random.nextInt(4)) {
            case 0 -> block("if (" + condition() + ")", body);
            case 1 -> new Statement("", List.of(new Part("if (" + condition() + ")", body), new Part("else", other)));
            case 2 -> new Statement(
                    "",
                    List.of(
                            new Part("if (" + condition() + ")", body),
                            new Part("else if (" + condition() + ")", other)));
            default -> block("switch (n)", List.of(block("case 0, 2 ->", body), block("default ->", other)));
        };
    }

    private Statement loop(Scope scope) {
        String counter = List.of("i", "j", "k").get(scope.loops().size());
        String label = "l" + labels++;
        List<Statement> body = statements(scope.looping(label), 1 + random.nextInt(4));
        String head =
                switch (random.nextInt(4)) {
                    case 0  -> "LABEL: for (COUNTER = BOUND; COUNTER > 0; COUNTER--)";
                    case 1  -> "COUNTER = 0; LABEL: while (COUNTER++ < BOUND && CONDITION)";
                    case 2  -> "LABEL: for (COUNTER = 0; COUNTER < BOUND + n % 2; COUNTER += 1)";
                    default -> "LABEL: for (COUNTER = 0; COUNTER < BOUND; COUNTER++)";
                };
        return block(
                head.replace("LABEL", label)
                        .replace("COUNTER", counter)
                        .replace("BOUND", "" + (1 + random.nextInt(4)))
                        .replace("CONDITION", condition()),
                body);
    }

    private Statement handler(Scope scope) {
        List<Statement> body = statements(scope.inside(), 2 + random.nextInt(2));
        body.add(
                random.nextInt(body.size() + 1),
                line("if (" + condition() + ") { throw new IllegalStateException(); }"));
        List<Part> parts = new ArrayList<>();
        parts.add(new Part("try", body));
        parts.add(new Part("catch (IllegalStateException e" + labels++ + ")", statements(scope.inside(), 1)));
        if (random.nextInt(3) == 0) {
            parts.add(new Part("finally", List.of(line(scalar() + " += 0.125 * " + atom() + ";"))));
        }
        return new Statement("", parts);
    }

    // ---- expressions

    /// An expression of moderate size and slope, whatever its parts are.
    private String bounded() {
        return switch (random.nextInt(7)) {
            case 0  -> "Math.sin(0.5 * " + expression(2) + ")";
            case 1  -> "Math.tanh(" + expression(1) + ")";
            case 2  -> "0.625 * " + atom() + " + 0.375 * " + atom();
            case 3  -> atom() + " / (1 + " + square(atom()) + ")";
            case 4  -> "Math.exp(-" + square(atom()) + ") * " + number();
            case 5  -> "(" + condition() + " ? " + atom() + " : " + number() + ")";
            default -> "Math.cos(" + expression(1) + ") - " + number();
        };
    }

    private static String square(String atom) {
        return atom + " * " + atom;
    }

    private String expression(int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            return atom();
        }
        String left = expression(depth - 1);
        String right = expression(depth - 1);
        return switch (random.nextInt(5)) {
            case 0  -> "(" + left + " + " + right + ")";
            case 1  -> "(" + left + " - " + right + ")";
            case 2  -> "Math.sqrt(1 + " + square("(" + left + ")") + ")";
            case 3  -> "Math.max(" + left + ", " + right + ")";
            default -> left + " * " + right;
        };
    }

    private String condition() {
        String active = atom() + pick(" > ", " < ", " >= ") + pick(number(), atom());
        return switch (random.nextInt(5)) {
            case 0  -> "n % 2 == " + random.nextInt(2);
            case 1  -> pick("i", "j", "k") + " != " + random.nextInt(3);
            case 2  -> "(" + active + pick(" && ", " || ") + atom() + " < " + number() + ")";
            default -> active;
        };
    }

    private String atom() {
        return switch (random.nextInt(10)) {
            case 0    -> number();
            case 1, 2 -> features.contains(Feature.ARRAYS) ? element() : scalar();
            case 3 -> features.contains(Feature.OBJECTS)
                    ? pick("p.value", "q.value", "p.next.value", "q.next.next.value", "p.row[" + index() + "]")
                    : scalar();
            case 4  -> features.contains(Feature.STATICS) ? "level" : scalar();
            default -> scalar();
        };
    }

    private String scalar() {
        return pick("a", "b", "c");
    }

    private String array() {
        return pick("u", "v", "w");
    }

    private String element() {
        return array() + "[" + index() + "]";
    }

    private String index() {
        return pick("0", "1", "2", "at(n)", "at(i + 1)", "at(n + j)");
    }

    private String number() {
        double number = Math.round(signed() * 1e6) / 1e6;
        return number < 0 ? "(" + number + ")" : "" + number;
    }

    private double signed() {
        return random.nextDouble() * 2 - 1;
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}

package org.cotangent.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.cotangent.Cotangent;
import org.cotangent.Objective;
import org.jspecify.annotations.Nullable;

/// A random Java program, as source and as a loaded method `static double f(double[] x)`, with a point.
///
/// Made by [ProgramGenerator]. A program is a tree of statements that all find their variables declared at
/// the head of their method, so that any statement can be left out: that is how [#shrink] makes it small.
public final class RandomProgram {
    static final String NAME = "Program";

    private final long seed;
    private final List<String> declarations;
    private final List<Routine> routines;
    private final double[] point;
    private final String source;
    private final Method method;

    RandomProgram(long seed, List<String> declarations, List<Routine> routines, double[] point) {
        this.seed = seed;
        this.declarations = List.copyOf(declarations);
        this.routines = List.copyOf(routines);
        this.point = point.clone();
        this.source = text();
        try {
            this.method =
                    Class.forName(NAME, true, Compiled.of(NAME, source)).getMethod("f", double[].class);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a compiled program without its method", e);
        }
    }

    /// The seed that makes this program, unless it has been shrunk.
    public long seed() {
        return seed;
    }

    /// One file of Java, without imports or package.
    public String source() {
        return source;
    }

    /// The method `f`, loaded by a class loader of its own.
    public Method method() {
        return method;
    }

    /// One plain run of the method.
    public double run(double[] x) throws InvocationTargetException, IllegalAccessException {
        return (double) method.invoke(null, (Object) x);
    }

    /// Whether it computes in single precision, too.
    public boolean isSingle() {
        return source.contains("float ");
    }

    /// The method as Cotangent takes it.
    public Objective<double[]> objective() {
        return Cotangent.objective(method);
    }

    /// Where to evaluate it.
    public double[] point() {
        return point.clone();
    }

    /// A program that still fails and from which nothing can be taken without its ceasing to fail.
    public RandomProgram shrink(Predicate<RandomProgram> fails) {
        RandomProgram smallest = this;
        for (RandomProgram smaller = smallest.smaller(fails); smaller != smallest; smaller = smallest.smaller(fails)) {
            smallest = smaller;
        }
        return smallest;
    }

    private RandomProgram smaller(Predicate<RandomProgram> fails) {
        RandomProgram smallest = this;
        for (int i = 0;; i++) {
            Edit edit = new Edit(i);
            RandomProgram candidate = smallest.edited(edit);
            if (!edit.made) return smallest;
            if (candidate != null && fails.test(candidate)) {
                smallest = candidate;
                i--;
            }
        }
    }

    /// The program with one edit made; null if that is no Java: a `break` without its loop, a helper that is still called.
    private @Nullable RandomProgram edited(Edit edit) {
        List<Routine> bodies = new ArrayList<>();
        for (Routine routine : routines) {
            if (routine.isMain() || !edit.now()) {
                bodies.add(new Routine(routine.head(), edit.applied(routine.body()), routine.tail()));
            }
        }
        List<String> left = declarations.stream().filter(_ -> !edit.now()).toList();
        try {
            return edit.made ? new RandomProgram(seed, left, bodies, point) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public String toString() {
        return "// seed " + seed + ", x = " + Arrays.toString(point) + "\n" + source;
    }

    private String text() {
        StringBuilder text = new StringBuilder("public final class " + NAME + " {\n");
        for (String each : declarations) text.append(each.indent(4)).append('\n');
        for (Routine routine : routines) {
            text.append('\n').append("    ").append(routine.head()).append('\n');
            for (Statement each : routine.body()) {
                each.print(text, 2);
            }
            text.append("        ").append(routine.tail()).append("\n    }\n");
        }
        return text.append("}\n").toString();
    }

    /// A method: its signature and declarations, its statements, its last line.
    record Routine(String head, List<Statement> body, String tail) {
        boolean isMain() {
            return head.startsWith("public");
        }
    }

    /// A line, or parts (`try`, `catch`, `finally`), each a head with statements in braces.
    record Statement(String text, List<Part> parts) {
        static Statement line(String text) {
            return new Statement(text, List.of());
        }

        static Statement block(String head, List<Statement> body) {
            return new Statement("", List.of(new Part(head, body)));
        }

        void print(StringBuilder out, int depth) {
            String margin = "    ".repeat(depth);
            if (parts.isEmpty()) {
                out.append(margin).append(text).append('\n');
                return;
            }
            out.append(margin);
            for (Part part : parts) {
                out.append(part.head()).append(" {\n");
                for (Statement each : part.body()) {
                    each.print(out, depth + 1);
                }
                out.append(margin).append("} ");
            }
            out.setCharAt(out.length() - 1, '\n');
        }
    }

    /// A head and the statements in braces behind it.
    record Part(String head, List<Statement> body) {}

    /// Counts edits in the order of the tree, makes one of them: a statement left out, or its body put in its place.
    private static final class Edit {
        private int left;
        private boolean made;

        Edit(int index) {
            left = index;
        }

        boolean now() {
            boolean now = left-- == 0;
            made |= now;
            return now;
        }

        List<Statement> applied(List<Statement> body) {
            List<Statement> result = new ArrayList<>();
            for (Statement each : body) {
                if (now()) {
                    continue;
                }
                if (!each.parts().isEmpty() && now()) {
                    result.addAll(each.parts().getFirst().body());
                    continue;
                }
                List<Part> parts = new ArrayList<>();
                for (Part part : each.parts()) {
                    parts.add(new Part(part.head(), applied(part.body())));
                }
                result.add(new Statement(each.text(), parts));
            }
            return result;
        }
    }
}

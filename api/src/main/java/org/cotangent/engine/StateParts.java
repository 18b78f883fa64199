package org.cotangent.engine;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.cotangent.runtime.Layouts;
import org.cotangent.runtime.NotDifferentiable;

/// What a gradient is taken with respect to, where that is not the argument: a structure, and classes for their static
/// fields.
final class StateParts {
    /// The structure, as it is.
    final Copied in;

    /// Its cells, then the classes.
    final Object[] cells;

    private final List<Class<?>> classes;

    private StateParts(Object wrt) {
        this.classes = classes(wrt);
        this.in = Copied.itself(wrt);
        this.cells = Arrays.copyOf(in.from, in.from.length + classes.size());
        for (int i = 0; i < classes.size(); i++) cells[in.from.length + i] = classes.get(i);
    }

    static StateParts of(Object wrt) {
        return new StateParts(wrt);
    }

    private static List<Class<?>> classes(Object wrt) {
        Collection<?> parts =
                switch (wrt) {
                    case Object[] a      -> Arrays.asList(a);
                    case Collection<?> c -> c;
                    default              -> List.of(wrt);
                };
        List<Class<?>> all = new ArrayList<>();
        for (Object p : parts)
            if (p instanceof Class<?> c && !Layouts.statics(c).isEmpty() && !all.contains(c)) all.add(c);
        return all;
    }

    void requireShape(Structures structures) {
        if (!classes.isEmpty()) {
            throw new NotDifferentiable(
                    "no gradient in the shape of class " + classes.getFirst().getSimpleName(),
                    List.of(),
                    "the derivatives of its static fields have no place in a class",
                    "gradient(f, wrt).tangents(x)");
        }
        structures.requireShape(in, "gradient(f, wrt).tangents(x)");
    }

    /// Fresh shadows, one for each cell.
    Object[] zeros() {
        Object[] all = Arrays.copyOf(Structures.zeros(in.from), cells.length);
        for (int i = in.from.length; i < all.length; i++) {
            all[i] = new double[Layouts.statics((Class<?>) cells[i]).size()];
        }
        return all;
    }

    /// The numbers in order, as [Copied#runs].
    int[] runs() {
        int[] runs = in.runs();
        int at = runs.length;
        runs = Arrays.copyOf(runs, at + 2 * (count() - in.count()));
        for (int i = 0; i < classes.size(); i++) {
            for (Field f : statics(classes.get(i))) {
                runs[at++] = in.from.length + i;
                runs[at++] = Layouts.index(classes.get(i), f.getName(), true);
            }
        }
        return runs;
    }

    int count() {
        int n = in.count();
        for (Class<?> c : classes) n += Layouts.statics(c).size();
        return n;
    }

    Paths paths() {
        List<String> names = new ArrayList<>(in.paths().names());
        for (Class<?> c : classes) for (Field f : statics(c)) names.add(c.getSimpleName() + "." + f.getName());
        return new Paths(() -> names);
    }

    /// The static floating-point fields, as declared.
    private static List<Field> statics(Class<?> c) {
        return Arrays.stream(c.getDeclaredFields())
                .filter(f -> Modifier.isStatic(f.getModifiers()))
                .filter(f -> f.getType() == double.class || f.getType() == float.class)
                .toList();
    }
}

package org.cotangent.runtime;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// The order of floating-point fields in shadows: superclasses first, by length of name and name
/// within a class (so that what a lambda has captured stays in order). Of classes of the JDK only public
/// fields have a place, since code of the JDK is not transformed; boxes are an exception with one entry.
public final class Layouts {
    private Layouts() {}

    /// The instance fields that a shadow of an object of class `type` has entries for, in order.
    public static List<Field> fields(Class<?> type) {
        List<Field> all = new ArrayList<>();
        Class<?> above = type.getSuperclass();
        if (above != null) all.addAll(fields(above));
        all.addAll(declared(type, false));
        return all;
    }

    /// The static fields that the shadow of a `Class` object has entries for, in order.
    public static List<Field> statics(Class<?> type) {
        return declared(type, true);
    }

    /// The entry of a floating-point field in the shadow of an object (or, for a static field, of its class).
    public static int index(Class<?> owner, String name, boolean isStatic) {
        List<Field> all = isStatic ? statics(owner) : fields(owner);
        for (int i = all.size() - 1; i >= 0; i--) {
            if (all.get(i).getName().equals(name) && all.get(i).getDeclaringClass() == owner) return i;
        }
        throw new IllegalArgumentException("no floating-point field " + owner.getName() + "." + name);
    }

    private static List<Field> declared(Class<?> type, boolean isStatic) {
        boolean box = type == Double.class || type == Float.class;
        boolean closed = type.getClassLoader() == null && !box;
        return Arrays.stream(type.getDeclaredFields())
                .filter(f -> !closed || Modifier.isPublic(f.getModifiers()))
                .filter(f -> Modifier.isStatic(f.getModifiers()) == isStatic)
                .filter(f -> f.getType() == double.class || f.getType() == float.class)
                .sorted(Comparator.comparingInt((Field f) -> f.getName().length()).thenComparing(Field::getName))
                .toList();
    }
}

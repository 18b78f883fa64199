package org.cotangent.engine;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/// What the objects of a class are as parts of a structure.
enum Kind {
    /// Holds no numbers: `int` boxes, strings, enums, functions, most of the JDK.
    LEAF,
    /// A `Double` or `Float`.
    BOX,
    /// A `double[]` or `float[]`.
    NUMBERS,
    /// An array of other primitives.
    VALUES,
    /// An array of references.
    ARRAY,
    RECORD,
    /// A collection or map of the JDK.
    COLLECTION,
    /// An optional, an atomic reference, or a map entry of the JDK.
    HOLDER,
    /// An object of an ordinary class.
    OBJECT,
    /// Holds numbers where nobody can get at them.
    CLOSED;

    private static final Set<String> CLOSED_CLASSES = Set.of(
            "java.util.OptionalDouble",
            "java.util.DoubleSummaryStatistics",
            "java.util.concurrent.atomic.DoubleAdder",
            "java.util.concurrent.atomic.DoubleAccumulator",
            "java.util.concurrent.atomic.AtomicReferenceArray");

    private static final ClassValue<Kind> KNOWN = new ClassValue<>() {
        @Override
        protected Kind computeValue(Class<?> c) {
            return find(c);
        }
    };

    static Kind of(Object object) {
        return KNOWN.get(object.getClass());
    }

    private static Kind find(Class<?> c) {
        if (c == Double.class || c == Float.class) return BOX;
        if (c == double[].class || c == float[].class) return NUMBERS;
        if (c.isArray()) return c.getComponentType().isPrimitive() ? VALUES : ARRAY;
        if (c.isEnum() || c.isHidden() || Enum.class.isAssignableFrom(c)) return LEAF;
        if (!isJdk(c)) return c.isRecord() ? RECORD : OBJECT;
        if (Collection.class.isAssignableFrom(c) || Map.class.isAssignableFrom(c)) return COLLECTION;
        if (c == Optional.class || c == AtomicReference.class || Map.Entry.class.isAssignableFrom(c)) return HOLDER;
        return isClosed(c) ? CLOSED : LEAF;
    }

    private static boolean isClosed(Class<?> c) {
        if (CLOSED_CLASSES.contains(c.getName())) return true;
        return java.nio.DoubleBuffer.class.isAssignableFrom(c)
                || java.nio.FloatBuffer.class.isAssignableFrom(c)
                || java.util.stream.BaseStream.class.isAssignableFrom(c)
                || java.util.Iterator.class.isAssignableFrom(c)
                || java.util.Spliterator.class.isAssignableFrom(c)
                || java.util.concurrent.Future.class.isAssignableFrom(c);
    }

    /// Whether a class belongs to the JDK: its fields are closed.
    static boolean isJdk(Class<?> c) {
        ClassLoader loader = c.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }
}

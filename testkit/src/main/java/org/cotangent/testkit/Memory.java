package org.cotangent.testkit;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All that can be reached from the static fields of a class and some objects, as text: numbers to the last bit, objects by
/// the order in which they are met, so that two texts are equal if and only if the two memories are (as far as the
/// language says which objects there are).
final class Memory {
    private final StringBuilder text = new StringBuilder();
    private final IdentityHashMap<Object, Integer> met = new IdentityHashMap<>();

    private Memory() {}

    static String of(Class<?> type, @Nullable Object... roots) {
        Memory memory = new Memory();
        for (Class<?> each : nest(type)) memory.statics(each);
        for (int i = 0; i < roots.length; i++) memory.show("argument " + i, roots[i]);
        return memory.text.toString();
    }

    private static List<Class<?>> nest(Class<?> type) {
        List<Class<?>> all = new ArrayList<>();
        all.add(type);
        Arrays.stream(type.getDeclaredClasses()).sorted(Comparator.comparing(Class::getName)).forEach(all::add);
        return all;
    }

    private void statics(Class<?> type) {
        for (Field field : fields(type, true)) show(type.getName() + "." + field.getName(), get(field, null));
    }

    private static List<Field> fields(Class<?> type, boolean statics) {
        return Arrays.stream(type.getDeclaredFields())
                .filter(f -> Modifier.isStatic(f.getModifiers()) == statics)
                .sorted(Comparator.comparing(Field::getName))
                .toList();
    }

    private static @Nullable Object get(Field field, @Nullable Object owner) {
        try {
            field.setAccessible(true);
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot look at " + field, e);
        }
    }

    private void show(String name, @Nullable Object x) {
        text.append(name).append(" = ");
        if (x == null || isPlain(x)) {
            text.append(plain(x)).append('\n');
            return;
        }
        if (isAnyone(x)) {
            text.append("a function\n");
            return;
        }
        Integer known = met.putIfAbsent(x, met.size());
        text.append('#').append(known == null ? met.size() - 1 : known).append('\n');
        if (known == null) parts(x);
    }

    private static boolean isPlain(Object x) {
        return x instanceof Number || x instanceof String || x instanceof Boolean || x instanceof Character
                || x instanceof Enum<?>;
    }

    /// A function that captured nothing: whether two of them are one object is up to the JVM.
    private static boolean isAnyone(Object x) {
        return x.getClass().isHidden() && fields(x.getClass(), false).isEmpty();
    }

    private static String plain(@Nullable Object x) {
        return switch (x) {
            case Double d -> d + " (" + Long.toHexString(Double.doubleToRawLongBits(d)) + ")";
            case Float f  -> f + " (" + Integer.toHexString(Float.floatToRawIntBits(f)) + ")";
            case null     -> "null";
            default       -> x.toString();
        };
    }

    private void parts(Object x) {
        switch (x) {
            case Collection<?> c -> all(c.toArray());
            case Map<?, ?> map   -> map.forEach((k, v) -> show("[" + k + "]", v));
            case Throwable e     -> show("message", e.getMessage());
            case Object[] a      -> all(a);
            default -> {
                if (x.getClass().isArray()) {
                    for (int i = 0; i < Array.getLength(x); i++) show("[" + i + "]", Array.get(x, i));
                } else {
                    object(x);
                }
            }
        }
    }

    private void all(@Nullable Object[] elements) {
        for (int i = 0; i < elements.length; i++) show("[" + i + "]", elements[i]);
    }

    private void object(Object x) {
        for (Class<?> c = x.getClass(); c != null && c != Object.class; c = c.getSuperclass()) {
            for (Field field : fields(c, false)) show("." + field.getName(), get(field, x));
        }
    }
}

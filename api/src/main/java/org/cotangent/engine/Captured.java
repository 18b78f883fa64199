package org.cotangent.engine;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/// What objects hold in fields that never change: lambdas what they have captured.
final class Captured {
    private Captured() {}

    /// The reference in a static field of a class that is initialised; null if it cannot be read.
    static @Nullable Object readStatic(Class<?> c, String field) {
        try {
            Field f = c.getDeclaredField(field);
            if (!Modifier.isStatic(f.getModifiers())) return null;
            f.setAccessible(true);
            return f.get(null);
        } catch (NoSuchFieldException | IllegalAccessException | InaccessibleObjectException _) {
            return null;
        }
    }

    /// The reference in a final field; null if it cannot be read.
    static @Nullable Object read(Object object, String field) {
        for (Class<?> c = object.getClass(); c != null; c = c.getSuperclass()) {
            try {
                Field f = c.getDeclaredField(field);
                if (!Modifier.isFinal(f.getModifiers()) || f.getType().isPrimitive()) return null;
                f.setAccessible(true);
                return f.get(object);
            } catch (NoSuchFieldException _) {
                // above
            } catch (IllegalAccessException | InaccessibleObjectException _) {
                return null;
            }
        }
        return null;
    }
}

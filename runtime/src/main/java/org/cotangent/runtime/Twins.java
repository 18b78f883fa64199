package org.cotangent.runtime;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Objects that a constructor made, and those that it made when its body ran once more for its tangents: the first are held
/// by the object, the second carry the tangents. Both get one shadow, part by part.
public final class Twins {
    private final Context context;
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private Twins(Context context) {
        this.context = context;
    }

    /// `held` is what an object holds, `made` what the second run made in its place.
    public static void link(@Nullable Object held, @Nullable Object made, Context context) {
        if (held != made) new Twins(context).pair(held, made);
    }

    private void pair(@Nullable Object held, @Nullable Object made) {
        if (held == made || held != null && !seen.add(held)) return;
        if (held == null || made == null || held.getClass() != made.getClass()) throw differ(held);
        Class<?> c = held.getClass();
        if (c.isArray()) {
            if (held instanceof Object[] a && made instanceof Object[] b) {
                if (a.length != b.length) throw differ(held);
                for (int i = 0; i < a.length; i++) pair(a[i], b[i]);
            } else if (held instanceof double[] || held instanceof float[]) {
                share(held, made);
            }
        } else if (held instanceof Number && c.getClassLoader() == null) {
            if (held instanceof Double || held instanceof Float) share(held, made);
        } else if (c.getClassLoader() == null) {
            jdk(held, made);
        } else {
            if (!Layouts.fields(c).isEmpty()) share(held, made);
            fields(held, made);
        }
    }

    private void share(Object held, Object made) {
        Object shadow = context.findShadow(made);
        if (shadow == null) shadow = context.makeShadow(held);
        Context.register(held, shadow, context);
        Context.register(made, shadow, context);
    }

    @SuppressWarnings("IfChainToSwitch") // each step looks at both
    private void jdk(Object held, Object made) {
        if (Reach.isLeaf(held.getClass().getName()) || held instanceof Enum<?>) return;
        if (held instanceof Collection<?> a && made instanceof Collection<?> b) {
            all(a, b);
        } else if (held instanceof Map<?, ?> a && made instanceof Map<?, ?> b) {
            all(a.keySet(), b.keySet());
            all(a.values(), b.values());
        } else if (held instanceof Map.Entry<?, ?> a && made instanceof Map.Entry<?, ?> b) {
            pair(a.getKey(), b.getKey());
            pair(a.getValue(), b.getValue());
        } else if (held instanceof Optional<?> a && made instanceof Optional<?> b) {
            pair(a.orElse(null), b.orElse(null));
        } else {
            throw differ(held);
        }
    }

    private void all(Collection<?> a, Collection<?> b) {
        if (a.size() != b.size()) throw differ(a);
        Iterator<?> other = b.iterator();
        boolean ordered = !(a instanceof Set<?>);
        for (Object e : a) {
            Object f = other.next();
            if (!ordered && !Objects.equals(e, f)) throw differ(a);
            pair(e, f);
        }
    }

    private void fields(Object held, Object made) {
        try {
            for (Class<?> c = held.getClass(); c != null && c.getClassLoader() != null; c = c.getSuperclass()) {
                for (Field f : c.getDeclaredFields()) {
                    if (Modifier.isStatic(f.getModifiers()) || f.getType().isPrimitive()) continue;
                    f.setAccessible(true);
                    pair(f.get(held), f.get(made));
                }
            }
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            throw differ(held);
        }
    }

    private CotangentException differ(@Nullable Object held) {
        String what = held == null ? "an object" : "a " + held.getClass().getName();
        return context.refuse(new NotDifferentiable(
                "cannot differentiate a constructor that makes " + what,
                Places.chain(""),
                "it runs a second time for its tangents, and what it makes then is not matched with what it made first",
                "make the object before, and hand it to the constructor"));
    }
}

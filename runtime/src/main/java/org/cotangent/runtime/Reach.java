package org.cotangent.runtime;

import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Whether something active can be reached from an object: a walk over arrays, collections of the JDK and fields of the
/// program's objects, asked before code that nobody follows is handed the object. Who does not know says yes.
public final class Reach {
    private static final int MOST = 100_000;

    /// Classes of the JDK, and packages of such, whose objects hold no numbers that could be active and no objects of others.
    private static final Set<String> LEAVES = Set.of(
            "java.lang.String",
            "java.lang.Class",
            "java.lang.StringBuilder",
            "java.lang.StringBuffer",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Short",
            "java.lang.Byte",
            "java.lang.Character",
            "java.lang.Boolean",
            "java.lang.Void",
            "java.lang.Module",
            "java.lang.Runtime",
            "java.lang.StackTraceElement",
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.util.BitSet",
            "java.util.UUID",
            "java.util.Locale",
            "java.util.Date",
            "java.util.Calendar",
            "java.util.GregorianCalendar",
            "java.util.TimeZone",
            "java.util.Currency",
            "java.util.Scanner",
            "java.util.Formatter",
            "java.util.StringTokenizer",
            "java.util.StringJoiner",
            "java.util.OptionalInt",
            "java.util.OptionalLong",
            "java.util.OptionalDouble",
            "java.util.IntSummaryStatistics",
            "java.util.LongSummaryStatistics",
            "java.util.DoubleSummaryStatistics",
            "java.util.concurrent.ThreadLocalRandom",
            "java.util.concurrent.TimeUnit",
            "java.util.concurrent.CountDownLatch",
            "java.util.concurrent.Semaphore",
            "java.util.concurrent.atomic.AtomicInteger",
            "java.util.concurrent.atomic.AtomicLong",
            "java.util.concurrent.atomic.AtomicBoolean",
            "java.util.concurrent.atomic.AtomicIntegerArray",
            "java.util.concurrent.atomic.AtomicLongArray",
            "java.util.concurrent.atomic.LongAdder",
            "java.util.concurrent.atomic.DoubleAdder");

    private static final List<String> LEAF_PACKAGES = List.of(
            "java.lang.constant.",
            "java.lang.reflect.",
            "java.io.",
            "java.math.",
            "java.net.",
            "java.nio.",
            "java.security.",
            "java.text.",
            "java.time.",
            "java.util.concurrent.locks.",
            "java.util.jar.",
            "java.util.logging.",
            "java.util.random.",
            "java.util.regex.",
            "java.util.zip.",
            "sun.nio.",
            "sun.util.",
            "jdk.internal.util.");

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> work = new ArrayDeque<>();

    private final boolean opensOwn;

    private Reach(boolean opensOwn) {
        this.opensOwn = opensOwn;
    }

    /// A walk that has seen nothing yet.
    public Reach() {
        this(true);
    }

    /// Whether objects of exactly this class of the JDK lead to nothing active.
    public static boolean isLeaf(String name) {
        if (LEAVES.contains(name)) return true;
        if (name.startsWith("java.nio.") && (name.contains("DoubleBuffer") || name.contains("FloatBuffer")))
            return false;
        for (String p : LEAF_PACKAGES) if (name.startsWith(p)) return true;
        return false;
    }

    /// Whether something active may be reached from `object`.
    public static boolean isActive(@Nullable Object object, Context context) {
        if (object == null || !context.hasShadows()) return false;
        try {
            return new Reach().run(object, context);
        } catch (RuntimeException _) {
            // a collection that cannot be walked
            return true;
        }
    }

    /// What collections of the JDK and arrays hold: like [#Reach()], but no object of the program's is opened.
    public static Reach held() {
        return new Reach(false);
    }

    /// Everything that can be reached from `objects`, themselves among it, and from what was given before, as far as anybody
    /// can tell.
    public Set<Object> from(Collection<?> objects) {
        try {
            for (Object o : objects) add(o);
            while (!work.isEmpty() && seen.size() <= MOST) {
                Object o = work.remove();
                if (opensOwn || o.getClass().isArray() || isJdk(o.getClass())) open(o);
            }
        } catch (RuntimeException _) {
            // a collection that cannot be walked
        }
        return seen;
    }

    private boolean run(Object object, Context context) {
        add(object);
        while (!work.isEmpty()) {
            if (seen.size() > MOST) return true;
            Object o = work.remove();
            if (context.findShadow(o) != null || !open(o)) return true;
        }
        return false;
    }

    private void add(@Nullable Object o) {
        if (o != null && seen.add(o)) work.add(o);
    }

    /// Adds what `o` refers to; false if nobody can tell.
    private boolean open(Object o) {
        Class<?> c = o.getClass();
        if (c.isArray()) {
            if (!c.getComponentType().isPrimitive()) for (Object e : (Object[]) o) add(e);
            return true;
        }
        if (c == Double.class || c == Float.class) return true;
        return isJdk(c) ? openJdk(o, c) : openOwn(o, c);
    }

    private static boolean isJdk(Class<?> c) {
        ClassLoader loader = c.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    private boolean openJdk(Object o, Class<?> c) {
        if (isLeaf(c.getName()) || o instanceof Enum<?> || o instanceof Thread) return true;
        if (c.getPackageName().startsWith("java.util")) {
            if (o instanceof Collection<?> all) {
                for (Object e : all) add(e);
                return true;
            }
            if (o instanceof Map<?, ?> map) {
                map.forEach((k, v) -> {
                    add(k);
                    add(v);
                });
                return true;
            }
        }
        switch (o) {
            case Map.Entry<?, ?> e -> {
                add(e.getKey());
                add(e.getValue());
            }
            case Optional<?> e        -> add(e.orElse(null));
            case AtomicReference<?> r -> add(r.get());
            case Reference<?> r       -> add(r.get());
            case Throwable t -> {
                add(t.getCause());
                for (Throwable s : t.getSuppressed()) add(s);
            }
            default -> {
                return o.getClass() == Object.class || c.isHidden() && openOwn(o, c);
            }
        }
        return true;
    }

    private boolean openOwn(Object o, Class<?> c) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> k = c; k != null && k != Object.class; k = k.getSuperclass()) {
            if (isJdk(k) && !c.isHidden()) {
                if (!isHarmlessAbove(o, k)) return false;
                break;
            }
            for (Field f : k.getDeclaredFields()) {
                if (!Modifier.isStatic(f.getModifiers()) && !f.getType().isPrimitive()) fields.add(f);
            }
        }
        try {
            for (Field f : fields) {
                f.setAccessible(true);
                add(f.get(o));
            }
            return true;
        } catch (IllegalAccessException | InaccessibleObjectException e) {
            return false;
        }
    }

    /// What the part of `o` that a class of the JDK declares holds.
    private boolean isHarmlessAbove(Object o, Class<?> c) {
        if (o instanceof Throwable t) {
            add(t.getCause());
            for (Throwable s : t.getSuppressed()) add(s);
            return true;
        }
        String name = c.getName();
        return isLeaf(name) || c == Enum.class || c == Record.class || c == Number.class || c == Thread.class
                || name.startsWith("java.util.Abstract");
    }
}

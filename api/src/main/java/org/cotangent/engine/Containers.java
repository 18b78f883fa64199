package org.cotangent.engine;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Collections and maps of the JDK: copied, and their parts replaced.
final class Containers {
    private static final Map<Class<?>, UnaryOperator<Object>> BY_CONSTRUCTOR = Map.of(
            ConcurrentHashMap.class, o -> new ConcurrentHashMap<>((Map<?, ?>) o),
            PriorityQueue.class, o -> new PriorityQueue<>((PriorityQueue<?>) o),
            ConcurrentLinkedQueue.class, o -> new ConcurrentLinkedQueue<>((Collection<?>) o),
            ConcurrentLinkedDeque.class, o -> new ConcurrentLinkedDeque<>((Collection<?>) o),
            LinkedBlockingQueue.class, o -> new LinkedBlockingQueue<>((Collection<?>) o),
            LinkedBlockingDeque.class, o -> new LinkedBlockingDeque<>((Collection<?>) o),
            CopyOnWriteArraySet.class, o -> new CopyOnWriteArraySet<>((Collection<?>) o));

    private Containers() {}

    /// Whether `o`, of a user's class, is a collection or map by inheritance from a class of the JDK.
    static boolean isContainer(Object o) {
        if (!(o instanceof Collection<?>) && !(o instanceof Map<?, ?>)) return false;
        Class<?> c = o.getClass();
        while (c != null && !Kind.isJdk(c)) c = c.getSuperclass();
        return c != null && (Collection.class.isAssignableFrom(c) || Map.class.isAssignableFrom(c))
                && !java.lang.reflect.Modifier.isAbstract(c.getModifiers());
    }

    /// Whether a collection of the JDK is one that cannot be changed, so that its parts must be known when it is made.
    static boolean isFixed(Object o) {
        String name = o.getClass().getName();
        return name.startsWith("java.util.ImmutableCollections$")
                || name.startsWith("java.util.Collections$Unmodifiable")
                || name.startsWith("java.util.Collections$Singleton")
                || name.startsWith("java.util.Collections$Empty")
                || name.startsWith("java.util.Collections$CopiesList")
                || o instanceof Optional<?>
                || o instanceof Map.Entry<?, ?>;
    }

    /// Whether a collection that can be changed can be copied.
    static boolean isCopied(Object o) {
        return o instanceof Cloneable
                || BY_CONSTRUCTOR.containsKey(o.getClass())
                || o.getClass().getName().equals("java.util.Arrays$ArrayList");
    }

    /// A copy that holds the same parts; empty if nobody knows how to make one.
    static Optional<Object> shell(Object o) {
        if (o instanceof AtomicReference<?> r) return Optional.of(new AtomicReference<>(r.get()));
        if (o.getClass().getName().equals("java.util.Arrays$ArrayList")) {
            return Optional.of(Arrays.asList(((List<?>) o).toArray()));
        }
        UnaryOperator<Object> constructor = BY_CONSTRUCTOR.get(o.getClass());
        if (constructor != null) return Optional.of(constructor.apply(o));
        if (!(o instanceof Cloneable)) return Optional.empty();
        try {
            return Optional.of(o.getClass().getMethod("clone").invoke(o));
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            return Optional.empty();
        }
    }

    /// Replaces parts of a collection that can be changed: `parts` are all that iteration gives (for maps, keys and values
    /// by turns), null where nothing changes.
    static void replace(Object container, @Nullable Object[] parts) {
        switch (container) {
            case Map<?, ?> map -> replaceInMap(map, parts);
            case CopyOnWriteArrayList<?> list -> replaceByIndex(list, parts);
            case List<?> list -> replaceInList(list, parts);
            case Collection<?> all -> replaceAll(all, parts);
            default -> throw new IllegalStateException("not a collection: " + container.getClass());
        }
    }

    @SuppressWarnings("unchecked")
    private static void replaceByIndex(List<?> list, @Nullable Object[] parts) {
        for (int i = 0; i < parts.length; i++) if (parts[i] != null) ((List<Object>) list).set(i, parts[i]);
    }

    @SuppressWarnings("unchecked")
    private static void replaceInList(List<?> list, @Nullable Object[] parts) {
        ListIterator<Object> at = ((List<Object>) list).listIterator();
        for (Object part : parts) {
            at.next();
            if (part != null) at.set(part);
        }
    }

    @SuppressWarnings("unchecked")
    private static void replaceAll(Collection<?> collection, @Nullable Object[] parts) {
        if (Arrays.stream(parts).allMatch(p -> p == null)) return;
        Collection<Object> all = (Collection<Object>) collection;
        List<Object> now = merged(all, parts);
        all.clear();
        all.addAll(now);
    }

    private static List<Object> merged(Collection<?> all, @Nullable Object[] parts) {
        List<Object> now = new ArrayList<>(parts.length);
        int i = 0;
        for (Object each : all) {
            Object part = parts[i++];
            now.add(part == null ? each : part);
        }
        return now;
    }

    @SuppressWarnings("unchecked")
    private static void replaceInMap(Map<?, ?> map, @Nullable Object[] parts) {
        boolean keys = false;
        for (int i = 0; i < parts.length; i += 2) keys |= parts[i] != null;
        int i = 1;
        for (Map.Entry<?, ?> e : map.entrySet()) {
            if (parts[i] != null) ((Map.Entry<Object, Object>) e).setValue(parts[i]);
            i += 2;
        }
        if (!keys) return;
        Map<Object, Object> renamed = new LinkedHashMap<>();
        i = 0;
        for (Map.Entry<?, ?> e : map.entrySet()) {
            renamed.put(parts[i] == null ? e.getKey() : parts[i], e.getValue());
            i += 2;
        }
        map.clear();
        ((Map<Object, Object>) map).putAll(renamed);
    }

    /// A collection like `o`, which cannot be changed, with other parts.
    static Object fixed(Object o, @Nullable Object[] parts) {
        return switch (o) {
            case Optional<?> x     -> parts[0] == null ? x : Optional.of(parts[0]);
            case Map.Entry<?, ?> e -> entry(e, parts);
            case Map<?, ?> map     -> map(map, parts);
            case List<?> list      -> list(list, merged(list, parts));
            case Set<?> set        -> set(set, merged(set, parts));
            case Collection<?> all -> Collections.unmodifiableCollection(merged(all, parts));
            default                -> throw new IllegalStateException("not a collection: " + o.getClass());
        };
    }

    private static Object entry(Map.Entry<?, ?> e, @Nullable Object[] parts) {
        Object key = parts[0] == null ? e.getKey() : parts[0];
        Object value = parts[1] == null ? e.getValue() : parts[1];
        if (e.getClass().getName().equals("java.util.KeyValueHolder")) return Map.entry(key, value);
        return e instanceof java.util.AbstractMap.SimpleEntry<?, ?>
                ? new java.util.AbstractMap.SimpleEntry<>(key, value)
                : new java.util.AbstractMap.SimpleImmutableEntry<>(key, value);
    }

    private static Object list(List<?> like, List<Object> now) {
        String name = like.getClass().getName();
        if (name.startsWith("java.util.ImmutableCollections$") && !now.contains(null)) return List.copyOf(now);
        if (name.startsWith("java.util.Collections$Singleton")) return Collections.singletonList(now.getFirst());
        return Collections.unmodifiableList(now);
    }

    private static Object set(Set<?> like, List<Object> now) {
        String name = like.getClass().getName();
        if (name.startsWith("java.util.ImmutableCollections$")) return Set.copyOf(now);
        if (name.startsWith("java.util.Collections$Singleton")) return Collections.singleton(now.getFirst());
        return Collections.unmodifiableSet(like instanceof HashSet<?> ? new HashSet<>(now) : new LinkedHashSet<>(now));
    }

    private static Object map(Map<?, ?> like, @Nullable Object[] parts) {
        Map<Object, Object> now = new LinkedHashMap<>();
        int i = 0;
        for (Map.Entry<?, ?> e : like.entrySet()) {
            now.put(parts[i] == null ? e.getKey() : parts[i], parts[i + 1] == null ? e.getValue() : parts[i + 1]);
            i += 2;
        }
        String name = like.getClass().getName();
        return name.startsWith("java.util.ImmutableCollections$") ? Map.copyOf(now) : Collections.unmodifiableMap(now);
    }

    /// How many parts iteration gives: for maps, keys and values by turns.
    static int size(Object o) {
        return switch (o) {
            case Map<?, ?> map     -> 2 * map.size();
            case Collection<?> all -> all.size();
            case Map.Entry<?, ?> _ -> 2;
            default                -> 1;
        };
    }

    /// The place of a step among the parts.
    static Map<Object, Integer> places(Object o) {
        Map<Object, Integer> places = new HashMap<>();
        if (o instanceof Map<?, ?> map) {
            int i = 0;
            for (Iterator<?> keys = map.keySet().iterator(); keys.hasNext(); i++) {
                Object key = keys.next();
                places.put(new Graph.Key(i), 2 * i);
                places.put(key == null ? "null" : key, 2 * i + 1);
            }
        } else if (o instanceof Map.Entry<?, ?>) {
            places.put("key", 0);
            places.put("value", 1);
        } else if (o instanceof Collection<?> all) {
            for (int i = 0; i < all.size(); i++) places.put(i, i);
        } else {
            places.put("value", 0);
        }
        return places;
    }
}

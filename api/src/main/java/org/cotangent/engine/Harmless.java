package org.cotangent.engine;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.function.Supplier;
import org.cotangent.runtime.Context;
import org.jspecify.annotations.Nullable;

/// What code of the JDK may call back without being asked each time: objects whose class answers for all of them, and functions
/// that were found harmless, or that hold the same as one that was.
final class Harmless {
    private static final List<Class<?>> ORDERED_KINDS =
            List.of(SortedMap.class, SortedSet.class, PriorityQueue.class, PriorityBlockingQueue.class);

    private final Supplier<Inheritance> inheritance;

    Harmless(Supplier<Inheritance> inheritance) {
        this.inheritance = inheritance;
    }

    /// What is known of objects of a class where code of the JDK calls them back, and them alone.
    private enum Known {
        /// They must be looked at, each by itself.
        LITTLE,
        HARMLESS,
        /// Harmless, if the order that they keep is.
        ORDERED,
        /// Harmless, but for making text.
        MAKES_TEXT
    }

    private final ClassValue<Known> classes = new ClassValue<>() {
        @Override
        protected Known computeValue(Class<?> c) {
            if (c.isArray()) return Known.HARMLESS;
            if (c.isHidden() || Comparator.class.isAssignableFrom(c)) return Known.LITTLE;
            boolean ordered = ORDERED_KINDS.stream().anyMatch(k -> k.isAssignableFrom(c));
            if (Jdk.isJdk(c) && Views.isView(c.getName()) || !Jdk.isJdk(c) && ordered) return Known.LITTLE;
            if (Jdk.isJdk(c)) return ordered ? Known.ORDERED : Known.HARMLESS;
            Effects.Finding f = inheritance.get().of(Classes.desc(c));
            if (f.whyNot().isPresent() || !f.trust().calls().isEmpty()) return Known.LITTLE;
            return f.text() ? Known.MAKES_TEXT : Known.HARMLESS;
        }
    };

    /// By class of function: on what grounds some were found harmless.
    private final ClassValue<List<Grounds>> approved = new ClassValue<>() {
        @Override
        protected List<Grounds> computeValue(Class<?> c) {
            return new CopyOnWriteArrayList<>();
        }
    };

    /// Whether nothing need be asked about these, where only themselves are called back; `functions` says which of them are
    /// called as functions.
    boolean are(@Nullable Object[] operands, boolean[] functions, Context context) {
        for (int i = 0; i < operands.length; i++) {
            Object o = operands[i];
            if (o == null) continue;
            if (!(functions[i] ? isApproved(o, context) : isHarmless(o, context))) return false;
        }
        return true;
    }

    private boolean isHarmless(Object o, Context context) {
        return switch (classes.get(o.getClass())) {
            case HARMLESS -> true;
            case MAKES_TEXT -> {
                context.wroteText = true;
                yield true;
            }
            case ORDERED -> {
                Comparator<?> order = order(o);
                if (order != null) yield isApproved(order, context);
                yield !(o instanceof PriorityQueue<?> q) || q.peek() == null || isHarmless(q.peek(), context);
            }
            case LITTLE -> false;
        };
    }

    /// Whether `f` is a function that was found harmless, or is like one.
    boolean isApproved(Object f, Context context) {
        if (context.isVetted(f)) return true;
        for (Grounds g : approved.get(f.getClass())) {
            if (!g.hold(f)) continue;
            Context.vet(f, context);
            return true;
        }
        return false;
    }

    /// Remembers that `f` was found harmless on these grounds.
    void approve(Object f, Grounds grounds) {
        approved.get(f.getClass()).add(grounds);
    }

    /// The order that a collection of the JDK keeps, if it was given one.
    static @Nullable Comparator<?> order(Object collection) {
        return switch (collection) {
            case SortedMap<?, ?> m          -> m.comparator();
            case SortedSet<?> s             -> s.comparator();
            case PriorityQueue<?> q         -> q.comparator();
            case PriorityBlockingQueue<?> q -> q.comparator();
            default                         -> null;
        };
    }
}

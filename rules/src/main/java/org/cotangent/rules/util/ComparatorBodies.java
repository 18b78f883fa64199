package org.cotangent.rules.util;

import java.util.Comparator;
import org.cotangent.rule.BodiesFor;

/// The methods of [Comparator] that make comparators of a class of their own.
@BodiesFor(Comparator.class)
public final class ComparatorBodies {
    private ComparatorBodies() {}

    public static <T> Comparator<T> nullsFirst(Comparator<? super T> comparator) {
        return (a, b) -> {
            if (a == null) return b == null ? 0 : -1;
            if (b == null) return 1;
            return comparator == null ? 0 : comparator.compare(a, b);
        };
    }

    public static <T> Comparator<T> nullsLast(Comparator<? super T> comparator) {
        return (a, b) -> {
            if (a == null) return b == null ? 0 : 1;
            if (b == null) return -1;
            return comparator == null ? 0 : comparator.compare(a, b);
        };
    }
}

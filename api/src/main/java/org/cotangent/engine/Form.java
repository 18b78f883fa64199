package org.cotangent.engine;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import org.jspecify.annotations.Nullable;

/// What is known of an argument's memory when a derivative is started: which code is made for it. Plain ints, since
/// differentiated code chooses among them, too.
final class Form {
    /// A copied array of numbers, its shadow passed beside it.
    static final int NUMBERS = 0;
    /// An array of numbers that others may hold, its shadow passed beside it.
    static final int SHARED = 1;
    /// Copied arrays of arrays of numbers.
    static final int NESTED = 2;
    /// Anything else.
    static final int ANY = 3;

    static final int COUNT = 4;

    private Form() {}

    static boolean isShadowed(int form) {
        return form == NUMBERS || form == SHARED;
    }

    static boolean isSeeded(int form) {
        return form != ANY;
    }

    /// Whether nothing else is active at the start.
    static boolean isFresh(int form) {
        return form == NUMBERS || form == NESTED;
    }

    /// The form of copied arguments of a class.
    static int of(ClassDesc c) {
        ClassDesc element = c;
        int rank = 0;
        for (; element.isArray(); rank++) element = element.componentType();
        boolean numbers = element.equals(ConstantDescs.CD_double) || element.equals(ConstantDescs.CD_float);
        return rank == 0 || !numbers ? ANY : rank == 1 ? NUMBERS : NESTED;
    }

    /// The form of a copied argument.
    static int of(@Nullable Object x) {
        if (x instanceof double[] || x instanceof float[]) return NUMBERS;
        if (x == null) return ANY;
        Class<?> c = x.getClass();
        if (!c.isArray()) return ANY;
        while (c.isArray()) c = c.getComponentType();
        return c == double.class || c == float.class ? NESTED : ANY;
    }
}

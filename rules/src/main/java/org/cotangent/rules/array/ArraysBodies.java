package org.cotangent.rules.array;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;
import org.cotangent.rule.BodiesFor;

/// The methods of [Arrays] that sort numbers: a permutation of the elements, found first, then carried out.
@BodiesFor(Arrays.class)
public final class ArraysBodies {
    private ArraysBodies() {}

    public static void sort(double[] a) {
        sort(a, 0, a.length);
    }

    public static void sort(double[] a, int from, int to) {
        int[] order = Order.of(a, from, to);
        double[] before = a.clone();
        for (int i = 0; i < order.length; i++) a[from + i] = before[order[i]];
    }

    public static void parallelSort(double[] a) {
        sort(a, 0, a.length);
    }

    public static void parallelSort(double[] a, int from, int to) {
        sort(a, from, to);
    }

    public static void sort(float[] a) {
        sort(a, 0, a.length);
    }

    public static void sort(float[] a, int from, int to) {
        int[] order = Order.of(a, from, to);
        float[] before = a.clone();
        for (int i = 0; i < order.length; i++) a[from + i] = before[order[i]];
    }

    public static void parallelSort(float[] a) {
        sort(a, 0, a.length);
    }

    public static void parallelSort(float[] a, int from, int to) {
        sort(a, from, to);
    }

    public static void parallelSetAll(double[] a, IntToDoubleFunction generator) {
        Objects.requireNonNull(generator);
        for (int i = 0; i < a.length; i++) a[i] = generator.applyAsDouble(i);
    }
}

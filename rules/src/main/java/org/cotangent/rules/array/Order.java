package org.cotangent.rules.array;

import java.util.Arrays;
import java.util.Objects;

/// Where the elements of sorted arrays come from, in the order of `Arrays.sort`: `-0.0` before `0.0`, `NaN` last. Runs as it
/// is in derivatives: control.
public final class Order {
    private static final int SHORT = 16;

    private final double[] a;
    private int[] from;
    private int[] to;

    private Order(double[] a, int from, int length) {
        this.a = a;
        this.from = new int[length];
        Arrays.setAll(this.from, i -> from + i);
        this.to = new int[length];
    }

    /// The indices of the elements of `a` from `from` until `to` in ascending order of the elements; equal ones stay in order.
    public static int[] of(double[] a, int from, int to) {
        if (from > to) throw new IllegalArgumentException("fromIndex(" + from + ") > toIndex(" + to + ")");
        if (from < 0) throw new ArrayIndexOutOfBoundsException(from);
        if (to > a.length) throw new ArrayIndexOutOfBoundsException(to);
        return new Order(a, from, to - from).sorted();
    }

    /// The same of floats.
    public static int[] of(float[] a, int from, int to) {
        double[] wide = new double[Objects.requireNonNull(a).length];
        for (int i = 0; i < a.length; i++) wide[i] = a[i];
        return of(wide, from, to);
    }

    private int[] sorted() {
        int n = from.length;
        for (int low = 0; low < n; low += SHORT) insert(low, Math.min(n, low + SHORT));
        for (int width = SHORT; width < n; width *= 2) {
            for (int low = 0; low < n; low += 2 * width) {
                merge(low, Math.min(n, low + width), Math.min(n, low + 2 * width));
            }
            int[] swap = from;
            from = to;
            to = swap;
        }
        return from;
    }

    private void insert(int low, int high) {
        for (int i = low + 1; i < high; i++) {
            int k = from[i];
            int at = i;
            for (; at > low && Double.compare(a[from[at - 1]], a[k]) > 0; at--) from[at] = from[at - 1];
            from[at] = k;
        }
    }

    private void merge(int low, int middle, int high) {
        int i = low;
        int j = middle;
        for (int at = low; at < high; at++) {
            boolean left = j >= high || i < middle && Double.compare(a[from[i]], a[from[j]]) <= 0;
            to[at] = from[left ? i++ : j++];
        }
    }
}

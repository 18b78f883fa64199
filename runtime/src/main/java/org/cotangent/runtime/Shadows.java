package org.cotangent.runtime;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Shadows: memory of tangents (or cotangents) beside memory of the program.
///
/// The shadow of a `double[]` is a `double[]`, of a `float[]` a `float[]`, both of equal length. The shadow of any other
/// object is a `double[]` with one entry for each floating-point field, in the order of its layout: so a shadow is
/// always a plain array, and derivatives of derivatives need no other kind. A box has one entry. The static
/// floating-point fields of a class are the fields of its `Class` object. A null shadow means that nothing active has been
/// seen in the object: it reads as zero.
public final class Shadows {
    private static final ClassValue<Integer> SIZES = new ClassValue<>() {
        @Override
        protected Integer computeValue(Class<?> type) {
            return Layouts.fields(type).size();
        }
    };

    private static final ClassValue<Integer> STATIC_SIZES = new ClassValue<>() {
        @Override
        protected Integer computeValue(Class<?> type) {
            return Layouts.statics(type).size();
        }
    };

    private Shadows() {}

    /// A new shadow, all zero, for `object`.
    static Object zero(Object object) {
        if (object instanceof double[] a) return new double[a.length];
        if (object instanceof float[] a) return new float[a.length];
        if (object instanceof Class<?> c) return new double[STATIC_SIZES.get(c)];
        return new double[SIZES.get(object.getClass())];
    }

    /// How many entries the shadow of `object`, no array, has.
    public static int entries(Object object) {
        return SIZES.get(object.getClass());
    }

    /// The tangent in an entry; zero where there is no shadow.
    public static double get(double @Nullable [] shadow, int index) {
        return shadow == null ? 0 : shadow[index];
    }

    /// The tangent in an entry; zero where there is no shadow.
    public static float get(float @Nullable [] shadow, int index) {
        return shadow == null ? 0 : shadow[index];
    }

    /// Overwrites a tangent, where there is a shadow.
    public static void set(double @Nullable [] shadow, int index, double tangent) {
        if (shadow != null) shadow[index] = tangent;
    }

    /// Overwrites a tangent, where there is a shadow.
    public static void set(float @Nullable [] shadow, int index, float tangent) {
        if (shadow != null) shadow[index] = tangent;
    }

    /// Adds a cotangent, where there is a shadow.
    public static void add(double @Nullable [] shadow, int index, double cotangent) {
        if (shadow != null) shadow[index] += cotangent;
    }

    /// Adds a cotangent, where there is a shadow.
    public static void add(float @Nullable [] shadow, int index, float cotangent) {
        if (shadow != null) shadow[index] += cotangent;
    }

    /// Takes a cotangent and leaves zero, where there is a shadow.
    public static double take(double @Nullable [] shadow, int index) {
        if (shadow == null) return 0;
        double cotangent = shadow[index];
        shadow[index] = 0;
        return cotangent;
    }

    /// Takes a cotangent and leaves zero, where there is a shadow.
    public static float take(float @Nullable [] shadow, int index) {
        if (shadow == null) return 0;
        float cotangent = shadow[index];
        shadow[index] = 0;
        return cotangent;
    }

    /// The tangents of an array copy: zero where the source has no shadow.
    public static void copy(@Nullable Object from, int i, @Nullable Object to, int j, int n) {
        if (to == null) return;
        if (from != null) {
            System.arraycopy(from, i, to, j, n);
        } else if (to instanceof double[] t) {
            Arrays.fill(t, j, j + n, 0);
        } else if (to instanceof float[] t) {
            Arrays.fill(t, j, j + n, 0);
        }
    }

    /// The transpose of [#copy]: the cotangents of the target go to the source, and are zero afterwards.
    public static void copyBack(@Nullable Object from, int i, @Nullable Object to, int j, int n) {
        if (to instanceof double[] t) {
            double[] bars = Arrays.copyOfRange(t, j, j + n);
            Arrays.fill(t, j, j + n, 0);
            if (from instanceof double[] s) for (int k = 0; k < n; k++) s[i + k] += bars[k];
        } else if (to instanceof float[] t) {
            float[] bars = Arrays.copyOfRange(t, j, j + n);
            Arrays.fill(t, j, j + n, 0);
            if (from instanceof float[] s) for (int k = 0; k < n; k++) s[i + k] += bars[k];
        }
    }
}

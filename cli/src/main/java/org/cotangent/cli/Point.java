package org.cotangent.cli;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The arguments of a call as a point in space: its coordinates are the floating-point numbers in them, in order.
final class Point {
    private final Method method;
    private final Object[] arguments;
    private final double[] flat;

    Point(Call call) {
        this.method = call.method();
        this.arguments = call.arguments();
        List<Double> numbers = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) collect(arguments[i], numbers);
        this.flat = numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static void collect(Object part, List<Double> numbers) {
        if (part.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(part); i++) collect(Array.get(part, i), numbers);
        } else if (Scalars.isFloating(part.getClass())) {
            numbers.add(((Number) part).doubleValue());
        }
    }

    /// The coordinates.
    double[] flat() {
        return flat.clone();
    }

    /// Fresh arguments with other coordinates, as an objective takes them: the one argument, or an array of all.
    Object at(double[] coordinates) {
        Object[] all = filled(coordinates);
        return all.length == 1 ? all[0] : all;
    }

    private Object[] filled(double[] coordinates) {
        int[] next = {0};
        Object[] all = new Object[arguments.length];
        for (int i = 0; i < all.length; i++) all[i] = filled(arguments[i], coordinates, next);
        return all;
    }

    private static Object filled(Object part, double[] coordinates, int[] next) {
        if (part.getClass().isArray()) {
            int length = Array.getLength(part);
            Object copy = Array.newInstance(part.getClass().componentType(), length);
            for (int i = 0; i < length; i++) Array.set(copy, i, filled(Array.get(part, i), coordinates, next));
            return copy;
        }
        return switch (part) {
            case Double _ -> coordinates[next[0]++];
            case Float _  -> (float) coordinates[next[0]++];
            default       -> part;
        };
    }

    /// Numbers that belong to the coordinates, in the shape of the arguments that have some, as `Arrays.toString` writes them.
    String shown(double[] numbers) {
        Object[] filled = filled(numbers);
        Object[] active = IntStream.range(0, filled.length)
                .filter(i -> isActive(method.getParameterTypes()[i]))
                .mapToObj(i -> filled[i])
                .toArray();
        String all = Arrays.deepToString(active);
        return active.length == 1 ? all.substring(1, all.length() - 1) : all;
    }

    private static boolean isActive(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) element = element.componentType();
        return Scalars.isFloating(element);
    }

    /// Where a coordinate stands: `x[3]`, or the place of the argument where the class file keeps no names.
    String name(int coordinate) {
        int[] left = {coordinate};
        for (int i = 0; i < arguments.length; i++) {
            String path = path(arguments[i], left);
            if (path != null) return method.getParameters()[i].getName() + path;
        }
        throw new IllegalArgumentException("no coordinate " + coordinate);
    }

    private static @Nullable String path(Object part, int[] left) {
        if (part.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(part); i++) {
                String path = path(Array.get(part, i), left);
                if (path != null) return "[" + i + "]" + path;
            }
            return null;
        }
        return Scalars.isFloating(part.getClass()) && left[0]-- == 0 ? "" : null;
    }
}

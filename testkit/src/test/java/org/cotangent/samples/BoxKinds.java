package org.cotangent.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// Numbers in boxes, under every type that a box can go by.
final class BoxKinds {
    private BoxKinds() {}

    static double asNumber(double[] x) {
        Number a = x[0];
        Number b = 3;
        Number c = (float) 2.5;
        Number[] all = {a, b, c, x[1] * x[2], 7L};
        double sum = 0;
        for (Number n : all) {
            sum += n.doubleValue() * n.doubleValue();
        }
        return sum + a.intValue() + b.doubleValue() * x[1];
    }

    static double asObject(double[] x) {
        Object[] all = {x[0], "text", x[1], 4, null, x[2] * x[0]};
        double product = 1;
        for (Object o : all) {
            if (o instanceof Double d) {
                product *= 1 + d;
            } else if (o instanceof Number n) {
                product += n.doubleValue();
            }
        }
        return product;
    }

    static double asComparable(double[] x) {
        Comparable<Double> a = x[0] * 2;
        Comparable<Double> b = x[1];
        Comparable<Double> larger = a.compareTo((Double) b) > 0 ? a : b;
        return (Double) larger * x[2] + (Double) a;
    }

    static double sharedBox(double[] x) {
        Double box = x[0] * x[1];
        Double same = box;
        List<Double> list = new ArrayList<>();
        list.add(box);
        list.add(same);
        list.add(box);
        return list.get(0) * list.get(1) * list.get(2) + (box == same ? x[2] : 0);
    }

    static double boxedArithmetic(double[] x) {
        Double sum = 0.0;
        Float part = 0f;
        for (double each : x) {
            sum += each * each;
            sum = sum * 1.5;
            part = part + 1;
        }
        Double other = sum;
        other++;
        return sum * other * part;
    }

    static double questions(double[] x) {
        Double a = x[0];
        Double b = x[1];
        int count = a.compareTo(b) + Double.compare(x[1], x[2]) + (a.equals(x[0]) ? 10 : 0) + (a.isNaN() ? 1 : 0);
        count += a.hashCode() == Double.hashCode(x[0]) ? 5 : 0;
        return count * a * b + a.intValue() + b.longValue();
    }

    static double references(double[] x) {
        BiFunction<Double, Double, Double> sum = Double::sum;
        BiFunction<Double, Double, Double> max = Math::max;
        Function<Double, Double> sin = Math::sin;
        ToDoubleFunction<Double> value = Double::doubleValue;
        Function<Double, Number> widened = v -> v * 2;
        return sum.apply(x[0], x[1]) * max.apply(x[1], x[2]) + sin.andThen(v -> v * v).apply(x[2])
                + value.applyAsDouble(x[0]) * widened.apply(x[1]).doubleValue();
    }

    static double suppliers(double[] x) {
        Double[] kept = {x[0], x[1]};
        Supplier<Double> first = () -> kept[0] * kept[1];
        kept[0] = x[2];
        Supplier<? extends Number> second = () -> kept[0];
        return first.get() + second.get().doubleValue() * first.get();
    }

    static double ternary(double[] x) {
        Double a = x[0] > 0 ? x[0] : null;
        Object b = x[1] > 10 ? (Object) "no" : (Object) (x[1] * x[1]);
        double c = x[2] > 0 ? (Double) b : 0;
        return a * c;
    }

    static <T extends Number> double generic(List<T> list) {
        double sum = 0;
        for (T each : list) {
            sum = sum * 0.5 + each.doubleValue();
        }
        return sum;
    }

    static double generics(double[] x) {
        List<Number> list = new ArrayList<>();
        list.add(x[0] * x[1]);
        list.add(2);
        list.add((float) 1.5);
        list.add(x[2]);
        return generic(list) * generic(List.of(x[0], x[1]));
    }

    static double switched(double[] x) {
        Object[] all = {x[0], 3, x[1], "abc", 2f};
        double y = 1;
        for (Object o : all) {
            y *= switch (o) {
                case Double d when d > 1 -> d * d;
                case Double d            -> d;
                case Integer i           -> i + x[2];
                case String s            -> s.length();
                default                  -> 1.5;
            };
        }
        return y;
    }

    static double varargs(double[] x) {
        return sum(x[0], x[1] * x[2], 1) * sum() + sum(x[0]);
    }

    private static double sum(Number... numbers) {
        double sum = 1;
        for (Number n : numbers) {
            sum += n.doubleValue() * n.doubleValue();
        }
        return sum;
    }

    static List<Sample> all() {
        double[] x = {0.5, 1.2, 0.7};
        return List.of(
                Sample.of("boxes as numbers", BoxKinds::asNumber, x),
                Sample.of("boxes as objects", BoxKinds::asObject, x),
                Sample.of("boxes as comparables", BoxKinds::asComparable, x),
                Sample.of("one box, many places", BoxKinds::sharedBox, x),
                Sample.of("boxed arithmetic", BoxKinds::boxedArithmetic, x),
                Sample.of("boxes asked", BoxKinds::questions, x),
                Sample.of("method references on boxes", BoxKinds::references, x),
                Sample.of("suppliers of boxes", BoxKinds::suppliers, x),
                Sample.of("boxes chosen", BoxKinds::ternary, x),
                Sample.of("boxes by type variable", BoxKinds::generics, x),
                Sample.of("boxes by pattern", BoxKinds::switched, x),
                Sample.of("boxes as varargs", BoxKinds::varargs, x));
    }
}

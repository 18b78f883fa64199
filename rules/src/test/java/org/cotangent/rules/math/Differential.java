package org.cotangent.rules.math;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cotangent.rule.Domain;
import org.cotangent.rule.Result;
import org.cotangent.rule.RulesFor;

/// A differential of a table as it is written, called by reflection; every tangent is there.
record Differential(Method rule, Method target) {
    static final List<Class<?>> TABLES =
            List.of(MathRules.class, DoubleRules.class, FloatRules.class);

    /// All differentials of `table`.
    static List<Differential> of(Class<?> table) {
        return Arrays.stream(table.getDeclaredMethods())
                .filter(m -> m.getName().matches("d[A-Z].*"))
                .sorted(Comparator.comparing(Method::toString))
                .map(m -> new Differential(m, target(table, m)))
                .toList();
    }

    /// The differential of the method called `name` for doubles.
    static Differential of(Class<?> table, String name) {
        return of(table).stream()
                .filter(d -> d.target().getName().equals(name) && d.target().getReturnType() == double.class)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no rule for " + name));
    }

    static Stream<Differential> all() {
        return TABLES.stream().flatMap(table -> of(table).stream());
    }

    private static Method target(Class<?> table, Method rule) {
        Class<?> of = table.getAnnotation(RulesFor.class).value()[0];
        String name = rule.getName().substring(1);
        return Arrays.stream(of.getDeclaredMethods())
                .filter(m -> m.getName().equalsIgnoreCase(name) && m.getReturnType() == rule.getReturnType())
                .filter(m -> isPrefix(m.getParameterTypes(), rule.getParameterTypes()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(rule + " is for nothing"));
    }

    private static boolean isPrefix(Class<?>[] some, Class<?>[] all) {
        return some.length < all.length && Arrays.equals(some, Arrays.copyOf(all, some.length));
    }

    /// The indices of the parameters that have a tangent.
    List<Integer> active() {
        return IntStream.range(0, target.getParameterCount())
                .filter(i -> target.getParameterTypes()[i] != int.class)
                .boxed()
                .toList();
    }

    /// Where parameter `i` may be.
    double from(int i) {
        return Math.max(domain(i, Double.NEGATIVE_INFINITY, true), -3);
    }

    double to(int i) {
        return Math.min(domain(i, Double.POSITIVE_INFINITY, false), 3);
    }

    private double domain(int i, double otherwise, boolean lower) {
        Domain ofAll = rule.getAnnotation(Domain.class);
        Domain ofOne = rule.getParameters()[i].getAnnotation(Domain.class);
        Domain d = ofOne == null ? ofAll : ofOne;
        return d == null ? otherwise : lower ? d.from() : d.to();
    }

    /// The method's value.
    double value(double... x) {
        return call(target, List.of(arguments(x)));
    }

    /// The tangent of the method's value.
    double tangent(double[] x, double... dx) {
        List<Object> all = new ArrayList<>(List.of(arguments(x)));
        if (Arrays.stream(rule.getParameters()).anyMatch(p -> p.isAnnotationPresent(Result.class)))
            all.add(cast(value(x), target.getReturnType()));
        List<Integer> active = active();
        for (int i = 0; i < active.size(); i++) all.add(cast(dx[i], target.getParameterTypes()[active.get(i)]));
        return call(rule, all);
    }

    /// The tangent for tangent `i` being 1, the others 0.
    double partial(int i, double... x) {
        double[] dx = new double[active().size()];
        dx[i] = 1;
        return tangent(x, dx);
    }

    private Object[] arguments(double... x) {
        Object[] all = new Object[x.length];
        for (int i = 0; i < x.length; i++) all[i] = cast(x[i], target.getParameterTypes()[i]);
        return all;
    }

    private static Object cast(double x, Class<?> c) {
        if (c == int.class) return (int) x;
        return c == float.class ? (Object) (float) x : (Object) x;
    }

    private static double call(Method m, List<Object> arguments) {
        try {
            m.setAccessible(true);
            return ((Number) m.invoke(null, arguments.toArray())).doubleValue();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(m.toString(), e);
        }
    }

    @Override
    public String toString() {
        String parameters = Arrays.toString(target.getParameterTypes());
        return rule.getDeclaringClass().getSimpleName() + "." + rule.getName() + " " + parameters;
    }
}

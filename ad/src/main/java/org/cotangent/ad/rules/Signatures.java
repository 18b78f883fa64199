package org.cotangent.ad.rules;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cotangent.rule.Result;

/// Which method a differential is for: of its parameters the first are the method's, then comes the result if marked so,
/// the rest are tangents of the method's parameters of floating point.
final class Signatures {
    /// One way to read a differential's parameters.
    record Reading(Method target, boolean usesResult, List<Integer> tangentOf) {}

    private Signatures() {}

    /// The methods of `target` that a rule with this name after its prefix could be for: `Sin` for `sin`.
    static List<Method> named(Class<?> target, String capitalised) {
        String plain = capitalised.substring(0, 1).toLowerCase(Locale.ROOT) + capitalised.substring(1);
        return Arrays.stream(target.getDeclaredMethods())
                .filter(m -> !m.isSynthetic() && (m.getName().equals(plain) || m.getName().equals(capitalised)))
                .sorted(java.util.Comparator.comparing(Method::toString))
                .toList();
    }

    /// The readings of `rule` as a differential of one of `targets`; more than one means that it is ambiguous.
    static List<Reading> readings(Method rule, List<Method> targets) {
        List<Reading> complete = new ArrayList<>();
        List<Reading> partial = new ArrayList<>();
        for (Method target : targets) {
            Optional<Reading> reading = reading(rule, target);
            reading.ifPresent(r -> (r.tangentOf().size() == differentiable(target).size() ? complete : partial).add(r));
        }
        return complete.isEmpty() ? partial : complete;
    }

    /// The classes of a method's parameters, receiver first.
    static List<Class<?>> primals(Method target) {
        List<Class<?>> all = new ArrayList<>(List.of(target.getParameterTypes()));
        if (!Modifier.isStatic(target.getModifiers())) all.addFirst(target.getDeclaringClass());
        return all;
    }

    /// The indices of the parameters of floating point.
    static List<Integer> differentiable(Method target) {
        List<Class<?>> primals = primals(target);
        return IntStream.range(0, primals.size())
                .filter(i -> isFloating(primals.get(i)))
                .boxed()
                .toList();
    }

    static boolean isFloating(Class<?> c) {
        return c == double.class || c == float.class;
    }

    /// The names of a rule's parameters, as compiled in, else made up.
    static List<String> names(Method rule) {
        return Arrays.stream(rule.getParameters()).map(Parameter::getName).toList();
    }

    /// The differential's declaration for `target`, to paste.
    static String declaration(Method target) {
        List<Class<?>> primals = primals(target);
        List<String> all = new ArrayList<>();
        for (int i = 0; i < primals.size(); i++)
            all.add(primals.get(i).getSimpleName() + " " + letter(i, primals.size()));
        for (int i : differentiable(target))
            all.add(primals.get(i).getSimpleName() + " d" + letter(i, primals.size()));
        String name = target.getName();
        String capitalised = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        return all.stream()
                .collect(Collectors.joining(
                        ", ", "static " + target.getReturnType().getSimpleName() + " d" + capitalised + "(", ")"));
    }

    /// `Math.max(double, double)`, for people.
    static String shown(Method m) {
        return Arrays.stream(m.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(
                        ", ", m.getDeclaringClass().getSimpleName() + "." + m.getName() + "(", ")"));
    }

    private static String letter(int i, int of) {
        return of > 3 ? "x" + i : String.valueOf("xyz".charAt(i));
    }

    private static Optional<Reading> reading(Method rule, Method target) {
        List<Class<?>> primals = primals(target);
        List<Class<?>> given = List.of(rule.getParameterTypes());
        int n = primals.size();
        if (given.size() <= n || !given.subList(0, n).equals(primals)) return Optional.empty();
        boolean usesResult = rule.getParameters()[n].isAnnotationPresent(Result.class);
        if (usesResult && given.get(n) != target.getReturnType()) return Optional.empty();
        int first = usesResult ? n + 1 : n;
        return tangents(rule, first, target).map(of -> new Reading(target, usesResult, of));
    }

    /// Which parameters the tangents from `first` on belong to: all of floating point in order, or those that the names say.
    private static Optional<List<Integer>> tangents(Method rule, int first, Method target) {
        List<Class<?>> primals = primals(target);
        List<Class<?>> given = List.of(rule.getParameterTypes()).subList(first, rule.getParameterCount());
        List<Integer> all = differentiable(target);
        if (given.isEmpty()) return Optional.empty();
        if (given.equals(all.stream().map(primals::get).toList())) return Optional.of(all);
        List<String> names = names(rule);
        List<Integer> of = new ArrayList<>();
        for (int i = first; i < names.size(); i++) {
            String name = names.get(i);
            Class<?> type = rule.getParameterTypes()[i];
            Optional<Integer> primal = all.stream()
                    .filter(j -> isTangent(name, names.get(j)) && primals.get(j) == type)
                    .findFirst();
            if (primal.isEmpty() || of.contains(primal.get())) return Optional.empty();
            of.add(primal.get());
        }
        return Optional.of(of);
    }

    private static boolean isTangent(String name, String primal) {
        String capitalised = primal.substring(0, 1).toUpperCase(Locale.ROOT) + primal.substring(1);
        return name.equals("d" + primal) || name.equals("d" + capitalised);
    }
}

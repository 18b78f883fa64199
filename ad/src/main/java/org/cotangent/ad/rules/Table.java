package org.cotangent.ad.rules;

import java.lang.constant.ClassDesc;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cotangent.ad.rules.Signatures.Reading;
import org.cotangent.ir.Bodies;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Func;
import org.cotangent.ir.Origin;
import org.cotangent.rule.Flat;
import org.cotangent.rule.Inactive;
import org.cotangent.rule.Result;
import org.cotangent.rule.RulesFor;
import org.cotangent.rule.Sink;
import org.cotangent.runtime.BadRule;
import org.cotangent.runtime.CotangentException;

/// Reads the signatures of a table of rules: for which method each one is, and whether it could be.
final class Table {
    private final Class<?> table;
    private final Class<?> target;
    private final Bodies bodies;
    private final Map<Callee, Draft> drafts = new LinkedHashMap<>();
    private final Map<Callee, Rule.Pullback> pullbacks = new LinkedHashMap<>();

    private Table(Class<?> table, Class<?> target, Bodies bodies) {
        this.table = table;
        this.target = target;
        this.bodies = bodies;
        Flat flat = table.getAnnotation(Flat.class);
        Inactive inactive = table.getAnnotation(Inactive.class);
        for (String name : flat == null ? new String[0] : flat.value()) flat(name);
        for (String name : inactive == null ? new String[0] : inactive.value()) inactive(name);
        Arrays.stream(table.getDeclaredMethods())
                .filter(m -> !m.isSynthetic())
                .sorted(Comparator.comparing(Method::toString))
                .forEach(this::method);
    }

    /// What a class says of each class that it is for.
    static List<Table> of(Class<?> table, Bodies bodies) {
        RulesFor rulesFor = table.getAnnotation(RulesFor.class);
        if (rulesFor == null || rulesFor.value().length == 0)
            throw new BadRule(
                    table.getSimpleName() + " is not a table of rules",
                    List.of(table.getName()),
                    "it does not say of which class",
                    "@RulesFor(Math.class)");
        return Arrays.stream(rulesFor.value())
                .map(target -> new Table(table, target, bodies))
                .toList();
    }

    /// A rule for each method, still to be read.
    Map<Callee, Draft> drafts() {
        return drafts;
    }

    Map<Callee, Rule.Pullback> pullbacks() {
        return pullbacks;
    }

    // ---- lists of names -----------------------------------------------------------------------------------------

    private void flat(String name) {
        for (Callee c : listed("@Flat", name)) add(new Draft.Done(new Rule.Flat(c, shortName() + " @Flat")));
    }

    private void inactive(String name) {
        for (Callee c : listed("@Inactive", name))
            add(new Draft.Done(new Rule.Inactive(c, shortName() + " @Inactive")));
    }

    private List<Callee> listed(String list, String name) {
        List<Callee> found = Arrays.stream(target.getDeclaredMethods())
                .filter(m -> m.getName().equals(name) && !m.isSynthetic())
                .map(Table::callee)
                .toList();
        if (found.isEmpty())
            throw bad(
                    list + " of " + shortName() + " names no method: \"" + name + "\"",
                    target.getSimpleName() + " has no method of that name",
                    "correct the name, or take it out of the list");
        return found;
    }

    // ---- methods ------------------------------------------------------------------------------------------------

    private void method(Method rule) {
        String name = rule.getName();
        if (isPrefix("d", name)) differential(rule, name.substring(1));
        else if (isPrefix("bar", name)) pullback(rule, name.substring(3));
        else
            if (isPrefix("t", name))
                throw bad(rule, "is a transpose", "transposes are not read yet",
                        "write the differential, d" + name.substring(1));
    }

    private static boolean isPrefix(String prefix, String name) {
        return name.startsWith(prefix)
                && name.length() > prefix.length()
                && Character.isUpperCase(name.charAt(prefix.length()));
    }

    private void differential(Method rule, String name) {
        List<Method> targets = targets(rule, name);
        List<Reading> readings = Signatures.readings(rule, targets);
        if (readings.isEmpty()) throw bad(rule, "fits no method", unfit(rule, targets), declarations(targets));
        if (readings.size() > 1)
            throw bad(
                    rule,
                    "fits more than one method",
                    readings.stream().map(r -> Signatures.shown(r.target())).collect(Collectors.joining(", ")),
                    declarations(targets));
        Reading reading = readings.getFirst();
        Class<?> result = reading.target().getReturnType();
        if (!Signatures.isFloating(result))
            throw bad(
                    rule,
                    "is the differential of a method that has none",
                    Signatures.shown(reading.target()) + " returns " + result.getSimpleName(),
                    "list it: @Flat(\"" + reading.target().getName() + "\") or @Inactive");
        if (rule.getReturnType() != result)
            throw bad(
                    rule,
                    "returns " + rule.getReturnType().getSimpleName(),
                    "the tangent of a " + result.getSimpleName() + " is a " + result.getSimpleName(),
                    Signatures.declaration(reading.target()));
        add(new Draft.Differential(
                callee(reading.target()),
                callee(rule),
                table,
                reading.usesResult(),
                reading.tangentOf(),
                Signatures.names(rule),
                name(rule)));
    }

    private static String unfit(Method rule, List<Method> targets) {
        boolean reference = Arrays.stream(rule.getParameterTypes()).anyMatch(c -> !c.isPrimitive());
        return targets.stream().map(Signatures::shown).collect(Collectors.joining(", ", "there is ", ""))
                + (reference
                        ? "; only double and float have tangents in a differential so far"
                        : "; parameters are the method's, then its @Result, then tangents");
    }

    private static String declarations(List<Method> targets) {
        return targets.stream()
                .filter(m -> Signatures.isFloating(m.getReturnType()))
                .map(Signatures::declaration)
                .collect(Collectors.joining("\n"));
    }

    private void pullback(Method rule, String name) {
        List<Method> targets = targets(rule, name);
        List<Rule.Pullback> readings =
                targets.stream().flatMap(t -> pullback(rule, t).stream()).toList();
        if (readings.size() != 1)
            throw bad(
                    rule,
                    readings.isEmpty() ? "fits no method" : "fits more than one method",
                    "parameters are the method's, then its @Result, then the result's cotangent, then a Sink for each "
                            + "parameter that has a derivative; nothing is returned",
                    "static void barSolve(Matrix a, Vector b, Vector xBar, Sink<Matrix> aBar, Sink<Vector> bBar)");
        Rule.Pullback pullback = readings.getFirst();
        if (pullbacks.putIfAbsent(pullback.target(), pullback) != null)
            throw bad(rule, "is the second pullback of " + pullback.target().shortName(), "", "keep one of them");
    }

    private Optional<Rule.Pullback> pullback(Method rule, Method of) {
        List<Class<?>> primals = Signatures.primals(of);
        List<Class<?>> given = List.of(rule.getParameterTypes());
        int n = primals.size();
        if (given.size() < n + 2 || !given.subList(0, n).equals(primals)) return Optional.empty();
        boolean usesResult = rule.getParameters()[n].isAnnotationPresent(Result.class);
        int bar = usesResult ? n + 1 : n;
        Class<?> result = of.getReturnType();
        if (usesResult && given.get(n) != result || given.get(bar) != result || rule.getReturnType() != void.class)
            return Optional.empty();
        List<Integer> sinkOf = new ArrayList<>();
        int next = 0;
        for (int i = bar + 1; i < given.size(); i++) {
            if (!(rule.getGenericParameterTypes()[i] instanceof ParameterizedType p && p.getRawType() == Sink.class))
                return Optional.empty();
            while (next < n && !takes(p, primals.get(next))) next++;
            if (next == n) return Optional.empty();
            sinkOf.add(next++);
        }
        return Optional.of(new Rule.Pullback(callee(of), callee(rule), usesResult, List.copyOf(sinkOf), name(rule)));
    }

    private static boolean takes(ParameterizedType sink, Class<?> primal) {
        Class<?> boxed = primal == double.class ? Double.class : primal == float.class ? Float.class : primal;
        java.lang.reflect.Type argument = sink.getActualTypeArguments()[0];
        return argument == boxed || argument instanceof ParameterizedType p && p.getRawType() == boxed;
    }

    private List<Method> targets(Method rule, String name) {
        if (!Modifier.isStatic(rule.getModifiers()))
            throw bad(rule, "is not static", "a rule has no object to belong to", "static " + rule.getReturnType() + " "
                    + rule.getName() + "(…)");
        List<Method> targets = Signatures.named(target, name);
        if (targets.isEmpty())
            throw bad(
                    rule,
                    "is for no method",
                    target.getSimpleName() + " has no method named "
                            + name.substring(0, 1).toLowerCase(java.util.Locale.ROOT)
                            + name.substring(1),
                    "correct the name, or begin a helper's name otherwise");
        return targets;
    }

    private void add(Draft draft) {
        Draft before = drafts.putIfAbsent(draft.target(), draft);
        if (before != null)
            throw bad(
                    draft.target().shortName() + " has two rules in " + shortName(),
                    before.name() + " and " + draft.name(),
                    "keep one of them");
    }

    // ---- names and places -----------------------------------------------------------------------------------------

    private String name(Method rule) {
        return shortName() + "." + rule.getName();
    }

    private String shortName() {
        return table.getSimpleName();
    }

    private static Callee callee(Method m) {
        ClassDesc owner = ClassDesc.ofDescriptor(m.getDeclaringClass().descriptorString());
        return new Callee(owner, m.getName(), Access.type(m), m.getDeclaringClass().isInterface());
    }

    private BadRule bad(Method rule, String what, String why, String mend) {
        return new BadRule(name(rule) + " " + what, List.of(place(rule)), why, mend);
    }

    private BadRule bad(String what, String why, String mend) {
        return new BadRule(what, List.of(table.getName()), why, mend);
    }

    private String place(Method rule) {
        try {
            Optional<Func> body = bodies.body(callee(rule));
            return body.map(f -> Straighten.start(f, Origin.at(name(rule), "", 0)).place()).orElse(name(rule));
        } catch (CotangentException e) {
            return name(rule);
        }
    }
}

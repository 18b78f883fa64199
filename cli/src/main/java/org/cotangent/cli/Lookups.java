package org.cotangent.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// Finds the classes and static methods of a target that people name.
final class Lookups {
    private static final int SHOWN = 6;

    private final Target target;

    Lookups(Target target) {
        this.target = target;
    }

    /// The class of that name: in full (`a.b.Outer.Inner` or with `$`), or without its package where that is enough.
    Class<?> classOf(String name) throws Usage {
        String tried = name;
        for (int dot = name.length(); dot >= 0; dot = tried.lastIndexOf('.')) {
            if (dot < tried.length()) tried = tried.substring(0, dot) + "$" + tried.substring(dot + 1);
            try {
                return Class.forName(tried, false, target.loader());
            } catch (ClassNotFoundException _) {
                // perhaps an inner class
            } catch (LinkageError e) {
                throw new Usage(name + " cannot be loaded: " + why(e));
            }
        }
        return bySimpleName(name);
    }

    /// Why a class cannot be loaded, and what helps.
    private String why(Throwable e) {
        return switch (e) {
            case UnsupportedClassVersionError _ -> "it was compiled for a newer Java than this one, "
                    + Runtime.version().feature() + ": set JAVA_HOME to a newer JDK, or compile it again";
            case ClassFormatError _ -> e.getMessage() + ": compile it again, the class file is damaged";
            default                 -> e + missing();
        };
    }

    private Class<?> bySimpleName(String name) throws Usage {
        String inner = name.replace('.', '$');
        List<String> all = target.entries().stream().map(Target.Entry::className).toList();
        List<String> same = all.stream().filter(c -> c.endsWith("." + inner) || c.endsWith("$" + inner)).toList();
        if (same.size() > 1) throw new Usage(name + " is in several packages: say " + list(same, " or "));
        try {
            if (same.size() == 1) return Class.forName(same.getFirst(), false, target.loader());
        } catch (ClassNotFoundException | LinkageError e) {
            throw new Usage(name + " cannot be loaded: " + why(e));
        }
        String simple = name.substring(name.lastIndexOf('.') + 1);
        List<String> near = all.stream()
                .filter(c -> c.substring(Math.max(c.lastIndexOf('.'), c.lastIndexOf('$')) + 1).equalsIgnoreCase(simple))
                .toList();
        if (!near.isEmpty()) throw new Usage("no class " + name + " in " + target + ": perhaps " + list(near, " or "));
        List<String> some = all.stream().filter(c -> c.indexOf('$') < 0 && !c.endsWith("-info")).toList();
        throw new Usage("no class " + name + " in " + target
                + (some.isEmpty() ? ", which holds none" : ": it has " + list(some, ", ")));
    }

    private static String missing() {
        return "; name the other jars, too, parted by " + java.io.File.pathSeparator + ", or a Maven coordinate";
    }

    private static String list(List<String> all, String between) {
        String shown = all.stream().limit(SHOWN).collect(Collectors.joining(between));
        return all.size() > SHOWN ? shown + between + "… (" + all.size() + ")" : shown;
    }

    /// The static methods that `name` may mean and that give a floating-point number.
    List<Method> methods(MethodName name) throws Usage {
        Class<?> owner = classOf(name.className());
        if (owner.getClassLoader() == null || owner.getClassLoader() == ClassLoader.getPlatformClassLoader()) {
            throw new Usage(owner.getName() + " belongs to the JDK: name a method of a program that calls it");
        }
        List<Method> named = new ArrayList<>();
        try {
            for (Class<?> c = owner; c != null; c = c.getSuperclass()) {
                for (Method m : c.getDeclaredMethods()) {
                    if (!m.isSynthetic() && (c == owner || Modifier.isStatic(m.getModifiers()))) named.add(m);
                }
            }
        } catch (LinkageError e) {
            throw new Usage(owner.getName() + " needs a class that is not there: " + e + missing());
        }
        List<Method> all = List.copyOf(named);
        named.removeIf(m -> !m.getName().equals(name.method()));
        if (named.isEmpty()) throw new Usage(unknown(owner, name.method(), all));
        String shown = owner.getSimpleName() + "." + name.method();
        named.removeIf(m -> !Modifier.isStatic(m.getModifiers()));
        if (named.isEmpty())
            throw new Usage(shown + " is not static: write a static method that calls it on an object");
        List<Method> fit = named.stream().filter(m -> name.allows(m.getParameterTypes())).toList();
        if (fit.isEmpty()) throw new Usage(shown + " has no such parameters: " + signatures(named));
        List<Method> numbers = fit.stream()
                .filter(m -> m.getReturnType() == double.class || m.getReturnType() == float.class).toList();
        if (numbers.isEmpty()) {
            throw new Usage(shown + " gives " + fit.getFirst().getReturnType().getTypeName()
                    + ": name a method that gives double or float");
        }
        return numbers;
    }

    private static String unknown(Class<?> owner, String method, List<Method> all) {
        List<String> others = all.stream()
                .filter(m -> Modifier.isStatic(m.getModifiers()) && Scalars.isFloating(m.getReturnType()))
                .map(Method::getName)
                .distinct()
                .sorted(Comparator.comparing((String other) -> !other.equalsIgnoreCase(method))
                        .thenComparing(other -> other))
                .toList();
        return "no method " + method + " in " + owner.getName()
                + (others.isEmpty()
                        ? ", nor any other static one that gives a number"
                        : ": it has " + list(others, ", "));
    }

    /// `f(double, int) or f(double[])`, for people.
    static String signatures(List<Method> methods) {
        return list(methods.stream().map(Lookups::signature).toList(), " or ");
    }

    static String signature(Method m) {
        return m.getName() + Arrays.stream(m.getParameterTypes())
                .map(Class::getTypeName)
                .collect(Collectors.joining(",", "(", ")"));
    }
}

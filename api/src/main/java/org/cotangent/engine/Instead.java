package org.cotangent.engine;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cotangent.ir.Callee;
import org.cotangent.rule.BodiesFor;
import org.cotangent.rules.array.ArraysBodies;
import org.cotangent.rules.util.AbstractListBodies;
import org.cotangent.rules.util.ComparatorBodies;
import org.cotangent.rules.util.Cursor;
import org.cotangent.rules.util.OptionalBodies;

/// Methods of the JDK whose bodies are written out over public members ([BodiesFor]), to be followed in their place.
final class Instead {
    private static final List<Class<?>> TABLES =
            List.of(ArraysBodies.class, ComparatorBodies.class, OptionalBodies.class);
    /// For methods that classes of the program inherit.
    private static final List<Class<?>> INHERITED = List.of(AbstractListBodies.class);

    private static final Map<Callee, Callee> BODIES = read(TABLES);
    private static final Map<Callee, Callee> INHERITED_BODIES = read(INHERITED);
    private static final Map<ClassDesc, Class<?>> OWNERS = Stream.of(TABLES, INHERITED, List.of(Cursor.class))
            .flatMap(List::stream)
            .collect(Collectors.toMap(Classes::desc, c -> c));

    private Instead() {}

    private static Map<Callee, Callee> read(List<Class<?>> tables) {
        Map<Callee, Callee> bodies = new HashMap<>();
        for (Class<?> table : tables) {
            Class<?> of = table.getAnnotation(BodiesFor.class).value();
            for (Method m : table.getDeclaredMethods()) {
                if (!Modifier.isPublic(m.getModifiers())) continue;
                MethodType type = MethodType.methodType(m.getReturnType(), m.getParameterTypes());
                MethodTypeDesc all = type.describeConstable().orElseThrow();
                bodies.put(target(of, m.getName(), type), Callee.of(Classes.desc(table), m.getName(), all));
            }
        }
        return bodies;
    }

    private static Callee target(Class<?> of, String name, MethodType type) {
        for (Method m : of.getDeclaredMethods()) {
            if (!m.getName().equals(name) || m.getReturnType() != type.returnType()) continue;
            MethodType own = MethodType.methodType(m.getReturnType(), m.getParameterTypes());
            MethodType full = Modifier.isStatic(m.getModifiers()) ? own : own.insertParameterTypes(0, of);
            if (full.equals(type)) {
                return new Callee(Classes.desc(of), name, own.describeConstable().orElseThrow(), of.isInterface());
            }
        }
        throw new IllegalStateException("no method " + of.getName() + "." + name + type);
    }

    /// The body to be followed in place of that of `c`.
    static Optional<Callee> of(Callee c) {
        return Optional.ofNullable(BODIES.get(c));
    }

    /// The body to be followed in place of that of `c`, which a class of the program inherits.
    static Optional<Callee> inherited(Callee c) {
        return Optional.ofNullable(INHERITED_BODIES.get(c));
    }

    /// The class of such a body.
    static Class<?> classOf(ClassDesc owner) {
        return java.util.Objects.requireNonNull(OWNERS.get(owner), owner::displayName);
    }

    /// Whether `c` is one of these bodies, or a part of them.
    static boolean isBody(ClassDesc owner) {
        return OWNERS.containsKey(owner);
    }

    /// Whether `owner` is a class of ours that helps them, and runs as it is. Tables of rules are not: what they compute with
    /// numbers is followed at the next order.
    static boolean isHelper(ClassDesc owner) {
        String name = owner.descriptorString();
        return name.startsWith("Lorg/cotangent/rules/") && !name.startsWith("Lorg/cotangent/rules/math/")
                && !isBody(owner);
    }
}

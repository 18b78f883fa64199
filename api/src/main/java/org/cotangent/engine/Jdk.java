package org.cotangent.engine;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cotangent.bytecode.Hierarchy;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Type;

/// What is known of the JDK's methods (DESIGN §4): single classes by [JdkTable], collections by what they implement.
final class Jdk {
    private static final List<ClassDesc> COLLECTIONS = List.of(
            ClassDesc.of("java.lang.Iterable"),
            ClassDesc.of("java.util.Map"),
            ClassDesc.of("java.util.Iterator"),
            ClassDesc.of("java.util.Map$Entry"),
            ClassDesc.of("java.util.Enumeration"));

    private static final List<ClassDesc> BY_KEY = List.of(
            ClassDesc.of("java.util.Map"),
            ClassDesc.of("java.util.Set"),
            ClassDesc.of("java.util.PriorityQueue"),
            ClassDesc.of("java.util.concurrent.PriorityBlockingQueue"));

    private static final ClassDesc THROWABLE = ConstantDescs.CD_Throwable;

    private static final Set<String> ASKS_ELEMENTS = Set.of(
            "equals", "hashCode", "containsAll", "removeAll", "retainAll", "addAll", "putAll", "copyOf", "ofEntries");

    private static final Set<String> ASKS_ARGUMENT = Set.of(
            "contains", "indexOf", "lastIndexOf", "remove", "removeFirstOccurrence", "removeLastOccurrence");

    /// Methods whose bytecode is followed, of `Arrays` over numbers.
    private static final Set<String> ARRAYS =
            Set.of("fill", "copyOf", "copyOfRange", "setAll", "rangeCheck", "parallelSetAll");

    /// Methods of `Arrays` that read numbers and give none.
    private static final Set<String> ASKS_ARRAYS =
            Set.of("equals", "hashCode", "compare", "mismatch", "binarySearch");

    private static final Set<String> MOVES_ARRAYS = Set.of("copyOf", "copyOfRange", "fill", "asList");

    private static final Set<String> PURE =
            Set.of("size", "get", "isEmpty", "copyOf", "of", "contains", "containsKey", "indexOf", "getOrDefault");

    private static final Set<String> PURE_CLASSES = Set.of(
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Boolean",
            "java.lang.Character",
            "java.lang.Byte",
            "java.lang.Short",
            "java.lang.String",
            "java.lang.Math",
            "java.lang.StrictMath",
            "java.util.Objects",
            "org.cotangent.rules.array.Order");

    private Jdk() {}

    static String name(ClassDesc c) {
        if (!c.isClassOrInterface()) return c.displayName();
        String d = c.descriptorString();
        return d.substring(1, d.length() - 1).replace('/', '.');
    }

    /// Whether a class belongs to the JDK.
    static boolean isJdk(ClassDesc c) {
        if (c.isArray()) return true;
        return isJdk(name(c));
    }

    /// Whether the class of that name belongs to the JDK.
    static boolean isJdk(String name) {
        return name.startsWith("java.") || name.startsWith("javax.") || name.startsWith("jdk.")
                || name.startsWith("sun.") || name.startsWith("com.sun.");
    }

    /// Whether a class, no array, belongs to the JDK.
    static boolean isJdk(Class<?> c) {
        return !c.isArray() && isJdk(c.getName());
    }

    /// Whether calling the method twice cannot be noticed.
    static boolean isPure(Callee c) {
        String owner = name(c.owner());
        if (owner.equals("java.util.List") || owner.equals("java.util.Map") || owner.equals("java.util.Set")
                || owner.equals("java.util.Optional")) {
            return PURE.contains(c.name());
        }
        return PURE_CLASSES.contains(owner);
    }

    // ---- conduct --------------------------------------------------------------------------------------------

    /// What the method does, which its owner declares.
    static Conduct conduct(Callee c, Hierarchy h) {
        return conduct(c, c, h);
    }

    /// What method `c` does where the program calls `called`, which it implements.
    static Conduct conduct(Callee c, Callee called, Hierarchy h) {
        if (name(c.owner()).equals("java.util.Arrays") && !c.isConstructor()) return arrays(c);
        return JdkTable.ofClass(c)
                .or(() -> throwable(c, h))
                .or(() -> collection(c, h))
                .or(() -> JdkTable.ofClass(called))
                .or(() -> collection(called, h))
                .or(() -> JdkTable.ofPackage(c))
                .orElse(Conduct.UNKNOWN);
    }

    private static Optional<Conduct> throwable(Callee c, Hierarchy h) {
        if (!h.isSubclass(c.owner(), THROWABLE)) return Optional.empty();
        return JdkTable.ofClass("java.lang.Throwable", c);
    }

    private static Conduct arrays(Callee c) {
        ClassDesc first = c.type().parameterType(0);
        if (!first.isArray()) return c.name().equals("rangeCheck") ? Conduct.FOLLOWED : Conduct.UNKNOWN;
        String name = c.name();
        if (name.equals("toString") || name.equals("deepToString")) return Conduct.TEXT;
        ClassDesc component = first.componentType();
        if (!component.isPrimitive()) {
            if (name.equals("setAll")) return Conduct.FOLLOWED;
            if (name.equals("stream")) return Conduct.CALLS;
            return MOVES_ARRAYS.contains(name) ? Conduct.PLAIN : Conduct.ELEMENTS;
        }
        if (Type.of(component).isFloating()) {
            if (ASKS_ARRAYS.contains(name)) return Conduct.PLAIN;
            return ARRAYS.contains(name) ? Conduct.FOLLOWED : Conduct.UNKNOWN;
        }
        return name.equals("setAll") ? Conduct.FOLLOWED : Conduct.CALLS;
    }

    /// Whether `c` is a collection, a map, or what leads through one.
    static boolean isCollection(ClassDesc c, Hierarchy h) {
        if (!c.isClassOrInterface() || !c.packageName().startsWith("java.")) return false;
        if (!c.packageName().startsWith("java.util") && !name(c).equals("java.lang.Iterable")) return false;
        return COLLECTIONS.stream().anyMatch(i -> h.isSubclass(c, i));
    }

    private static Optional<Conduct> collection(Callee c, Hierarchy h) {
        if (!isCollection(c.owner(), h)) return Optional.empty();
        String name = c.name();
        if (isFloating(c) || name.endsWith("spliterator")) return Optional.of(Conduct.UNKNOWN);
        if (name.equals("toString")) return Optional.of(Conduct.TEXT);
        if (ASKS_ELEMENTS.contains(name)) return Optional.of(Conduct.ELEMENTS);
        boolean keyed = BY_KEY.stream().anyMatch(i -> h.isSubclass(c.owner(), i));
        if (c.isConstructor() || name.equals("of")) {
            return Optional.of(keyed ? Conduct.ELEMENTS : c.isConstructor() ? Conduct.CALLS : Conduct.PLAIN);
        }
        boolean asks = keyed || ASKS_ARGUMENT.contains(name) || takesFunction(c) || name.endsWith("tream");
        if (asks) return Optional.of(Conduct.CALLS);
        return Optional.of(Views.isView(name(c.owner())) ? Conduct.VIEW : Conduct.PLAIN);
    }

    private static boolean isFloating(Callee c) {
        return Type.of(c.type().returnType()).isFloating()
                || c.type().parameterList().stream().anyMatch(p -> Type.of(p).isFloating());
    }

    /// Whether the method is handed a function, or objects that it may call.
    static boolean takesFunction(Callee c) {
        return c.type().parameterList().stream().anyMatch(Jdk::isFunction);
    }

    /// Whether `c` is an interface of the JDK for functions.
    static boolean isFunction(ClassDesc c) {
        if (!c.isClassOrInterface()) return false;
        if (c.packageName().equals("java.util.function")) return true;
        String name = name(c);
        return name.equals("java.util.Comparator") || name.equals("java.lang.Runnable")
                || name.equals("java.util.concurrent.Callable");
    }

    /// Whether references of this static type lead to no floating-point memory and call nothing of the program.
    static boolean isLeaf(Type type, Hierarchy h) {
        if (!(type instanceof Type.Ref(var d))) return true;
        if (d.isArray()) return d.componentType().isPrimitive() && !Type.of(d.componentType()).isFloating();
        return org.cotangent.runtime.Reach.isLeaf(name(d)) && h.isFinal(d);
    }
}

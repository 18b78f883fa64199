package org.cotangent.engine;

import java.lang.constant.ClassDesc;
import java.util.Set;
import org.cotangent.ir.Callee;

/// What is known of the JDK's methods, by class: which are followed, which only move references, which are inert
/// (DESIGN §4). What is in none of these is refused when something active could reach it.
final class Jdk {
    private static final Set<String> FUNCTIONS = Set.of("java.util.function");

    /// Methods of `Arrays` whose own bytecode is followed.
    private static final Set<String> ARRAYS =
            Set.of("fill", "copyOf", "copyOfRange", "equals", "hashCode", "setAll", "rangeCheck");

    /// Classes that hold references and hand them back as they are.
    private static final Set<String> MOVERS = Set.of(
            "java.util.List",
            "java.util.ArrayList",
            "java.util.LinkedList",
            "java.util.ArrayDeque",
            "java.util.Deque",
            "java.util.Queue",
            "java.util.Collection",
            "java.lang.Iterable",
            "java.util.Iterator",
            "java.util.ListIterator",
            "java.util.Map",
            "java.util.Map$Entry",
            "java.util.HashMap",
            "java.util.LinkedHashMap",
            "java.util.TreeMap",
            "java.util.Set",
            "java.util.HashSet",
            "java.util.LinkedHashSet",
            "java.util.TreeSet",
            "java.util.Stack",
            "java.util.Vector",
            "java.util.Optional",
            "java.util.concurrent.atomic.AtomicReference",
            "java.util.Objects",
            "java.util.Collections",
            "java.util.IdentityHashMap",
            "java.lang.ThreadLocal",
            "java.lang.Throwable",
            "java.lang.Exception",
            "java.lang.RuntimeException",
            "java.lang.Error",
            "java.lang.Object",
            "java.lang.Class",
            "java.lang.Record",
            "java.lang.Enum");

    /// Methods of movers that call functions or open what they hold.
    private static final Set<String> OPENERS = Set.of(
            "forEach",
            "merge",
            "compute",
            "computeIfAbsent",
            "computeIfPresent",
            "replaceAll",
            "removeIf",
            "sort",
            "stream",
            "parallelStream",
            "spliterator",
            "map",
            "flatMap",
            "filter",
            "ifPresent",
            "orElseGet",
            "orElseThrow",
            "updateAndGet",
            "getAndUpdate",
            "accumulateAndGet",
            "getAndAccumulate",
            "withInitial",
            "forEachRemaining",
            "max",
            "min",
            "ifPresentOrElse",
            "or",
            "toString",
            "hash",
            "deepEquals",
            "cast");

    private static final Set<String> INERT = Set.of(
            "java.lang.String",
            "java.lang.StringBuilder",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Boolean",
            "java.lang.Character",
            "java.lang.Byte",
            "java.lang.Short",
            "java.lang.System",
            "java.io.PrintStream",
            "java.lang.Thread",
            "java.util.Random",
            "java.util.BitSet");

    private static final Set<String> PURE =
            Set.of("size", "get", "isEmpty", "copyOf", "of", "contains", "containsKey", "indexOf", "getOrDefault");

    private Jdk() {}

    static String name(ClassDesc c) {
        if (!c.isClassOrInterface()) return c.displayName();
        String d = c.descriptorString();
        return d.substring(1, d.length() - 1).replace('/', '.');
    }

    /// Whether a class belongs to the JDK.
    static boolean isJdk(ClassDesc c) {
        if (c.isArray()) return true;
        String name = name(c);
        return name.startsWith("java.") || name.startsWith("javax.") || name.startsWith("jdk.")
                || name.startsWith("sun.");
    }

    /// Whether the method's own bytecode (or that of the user's class behind the interface) is followed.
    static boolean isFollowed(Callee c) {
        String owner = name(c.owner());
        if (c.owner().isClassOrInterface() && FUNCTIONS.contains(c.owner().packageName())) return true;
        if (owner.equals("java.util.Arrays")) return ARRAYS.contains(c.name());
        if (owner.equals("java.lang.Runnable") || owner.equals("java.lang.Comparable")) return true;
        return owner.equals("java.util.Comparator") && c.name().equals("compare");
    }

    static boolean isMover(Callee c) {
        String owner = name(c.owner());
        if (owner.startsWith("java.") && owner.endsWith("Exception")) return true;
        if (owner.startsWith("java.") && owner.endsWith("Error")) return true;
        return MOVERS.contains(owner) && !OPENERS.contains(c.name());
    }

    /// Whether calling the method twice cannot be noticed.
    static boolean isPure(Callee c) {
        String owner = name(c.owner());
        if (owner.equals("java.util.Objects") || owner.equals("java.lang.String")) return true;
        if (owner.equals("java.util.List") || owner.equals("java.util.Map") || owner.equals("java.util.Set")) {
            return PURE.contains(c.name());
        }
        return INERT.contains(owner) && owner.startsWith("java.lang.") && !owner.equals("java.lang.System")
                && !owner.equals("java.lang.Thread") && !owner.equals("java.lang.StringBuilder");
    }

    static boolean isInert(Callee c) {
        return INERT.contains(name(c.owner())) && !org.cotangent.ir.Type.of(c.type().returnType()).isFloating();
    }
}

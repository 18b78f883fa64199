package org.cotangent.engine;

import java.lang.constant.ClassDesc;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cotangent.bytecode.Hierarchy;
import org.cotangent.ir.Callee;

/// Methods of collections that take functions: what the classes of the JDK do over private members, their interfaces do in
/// default methods over public ones, which are followed in their place.
///
/// The results are the same. What differs: `ConcurrentModificationException` is thrown by the iterator, or not at all, where
/// the class checks itself; `removeIf` of an `ArrayList` has removed some elements when the predicate throws.
final class Defaults {
    private static final List<String> INTERFACES = List.of(
            "java.util.List",
            "java.util.Collection",
            "java.lang.Iterable",
            "java.util.concurrent.ConcurrentMap",
            "java.util.Map",
            "java.util.ListIterator",
            "java.util.Iterator");

    /// Where the default method may take the place of the class's own.
    private enum Where {
        /// For any class.
        ANY,
        /// For classes whose iterators and public methods write as the class's own method does.
        PLAIN
    }

    private static final Map<String, Where> METHODS = Map.ofEntries(
            Map.entry("forEach", Where.ANY),
            Map.entry("forEachRemaining", Where.ANY),
            Map.entry("toArray", Where.ANY),
            Map.entry("removeIf", Where.PLAIN),
            Map.entry("replaceAll", Where.PLAIN),
            Map.entry("computeIfAbsent", Where.PLAIN),
            Map.entry("computeIfPresent", Where.PLAIN),
            Map.entry("compute", Where.PLAIN),
            Map.entry("merge", Where.PLAIN));

    /// Classes that change nothing, or not by these methods: their own methods throw at once.
    private static final List<String> FIXED = List.of(
            "java.util.ImmutableCollections$",
            "java.util.Collections$Unmodifiable",
            "java.util.Collections$Empty",
            "java.util.Collections$Singleton",
            "java.util.Collections$CopiesList");

    /// Classes whose own methods do something else.
    private static final List<String> OTHER = List.of("java.util.concurrent.CopyOnWrite", "java.util.PriorityQueue");

    private Defaults() {}

    /// The default method to be followed in place of `target`, on a receiver of class `receiver`.
    static Optional<Callee> body(Callee target, ClassDesc receiver, Hierarchy h) {
        Where where = METHODS.get(target.name());
        if (where == null || !Jdk.takesFunction(target)) return Optional.empty();
        if (where == Where.PLAIN && (startsWith(receiver, FIXED) || startsWith(receiver, OTHER)))
            return Optional.empty();
        for (String name : INTERFACES) {
            ClassDesc i = ClassDesc.of(name);
            if (!h.isSubclass(target.owner(), i)) continue;
            Callee wanted = new Callee(i, target.name(), target.type(), true);
            Optional<Callee> found = h.declared(i, wanted)
                    .filter(m -> !m.isAbstract() && !m.isStatic())
                    .map(Hierarchy.Method::callee);
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }

    private static boolean startsWith(ClassDesc c, List<String> names) {
        String name = Jdk.name(c);
        return names.stream().anyMatch(name::startsWith);
    }
}

package org.cotangent.engine;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.Spliterator;
import org.cotangent.ir.Callee;
import org.cotangent.runtime.Context;

/// Collections of the JDK that show another collection, which may be one of the program's and which they hide: its code runs
/// unseen. What is made in a derivative is checked then; for others the class of their spliterator, which they hand on, tells
/// who stores the elements.
final class Views {
    private static final List<String> CLASSES = List.of(
            "java.util.Collections$Unmodifiable",
            "java.util.Collections$Synchronized",
            "java.util.Collections$Checked",
            "java.util.Collections$SetFromMap",
            "java.util.Collections$SequencedSetFromMap",
            "java.util.Collections$AsLIFOQueue",
            "java.util.AbstractList$SubList",
            "java.util.AbstractList$RandomAccessSubList",
            "java.util.AbstractMap$",
            "java.util.ReverseOrder");

    private static final Set<String> MAKERS = Set.of(
            "subList", "reversed", "keySet", "values", "entrySet", "sequencedKeySet", "sequencedValues",
            "sequencedEntrySet", "newSetFromMap", "newSequencedSetFromMap", "asLifoQueue");

    private static final Set<String> OWNERS =
            Set.of("java.util.AbstractMap", "java.util.AbstractList", "java.util.List");

    private Views() {}

    static boolean isView(String className) {
        for (String c : CLASSES)
            if (className.startsWith(c)) return !className.startsWith("java.util.AbstractMap$Simple");
        return false;
    }

    /// Whether the method makes a view of what it is handed.
    static boolean makes(Callee c) {
        return MAKERS.contains(c.name())
                || c.name().startsWith("unmodifiable")
                || c.name().startsWith("synchronized")
                || c.name().startsWith("checked");
    }

    /// Whether that is of a class that [#isView] knows, whatever the receiver is.
    static boolean makesHere(Callee c) {
        return MAKERS.contains(c.name()) && OWNERS.contains(Jdk.name(c.owner())) || c.name().equals("reversed");
    }

    /// Why `o` may not run as it is: a view of a collection of the program, as far as anybody can tell.
    static Optional<String> whyNot(Object o, Context context) {
        String name = o.getClass().getName();
        if (!isView(name) || context.isVetted(o) || isStored(o)) return Optional.empty();
        return Optional.of("a " + name.substring(name.lastIndexOf('.') + 1).replace('$', '.')
                + " that was made before shows a collection that may run code of the program");
    }

    private static boolean isStored(Object o) {
        return switch (o) {
            case Map<?, ?> map     -> isStored(map.keySet().spliterator());
            case Collection<?> all -> isStored(all.spliterator());
            default                -> true;
        };
    }

    /// Whether the spliterator is of a collection of the JDK that has its own, or of a linked one.
    private static boolean isStored(Spliterator<?> s) {
        String name = s.getClass().getName();
        if (name.equals("java.util.Spliterators$IteratorSpliterator")) {
            return s.hasCharacteristics(Spliterator.ORDERED | Spliterator.DISTINCT);
        }
        return Jdk.isJdk(name) && !name.startsWith("java.util.AbstractList$");
    }
}

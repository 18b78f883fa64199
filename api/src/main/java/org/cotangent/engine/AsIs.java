package org.cotangent.engine;

import java.util.Set;
import org.cotangent.ad.Aside;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Effect;

/// A method of the JDK that runs as it is.
///
/// @param called the method that the program names, which it may call
/// @param declared the method that runs, by what is known of the receiver's class
/// @param inherited whether the receiver is of a user's class that inherits it
/// @param isAside whether it calls nothing of the program's
record AsIs(Callee called, Callee declared, boolean inherited, boolean isAside) implements Aside {
    /// Methods that read what their own object keeps to itself, and do nothing else.
    private static final Set<String> READS = Set.of(
            "java.util.ArrayList.get",
            "java.util.ArrayList.size",
            "java.util.ArrayList.isEmpty",
            "java.util.ArrayDeque.size",
            "java.util.ArrayDeque.isEmpty",
            "java.util.HashMap.size",
            "java.util.HashMap.isEmpty",
            "java.util.LinkedList.get",
            "java.util.LinkedList.size");

    @Override
    public Effect effect() {
        return READS.contains(declared.qualifiedName()) ? Effect.READS : Effect.WRITES;
    }

    @Override
    public String name() {
        return declared.shortName();
    }
}

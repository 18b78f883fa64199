package org.cotangent.engine;

import org.cotangent.bytecode.ClassFileBodies;
import org.cotangent.ir.Bodies;

/// The bodies of our own rules, which our own loader knows; lifted once for all.
final class RuleBodies {
    private static final Bodies OURS = new ClassFileBodies(loader());

    private RuleBodies() {}

    static Bodies of() {
        return OURS;
    }

    private static ClassLoader loader() {
        ClassLoader own = RuleBodies.class.getClassLoader();
        return own == null ? ClassLoader.getSystemClassLoader() : own;
    }
}

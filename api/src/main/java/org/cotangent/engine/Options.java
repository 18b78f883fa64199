package org.cotangent.engine;

import java.util.List;
import java.util.Set;

/// How derivatives are made: for tests, which of the optional passes are left out.
///
/// @param without names of passes that do not run
/// @param verify whether the laws of the IR are checked after each step
/// @param tables tables of rules that are used before our own
public record Options(Set<String> without, boolean verify, List<Class<?>> tables) {
    private static volatile Options current =
            new Options(asked(), Boolean.getBoolean("cotangent.verify"), List.of());

    private static Set<String> asked() {
        String names = System.getProperty("cotangent.without", "");
        return names.isEmpty() ? Set.of() : Set.of(names.split(","));
    }

    /// What engines made from now on use.
    public static Options current() {
        return current;
    }

    /// Changes what engines made from now on use.
    public static void use(Options options) {
        current = options;
    }
}

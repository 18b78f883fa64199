package org.cotangent.runtime;

import java.util.List;

/// Refusals made by derivative code while it runs.
public final class Refusals {
    private Refusals() {}

    /// Refuses to go on: what, the places from the innermost outwards (a line each), why, and what to do.
    public static void refuse(String what, String where, String why, String mend, Context context) {
        List<String> places = where.isEmpty() ? List.of() : List.of(where.split("\n"));
        throw context.refuse(new NotDifferentiable(what, places, why, mend));
    }
}

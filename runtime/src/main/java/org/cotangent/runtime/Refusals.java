package org.cotangent.runtime;

/// Refusals made by derivative code while it runs.
public final class Refusals {
    private Refusals() {}

    /// Refuses to go on: what, the places from the innermost outwards (a line each), why, and what to do.
    @SuppressWarnings("DoNotCallSuggester") // generated code calls it
    public static void refuse(String what, String where, String why, String mend, Context context) {
        throw context.refuse(new NotDifferentiable(what, Places.chain(where), why, mend));
    }
}

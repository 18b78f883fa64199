package org.cotangent.ir.verify;

/// A function that breaks a law of the IR: an error of ours, never of a user.
public final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String law;

    Violation(String law, String what, String excerpt) {
        super(law + ", but " + what + "\n" + excerpt.stripTrailing());
        this.law = law;
    }

    /// The broken law, as a sentence.
    public String law() {
        return law;
    }
}

package org.cotangent.ir.interpret;

/// The interpreter cannot go on: no fuel, a call that it cannot make, a function that breaks the laws. Never caught by
/// handlers of the program.
public final class Stuck extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean outOfFuel;

    private Stuck(String message, boolean outOfFuel) {
        super(message);
        this.outOfFuel = outOfFuel;
    }

    public Stuck(String message) {
        this(message, false);
    }

    static Stuck withoutFuel() {
        return new Stuck("out of fuel", true);
    }

    /// Whether the program might have gone on with more fuel.
    public boolean isOutOfFuel() {
        return outOfFuel;
    }
}

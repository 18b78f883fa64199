package org.cotangent.ir;

/// A name for something computed once: a block parameter or the result of a [Let].
///
/// A value is an identity. It knows neither its definition nor its uses (ask [org.cotangent.ir.analysis.Uses]); its
/// `id` is unique within its [Func] and below [Func#valueBound()], so that analyses are arrays.
///
/// `linear` marks what belongs to tangents: a number that depends linearly on the tangents that enter the function, the
/// (void) result of a store of such a number, and a reference to a *shadow*, memory that holds tangents. Memory reached
/// through a linear reference is never memory reached through one that is not.
public final class Value {
    private final int id;
    private final Type type;
    private String hint;
    private final boolean linear;

    public Value(int id, Type type, String hint, boolean linear) {
        this.id = id;
        this.type = type;
        this.hint = hint;
        this.linear = linear;
    }

    public int id() {
        return id;
    }

    public Type type() {
        return type;
    }

    /// A name for people, from the local-variable table or the pass that made it; may be empty, need not be unique.
    public String hint() {
        return hint;
    }

    /// Calls a value that has no name yet `name`, while its function is written.
    void call(String name) {
        if (hint.isEmpty()) hint = name;
    }

    /// Whether this is a tangent.
    public boolean linear() {
        return linear;
    }

    @Override
    public String toString() {
        return "%" + (hint.isEmpty() ? "" : hint + ".") + id;
    }
}

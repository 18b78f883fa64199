package org.cotangent.ir;

/// `result = op`, and where it came from.
public record Let(Value result, Op op, Origin origin) {
    @Override
    public String toString() {
        return (result.type() == Type.VOID ? "" : result + " = ") + op;
    }
}

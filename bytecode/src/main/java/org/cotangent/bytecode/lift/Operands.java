package org.cotangent.bytecode.lift;

import java.util.Arrays;
import java.util.List;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;

/// The operand stack while a node is lifted. A long or a double is one value that takes two slots.
final class Operands {
    /// The stack of a handler, before the exception is pushed.
    static final Operands NONE = new Operands(0);

    private final int limit;
    private Value[] values = new Value[8];
    private int size;
    private int depth;

    /// An empty stack of at most `limit` slots.
    Operands(int limit) {
        this.limit = limit;
    }

    void clear() {
        size = 0;
        depth = 0;
    }

    int size() {
        return size;
    }

    /// From the bottom.
    Value get(int position) {
        return values[position];
    }

    void push(Value v) {
        depth += v.type().slots();
        if (depth > limit) throw new Malformed("the stack grows above its limit of " + limit);
        if (size == values.length) values = Arrays.copyOf(values, 2 * size);
        values[size++] = v;
    }

    Value pop() {
        if (size == 0) throw new Malformed("the stack is empty");
        Value v = values[--size];
        depth -= v.type().slots();
        return v;
    }

    /// Pops a value of a primitive type.
    Value pop(Type type) {
        Value v = pop();
        if (v.type() != type) throw new Malformed("a value of type " + v.type() + " where " + type + " is needed");
        return v;
    }

    Value popReference() {
        Value v = pop();
        if (!v.type().isReference())
            throw new Malformed("a value of type " + v.type() + " where a reference is needed");
        return v;
    }

    /// Pops what a field, parameter or element of type `type` takes.
    Value popAs(Type type) {
        return type.isReference() ? popReference() : pop(type);
    }

    void drop(int slots) {
        group(slots);
    }

    /// Repeats the upper `slots` slots below the `below` slots under them: all forms of `dup`.
    void repeat(int slots, int below) {
        List<Value> upper = group(slots);
        List<Value> lower = group(below);
        upper.forEach(this::push);
        lower.forEach(this::push);
        upper.forEach(this::push);
    }

    void swap() {
        List<Value> upper = group(1);
        List<Value> lower = group(1);
        upper.forEach(this::push);
        lower.forEach(this::push);
    }

    /// Takes values of `slots` slots together from the top, lowest first.
    private List<Value> group(int slots) {
        int from = size;
        int left = slots;
        while (left > 0) {
            if (from == 0) throw new Malformed("the stack is empty");
            left -= values[--from].type().slots();
        }
        if (left < 0) throw new Malformed("half of a long or a double");
        List<Value> taken = List.of(Arrays.copyOfRange(values, from, size));
        size = from;
        depth -= slots;
        return taken;
    }
}

package org.cotangent.ir.interpret;

import java.lang.constant.ClassDesc;
import java.lang.reflect.Array;
import org.cotangent.ir.Type;
import org.jspecify.annotations.Nullable;

/// Java objects as values of the JVM's stack, and back.
final class Stack {
    private Stack() {}

    /// The stack's form of a result: numbers of the short types are ints, and references to boxes of them are references.
    static @Nullable Object widen(Type type, @Nullable Object value) {
        return type.isReference() ? value : widen(value);
    }

    private static @Nullable Object widen(@Nullable Object value) {
        return switch (value) {
            case Boolean z     -> z ? 1 : 0;
            case Byte b        -> (int) b;
            case Character c   -> (int) c;
            case Short s       -> (int) s;
            case null, default -> value;
        };
    }

    /// The form of a value for a field or parameter of class `desc`.
    static @Nullable Object narrow(@Nullable Object value, ClassDesc desc) {
        return desc.isPrimitive() ? narrow(value, desc.descriptorString().charAt(0)) : value;
    }

    private static @Nullable Object narrow(@Nullable Object value, char letter) {
        return switch (letter) {
            case 'Z' -> (integer(value) & 1) != 0;
            case 'B' -> (byte) integer(value);
            case 'C' -> (char) integer(value);
            case 'S' -> (short) integer(value);
            default  -> value;
        };
    }

    static int integer(@Nullable Object value) {
        if (value instanceof Integer i) return i;
        throw new Stuck("not an int: " + value);
    }

    // ---- arrays ---------------------------------------------------------------------------------------------

    static @Nullable Object load(@Nullable Object array, int index) {
        Object a = checked(array, index);
        return a instanceof @Nullable Object[] objects ? objects[index] : widen(Array.get(a, index));
    }

    static void store(@Nullable Object array, int index, @Nullable Object value) {
        Object a = checked(array, index);
        if (a instanceof @Nullable Object[] objects) {
            objects[index] = value;
            return;
        }
        Object element = narrow(value, a.getClass().descriptorString().charAt(1));
        if (element == null) throw new Stuck("null in an array of numbers");
        Array.set(a, index, element);
    }

    static int length(@Nullable Object array) {
        return Array.getLength(checked(array));
    }

    private static Object checked(@Nullable Object array, int index) {
        int length = length(array);
        if (array != null && index >= 0 && index < length) return array;
        throw new ArrayIndexOutOfBoundsException("Index " + index + " out of bounds for length " + length);
    }

    private static Object checked(@Nullable Object array) {
        if (array == null) throw new NullPointerException("array is null");
        if (!array.getClass().isArray()) throw new Stuck("not an array: " + array.getClass());
        return array;
    }
}

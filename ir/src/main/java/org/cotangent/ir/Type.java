package org.cotangent.ir;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;

/// What a [Value] is: one of the JVM's four numeric stack types, nothing, or a reference.
///
/// `boolean`, `byte`, `char` and `short` are `I32` on the stack, as on the JVM; only descriptors of fields, arrays and
/// methods tell them apart. References carry a symbolic class, so that no class is loaded to read a program. The
/// class of a reference is a hint: what the lifter could see without loading anything, `Object` where it could not.
public sealed interface Type {

    /// The types that are not references.
    enum Primitive implements Type {
        I32("i32"),
        I64("i64"),
        F32("f32"),
        F64("f64"),
        VOID("void");

        private final String text;

        Primitive(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /// A reference to an object or array of class `desc` (or null).
    record Ref(ClassDesc desc) implements Type {
        @Override
        public String toString() {
            return desc.descriptorString();
        }
    }

    Primitive I32 = Primitive.I32;
    Primitive I64 = Primitive.I64;
    Primitive F32 = Primitive.F32;
    Primitive F64 = Primitive.F64;
    Primitive VOID = Primitive.VOID;
    Ref OBJECT = new Ref(ConstantDescs.CD_Object);

    /// The stack type of a field, parameter or element of class `desc`.
    static Type of(ClassDesc desc) {
        return switch (desc.descriptorString().charAt(0)) {
            case 'Z', 'B', 'C', 'S', 'I' -> I32;
            case 'J' -> I64;
            case 'F' -> F32;
            case 'D' -> F64;
            case 'V' -> VOID;
            default -> new Ref(desc);
        };
    }

    /// Whether values of this type are floating-point numbers.
    default boolean isFloating() {
        return this == F64 || this == F32;
    }

    /// Whether values of this type are references.
    default boolean isReference() {
        return this instanceof Ref;
    }

    /// The number of local slots or stack entries that a value takes on the JVM.
    default int slots() {
        return this == I64 || this == F64 ? 2 : this == VOID ? 0 : 1;
    }

    /// The class that names this type in a method descriptor.
    default ClassDesc desc() {
        return switch (this) {
            case Primitive p -> switch (p) {
                case I32 -> ConstantDescs.CD_int;
                case I64 -> ConstantDescs.CD_long;
                case F32 -> ConstantDescs.CD_float;
                case F64 -> ConstantDescs.CD_double;
                case VOID -> ConstantDescs.CD_void;
            };
            case Ref(ClassDesc desc) -> desc;
        };
    }
}

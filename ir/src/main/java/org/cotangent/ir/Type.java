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
        I32("i32", ConstantDescs.CD_int),
        I64("i64", ConstantDescs.CD_long),
        F32("f32", ConstantDescs.CD_float),
        F64("f64", ConstantDescs.CD_double),
        VOID("void", ConstantDescs.CD_void);

        private final String text;
        private final ClassDesc desc;

        Primitive(String text, ClassDesc desc) {
            this.text = text;
            this.desc = desc;
        }

        @Override
        public boolean isFloating() {
            return this == F64 || this == F32;
        }

        @Override
        public boolean isReference() {
            return false;
        }

        @Override
        public int slots() {
            return this == I64 || this == F64 ? 2 : this == VOID ? 0 : 1;
        }

        @Override
        public ClassDesc desc() {
            return desc;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /// A reference to an object or array of class `desc` (or null).
    record Ref(ClassDesc desc) implements Type {
        @Override
        public boolean isFloating() {
            return false;
        }

        @Override
        public boolean isReference() {
            return true;
        }

        @Override
        public int slots() {
            return 1;
        }

        @Override
        public String toString() {
            return desc.descriptorString();
        }
    }

    // No method of this interface has a body (but static ones): so starting a Primitive or a Ref does not start this.
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
            case 'J'                     -> I64;
            case 'F'                     -> F32;
            case 'D'                     -> F64;
            case 'V'                     -> VOID;
            default                      -> new Ref(desc);
        };
    }

    /// Whether values of this type are floating-point numbers.
    boolean isFloating();

    /// Whether values of this type are references.
    boolean isReference();

    /// The number of local slots or stack entries that a value takes on the JVM.
    int slots();

    /// The class that names this type in a method descriptor.
    ClassDesc desc();
}

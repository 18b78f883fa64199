package org.cotangent.ad;

import static java.lang.constant.ConstantDescs.CD_Class;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import org.cotangent.ir.Callee;
import org.cotangent.ir.FieldRef;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;

/// The members of `org.cotangent.runtime` that derivative code mentions, symbolically.
@SuppressWarnings("AvoidCommonTypeNames") // it is named as its package
final class Runtime {
    static final ClassDesc CONTEXT = Op.CONTEXT;
    static final ClassDesc SHADOWS = ClassDesc.of("org.cotangent.runtime.Shadows");
    static final ClassDesc DOUBLES = CD_double.arrayType();
    static final ClassDesc FLOATS = CD_float.arrayType();

    private Runtime() {}

    /// The stacks of the tape.
    enum Stack {
        D("d", "dp", CD_double, "ensureD"),
        I("i", "ip", CD_int, "ensureI"),
        L("l", "lp", java.lang.constant.ConstantDescs.CD_long, "ensureL"),
        R("r", "rp", CD_Object, "ensureR"),
        /// Shadows apart from other references, so that they can be cleared when a tape is used again.
        S("s", "sp", CD_Object, "ensureS");

        final FieldRef array;
        final FieldRef top;
        final Callee ensure;
        final Callee reserve;

        Stack(String array, String top, ClassDesc component, String ensure) {
            ClassDesc type = component.arrayType();
            this.array = new FieldRef(CONTEXT, array, type);
            this.top = new FieldRef(CONTEXT, top, CD_int);
            this.reserve = Callee.of(
                    CONTEXT,
                    "reserve" + array.toUpperCase(java.util.Locale.ROOT),
                    MethodTypeDesc.of(type, type, CD_int, CD_int, CD_int, CONTEXT));
            this.ensure = Callee.of(CONTEXT, ensure, MethodTypeDesc.of(type, type, CD_int, CONTEXT));
        }

        /// The stack that keeps values of `type`.
        static Stack of(Type type) {
            if (type == Type.F64 || type == Type.F32) return D;
            if (type == Type.I32) return I;
            if (type == Type.I64) return L;
            return R;
        }
    }

    /// Makes a shadow known to the context.
    static final Callee REGISTER =
            Callee.of(CONTEXT, "register", MethodTypeDesc.of(CD_void, CD_Object, CD_Object, CONTEXT));

    /// What a handler that resumes asks first.
    static final Callee CAUGHT = Callee.of(
            CONTEXT,
            "caught",
            MethodTypeDesc.of(CD_void, java.lang.constant.ConstantDescs.CD_Throwable, CONTEXT));

    /// The same, before there is a context ([Protect]).
    static final Callee RESUMES =
            Callee.of(CONTEXT, "caught", MethodTypeDesc.of(CD_void, java.lang.constant.ConstantDescs.CD_Throwable));

    /// The first exception that a handler has seen from which nobody has resumed.
    static final FieldRef FAILED = new FieldRef(CONTEXT, "failed", java.lang.constant.ConstantDescs.CD_Throwable);

    /// Begins an evaluation inside another.
    static final Callee OPEN = Callee.of(CONTEXT, "open", MethodTypeDesc.of(CONTEXT));

    /// Says in which evaluation another one was opened.
    static final Callee INSIDE = Callee.of(CONTEXT, "inside", MethodTypeDesc.of(CD_void, CONTEXT, CONTEXT));

    /// Says that an object made by the JDK hides nothing that has not been checked.
    static final Callee VET = Callee.of(CONTEXT, "vet", MethodTypeDesc.of(CD_void, CD_Object, CONTEXT));

    /// Matches what an object holds with what its constructor made when it ran for the tangents.
    static final Callee LINK = Callee.of(
            ClassDesc.of("org.cotangent.runtime.Twins"),
            "link",
            MethodTypeDesc.of(CD_void, CD_Object, CD_Object, CONTEXT));

    static final Callee ARRAYCOPY = Callee.of(
            ClassDesc.of("java.lang.System"),
            "arraycopy",
            MethodTypeDesc.of(CD_void, CD_Object, CD_int, CD_Object, CD_int, CD_int));

    static final Callee MAX =
            Callee.of(ClassDesc.of("java.lang.Math"), "max", MethodTypeDesc.of(CD_int, CD_int, CD_int));

    /// The pushforward of an array copy, on shadows, and its transpose.
    static final Callee COPY = Callee.of(
            SHADOWS, "copy", MethodTypeDesc.of(CD_void, CD_Object, CD_int, CD_Object, CD_int, CD_int));

    /// The number of entries in the shadow of an object.
    static final Callee ENTRIES = Callee.of(SHADOWS, "entries", MethodTypeDesc.of(CD_int, CD_Object));

    static final Callee COPY_BACK = Callee.of(
            SHADOWS, "copyBack", MethodTypeDesc.of(CD_void, CD_Object, CD_int, CD_Object, CD_int, CD_int));

    /// The field of the context that holds the `k`-th further result of a call, from 1.
    static FieldRef further(int k) {
        return new FieldRef(CONTEXT, "c" + k, CD_double);
    }

    /// The class of shadows with numbers of `component`.
    static ClassDesc shadowOf(ClassDesc component) {
        return component.equals(CD_float) ? FLOATS : DOUBLES;
    }

    /// Reads an entry of a shadow that may be missing.
    static Callee get(ClassDesc shadow) {
        return Callee.of(SHADOWS, "get", MethodTypeDesc.of(shadow.componentType(), shadow, CD_int));
    }

    /// Overwrites an entry of a shadow that may be missing.
    static Callee set(ClassDesc shadow) {
        return Callee.of(SHADOWS, "set", MethodTypeDesc.of(CD_void, shadow, CD_int, shadow.componentType()));
    }

    /// Adds to an entry of a shadow that may be missing.
    static Callee add(ClassDesc shadow) {
        return Callee.of(SHADOWS, "add", MethodTypeDesc.of(CD_void, shadow, CD_int, shadow.componentType()));
    }

    /// Takes an entry of a shadow that may be missing.
    static Callee take(ClassDesc shadow) {
        return Callee.of(SHADOWS, "take", MethodTypeDesc.of(shadow.componentType(), shadow, CD_int));
    }

    /// The type of class objects.
    static final Type.Ref CLASS = new Type.Ref(CD_Class);
}

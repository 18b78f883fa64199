package org.cotangent.ir.text;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.cotangent.ir.Type;

/// Prints constants of class files: `1`, `1L`, `1.0f`, `1.0`, `"text"`, `class Math`, `type (D)D`,
/// `handle static @Math.sin : (D)D`, `condy @name : int by ... [...]`.
final class ConstantText {
    private ConstantText() {}

    static String of(ConstantDesc value) {
        return switch (value) {
            case Integer i          -> i.toString();
            case Long l             -> l + "L";
            case Float x            -> floating(x);
            case Double x           -> floating(x);
            case String s           -> Spelling.quoted(s);
            case ClassDesc c        -> "class " + Spelling.classOf(c);
            case MethodTypeDesc t   -> "type " + Spelling.descriptor(t.descriptorString());
            case MethodHandleDesc h -> "handle " + handle(h);
            case DynamicConstantDesc<?> d ->
                    "condy @" + Spelling.member(d.constantName()) + " : " + Spelling.classOf(d.constantType()) + " by "
                            + handle(d.bootstrapMethod()) + " " + list(d.bootstrapArgsList());
        };
    }

    static String list(List<ConstantDesc> values) {
        return values.stream().map(ConstantText::of).collect(Collectors.joining(", ", "[", "]"));
    }

    static String list(ConstantDesc[] values) {
        return list(Arrays.asList(values));
    }

    /// `static @Math.sin : (D)D`.
    static String handle(MethodHandleDesc handle) {
        if (handle instanceof DirectMethodHandleDesc d) {
            String kind = d.kind().name().toLowerCase(Locale.ROOT);
            return kind + " @" + Spelling.classOf(d.owner()) + "." + Spelling.member(d.methodName()) + " : "
                    + Spelling.descriptor(d.lookupDescriptor());
        }
        throw new IllegalArgumentException("not a constant of a class file: " + handle);
    }

    /// The type that a constant has if nothing else is said.
    static Type implied(ConstantDesc value) {
        return switch (value) {
            case Integer _                -> Type.I32;
            case Long _                   -> Type.I64;
            case Float _                  -> Type.F32;
            case Double _                 -> Type.F64;
            case String _                 -> new Type.Ref(ConstantDescs.CD_String);
            case ClassDesc _              -> new Type.Ref(ConstantDescs.CD_Class);
            case MethodTypeDesc _         -> new Type.Ref(ConstantDescs.CD_MethodType);
            case MethodHandleDesc _       -> new Type.Ref(ConstantDescs.CD_MethodHandle);
            case DynamicConstantDesc<?> d -> Type.of(d.constantType());
        };
    }

    private static String floating(double x) {
        long bits = Double.doubleToRawLongBits(x);
        boolean odd = Double.isNaN(x) && bits != Double.doubleToLongBits(Double.NaN);
        return odd ? "nan(0x" + Long.toHexString(bits) + ")" : Double.toString(x);
    }

    private static String floating(float x) {
        int bits = Float.floatToRawIntBits(x);
        boolean odd = Float.isNaN(x) && bits != Float.floatToIntBits(Float.NaN);
        return odd ? "nanf(0x" + Integer.toHexString(bits) + ")" : x + "f";
    }
}

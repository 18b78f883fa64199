package org.cotangent.engine;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Map;
import org.cotangent.ir.Builder;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Op.Convert.Kind;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;

/// The conversions that a method reference makes between what it is given and what its method takes: boxing, unboxing,
/// widening, casting.
final class Conversions {
    private record Box(ClassDesc box, ClassDesc primitive, String read) {}

    private static final List<Box> BOXES = List.of(
            new Box(ConstantDescs.CD_Double, ConstantDescs.CD_double, "doubleValue"),
            new Box(ConstantDescs.CD_Float, ConstantDescs.CD_float, "floatValue"),
            new Box(ConstantDescs.CD_Integer, ConstantDescs.CD_int, "intValue"),
            new Box(ConstantDescs.CD_Long, ConstantDescs.CD_long, "longValue"),
            new Box(ConstantDescs.CD_Boolean, ConstantDescs.CD_boolean, "booleanValue"),
            new Box(ConstantDescs.CD_Byte, ConstantDescs.CD_byte, "byteValue"),
            new Box(ConstantDescs.CD_Short, ConstantDescs.CD_short, "shortValue"),
            new Box(ConstantDescs.CD_Character, ConstantDescs.CD_char, "charValue"));

    private static final Map<String, Kind> WIDENING = Map.of(
            "I32I64", Kind.I2L, "I32F32", Kind.I2F, "I32F64", Kind.I2D, "I64F32", Kind.L2F, "I64F64", Kind.L2D,
            "F32F64", Kind.F2D);

    private Conversions() {}

    /// `x` of class `from` as a `to`.
    static Value convert(Builder b, Value x, ClassDesc from, ClassDesc to) {
        if (from.equals(to) || to.equals(ConstantDescs.CD_void)) return x;
        if (from.isPrimitive() && to.isPrimitive()) return widen(b, x, to);
        if (from.isPrimitive()) return box(b, x, from);
        if (to.isPrimitive()) return unbox(b, x, from, to);
        return to.equals(ConstantDescs.CD_Object) ? x : b.let(new Op.Cast(to, x));
    }

    private static Value widen(Builder b, Value x, ClassDesc to) {
        Type type = Type.of(to);
        if (x.type() == type) return x;
        Kind kind = WIDENING.get(name(x.type()) + name(type));
        if (kind == null) throw new IllegalArgumentException("no conversion from " + x.type() + " to " + type);
        return b.convert(kind, x);
    }

    private static String name(Type type) {
        return type instanceof Type.Primitive p ? p.name() : "ref";
    }

    private static Value box(Builder b, Value x, ClassDesc from) {
        Box box = BOXES.stream().filter(k -> k.primitive().equals(from)).findFirst().orElseThrow();
        return b.invokeStatic(Callee.of(box.box(), "valueOf", MethodTypeDesc.of(box.box(), from)), x);
    }

    private static Value unbox(Builder b, Value x, ClassDesc from, ClassDesc to) {
        Box box = BOXES.stream()
                .filter(k -> k.box().equals(from))
                .findFirst()
                .orElseGet(() -> BOXES.stream()
                        .filter(k -> k.primitive().equals(to))
                        .findFirst()
                        .orElseThrow());
        Value boxed = from.equals(box.box()) ? x : b.let(new Op.Cast(box.box(), x));
        Value raw = b.invokeVirtual(Callee.of(box.box(), box.read(), MethodTypeDesc.of(box.primitive())), boxed);
        return widen(b, raw, to);
    }
}

package org.cotangent.ad;

import static org.cotangent.ir.Op.Convert.Kind.D2F;
import static org.cotangent.ir.Op.Convert.Kind.F2D;

import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import org.cotangent.ir.Builder;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;

/// The results of a call beyond the first: fields of the context up to the seventh, entries of an array from there on.
final class Results {
    private static final int FIELDS = 7;
    private static final Callee MORE = Callee.of(
            Runtime.CONTEXT,
            "more",
            MethodTypeDesc.of(ConstantDescs.CD_double.arrayType(), ConstantDescs.CD_int));

    private Results() {}

    /// Leaves result `k`, counted from 0, which is Java's own.
    static void put(Builder b, Value context, int k, Value number) {
        Value wide = number.type() == Type.F32 ? b.convert(F2D, number) : number;
        if (k <= FIELDS) {
            b.let(new Op.PutField(Runtime.further(k), context, wide));
        } else {
            Value more = b.invokeVirtual(MORE, context, b.constant(k - FIELDS));
            b.let(new Op.PutElement(ConstantDescs.CD_double, more, b.constant(k - FIELDS - 1), wide));
        }
    }

    /// Reads result `k` directly after the call.
    static Value get(Builder b, Value context, int k, Type type) {
        Value wide;
        if (k <= FIELDS) {
            wide = b.let(new Op.GetField(Runtime.further(k), context));
        } else {
            Value more = b.invokeVirtual(MORE, context, b.constant(k - FIELDS));
            wide = b.let(new Op.GetElement(ConstantDescs.CD_double, more, b.constant(k - FIELDS - 1)));
        }
        return type == Type.F32 ? b.convert(D2F, wide) : wide;
    }
}

package org.cotangent.bytecode.emit;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;

/// What the verifier will believe of values.
final class Types {
    private final Superclasses hierarchy;
    private final Reads reads;

    Types(Superclasses hierarchy, Reads reads) {
        this.hierarchy = hierarchy;
        this.reads = reads;
    }

    /// Whether the verifier must be told that `value` is a `wanted`.
    boolean mustAssert(Value value, ClassDesc wanted) {
        if (wanted.isPrimitive() || wanted.equals(ConstantDescs.CD_Object) || reads.isNull(value)) return false;
        return value.type() instanceof Type.Ref(ClassDesc desc) && !hierarchy.assignable(desc, wanted);
    }
}

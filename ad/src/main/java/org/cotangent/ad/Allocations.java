package org.cotangent.ad;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.List;
import java.util.Set;
import org.cotangent.ir.Builder;
import org.cotangent.ir.Op;
import org.cotangent.ir.Value;

/// The shadows that are made beside arrays and objects, where these are made.
final class Allocations {
    private final Builder b;
    private final Tangents tangents;
    private final ShadowMemory shadows;
    private final PointsTo memory;
    private final Besides besides;
    private final Set<Value> beside;

    Allocations(
            Builder b,
            Tangents tangents,
            ShadowMemory shadows,
            PointsTo memory,
            Besides besides,
            Set<Value> beside) {
        this.b = b;
        this.tangents = tangents;
        this.shadows = shadows;
        this.memory = memory;
        this.besides = besides;
        this.beside = beside;
    }

    /// Beside a new array of numbers.
    void array(Value z, ClassDesc component, Value length) {
        register(z, b.linear(new Op.NewArray(component, length), z.hint() + "'"));
    }

    /// Beside a new object, if it is to have its shadow there: what `op` made.
    void object(Value z, Op op) {
        if (!beside.contains(z)) return;
        array(z, ConstantDescs.CD_double, b.constant(besides.entries(op)));
    }

    /// Somebody who knows only the new array may come to ask for its shadow.
    private void register(Value z, Value shadow) {
        shadows.put(z, shadow);
        if (!memory.escapes(z) && !memory.isReachedBesides(z, beside)) return;
        tangents.does(
                new Op.Invoke(Op.Invoke.Kind.STATIC, Runtime.REGISTER, List.of(z, shadow, tangents.context())));
    }
}

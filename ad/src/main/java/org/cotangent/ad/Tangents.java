package org.cotangent.ad;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cotangent.ir.Block;
import org.cotangent.ir.Builder;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;

/// The tangents in a pushforward that is being written.
final class Tangents {
    private final Builder b;
    private final Value context;
    private final Activity activity;
    private final Map<Value, Value> tangents = new HashMap<>();
    private final Map<Type, Value> zeros = new HashMap<>();

    Tangents(Builder b, Value context, Activity activity) {
        this.b = b;
        this.context = context;
        this.activity = activity;
    }

    /// The context of the evaluation.
    Value context() {
        return context;
    }

    /// What can be active.
    Activity activity() {
        return activity;
    }

    boolean isActive(Value x) {
        return activity.isActive(x);
    }

    /// The tangent of `x`.
    Value of(Value x) {
        Value t = tangents.get(x);
        return t == null ? b.zero(x.type()) : t;
    }

    /// The tangent of `x`, made zero at `entry` if there is none: what a handler reads must be there before the guarded block.
    Value known(Value x, Block.Label entry) {
        Value t = tangents.get(x);
        if (t != null && !b.isZero(t)) return t;
        return zeros.computeIfAbsent(x.type(), z -> b.prepend(entry, new Op.Zero(z), ""));
    }

    void put(Value x, Value tangent) {
        tangents.put(x, tangent);
    }

    // ---- ops that accompany those of the program ----------------------------------------------------------------

    /// Appends an op without a result of the program's.
    void does(Op op) {
        b.append(new Let(b.value(Type.VOID, "", false), op, b.origin()));
    }

    /// Tells the context something about `x`.
    void tell(Callee method, Value x) {
        does(new Op.Invoke(Op.Invoke.Kind.STATIC, method, List.of(x, context)));
    }
}

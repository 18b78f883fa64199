package org.cotangent.ad;

import static org.cotangent.ir.Op.Convert.Kind.D2F;
import static org.cotangent.ir.Op.Convert.Kind.F2D;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cotangent.ir.Builder;
import org.cotangent.ir.Callee;
import org.cotangent.ir.FieldRef;
import org.cotangent.ir.Func;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;

/// Writes the accesses to shadows that accompany accesses to memory. A shadow stands beside its reference, or is found by
/// identity; a store to memory without one makes one, unless what it stores is zero.
final class ShadowMemory {
    private final Builder b;
    private final Value context;
    private final Layout layout;
    private final Activity activity;
    private final Set<Value> beside;
    private final Map<Value, Value> shadows = new HashMap<>();
    /// What the function itself names: anything else is a class whose static fields are accessed.
    private final Set<Value> known = new HashSet<>();

    ShadowMemory(Func f, Builder b, Value context, Layout layout, Activity activity, Set<Value> beside) {
        this.b = b;
        this.context = context;
        this.layout = layout;
        this.activity = activity;
        this.beside = beside;
        f.blocks().forEach(block -> block.lets().forEach(let -> known.add(let.result())));
    }

    // ---- shadows beside references ----------------------------------------------------------------------------

    boolean isBeside(Value reference) {
        return beside.contains(reference);
    }

    void put(Value reference, Value shadow) {
        shadows.put(reference, shadow);
    }

    /// The shadow of a reference that has one beside it.
    Value beside(Value reference) {
        Value s = shadows.get(reference);
        if (s == null) throw new IllegalStateException("no shadow beside " + reference);
        return s;
    }

    Value cast(Value shadow, ClassDesc type) {
        return b.linear(new Op.Cast(type, shadow), shadow.hint());
    }

    private Value find(Value container, ClassDesc type) {
        return cast(b.linear(new Op.FindShadow(container, context), container.hint() + "'"), type);
    }

    private Value any(Value reference, boolean make) {
        if (isBeside(reference)) return beside(reference);
        Op op = make ? new Op.MakeShadow(reference, context) : new Op.FindShadow(reference, context);
        return b.linear(op, reference.hint() + "'");
    }

    private Value invoke(Callee callee, Value... args) {
        return b.linear(new Op.Invoke(Op.Invoke.Kind.STATIC, callee, List.of(args)), "");
    }

    // ---- elements ---------------------------------------------------------------------------------------------

    /// The tangent of element `index` of an array.
    Value element(ClassDesc component, Value array, Value index) {
        if (isBeside(array)) return b.linear(new Op.GetElement(component, beside(array), index), "");
        ClassDesc type = Runtime.shadowOf(component);
        return invoke(Runtime.get(type), find(array, type), index);
    }

    /// From here on, `t` is the tangent of element `index` of an array.
    void setElement(ClassDesc component, Value array, Value index, Value t) {
        if (!mayHoldActive(array)) return;
        ClassDesc type = Runtime.shadowOf(component);
        if (!isBeside(array) && b.isZero(t)) {
            invoke(Runtime.set(type), find(array, type), index, t);
            return;
        }
        Value s = isBeside(array)
                ? beside(array)
                : cast(b.linear(new Op.MakeShadow(array, context), array.hint() + "'"), type);
        b.linear(new Op.PutElement(component, s, index, t), "");
    }

    private boolean mayHoldActive(Value container) {
        if (!known.contains(container) && container.type().equals(Runtime.CLASS)) return true;
        return activity.holdsActive(container);
    }

    /// The elements from `args` 1 of array 0 on, as many as 4 says, go to array 2 from 3 on.
    void copyElements(List<Value> args) {
        Value source = args.get(0);
        Value target = args.get(2);
        if (!mayHoldActive(target)) return;
        if (source.type() instanceof Type.Ref(var d) && d.isArray() && !Besides.isFloating(d.componentType())) return;
        Value from = any(source, false);
        Value to = any(target, activity.holdsActive(source));
        invoke(Runtime.COPY, from, args.get(1), to, args.get(3), args.get(4));
    }

    // ---- fields, boxes, captured values: entries of an object's shadow ------------------------------------------

    /// The tangent of an entry that `double`s and `float`s alike have.
    Value entry(Value object, Value index, Type type) {
        return narrow(element(ConstantDescs.CD_double, object, index), type);
    }

    void setEntry(Value object, Value index, Value t) {
        setElement(ConstantDescs.CD_double, object, index, widen(t));
    }

    Value field(FieldRef field, Value object, Type type) {
        return entry(object, b.constant(layout.index(field, false)), type);
    }

    void setField(FieldRef field, Value object, Value t) {
        setEntry(object, b.constant(layout.index(field, false)), t);
    }

    Value staticField(FieldRef field, Type type) {
        return entry(holder(field), b.constant(layout.index(field, true)), type);
    }

    void setStaticField(FieldRef field, Value t) {
        setEntry(holder(field), b.constant(layout.index(field, true)), t);
    }

    private Value holder(FieldRef field) {
        return b.let(new Op.Const(layout.declaring(field, true), Runtime.CLASS));
    }

    /// `t` is the tangent of entry `index` of an object that was made just now.
    void fill(Value fresh, int index, Value t) {
        Value s = isBeside(fresh)
                ? beside(fresh)
                : cast(b.linear(new Op.MakeShadow(fresh, context), fresh.hint() + "'"), Runtime.DOUBLES);
        b.linear(new Op.PutElement(ConstantDescs.CD_double, s, b.constant(index), widen(t)), "");
    }

    void copyFields(Value from, Value to) {
        if (!activity.holdsActive(from) && !activity.outsideHoldsActive()) return;
        Value n = b.let(new Op.Invoke(Op.Invoke.Kind.STATIC, Runtime.ENTRIES, List.of(to)));
        Value zero = b.constant(0);
        invoke(Runtime.COPY, any(from, false), zero, any(to, true), zero, n);
    }

    // ---- the doubles in which floats travel -------------------------------------------------------------------

    Value widen(Value t) {
        return t.type() == Type.F32 ? b.convert(F2D, t) : t;
    }

    Value narrow(Value t, Type type) {
        return type == Type.F32 ? b.convert(D2F, t) : t;
    }
}

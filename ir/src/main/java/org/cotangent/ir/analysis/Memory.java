package org.cotangent.ir.analysis;

import java.lang.constant.ClassDesc;
import java.util.Optional;
import org.cotangent.ir.Block;
import org.cotangent.ir.Effect;
import org.cotangent.ir.FieldRef;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Value;
import org.jspecify.annotations.Nullable;

/// Which op may touch which location. A location is named by a load or store of it.
///
/// Elements of different component classes and fields of different names or types are different locations; the fields
/// of the running derivative ([Op#CONTEXT]), shadows in its table, and tapes are memory of their own. Indices are told
/// apart if both are constants, or one value plus constants: that holds while no part of a loop is repeated in which they
/// are defined.
public final class Memory {
    private final Roots roots;
    private final @Nullable Op[] ops;

    private Memory(Func f, Roots roots) {
        this.roots = roots;
        this.ops = new Op[f.valueBound()];
        for (Block b : f.blocks()) for (Let let : b.lets()) ops[let.result().id()] = let.op();
    }

    public static Memory of(Func f, Roots roots) {
        return new Memory(f, roots);
    }

    public Roots roots() {
        return roots;
    }

    /// Whether `op` may change what `load` reads.
    public boolean mayWrite(Op op, Op load) {
        return switch (op) {
            case Op.PutElement _, Op.PutField _, Op.PutStatic _, Op.Save _ -> mayOverlap(op, load);
            case Op.MakeShadow _ -> load instanceof Op.FindShadow || isOfContext(load);
            case Op.Monitor _ -> isSeenByOthers(load);
            case Op.Invoke call -> writes(call, load);
            case Op.InvokeDynamic _, Op.Link _, Op.LinkLinear _ -> op.effect() == Effect.WRITES && isSeenByOthers(load);
            default -> false;
        };
    }

    /// Whether `op` may read what `store` writes.
    public boolean mayRead(Op op, Op store) {
        return switch (op) {
            case Op.GetElement _, Op.GetField _, Op.GetStatic _, Op.Restore _ -> mayOverlap(op, store);
            case Op.Monitor _                                                 -> isSeenByOthers(store);
            case Op.Invoke call                                               -> reads(call, store);
            case Op.InvokeDynamic _, Op.Link _, Op.LinkLinear _               -> isSeenByOthers(store);
            default                                                           -> false;
        };
    }

    /// Whether code that is not seen may read and write the location.
    public boolean isSeenByOthers(Op access) {
        return switch (access) {
            case Op.GetElement(_, var array, _)    -> !roots.isFresh(array);
            case Op.PutElement(_, var array, _, _) -> !roots.isFresh(array);
            case Op.GetField(_, var object)        -> !roots.isFresh(object);
            case Op.PutField(_, var object, _)     -> !roots.isFresh(object);
            case Op.Save _, Op.Restore _           -> false;
            default                                -> true;
        };
    }

    /// Whether both, loads or stores, are of one location for certain.
    public boolean isSame(Op a, Op b) {
        return switch (a) {
            case Op.GetElement(var c, var array, var index)    -> isElement(b, c, array, index);
            case Op.PutElement(var c, var array, var index, _) -> isElement(b, c, array, index);
            case Op.GetField(var field, var object)            -> isField(b, field, object);
            case Op.PutField(var field, var object, _)         -> isField(b, field, object);
            case Op.Link _                                     -> a.effect() == Effect.READS && a.equals(b);
            default                                            -> false;
        };
    }

    private static boolean isElement(Op op, ClassDesc component, Value array, Value index) {
        return switch (op) {
            case Op.GetElement(var c, var a, var i)    -> isAlike(c, component) && a == array && i == index;
            case Op.PutElement(var c, var a, var i, _) -> isAlike(c, component) && a == array && i == index;
            default                                    -> false;
        };
    }

    private static boolean isField(Op op, FieldRef field, Value object) {
        return switch (op) {
            case Op.GetField(var f, var o)    -> f.equals(field) && o == object;
            case Op.PutField(var f, var o, _) -> f.equals(field) && o == object;
            default                           -> false;
        };
    }

    // ---- locations --------------------------------------------------------------------------------------------

    private boolean mayOverlap(Op a, Op b) {
        return switch (a) {
            case Op.GetElement(var c, var array, var index)    -> elements(b, c, array, index);
            case Op.PutElement(var c, var array, var index, _) -> elements(b, c, array, index);
            case Op.GetField(var field, var object)            -> fields(b, field, object);
            case Op.PutField(var field, var object, _)         -> fields(b, field, object);
            case Op.GetStatic(var field)                       -> statics(b, field);
            case Op.PutStatic(var field, _)                    -> statics(b, field);
            case Op.Save _, Op.Restore _                       -> b instanceof Op.Save || b instanceof Op.Restore;
            default                                            -> false;
        };
    }

    private boolean elements(Op op, ClassDesc component, Value array, Value index) {
        return switch (op) {
            case Op.GetElement(var c, var a, var i)    -> elements(c, a, i, component, array, index);
            case Op.PutElement(var c, var a, var i, _) -> elements(c, a, i, component, array, index);
            default                                    -> false;
        };
    }

    private boolean elements(ClassDesc c, Value a, Value i, ClassDesc component, Value array, Value index) {
        return isAlike(c, component) && roots.mayAlias(a, array) && !areApart(i, index);
    }

    private boolean fields(Op op, FieldRef field, Value object) {
        return switch (op) {
            case Op.GetField(var f, var o)    -> isAlike(f, field) && roots.mayAlias(o, object);
            case Op.PutField(var f, var o, _) -> isAlike(f, field) && roots.mayAlias(o, object);
            default                           -> false;
        };
    }

    private static boolean statics(Op op, FieldRef field) {
        return switch (op) {
            case Op.GetStatic(var f)    -> isAlike(f, field);
            case Op.PutStatic(var f, _) -> isAlike(f, field);
            default                     -> false;
        };
    }

    /// Subclasses may name an inherited field as theirs, so owners say nothing, but for the context's.
    private static boolean isAlike(FieldRef a, FieldRef b) {
        return a.name().equals(b.name())
                && a.type().equals(b.type())
                && a.owner().equals(Op.CONTEXT) == b.owner().equals(Op.CONTEXT);
    }

    private static boolean isAlike(ClassDesc a, ClassDesc b) {
        return a.equals(b) || !a.isPrimitive() && !b.isPrimitive() || isByte(a) && isByte(b);
    }

    private static boolean isByte(ClassDesc c) {
        return c.descriptorString().equals("B") || c.descriptorString().equals("Z");
    }

    /// Whether the indices differ for certain.
    private boolean areApart(Value i, Value j) {
        return base(i) == base(j) && offset(i) != offset(j);
    }

    /// What a constant is added to; null for a constant.
    private @Nullable Value base(Value index) {
        return switch (op(index)) {
            case Op.Const _                                          -> null;
            case Op.Add(var x, var c) when op(c) instanceof Op.Const -> x;
            case Op.Sub(var x, var c) when op(c) instanceof Op.Const -> x;
            case null, default                                       -> index;
        };
    }

    private int offset(Value index) {
        return switch (op(index)) {
            case Op.Const(var value, _)                                        -> value instanceof Integer n ? n : 0;
            case Op.Add(_, var c) when op(c) instanceof Op.Const(var value, _) -> value instanceof Integer n ? n : 0;
            case Op.Sub(_, var c) when op(c) instanceof Op.Const(var value, _) -> value instanceof Integer n ? -n : 0;
            case null, default                                                 -> 0;
        };
    }

    private @Nullable Op op(Value v) {
        return v.id() < ops.length ? ops[v.id()] : null;
    }

    // ---- calls ------------------------------------------------------------------------------------------------

    /// Whether a call is known to write no memory at all.
    public static boolean writesNothing(Op.Invoke call) {
        return switch (Intrinsics.of(call)) {
            case NOTHING, SAME, CLONE -> true;
            default                   -> call.effect() != Effect.WRITES;
        };
    }

    private boolean writes(Op.Invoke call, Op load) {
        if (call.effect() != Effect.WRITES) return false;
        return switch (Intrinsics.of(call)) {
            case NOTHING, SAME, CLONE -> false;
            case COPY -> isOfArray(load, call.args().get(2));
            case FILL -> isOfArray(load, call.args().getFirst());
            case ELEMENT -> !call.callee().name().equals("get") && isElementOf(load, call.args().getFirst());
            case NONE -> isSeenByOthers(load) && sees(call, load);
        };
    }

    private boolean reads(Op.Invoke call, Op store) {
        if (call.effect() != Effect.WRITES) return false;
        return switch (Intrinsics.of(call)) {
            case NOTHING, SAME, FILL -> false;
            case COPY, CLONE         -> isOfArray(store, call.args().getFirst());
            case ELEMENT             -> isElementOf(store, call.args().getFirst());
            case NONE                -> isSeenByOthers(store) && sees(call, store);
        };
    }

    /// Whether a call is of a method that reads or writes one entry of a shadow and does nothing else.
    public static boolean isOfShadow(Op.Invoke call) {
        return Intrinsics.of(call) == Intrinsics.ELEMENT;
    }

    private boolean isElementOf(Op access, Value array) {
        Optional<ClassDesc> component =
                switch (access) {
                    case Op.GetElement(var c, _, _)    -> Optional.of(c);
                    case Op.PutElement(var c, _, _, _) -> Optional.of(c);
                    default                            -> Optional.empty();
                };
        return component.filter(c -> c.equals(array.type().desc().componentType())).isPresent()
                && isOfArray(access, array);
    }

    private boolean isOfArray(Op access, Value array) {
        return switch (access) {
            case Op.GetElement(_, var a, _)    -> roots.mayAlias(a, array);
            case Op.PutElement(_, var a, _, _) -> roots.mayAlias(a, array);
            default                            -> false;
        };
    }

    /// Methods that are handed no shadow and no context know nothing of the derivative that runs.
    private static boolean sees(Op.Invoke call, Op access) {
        if (access instanceof Op.Link) return !call.callee().owner().packageName().equals(Op.CONTEXT.packageName());
        boolean ofDerivative = isOfContext(access)
                || access instanceof Op.FindShadow
                || !access.operands().isEmpty() && access.operands().getFirst().linear();
        if (!ofDerivative) return true;
        return call.args().stream().anyMatch(v -> v.linear() || v.type().desc().equals(Op.CONTEXT));
    }

    private static boolean isOfContext(Op access) {
        return switch (access) {
            case Op.GetField(var field, _)    -> field.owner().equals(Op.CONTEXT);
            case Op.PutField(var field, _, _) -> field.owner().equals(Op.CONTEXT);
            default                           -> false;
        };
    }
}

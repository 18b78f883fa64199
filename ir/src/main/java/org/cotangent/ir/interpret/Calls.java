package org.cotangent.ir.interpret;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.util.List;
import org.cotangent.ir.Callee;
import org.cotangent.ir.FieldRef;
import org.cotangent.ir.Op;
import org.jspecify.annotations.Nullable;

/// What the interpreter asks of the world outside the function: classes, calls, fields.
///
/// Values are those of the stack: `Integer` for all that is an `I32`, `Long`, `Float`, `Double`, references; null for
/// void. What the called code throws is thrown; what cannot be done is a [Stuck]. [LookupCalls] does it by reflection;
/// a subclass may do some of it otherwise, for instance interpret callees too.
public interface Calls {
    /// Calls a method; the receiver, if any, is the first argument.
    @Nullable
    Object invoke(Op.Invoke op, List<@Nullable Object> args) throws Throwable;

    /// Makes an object of the constructor's class and runs the constructor on it: a `New` and its `<init>` at once.
    Object construct(Callee constructor, List<@Nullable Object> args) throws Throwable;

    @Nullable
    Object invokeDynamic(Op.InvokeDynamic op, List<@Nullable Object> args) throws Throwable;

    @Nullable
    Object link(Op.Link op, List<@Nullable Object> args) throws Throwable;

    /// Reads a field of `object`; throws if that is null.
    @Nullable
    Object getField(FieldRef field, @Nullable Object object) throws Throwable;

    @Nullable
    Object getStatic(FieldRef field) throws Throwable;

    void putField(FieldRef field, @Nullable Object object, @Nullable Object value) throws Throwable;

    void putStatic(FieldRef field, @Nullable Object value) throws Throwable;

    Class<?> classOf(ClassDesc desc) throws Throwable;

    /// The object that a constant of a class file stands for.
    @Nullable
    Object constant(ConstantDesc constant) throws Throwable;
}

package org.cotangent.ir;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/// What is computed by a [Let]. An op is data: it knows its operands, its type and its effect; what it means is known
/// to the passes, by exhaustive switches. Equal pure ops compute the same thing.
public sealed interface Op {

    // ---- constants ------------------------------------------------------------------------------------------

    /// A constant of the class file: number, string, class, method type, method handle, or computed constant.
    record Const(ConstantDesc value, Type type) implements Op {}

    /// The null reference.
    record Null() implements Op {}

    /// Structural zero: a tangent that is zero because nothing flows there (`0 * inf` is zero here).
    record Zero(Type type) implements Op {}

    // ---- numbers --------------------------------------------------------------------------------------------

    /// Arithmetic of any numeric type; both operands and the result have the same type.
    sealed interface Arithmetic extends Op {}

    record Add(Value x, Value y) implements Arithmetic {}

    record Sub(Value x, Value y) implements Arithmetic {}

    record Mul(Value x, Value y) implements Arithmetic {}

    record Div(Value x, Value y) implements Arithmetic {}

    record Rem(Value x, Value y) implements Arithmetic {}

    record Neg(Value x) implements Arithmetic {}

    /// Shifts and bitwise operations on ints and longs; the second operand of a shift is an int.
    record Bits(Kind kind, Value x, Value y) implements Op {
        public enum Kind {
            AND,
            OR,
            XOR,
            SHL,
            SHR,
            USHR
        }
    }

    /// Compares; the result is an int. The first six (ints, references for EQ and NE) give 0 or 1; the last five are the
    /// three-way comparisons of the JVM, -1, 0 or 1; `CMPL` gives -1 and `CMPG` gives 1 if an operand is NaN.
    record Compare(Kind kind, Value x, Value y) implements Op {
        public enum Kind {
            EQ,
            NE,
            LT,
            GE,
            GT,
            LE,
            LCMP,
            FCMPL,
            FCMPG,
            DCMPL,
            DCMPG
        }
    }

    /// Converts between numeric types, as the JVM instruction of that name.
    record Convert(Kind kind, Value x) implements Op {
        public enum Kind {
            I2L(Type.I64),
            I2F(Type.F32),
            I2D(Type.F64),
            L2I(Type.I32),
            L2F(Type.F32),
            L2D(Type.F64),
            F2I(Type.I32),
            F2L(Type.I64),
            F2D(Type.F64),
            D2I(Type.I32),
            D2L(Type.I64),
            D2F(Type.F32),
            I2B(Type.I32),
            I2C(Type.I32),
            I2S(Type.I32);

            private final Type result;

            Kind(Type result) {
                this.result = result;
            }

            public Type result() {
                return result;
            }
        }
    }

    /// `condition != 0 ? x : y`; both are computed.
    record Select(Value condition, Value x, Value y) implements Op {}

    // ---- calls ----------------------------------------------------------------------------------------------

    /// Calls a method; for all but static methods the receiver is the first argument.
    record Invoke(Kind kind, Callee callee, List<Value> args) implements Op {
        public enum Kind {
            STATIC,
            VIRTUAL,
            SPECIAL,
            INTERFACE
        }

        /// The class files' arithmetic: static methods without effect that read nothing but their arguments.
        private static final Set<String> PURE_OWNERS = Set.of("Ljava/lang/Math;", "Ljava/lang/StrictMath;");

        private static final Set<String> PURE_BITS = Set.of(
                "doubleToRawLongBits",
                "doubleToLongBits",
                "longBitsToDouble",
                "floatToRawIntBits",
                "floatToIntBits",
                "intBitsToFloat",
                "isNaN",
                "isInfinite",
                "isFinite");

        @Override
        public Effect effect() {
            String owner = callee.owner().descriptorString();
            if (kind != Kind.STATIC) return Effect.WRITES;
            if (owner.startsWith("Lorg/cotangent/rules/math/")) return Effect.PURE;
            if (PURE_OWNERS.contains(owner) && !callee.name().equals("random")) {
                boolean floating = Type.of(callee.type().returnType()).isFloating();
                return floating ? Effect.PURE : Effect.TRAPS;
            }
            boolean bits = owner.equals("Ljava/lang/Double;") || owner.equals("Ljava/lang/Float;");
            return bits && PURE_BITS.contains(callee.name()) ? Effect.PURE : Effect.WRITES;
        }
    }

    /// Executes an `invokedynamic` of a class file.
    record InvokeDynamic(DynamicCallSiteDesc site, List<Value> args) implements Op {}

    /// Calls what `target` is linked to when it is first executed (emitted as an `invokedynamic` of ours).
    record Link(Target target, MethodTypeDesc signature, List<Value> args) implements Op {}

    /// The tangent of a call, as a linear map of `tangents`: made by the pushforward of a reverse sweep, gone after the
    /// transpose. `primals` is what the reverse method is handed again.
    record LinkLinear(Target target, Type type, List<Value> primals, List<Value> tangents) implements Op {}

    // ---- memory ---------------------------------------------------------------------------------------------

    /// Allocates an object on which no constructor has run; an `Invoke SPECIAL <init>` follows.
    record New(ClassDesc desc) implements Op {}

    /// A new array of `length` elements of class `component`.
    record NewArray(ClassDesc component, Value length) implements Op {}

    /// `multianewarray`.
    record NewMultiArray(ClassDesc desc, List<Value> lengths) implements Op {}

    record Length(Value array) implements Op {}

    /// Reads an element; `component` is the array's component class (`boolean` and `byte` share an instruction, so
    /// the lifter says `byte` for both; any reference type may be `Object`).
    record GetElement(ClassDesc component, Value array, Value index) implements Op {}

    record PutElement(ClassDesc component, Value array, Value index, Value value) implements Op {}

    record GetField(FieldRef field, Value object) implements Op {}

    record PutField(FieldRef field, Value object, Value value) implements Op {}

    record GetStatic(FieldRef field) implements Op {}

    record PutStatic(FieldRef field, Value value) implements Op {}

    record InstanceOf(ClassDesc desc, Value x) implements Op {}

    record Cast(ClassDesc desc, Value x) implements Op {}

    record Monitor(boolean enter, Value object) implements Op {}

    // ---- made by differentiation ----------------------------------------------------------------------------

    /// The shadow of `object` in the running derivative `context`, or null if it has none yet.
    record FindShadow(Value object, Value context) implements Op {}

    /// The shadow of `object`, made (zero) if it has none yet; null only for null.
    record MakeShadow(Value object, Value context) implements Op {}

    /// Writes a residual: `tape[index] = value`; the tape is never reached by another name.
    record Save(Value tape, Value index, Value value) implements Op {}

    /// Reads a residual.
    record Restore(Value tape, Value index, Type type) implements Op {}

    // ---- parts ----------------------------------------------------------------------------------------------

    /// What the op reads, in order.
    default List<Value> operands() {
        return switch (this) {
            case Const _, Null _, Zero _, New _, GetStatic _    -> List.of();
            case Add(var x, var y)                              -> List.of(x, y);
            case Sub(var x, var y)                              -> List.of(x, y);
            case Mul(var x, var y)                              -> List.of(x, y);
            case Div(var x, var y)                              -> List.of(x, y);
            case Rem(var x, var y)                              -> List.of(x, y);
            case Neg(var x)                                     -> List.of(x);
            case Bits(_, var x, var y)                          -> List.of(x, y);
            case Compare(_, var x, var y)                       -> List.of(x, y);
            case Convert(_, var x)                              -> List.of(x);
            case Select(var c, var x, var y)                    -> List.of(c, x, y);
            case Invoke(_, _, var args)                         -> args;
            case InvokeDynamic(_, var args)                     -> args;
            case Link(_, _, var args)                           -> args;
            case LinkLinear(_, _, var primals, var tangents)    -> concat(primals, tangents);
            case NewArray(_, var length)                        -> List.of(length);
            case NewMultiArray(_, var lengths)                  -> lengths;
            case Length(var array)                              -> List.of(array);
            case GetElement(_, var array, var index)            -> List.of(array, index);
            case PutElement(_, var array, var index, var value) -> List.of(array, index, value);
            case GetField(_, var object)                        -> List.of(object);
            case PutField(_, var object, var value)             -> List.of(object, value);
            case PutStatic(_, var value)                        -> List.of(value);
            case InstanceOf(_, var x)                           -> List.of(x);
            case Cast(_, var x)                                 -> List.of(x);
            case Monitor(_, var object)                         -> List.of(object);
            case FindShadow(var object, var context)            -> List.of(object, context);
            case MakeShadow(var object, var context)            -> List.of(object, context);
            case Save(var tape, var index, var value)           -> List.of(tape, index, value);
            case Restore(var tape, var index, _)                -> List.of(tape, index);
        };
    }

    /// The same op with each operand `v` as `f(v)`.
    default Op map(UnaryOperator<Value> f) {
        return switch (this) {
            case Const _, Null _, Zero _, New _, GetStatic _ -> this;
            case Add(var x, var y)                           -> new Add(f.apply(x), f.apply(y));
            case Sub(var x, var y)                           -> new Sub(f.apply(x), f.apply(y));
            case Mul(var x, var y)                           -> new Mul(f.apply(x), f.apply(y));
            case Div(var x, var y)                           -> new Div(f.apply(x), f.apply(y));
            case Rem(var x, var y)                           -> new Rem(f.apply(x), f.apply(y));
            case Neg(var x)                                  -> new Neg(f.apply(x));
            case Bits(var k, var x, var y)                   -> new Bits(k, f.apply(x), f.apply(y));
            case Compare(var k, var x, var y)                -> new Compare(k, f.apply(x), f.apply(y));
            case Convert(var k, var x)                       -> new Convert(k, f.apply(x));
            case Select(var c, var x, var y)                 -> new Select(f.apply(c), f.apply(x), f.apply(y));
            case Invoke(var k, var c, var args)              -> new Invoke(k, c, map(args, f));
            case InvokeDynamic(var s, var args)              -> new InvokeDynamic(s, map(args, f));
            case Link(var t, var s, var args)                -> new Link(t, s, map(args, f));
            case LinkLinear(var t, var y, var ps, var ts)    -> new LinkLinear(t, y, map(ps, f), map(ts, f));
            case NewArray(var c, var length)                 -> new NewArray(c, f.apply(length));
            case NewMultiArray(var c, var lengths)           -> new NewMultiArray(c, map(lengths, f));
            case Length(var array)                           -> new Length(f.apply(array));
            case GetElement(var c, var a, var i)             -> new GetElement(c, f.apply(a), f.apply(i));
            case PutElement(var c, var a, var i, var v)      -> new PutElement(c, f.apply(a), f.apply(i), f.apply(v));
            case GetField(var r, var o)                      -> new GetField(r, f.apply(o));
            case PutField(var r, var o, var v)               -> new PutField(r, f.apply(o), f.apply(v));
            case PutStatic(var r, var v)                     -> new PutStatic(r, f.apply(v));
            case InstanceOf(var c, var x)                    -> new InstanceOf(c, f.apply(x));
            case Cast(var c, var x)                          -> new Cast(c, f.apply(x));
            case Monitor(var enter, var o)                   -> new Monitor(enter, f.apply(o));
            case FindShadow(var o, var c)                    -> new FindShadow(f.apply(o), f.apply(c));
            case MakeShadow(var o, var c)                    -> new MakeShadow(f.apply(o), f.apply(c));
            case Save(var t, var i, var v)                   -> new Save(f.apply(t), f.apply(i), f.apply(v));
            case Restore(var t, var i, var y)                -> new Restore(f.apply(t), f.apply(i), y);
        };
    }

    /// The type of the result, from the operands' types.
    default Type type() {
        return switch (this) {
            case Const(_, var t)                   -> t;
            case Null _                            -> Type.OBJECT;
            case Zero(var t)                       -> t;
            case Add(var x, _)                     -> x.type();
            case Sub(var x, _)                     -> x.type();
            case Mul(var x, _)                     -> x.type();
            case Div(var x, _)                     -> x.type();
            case Rem(var x, _)                     -> x.type();
            case Neg(var x)                        -> x.type();
            case Bits(_, var x, _)                 -> x.type();
            case Compare _, InstanceOf _, Length _ -> Type.I32;
            case Convert(var k, _)                 -> k.result();
            case Select(_, var x, _)               -> x.type();
            case Invoke(_, var callee, _)          -> Type.of(callee.type().returnType());
            case InvokeDynamic(var site, _)        -> Type.of(site.invocationType().returnType());
            case Link(_, var signature, _)         -> Type.of(signature.returnType());
            case LinkLinear(_, var t, _, _)        -> t;
            case New(var desc)                     -> new Type.Ref(desc);
            case NewArray(var component, _)        -> new Type.Ref(component.arrayType());
            case NewMultiArray(var desc, _)        -> new Type.Ref(desc);
            case GetElement(var component, var array, _) ->
                    component.isPrimitive() || !(array.type() instanceof Type.Ref(var d)) || !d.isArray()
                            ? Type.of(component)
                            : Type.of(d.componentType());
            case GetField(var field, _)                                   -> Type.of(field.type());
            case GetStatic(var field)                                     -> Type.of(field.type());
            case Cast(var desc, _)                                        -> new Type.Ref(desc);
            case FindShadow _, MakeShadow _                               -> Type.OBJECT;
            case Restore(_, _, var t)                                     -> t;
            case PutElement _, PutField _, PutStatic _, Monitor _, Save _ -> Type.VOID;
        };
    }

    /// What may be done with the op.
    default Effect effect() {
        return switch (this) {
            case Const(var value, _) ->
                    value instanceof Number || value instanceof String ? Effect.PURE : Effect.TRAPS;
            case Null _, Zero _, Add _, Sub _, Mul _, Neg _, Bits _, Compare _, Convert _, Select _, InstanceOf _ ->
                    Effect.PURE;
            case Div(var x, _) -> x.type().isFloating() ? Effect.PURE : Effect.TRAPS;
            case Rem(var x, _) -> x.type().isFloating() ? Effect.PURE : Effect.TRAPS;
            case Length _, Cast _ -> Effect.TRAPS;
            case GetElement _, GetField _, FindShadow _, Restore _ -> Effect.READS;
            case New _, NewArray _, NewMultiArray _ -> Effect.ALLOCATES;
            // a static read may run a class initialiser
            case GetStatic _, Invoke _, InvokeDynamic _, LinkLinear _                   -> Effect.WRITES;
            case Link(var target, _, _)                                                 -> target.effect();
            case PutElement _, PutField _, PutStatic _, Monitor _, MakeShadow _, Save _ -> Effect.WRITES;
        };
    }

    /// Whether executing the op may throw.
    default boolean canThrow() {
        return switch (this) {
            case GetField(var f, _)              -> !f.owner().equals(CONTEXT);
            case PutField(var f, _, _)           -> !f.owner().equals(CONTEXT);
            case FindShadow _, Save _, Restore _ -> false;
            default                              -> effect() != Effect.PURE;
        };
    }

    /// The run-time class of a running derivative, whose fields derivative code reads and writes.
    ClassDesc CONTEXT = ClassDesc.of("org.cotangent.runtime.Context");

    /// An int.
    static Const constant(int value) {
        return new Const(value, Type.I32);
    }

    /// A double.
    static Const constant(double value) {
        return new Const(value, Type.F64);
    }

    /// A string.
    static Const constant(String value) {
        return new Const(value, new Type.Ref(ConstantDescs.CD_String));
    }

    private static List<Value> map(List<Value> values, UnaryOperator<Value> f) {
        return values.stream().map(f).toList();
    }

    private static List<Value> concat(List<Value> a, List<Value> b) {
        return java.util.stream.Stream.concat(a.stream(), b.stream()).toList();
    }
}

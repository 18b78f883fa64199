package org.cotangent.ir.verify;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cotangent.ir.Block;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;

/// Laws of types: what an op or exit reads is what it can read.
final class Types {
    private Types() {}

    static void operandsFitTheOp(Subject s) {
        for (Block b : s.f.blocks()) {
            for (Let let : b.lets()) {
                List<Type> wanted = wanted(let.op());
                List<Value> given = let.op().operands();
                s.check(wanted.size() == given.size(), let, () -> wanted.size() + " operands, not " + given.size());
                for (int i = 0; i < given.size(); i++) {
                    Value v = given.get(i);
                    Type t = wanted.get(i);
                    s.check(Subject.alike(v.type(), t) && t != Type.VOID, let, () -> v + ": " + v.type() + " for " + t);
                }
                s.check(isWellFormed(let.op()), let, () -> "no such op on such types");
            }
        }
    }

    static void resultsFitTheOp(Subject s) {
        for (Block b : s.f.blocks()) {
            for (Let let : b.lets()) {
                Type declared = let.result().type();
                Type made = let.op().type();
                s.check(Subject.alike(declared, made), let, () -> let.result() + ": " + declared + " for " + made);
            }
        }
    }

    static void parametersAreValues(Subject s) {
        for (Block b : s.f.blocks()) {
            for (Value p : b.parameters()) s.check(p.type() != Type.VOID, b, () -> p + " is void");
        }
    }

    static void exitsReadWhatFits(Subject s) {
        for (Block b : s.f.blocks()) {
            Exit exit = b.exit();
            switch (exit) {
                case Exit.Jump _ -> {}
                case Exit.Branch(var condition, _, _) ->
                        s.check(condition.type() == Type.I32, exit, () -> condition + ": " + condition.type());
                case Exit.Switch(var key, var cases, _) -> {
                    s.check(key.type() == Type.I32, exit, () -> key + ": " + key.type());
                    Set<Integer> keys = new HashSet<>();
                    for (Exit.Case c : cases) s.check(keys.add(c.key()), exit, () -> "two cases " + c.key());
                }
                case Exit.Return(var values) -> returnFits(s, exit, values);
                case Exit.Throw(var exception) ->
                        s.check(exception.type().isReference(), exit, () -> exception + ": " + exception.type());
            }
        }
    }

    /// One value, or none for void; before it is split, a function returns the tangent of its result too.
    private static void returnFits(Subject s, Exit exit, List<Value> values) {
        Type t = s.f.result();
        int wanted = t == Type.VOID ? 0 : 1;
        boolean tangent = wanted == 1 && values.size() == 2 && Subject.isLinearNumber(values.getLast());
        s.check(values.size() == wanted || tangent, exit, () -> values.size() + " results, not " + wanted);
        for (Value v : values) s.check(Subject.alike(v.type(), t), exit, () -> v + ": " + v.type() + " for " + t);
    }

    /// What an op reads; any reference stands for all.
    private static List<Type> wanted(Op op) {
        return switch (op) {
            case Op.Const _, Op.Null _, Op.Zero _, Op.New _, Op.GetStatic _ -> List.of();
            case Op.Add(var x, _) -> List.of(x.type(), x.type());
            case Op.Sub(var x, _) -> List.of(x.type(), x.type());
            case Op.Mul(var x, _) -> List.of(x.type(), x.type());
            case Op.Div(var x, _) -> List.of(x.type(), x.type());
            case Op.Rem(var x, _) -> List.of(x.type(), x.type());
            case Op.Neg(var x) -> List.of(x.type());
            case Op.Bits(var kind, var x, _) -> List.of(x.type(), isShift(kind) ? Type.I32 : x.type());
            case Op.Compare(var kind, var x, _) -> compared(kind, x.type());
            case Op.Convert(var kind, _) -> List.of(number(kind.name().charAt(0)));
            case Op.Select(_, var x, _) -> List.of(Type.I32, x.type(), x.type());
            case Op.Invoke(var kind, var callee, _) -> parameters(kind != Op.Invoke.Kind.STATIC, callee.type());
            case Op.InvokeDynamic(var site, _) -> parameters(false, site.invocationType());
            case Op.Link(_, var signature, _) -> parameters(false, signature);
            case Op.LinkLinear(_, _, _, _) -> op.operands().stream().map(Value::type).toList();
            case Op.NewArray _ -> List.of(Type.I32);
            case Op.NewMultiArray(_, var lengths) -> lengths.stream().map(_ -> (Type) Type.I32).toList();
            case Op.Length _, Op.GetField _, Op.InstanceOf _, Op.Cast _, Op.Monitor _ -> List.of(Type.OBJECT);
            case Op.GetElement _, Op.Restore _ -> List.of(Type.OBJECT, Type.I32);
            case Op.PutElement(var component, _, _, _) -> List.of(Type.OBJECT, Type.I32, Type.of(component));
            case Op.PutField(var field, _, _) -> List.of(Type.OBJECT, Type.of(field.type()));
            case Op.PutStatic(var field, _) -> List.of(Type.of(field.type()));
            case Op.FindShadow _, Op.MakeShadow _ -> List.of(Type.OBJECT, Type.OBJECT);
            case Op.Save(_, _, var value) -> List.of(Type.OBJECT, Type.I32, value.type());
        };
    }

    private static List<Type> parameters(boolean receiver, MethodTypeDesc type) {
        List<Type> all = new ArrayList<>();
        if (receiver) all.add(Type.OBJECT);
        for (ClassDesc c : type.parameterList()) all.add(Type.of(c));
        return all;
    }

    private static List<Type> compared(Op.Compare.Kind kind, Type x) {
        Type t =
                switch (kind) {
                    case EQ, NE         -> x.isReference() ? x : Type.I32;
                    case LT, GE, GT, LE -> Type.I32;
                    case LCMP           -> Type.I64;
                    case FCMPL, FCMPG   -> Type.F32;
                    case DCMPL, DCMPG   -> Type.F64;
                };
        return List.of(t, t);
    }

    private static Type number(char letter) {
        return Type.of(ClassDesc.ofDescriptor(letter == 'L' ? "J" : String.valueOf(letter)));
    }

    private static boolean isShift(Op.Bits.Kind kind) {
        return kind == Op.Bits.Kind.SHL || kind == Op.Bits.Kind.SHR || kind == Op.Bits.Kind.USHR;
    }

    /// What the number and types of the operands do not say.
    private static boolean isWellFormed(Op op) {
        return switch (op) {
            case Op.Const(var value, var type)           -> Subject.alike(implied(value), type) && type != Type.VOID;
            case Op.Zero(var type)                       -> type != Type.VOID;
            case Op.Arithmetic a                         -> isNumber(a.type());
            case Op.Bits(_, var x, _)                    -> x.type() == Type.I32 || x.type() == Type.I64;
            case Op.New(var desc)                        -> desc.isClassOrInterface();
            case Op.NewArray(var component, _)           -> Type.of(component) != Type.VOID;
            case Op.NewMultiArray(var desc, var lengths) -> !lengths.isEmpty() && rank(desc) >= lengths.size();
            case Op.GetElement(var component, _, _)      -> Type.of(component) != Type.VOID;
            case Op.InstanceOf(var desc, _)              -> !desc.isPrimitive();
            case Op.Cast(var desc, _)                    -> !desc.isPrimitive();
            case Op.GetField(var field, _)               -> Type.of(field.type()) != Type.VOID;
            case Op.GetStatic(var field)                 -> Type.of(field.type()) != Type.VOID;
            case Op.Restore(_, _, var type)              -> type != Type.VOID;
            default                                      -> true;
        };
    }

    private static boolean isNumber(Type t) {
        return t == Type.I32 || t == Type.I64 || t.isFloating();
    }

    private static int rank(ClassDesc desc) {
        return desc.descriptorString().lastIndexOf('[') + 1;
    }

    private static Type implied(ConstantDesc value) {
        return switch (value) {
            case Integer _                -> Type.I32;
            case Long _                   -> Type.I64;
            case Float _                  -> Type.F32;
            case Double _                 -> Type.F64;
            case DynamicConstantDesc<?> d -> Type.of(d.constantType());
            default                       -> Type.OBJECT;
        };
    }
}

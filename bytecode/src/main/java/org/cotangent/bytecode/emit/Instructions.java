package org.cotangent.bytecode.emit;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;
import org.cotangent.runtime.Context;

/// The instruction of each op; operands are on the stack.
final class Instructions {
    private static final MethodTypeDesc SHADOW_AT_SITE =
            MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_Object, ConstantDescs.CD_int);

    private final CodeBuilder code;
    private final EmitOptions options;
    private int sites;

    Instructions(CodeBuilder code, EmitOptions options) {
        this.code = code;
        this.options = options;
    }

    static TypeKind kind(Type type) {
        return switch (type) {
            case Type.Primitive p -> switch (p) {
                case I32  -> TypeKind.INT;
                case I64  -> TypeKind.LONG;
                case F32  -> TypeKind.FLOAT;
                case F64  -> TypeKind.DOUBLE;
                case VOID -> TypeKind.VOID;
            };
            case Type.Ref _ -> TypeKind.REFERENCE;
        };
    }

    private void shadow(String how) {
        code.loadConstant(sites++ % Context.SITES);
        code.invokevirtual(Op.CONTEXT, how, SHADOW_AT_SITE);
    }

    void write(Op op) {
        switch (op) {
            case Op.Const(var value, _) -> constant(value);
            case Op.Null _ -> code.aconst_null();
            case Op.Zero(var type) -> zero(type);
            case Op.Add(var x, _) -> operator(x, Opcode.IADD, Opcode.LADD, Opcode.FADD, Opcode.DADD);
            case Op.Sub(var x, _) -> operator(x, Opcode.ISUB, Opcode.LSUB, Opcode.FSUB, Opcode.DSUB);
            case Op.Mul(var x, _) -> operator(x, Opcode.IMUL, Opcode.LMUL, Opcode.FMUL, Opcode.DMUL);
            case Op.Div(var x, _) -> operator(x, Opcode.IDIV, Opcode.LDIV, Opcode.FDIV, Opcode.DDIV);
            case Op.Rem(var x, _) -> operator(x, Opcode.IREM, Opcode.LREM, Opcode.FREM, Opcode.DREM);
            case Op.Neg(var x) -> operator(x, Opcode.INEG, Opcode.LNEG, Opcode.FNEG, Opcode.DNEG);
            case Op.Bits(var kind, var x, _) -> code.with(OperatorInstruction.of(bits(kind, x.type() == Type.I64)));
            case Op.Compare(var kind, _, _) -> code.with(OperatorInstruction.of(threeWay(kind)));
            case Op.Convert(var kind, _) -> code.with(ConvertInstruction.of(Opcode.valueOf(kind.name())));
            case Op.Invoke(var kind, var callee, _) -> invoke(kind, callee);
            case Op.InvokeDynamic(var site, _) -> code.invokedynamic(site);
            case Op.Link link -> code.invokedynamic(options.links().apply(link));
            case Op.New(var desc) -> code.new_(desc);
            case Op.NewArray(var component, _) -> newArray(component);
            case Op.NewMultiArray(var desc, var lengths) -> code.multianewarray(desc, lengths.size());
            case Op.Length _ -> code.arraylength();
            case Op.GetElement(var component, _, _) -> code.arrayLoad(TypeKind.from(component));
            case Op.PutElement(var component, _, _, _) -> code.arrayStore(TypeKind.from(component));
            case Op.GetField(var f, _) -> code.getfield(f.owner(), f.name(), f.type());
            case Op.PutField(var f, _, _) -> code.putfield(f.owner(), f.name(), f.type());
            case Op.GetStatic(var f) -> code.getstatic(f.owner(), f.name(), f.type());
            case Op.PutStatic(var f, _) -> code.putstatic(f.owner(), f.name(), f.type());
            case Op.InstanceOf(var desc, _) -> code.instanceOf(desc);
            case Op.Cast(var desc, _) -> code.checkcast(desc);
            case Op.Monitor(var enter, _) -> monitor(enter);
            case Op.FindShadow _ -> shadow("findShadow");
            case Op.MakeShadow _ -> shadow("makeShadow");
            case Op.Save(var tape, _, var value) -> save(tape, value);
            case Op.Restore(var tape, _, var type) -> restore(tape, type);
            case Op.LinkLinear linear -> throw new IllegalStateException("not transposed: " + linear.target().name());
            case Op.Select _ -> throw new IllegalStateException("no instruction: " + op);
        }
    }

    private void constant(ConstantDesc value) {
        if (value instanceof ClassDesc desc && desc.isPrimitive()) {
            code.loadConstant(DynamicConstantDesc.ofNamed(
                    ConstantDescs.BSM_PRIMITIVE_CLASS, desc.descriptorString(), ConstantDescs.CD_Class));
        } else {
            code.loadConstant(value);
        }
    }

    private void zero(Type type) {
        switch (kind(type)) {
            case INT    -> code.iconst_0();
            case LONG   -> code.lconst_0();
            case FLOAT  -> code.fconst_0();
            case DOUBLE -> code.dconst_0();
            default     -> code.aconst_null();
        }
    }

    private void operator(Value x, Opcode onInt, Opcode onLong, Opcode onFloat, Opcode onDouble) {
        Opcode opcode = switch (kind(x.type())) {
            case INT    -> onInt;
            case LONG   -> onLong;
            case FLOAT  -> onFloat;
            case DOUBLE -> onDouble;
            default     -> throw new IllegalStateException("no arithmetic on " + x.type());
        };
        code.with(OperatorInstruction.of(opcode));
    }

    private static Opcode bits(Op.Bits.Kind kind, boolean wide) {
        return switch (kind) {
            case AND  -> wide ? Opcode.LAND : Opcode.IAND;
            case OR   -> wide ? Opcode.LOR : Opcode.IOR;
            case XOR  -> wide ? Opcode.LXOR : Opcode.IXOR;
            case SHL  -> wide ? Opcode.LSHL : Opcode.ISHL;
            case SHR  -> wide ? Opcode.LSHR : Opcode.ISHR;
            case USHR -> wide ? Opcode.LUSHR : Opcode.IUSHR;
        };
    }

    private static Opcode threeWay(Op.Compare.Kind kind) {
        return switch (kind) {
            case LCMP  -> Opcode.LCMP;
            case FCMPL -> Opcode.FCMPL;
            case FCMPG -> Opcode.FCMPG;
            case DCMPL -> Opcode.DCMPL;
            case DCMPG -> Opcode.DCMPG;
            default    -> throw new IllegalStateException("no instruction: " + kind);
        };
    }

    private void invoke(Op.Invoke.Kind kind, Callee callee) {
        Opcode opcode = switch (kind) {
            case STATIC    -> Opcode.INVOKESTATIC;
            case VIRTUAL   -> Opcode.INVOKEVIRTUAL;
            case SPECIAL   -> Opcode.INVOKESPECIAL;
            case INTERFACE -> Opcode.INVOKEINTERFACE;
        };
        code.invoke(opcode, callee.owner(), callee.name(), callee.type(), callee.inInterface());
    }

    private void newArray(ClassDesc component) {
        if (component.isPrimitive()) code.newarray(TypeKind.from(component));
        else code.anewarray(component);
    }

    private void monitor(boolean enter) {
        if (enter) code.monitorenter();
        else code.monitorexit();
    }

    private static TypeKind tape(Value tape) {
        if (tape.type() instanceof Type.Ref(ClassDesc d) && d.isArray()) return TypeKind.from(d.componentType());
        throw new IllegalStateException("no tape: " + tape + " is " + tape.type());
    }

    private void save(Value tape, Value value) {
        TypeKind element = tape(tape);
        if (value.type() == Type.F32 && element == TypeKind.DOUBLE) code.f2d();
        code.arrayStore(element);
    }

    private void restore(Value tape, Type type) {
        TypeKind element = tape(tape);
        code.arrayLoad(element);
        if (type == Type.F32 && element == TypeKind.DOUBLE) code.d2f();
        if (type instanceof Type.Ref(ClassDesc d)
                && !d.equals(ConstantDescs.CD_Object)
                && !options.hierarchy().isInterface(d)) {
            code.checkcast(d);
        }
    }
}

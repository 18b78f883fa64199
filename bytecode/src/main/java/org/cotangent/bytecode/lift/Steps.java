package org.cotangent.bytecode.lift;

import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.cotangent.ir.Block;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Exit;
import org.cotangent.ir.FieldRef;
import org.cotangent.ir.Op.Bits;
import org.cotangent.ir.Op.Compare;
import org.cotangent.ir.Op.Convert;
import org.cotangent.ir.Op.Invoke;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;

/// What each instruction does to the stack and the locals, and the ops and exits that it becomes.
final class Steps {
    private final Body body;
    private final Code code;
    private final Constants constants;
    private final Operands stack;
    private final Type result;
    /// The instruction that is being lifted.
    private int at;

    /// `result`: what the method returns.
    Steps(Body body, Code code, Constants constants, Type result) {
        this.body = body;
        this.code = code;
        this.constants = constants;
        this.result = result;
        stack = body.stack();
    }

    private Value let(Op op) {
        return body.let(op);
    }

    private void push(Op op) {
        stack.push(let(op));
    }

    void step(int instruction) {
        at = instruction;
        Opcode op = code.op(at);
        switch (op) {
            case NOP, GOTO, RET -> {}
            case ACONST_NULL -> push(new Op.Null());
            case SIPUSH      -> push(Op.constant(code.first(at)));
            case LCONST_0    -> push(new Op.Const(0L, Type.I64));
            case LCONST_1    -> push(new Op.Const(1L, Type.I64));
            case FCONST_0    -> push(new Op.Const(0f, Type.F32));
            case FCONST_1    -> push(new Op.Const(1f, Type.F32));
            case FCONST_2    -> push(new Op.Const(2f, Type.F32));
            case DCONST_0    -> push(Op.constant(0.0));
            case DCONST_1    -> push(Op.constant(1.0));
            case LDC, LDC2_W -> loadConstant(op);
            case ILOAD       -> stack.push(body.load(code.first(at), Type.I32));
            case LLOAD       -> stack.push(body.load(code.first(at), Type.I64));
            case FLOAD       -> stack.push(body.load(code.first(at), Type.F32));
            case DLOAD       -> stack.push(body.load(code.first(at), Type.F64));
            case ALOAD       -> stack.push(body.load(code.first(at), Type.OBJECT));
            case ISTORE      -> body.store(code.first(at), stack.pop(Type.I32));
            case LSTORE      -> body.store(code.first(at), stack.pop(Type.I64));
            case FSTORE      -> body.store(code.first(at), stack.pop(Type.F32));
            case DSTORE      -> body.store(code.first(at), stack.pop(Type.F64));
            case ASTORE      -> body.store(code.first(at), stack.popReference());
            case IINC        -> body.increment(code.first(at), code.second(at));
            case POP         -> stack.drop(1);
            case POP2        -> stack.drop(2);
            case DUP         -> stack.repeat(1, 0);
            case DUP_X1      -> stack.repeat(1, 1);
            case DUP_X2      -> stack.repeat(1, 2);
            case DUP2        -> stack.repeat(2, 0);
            case DUP2_X1     -> stack.repeat(2, 1);
            case DUP2_X2     -> stack.repeat(2, 2);
            case SWAP        -> stack.swap();
            // return addresses are known to Subroutines alone
            case JSR                       -> push(new Op.Null());
            case TABLESWITCH, LOOKUPSWITCH -> choose();
            case IRETURN                   -> giveBack(Type.I32);
            case LRETURN                   -> giveBack(Type.I64);
            case FRETURN                   -> giveBack(Type.F32);
            case DRETURN                   -> giveBack(Type.F64);
            case ARETURN                   -> giveBack(Type.OBJECT);
            case RETURN                    -> giveBack(Type.VOID);
            case ATHROW                    -> body.exit(new Exit.Throw(stack.popReference()));
            default -> {
                if (!arithmetic(op) && !branch(op)) memory(op);
            }
        }
    }

    private void loadConstant(Opcode op) {
        Op.Const constant = constants.loadable(code.first(at));
        if (constant.type().slots() != (op == Opcode.LDC ? 1 : 2)) throw new Malformed("a constant of another size");
        push(constant);
    }

    private void choose() {
        Value key = stack.pop(Type.I32);
        Code.Table table = code.table(at);
        Map<Node, Arrival> known = new HashMap<>();
        List<Arrival> ways = new ArrayList<>();
        for (Node n : body.ways()) ways.add(known.computeIfAbsent(n, body::arrive));
        body.exit(() -> {
            Arrival otherwise = ways.getLast();
            List<Exit.Case> cases = new ArrayList<>();
            for (int k = 0; k < table.keys().length; k++) {
                if (ways.get(k) != otherwise) cases.add(new Exit.Case(table.keys()[k], body.edge(ways.get(k))));
            }
            Block.Edge rest = body.edge(otherwise);
            return cases.isEmpty() ? new Exit.Jump(rest) : new Exit.Switch(key, List.copyOf(cases), rest);
        });
    }

    private void giveBack(Type type) {
        boolean fits = result == type || result.isReference() && type.isReference();
        if (!fits) throw new Malformed("a return of " + type + " from a method that returns " + result);
        body.exit(new Exit.Return(type == Type.VOID ? List.of() : List.of(stack.popAs(type))));
    }

    // ---- comparing ------------------------------------------------------------------------------------------

    private boolean branch(Opcode op) {
        switch (op) {
            case IFEQ      -> zero(Compare.Kind.EQ);
            case IFNE      -> zero(Compare.Kind.NE);
            case IFLT      -> zero(Compare.Kind.LT);
            case IFGE      -> zero(Compare.Kind.GE);
            case IFGT      -> zero(Compare.Kind.GT);
            case IFLE      -> zero(Compare.Kind.LE);
            case IF_ICMPEQ -> pair(Compare.Kind.EQ, Type.I32);
            case IF_ICMPNE -> pair(Compare.Kind.NE, Type.I32);
            case IF_ICMPLT -> pair(Compare.Kind.LT, Type.I32);
            case IF_ICMPGE -> pair(Compare.Kind.GE, Type.I32);
            case IF_ICMPGT -> pair(Compare.Kind.GT, Type.I32);
            case IF_ICMPLE -> pair(Compare.Kind.LE, Type.I32);
            case IF_ACMPEQ -> pair(Compare.Kind.EQ, Type.OBJECT);
            case IF_ACMPNE -> pair(Compare.Kind.NE, Type.OBJECT);
            case IFNULL    -> decide(Compare.Kind.EQ, stack.popReference(), let(new Op.Null()));
            case IFNONNULL -> decide(Compare.Kind.NE, stack.popReference(), let(new Op.Null()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void zero(Compare.Kind kind) {
        Value x = stack.pop(Type.I32);
        decide(kind, x, let(Op.constant(0)));
    }

    private void pair(Compare.Kind kind, Type type) {
        Value y = stack.popAs(type);
        decide(kind, stack.popAs(type), y);
    }

    private void decide(Compare.Kind kind, Value x, Value y) {
        Value condition = let(new Compare(kind, x, y));
        Arrival then = body.arrive(body.ways().getFirst());
        Arrival otherwise = body.arrive(body.ways().getLast());
        body.exit(() -> new Exit.Branch(condition, body.edge(then), body.edge(otherwise)));
    }

    // ---- numbers --------------------------------------------------------------------------------------------

    private boolean arithmetic(Opcode op) {
        switch (op) {
            case IADD                         -> two(Type.I32, Op.Add::new);
            case LADD                         -> two(Type.I64, Op.Add::new);
            case FADD                         -> two(Type.F32, Op.Add::new);
            case DADD                         -> two(Type.F64, Op.Add::new);
            case ISUB                         -> two(Type.I32, Op.Sub::new);
            case LSUB                         -> two(Type.I64, Op.Sub::new);
            case FSUB                         -> two(Type.F32, Op.Sub::new);
            case DSUB                         -> two(Type.F64, Op.Sub::new);
            case IMUL                         -> two(Type.I32, Op.Mul::new);
            case LMUL                         -> two(Type.I64, Op.Mul::new);
            case FMUL                         -> two(Type.F32, Op.Mul::new);
            case DMUL                         -> two(Type.F64, Op.Mul::new);
            case IDIV                         -> two(Type.I32, Op.Div::new);
            case LDIV                         -> two(Type.I64, Op.Div::new);
            case FDIV                         -> two(Type.F32, Op.Div::new);
            case DDIV                         -> two(Type.F64, Op.Div::new);
            case IREM                         -> two(Type.I32, Op.Rem::new);
            case LREM                         -> two(Type.I64, Op.Rem::new);
            case FREM                         -> two(Type.F32, Op.Rem::new);
            case DREM                         -> two(Type.F64, Op.Rem::new);
            case INEG                         -> push(new Op.Neg(stack.pop(Type.I32)));
            case LNEG                         -> push(new Op.Neg(stack.pop(Type.I64)));
            case FNEG                         -> push(new Op.Neg(stack.pop(Type.F32)));
            case DNEG                         -> push(new Op.Neg(stack.pop(Type.F64)));
            case ISHL                         -> shift(Type.I32, Bits.Kind.SHL);
            case LSHL                         -> shift(Type.I64, Bits.Kind.SHL);
            case ISHR                         -> shift(Type.I32, Bits.Kind.SHR);
            case LSHR                         -> shift(Type.I64, Bits.Kind.SHR);
            case IUSHR                        -> shift(Type.I32, Bits.Kind.USHR);
            case LUSHR                        -> shift(Type.I64, Bits.Kind.USHR);
            case IAND                         -> two(Type.I32, (x, y) -> new Bits(Bits.Kind.AND, x, y));
            case LAND                         -> two(Type.I64, (x, y) -> new Bits(Bits.Kind.AND, x, y));
            case IOR                          -> two(Type.I32, (x, y) -> new Bits(Bits.Kind.OR, x, y));
            case LOR                          -> two(Type.I64, (x, y) -> new Bits(Bits.Kind.OR, x, y));
            case IXOR                         -> two(Type.I32, (x, y) -> new Bits(Bits.Kind.XOR, x, y));
            case LXOR                         -> two(Type.I64, (x, y) -> new Bits(Bits.Kind.XOR, x, y));
            case LCMP                         -> two(Type.I64, (x, y) -> new Compare(Compare.Kind.LCMP, x, y));
            case FCMPL                        -> two(Type.F32, (x, y) -> new Compare(Compare.Kind.FCMPL, x, y));
            case FCMPG                        -> two(Type.F32, (x, y) -> new Compare(Compare.Kind.FCMPG, x, y));
            case DCMPL                        -> two(Type.F64, (x, y) -> new Compare(Compare.Kind.DCMPL, x, y));
            case DCMPG                        -> two(Type.F64, (x, y) -> new Compare(Compare.Kind.DCMPG, x, y));
            case I2L, I2F, I2D, I2B, I2C, I2S -> convert(op, Type.I32);
            case L2I, L2F, L2D                -> convert(op, Type.I64);
            case F2I, F2L, F2D                -> convert(op, Type.F32);
            case D2I, D2L, D2F                -> convert(op, Type.F64);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void two(Type type, BiFunction<Value, Value, Op> op) {
        Value y = stack.pop(type);
        Value x = stack.pop(type);
        push(op.apply(x, y));
    }

    private void shift(Type type, Bits.Kind kind) {
        Value by = stack.pop(Type.I32);
        push(new Bits(kind, stack.pop(type), by));
    }

    private void convert(Opcode op, Type from) {
        push(new Convert(Convert.Kind.valueOf(op.name()), stack.pop(from)));
    }

    // ---- memory and calls -----------------------------------------------------------------------------------

    private void memory(Opcode op) {
        switch (op) {
            case IALOAD    -> getElement(ConstantDescs.CD_int);
            case LALOAD    -> getElement(ConstantDescs.CD_long);
            case FALOAD    -> getElement(ConstantDescs.CD_float);
            case DALOAD    -> getElement(ConstantDescs.CD_double);
            case AALOAD    -> getElement(ConstantDescs.CD_Object);
            case BALOAD    -> getElement(ConstantDescs.CD_byte);
            case CALOAD    -> getElement(ConstantDescs.CD_char);
            case SALOAD    -> getElement(ConstantDescs.CD_short);
            case IASTORE   -> putElement(ConstantDescs.CD_int);
            case LASTORE   -> putElement(ConstantDescs.CD_long);
            case FASTORE   -> putElement(ConstantDescs.CD_float);
            case DASTORE   -> putElement(ConstantDescs.CD_double);
            case AASTORE   -> putElement(ConstantDescs.CD_Object);
            case BASTORE   -> putElement(ConstantDescs.CD_byte);
            case CASTORE   -> putElement(ConstantDescs.CD_char);
            case SASTORE   -> putElement(ConstantDescs.CD_short);
            case GETSTATIC -> push(new Op.GetStatic(constants.field(code.first(at))));
            case PUTSTATIC -> {
                FieldRef field = constants.field(code.first(at));
                let(new Op.PutStatic(field, stack.popAs(Type.of(field.type()))));
            }
            case GETFIELD -> push(new Op.GetField(constants.field(code.first(at)), stack.popReference()));
            case PUTFIELD -> {
                FieldRef field = constants.field(code.first(at));
                Value value = stack.popAs(Type.of(field.type()));
                let(new Op.PutField(field, stack.popReference(), value));
            }
            case INVOKESTATIC    -> invoke(Invoke.Kind.STATIC);
            case INVOKEVIRTUAL   -> invoke(Invoke.Kind.VIRTUAL);
            case INVOKESPECIAL   -> invoke(Invoke.Kind.SPECIAL);
            case INVOKEINTERFACE -> invoke(Invoke.Kind.INTERFACE);
            case INVOKEDYNAMIC -> {
                var site = constants.site(code.first(at));
                result(new Op.InvokeDynamic(site, arguments(site.invocationType(), 0)));
            }
            case NEW            -> newObject(constants.type(code.first(at)));
            case NEWARRAY       -> push(new Op.NewArray(primitive(code.first(at)), stack.pop(Type.I32)));
            case ANEWARRAY      -> push(new Op.NewArray(constants.type(code.first(at)), stack.pop(Type.I32)));
            case MULTIANEWARRAY -> newMultiArray(constants.type(code.first(at)), code.second(at));
            case ARRAYLENGTH    -> push(new Op.Length(stack.popReference()));
            case CHECKCAST      -> push(new Op.Cast(constants.type(code.first(at)), stack.popReference()));
            case INSTANCEOF     -> push(new Op.InstanceOf(constants.type(code.first(at)), stack.popReference()));
            case MONITORENTER   -> let(new Op.Monitor(true, stack.popReference()));
            case MONITOREXIT    -> let(new Op.Monitor(false, stack.popReference()));
            default             -> throw new IllegalStateException("not lifted: " + op);
        }
    }

    private void getElement(ClassDesc component) {
        Value index = stack.pop(Type.I32);
        Value array = stack.popReference();
        push(new Op.GetElement(visible(component, array), array, index));
    }

    private void putElement(ClassDesc component) {
        Value value = stack.popAs(Type.of(component));
        Value index = stack.pop(Type.I32);
        Value array = stack.popReference();
        let(new Op.PutElement(visible(component, array), array, index, value));
    }

    /// The class of an array's elements, more exactly than the instruction says it, where the array's type shows it.
    static ClassDesc visible(ClassDesc component, Value array) {
        if (component.isPrimitive()) return component;
        ClassDesc of = array.type().desc().componentType();
        if (of == null) return component;
        if (of.isPrimitive()) throw new Malformed("an array of " + of.displayName() + " where references are needed");
        return of;
    }

    private void invoke(Invoke.Kind kind) {
        Callee callee = constants.callee(code.first(at));
        result(new Invoke(kind, callee, arguments(callee.type(), kind == Invoke.Kind.STATIC ? 0 : 1)));
    }

    private List<Value> arguments(MethodTypeDesc type, int receivers) {
        Value[] args = new Value[type.parameterCount() + receivers];
        for (int k = args.length - 1; k >= receivers; k--) {
            args[k] = stack.popAs(Type.of(type.parameterType(k - receivers)));
        }
        if (receivers > 0) args[0] = stack.popReference();
        return List.of(args);
    }

    private void result(Op call) {
        Value v = let(call);
        if (v.type() != Type.VOID) stack.push(v);
    }

    private void newObject(ClassDesc type) {
        if (!type.isClassOrInterface()) throw new Malformed("an object of class " + type.displayName());
        push(new Op.New(type));
    }

    private void newMultiArray(ClassDesc type, int dimensions) {
        if (dimensions == 0 || !type.descriptorString().startsWith("[".repeat(dimensions))) {
            throw new Malformed("an array of " + type.displayName() + " with " + dimensions + " dimensions");
        }
        Value[] lengths = new Value[dimensions];
        for (int k = dimensions - 1; k >= 0; k--) lengths[k] = stack.pop(Type.I32);
        push(new Op.NewMultiArray(type, List.of(lengths)));
    }

    private static ClassDesc primitive(int code) {
        return switch (code) {
            case 4  -> ConstantDescs.CD_boolean;
            case 5  -> ConstantDescs.CD_char;
            case 6  -> ConstantDescs.CD_float;
            case 7  -> ConstantDescs.CD_double;
            case 8  -> ConstantDescs.CD_byte;
            case 9  -> ConstantDescs.CD_short;
            case 10 -> ConstantDescs.CD_int;
            case 11 -> ConstantDescs.CD_long;
            default -> throw new Malformed("no array type " + code);
        };
    }
}

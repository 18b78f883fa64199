package org.cotangent.bytecode.lift;

import java.lang.constant.MethodTypeDesc;
import org.cotangent.ir.Type;

/// How many slots of the stack an instruction takes and leaves; for all but `dup`, `swap` and `jsr`.
final class StackEffect {
    private StackEffect() {}

    static int popped(Code code, int i, Constants constants) {
        return switch (code.op(i)) {
            case POP, ISTORE, FSTORE, ASTORE, INEG, FNEG, I2L, I2F, I2D, I2B, I2C, I2S, F2I, F2L, F2D -> 1;
            case IFEQ, IFNE, IFLT, IFGE, IFGT, IFLE, IFNULL, IFNONNULL, TABLESWITCH, LOOKUPSWITCH -> 1;
            case IRETURN, FRETURN, ARETURN, ATHROW, GETFIELD, NEWARRAY, ANEWARRAY, ARRAYLENGTH -> 1;
            case CHECKCAST, INSTANCEOF, MONITORENTER, MONITOREXIT -> 1;
            case POP2, LSTORE, DSTORE, LNEG, DNEG, L2I, L2F, L2D, D2I, D2L, D2F, LRETURN, DRETURN -> 2;
            case IADD, ISUB, IMUL, IDIV, IREM, ISHL, ISHR, IUSHR, IAND, IOR, IXOR -> 2;
            case FADD, FSUB, FMUL, FDIV, FREM, FCMPL, FCMPG -> 2;
            case IF_ICMPEQ, IF_ICMPNE, IF_ICMPLT, IF_ICMPGE, IF_ICMPGT, IF_ICMPLE, IF_ACMPEQ, IF_ACMPNE -> 2;
            case IALOAD, LALOAD, FALOAD, DALOAD, AALOAD, BALOAD, CALOAD, SALOAD -> 2;
            case LSHL, LSHR, LUSHR, IASTORE, FASTORE, AASTORE, BASTORE, CASTORE, SASTORE -> 3;
            case LADD, LSUB, LMUL, LDIV, LREM, LAND, LOR, LXOR, LCMP -> 4;
            case DADD, DSUB, DMUL, DDIV, DREM, DCMPL, DCMPG, LASTORE, DASTORE -> 4;
            case PUTSTATIC -> Type.of(constants.field(code.first(i)).type()).slots();
            case PUTFIELD -> 1 + Type.of(constants.field(code.first(i)).type()).slots();
            case INVOKESTATIC -> arguments(constants.callee(code.first(i)).type());
            case INVOKEVIRTUAL, INVOKESPECIAL, INVOKEINTERFACE ->
                    1 + arguments(constants.callee(code.first(i)).type());
            case INVOKEDYNAMIC  -> arguments(constants.site(code.first(i)).invocationType());
            case MULTIANEWARRAY -> code.second(i);
            default             -> 0;
        };
    }

    static int pushed(Code code, int i, Constants constants) {
        return switch (code.op(i)) {
            case ACONST_NULL, SIPUSH, FCONST_0, FCONST_1, FCONST_2, LDC, ILOAD, FLOAD, ALOAD -> 1;
            case IALOAD, FALOAD, AALOAD, BALOAD, CALOAD, SALOAD, NEW, NEWARRAY, ANEWARRAY, MULTIANEWARRAY -> 1;
            case IADD, ISUB, IMUL, IDIV, IREM, INEG, ISHL, ISHR, IUSHR, IAND, IOR, IXOR -> 1;
            case FADD, FSUB, FMUL, FDIV, FREM, FNEG, LCMP, FCMPL, FCMPG, DCMPL, DCMPG -> 1;
            case I2F, L2I, L2F, F2I, D2I, D2F, I2B, I2C, I2S, ARRAYLENGTH, CHECKCAST, INSTANCEOF -> 1;
            case LCONST_0, LCONST_1, DCONST_0, DCONST_1, LDC2_W, LLOAD, DLOAD, LALOAD, DALOAD -> 2;
            case LADD, LSUB, LMUL, LDIV, LREM, LNEG, LSHL, LSHR, LUSHR, LAND, LOR, LXOR -> 2;
            case DADD, DSUB, DMUL, DDIV, DREM, DNEG, I2L, I2D, L2D, F2L, F2D, D2L -> 2;
            case GETSTATIC, GETFIELD -> Type.of(constants.field(code.first(i)).type()).slots();
            case INVOKESTATIC, INVOKEVIRTUAL, INVOKESPECIAL, INVOKEINTERFACE ->
                    Type.of(constants.callee(code.first(i)).type().returnType()).slots();
            case INVOKEDYNAMIC ->
                    Type.of(constants.site(code.first(i)).invocationType().returnType()).slots();
            default -> 0;
        };
    }

    private static int arguments(MethodTypeDesc type) {
        int slots = 0;
        for (int k = 0; k < type.parameterCount(); k++) slots += Type.of(type.parameterType(k)).slots();
        return slots;
    }
}

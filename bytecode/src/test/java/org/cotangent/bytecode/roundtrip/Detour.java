package org.cotangent.bytecode.roundtrip;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.SwitchCase;
import java.util.List;
import java.util.random.RandomGenerator;

/// Code that does nothing, in many steps: for the operands that an instruction is about to take, or for none.
record Detour(CodeBuilder b, RandomGenerator random) {

    void before(Instruction i) {
        if (random.nextInt(3) == 0) {
            flow();
            return;
        }
        switch (i.opcode()) {
            case IADD, ISUB, IMUL, IDIV, IREM, IAND, IOR, IXOR, ISHL, ISHR, IUSHR -> two();
            case FADD, FSUB, FMUL, FDIV, FREM, FCMPL, FCMPG -> two();
            case IF_ICMPEQ, IF_ICMPNE, IF_ICMPLT, IF_ICMPGE, IF_ICMPGT, IF_ICMPLE -> two();
            case IF_ACMPEQ, IF_ACMPNE, IALOAD, LALOAD, FALOAD, DALOAD, AALOAD, CALOAD -> two();
            case LADD, LSUB, LMUL, LDIV, LREM, LAND, LOR, LXOR, LCMP -> twoWide();
            case DADD, DSUB, DMUL, DDIV, DREM, DCMPL, DCMPG -> twoWide();
            case LSHL, LSHR, LUSHR -> b.dup_x2().pop().dup2_x1().pop2();
            case IASTORE, AASTORE, FASTORE, CASTORE, BASTORE -> three();
            case LASTORE, DASTORE -> b.dup2_x2().pop2().dup2_x2().pop2();
            case IFEQ, IFNE, IFLT, IFLE, IFGT, IFGE, INEG, I2D, I2L, I2F, IRETURN -> one(TypeKind.INT);
            case ISTORE, TABLESWITCH, LOOKUPSWITCH, NEWARRAY -> one(TypeKind.INT);
            case FSTORE, FNEG, F2D, F2I, FRETURN -> one(TypeKind.FLOAT);
            case LSTORE, LNEG, L2I, L2D, LRETURN -> one(TypeKind.LONG);
            case DSTORE, DNEG, D2I, D2L, D2F, DRETURN -> one(TypeKind.DOUBLE);
            case ASTORE, ARETURN, GETFIELD, ARRAYLENGTH, CHECKCAST, ATHROW -> one(TypeKind.REFERENCE);
            default -> constants();
        }
    }

    /// Two operands of one slot each.
    private void two() {
        switch (random.nextInt(4)) {
            case 0  -> b.swap().swap();
            case 1  -> b.dup2().pop2();
            case 2  -> b.dup_x1().pop().swap();
            default -> b.dup_x1().pop().dup_x1().pop();
        }
    }

    private void twoWide() {
        b.dup2_x2().pop2();
        flow();
        b.dup2_x2().pop2();
    }

    /// Three operands of one slot each, turned round.
    private void three() {
        for (int k = 0; k < 3; k++) b.dup_x2().pop();
    }

    void one(TypeKind kind) {
        boolean wide = kind.slotSize() == 2;
        switch (random.nextInt(3)) {
            case 0 -> {
                if (wide) b.dup2().pop2();
                else b.dup().pop();
            }
            case 1 -> {
                int slot = b.allocateLocal(kind);
                b.storeLocal(kind, slot).loadLocal(kind, slot);
            }
            default -> {
                // under a number and back
                b.iconst_5();
                if (wide) b.dup_x2().pop().dup2_x1().pop2().pop();
                else b.swap().dup_x1().pop().pop();
            }
        }
    }

    /// Numbers of both sizes that come and go.
    private void constants() {
        switch (random.nextInt(5)) {
            case 0  -> b.nop();
            case 1  -> b.iconst_1().iconst_2().iconst_3().dup2_x1().pop2().pop2().pop();
            case 2  -> b.lconst_1().dconst_0().dup2_x2().pop2().pop2().pop2();
            case 3  -> b.iconst_0().lconst_0().dup2_x1().pop2().pop().pop2();
            default -> b.iconst_0().iconst_1().lconst_1().dup2_x2().pop2().pop2().pop2();
        }
    }

    /// Where control goes on from here, some other way.
    private void flow() {
        Label on = b.newLabel();
        switch (random.nextInt(5)) {
            case 0 -> b.goto_(on).labelBinding(on);
            case 1 -> {
                // forth and back
                Label there = b.newLabel();
                Label back = b.newLabel();
                b.goto_(there).labelBinding(back).goto_(on).labelBinding(there).goto_(back).labelBinding(on);
            }
            case 2 -> b.iconst_1().ifne(on).aconst_null().athrow().labelBinding(on);
            case 3 -> {
                Label never = b.newLabel();
                b.iconst_2().tableswitch(1, 2, never, List.of(SwitchCase.of(2, on)));
                b.labelBinding(never).goto_(on).labelBinding(on);
            }
            // dead
            default -> b.goto_(on).iconst_1().pop().aconst_null().athrow().labelBinding(on);
        }
    }
}

package org.cotangent.bytecode.emit;

import java.lang.classfile.Opcode;
import java.util.List;
import org.cotangent.ir.Op;
import org.cotangent.ir.Value;

/// An instruction that goes elsewhere if `operands` are so.
record Test(Opcode opcode, List<Value> operands) {

    /// The test of whether `condition` is not 0.
    static Test of(Value condition, Reads reads) {
        if (reads.remade(condition)) {
            var compare = reads.op(condition, Op.Compare.class);
            if (compare.isPresent() && isTest(compare.get().kind())) return of(compare.get(), reads);
        }
        return new Test(Opcode.IFNE, List.of(condition));
    }

    /// The test of whether `compare` holds.
    static Test of(Op.Compare compare, Reads reads) {
        Value x = compare.x();
        Value y = compare.y();
        Op.Compare.Kind kind = compare.kind();
        if (x.type().isReference()) {
            if (reads.isNull(y)) return new Test(ofNull(kind), List.of(x));
            return reads.isNull(x) ? new Test(ofNull(kind), List.of(y)) : new Test(ofReferences(kind), List.of(x, y));
        }
        if (reads.constant(y).filter(c -> c == 0).isPresent()) return new Test(withZero(kind), List.of(x));
        if (reads.constant(x).filter(c -> c == 0).isPresent()) return new Test(withZero(mirrored(kind)), List.of(y));
        return new Test(ofInts(kind), List.of(x, y));
    }

    /// Whether a comparison of this kind is 0 or 1.
    static boolean isTest(Op.Compare.Kind kind) {
        return switch (kind) {
            case EQ, NE, LT, GE, GT, LE           -> true;
            case LCMP, FCMPL, FCMPG, DCMPL, DCMPG -> false;
        };
    }

    /// How many operands `test` pops.
    static int operands(Opcode test) {
        return switch (test) {
            case IFEQ, IFNE, IFLT, IFGE, IFGT, IFLE, IFNULL, IFNONNULL -> 1;
            default                                                    -> 2;
        };
    }

    /// The instruction that goes elsewhere when `test` does not.
    static Opcode not(Opcode test) {
        return switch (test) {
            case IFEQ      -> Opcode.IFNE;
            case IFNE      -> Opcode.IFEQ;
            case IFLT      -> Opcode.IFGE;
            case IFGE      -> Opcode.IFLT;
            case IFGT      -> Opcode.IFLE;
            case IFLE      -> Opcode.IFGT;
            case IF_ICMPEQ -> Opcode.IF_ICMPNE;
            case IF_ICMPNE -> Opcode.IF_ICMPEQ;
            case IF_ICMPLT -> Opcode.IF_ICMPGE;
            case IF_ICMPGE -> Opcode.IF_ICMPLT;
            case IF_ICMPGT -> Opcode.IF_ICMPLE;
            case IF_ICMPLE -> Opcode.IF_ICMPGT;
            case IF_ACMPEQ -> Opcode.IF_ACMPNE;
            case IF_ACMPNE -> Opcode.IF_ACMPEQ;
            case IFNULL    -> Opcode.IFNONNULL;
            case IFNONNULL -> Opcode.IFNULL;
            default        -> throw new IllegalStateException("no test: " + test);
        };
    }

    private static Opcode withZero(Op.Compare.Kind kind) {
        return switch (kind) {
            case EQ -> Opcode.IFEQ;
            case NE -> Opcode.IFNE;
            case LT -> Opcode.IFLT;
            case GE -> Opcode.IFGE;
            case GT -> Opcode.IFGT;
            case LE -> Opcode.IFLE;
            default -> throw new IllegalStateException("no test: " + kind);
        };
    }

    private static Opcode ofInts(Op.Compare.Kind kind) {
        return switch (kind) {
            case EQ -> Opcode.IF_ICMPEQ;
            case NE -> Opcode.IF_ICMPNE;
            case LT -> Opcode.IF_ICMPLT;
            case GE -> Opcode.IF_ICMPGE;
            case GT -> Opcode.IF_ICMPGT;
            case LE -> Opcode.IF_ICMPLE;
            default -> throw new IllegalStateException("no test: " + kind);
        };
    }

    private static Opcode ofReferences(Op.Compare.Kind kind) {
        return kind == Op.Compare.Kind.EQ ? Opcode.IF_ACMPEQ : Opcode.IF_ACMPNE;
    }

    private static Opcode ofNull(Op.Compare.Kind kind) {
        return kind == Op.Compare.Kind.EQ ? Opcode.IFNULL : Opcode.IFNONNULL;
    }

    private static Op.Compare.Kind mirrored(Op.Compare.Kind kind) {
        return switch (kind) {
            case LT -> Op.Compare.Kind.GT;
            case GT -> Op.Compare.Kind.LT;
            case LE -> Op.Compare.Kind.GE;
            case GE -> Op.Compare.Kind.LE;
            default -> kind;
        };
    }
}

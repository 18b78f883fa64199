package org.cotangent.bytecode.lift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.constantpool.ConstantDynamicEntry;
import java.lang.classfile.constantpool.IntegerEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.DiscontinuedInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.cotangent.ir.Func;
import org.cotangent.runtime.UnsupportedBytecode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Code at the limits, and code made to be slow.
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HostileCodeTest {
    private static final MethodTypeDesc INT_TO_INT = MethodTypeDesc.ofDescriptor("(I)I");
    private static final int OLD = ClassFile.JAVA_5_VERSION;
    private static final int NEW = ClassFile.JAVA_25_VERSION;

    private static Func lift(int version, Consumer<CodeBuilder> code) {
        return Assembled.of(version, INT_TO_INT, code).lifted();
    }

    @Test
    void aMethodMayBeAsLongAsClassFilesAllow() {
        Func f = lift(NEW, c -> {
            for (int k = 0; k < 21_000; k++) c.iinc(0, 1);
            c.iload(0).ireturn();
        });
        assertEquals(42_000, f.size());
        assertEquals(1, f.blocks().size());
    }

    @Test
    void branchesMayBeMany() {
        Func f = lift(NEW, c -> {
            for (int k = 0; k < 6_500; k++) {
                Label on = c.newLabel();
                c.iload(0).ifeq(on).iinc(0, 3).labelBinding(on);
            }
            c.iload(0).ireturn();
        });
        assertEquals(13_001, f.blocks().size());
    }

    @Test
    void loopsMayBeDeep() {
        Func f = lift(OLD, c -> {
            List<Label> heads = new ArrayList<>();
            for (int k = 0; k < 3_000; k++) {
                c.iconst_0().istore(1 + k % 200);
                heads.add(c.newBoundLabel());
            }
            for (int k = 2_999; k >= 0; k--) {
                c.iinc(1 + k % 200, 1).iload(1 + k % 200).loadConstant(3);
                Label out = c.newLabel();
                c.if_icmpge(out).goto_w(heads.get(k)).labelBinding(out);
            }
            c.iload(0).ireturn();
        });
        assertTrue(f.blocks().size() > 6_000);
    }

    @Test
    void aSwitchMayHaveManyCases() {
        Func f = lift(NEW, c -> {
            Label rest = c.newLabel();
            List<SwitchCase> cases = new ArrayList<>();
            for (int k = 0; k < 4_000; k++) cases.add(SwitchCase.of(3 * k, c.newLabel()));
            c.iload(0).lookupswitch(rest, cases);
            for (SwitchCase s : cases) c.labelBinding(s.target()).iinc(0, 1).iload(0).ireturn();
            c.labelBinding(rest).iload(0).ireturn();
        });
        assertEquals(4_002, f.blocks().size());
    }

    @Test
    void manyLocalsMayBeLiveAtManyJoins() {
        Consumer<CodeBuilder> code = c -> {
            for (int k = 1; k < 3_000; k++) c.iload(0).istore(k);
            Label again = c.newBoundLabel();
            for (int k = 1; k < 3_000; k++) {
                Label on = c.newLabel();
                c.iload(0).ifeq(on).iinc(k, 1).labelBinding(on);
            }
            c.iload(0).ifne(again);
            for (int k = 1; k < 3_000; k++) c.iload(k).istore(0);
            c.iload(0).ireturn();
        };
        try {
            assertTrue(lift(OLD, code).blocks().size() > 6_000);
        } catch (UnsupportedBytecode e) {
            assertTrue(e.why().contains("too many"), e.why());
        }
    }

    @Test
    void handlersMayBeMany() {
        Func f = lift(OLD, c -> {
            Label start = c.newBoundLabel();
            for (int k = 0; k < 1_000; k++) c.iload(0).iload(0).idiv().istore(0);
            Label end = c.newBoundLabel();
            c.iload(0).ireturn();
            for (int k = 0; k < 100; k++) {
                Label handler = c.newBoundLabel();
                c.pop().iinc(0, k).iload(0).ireturn();
                c.exceptionCatch(start, end, handler, ClassDesc.of("E" + k));
            }
        });
        assertTrue(f.blocks().size() >= 1_100);
    }

    @Test
    void subroutinesThatMultiplyAreRefused() {
        Consumer<CodeBuilder> code = c -> {
            List<Label> starts = new ArrayList<>();
            for (int k = 0; k < 40; k++) starts.add(c.newLabel());
            c.with(DiscontinuedInstruction.JsrInstruction.of(starts.getFirst())).iload(0).ireturn();
            for (int k = 0; k < 40; k++) {
                c.labelBinding(starts.get(k)).astore(k + 1);
                for (int twice = 0; k < 39 && twice < 2; twice++) {
                    c.with(DiscontinuedInstruction.JsrInstruction.of(starts.get(k + 1)));
                }
                c.with(DiscontinuedInstruction.RetInstruction.of(k + 1));
            }
        };
        UnsupportedBytecode e = assertThrows(UnsupportedBytecode.class, () -> lift(OLD, code));
        assertTrue(e.why().contains("blocks"), e.why());
    }

    @Test
    void aSubroutineMayBeLeftByAJump() {
        Func f = lift(OLD, c -> {
            Label sub = c.newLabel();
            Label again = c.newBoundLabel();
            c.with(DiscontinuedInstruction.JsrInstruction.of(sub)).iload(0).ireturn();
            c.labelBinding(sub).astore(1).iinc(0, -1).iload(0).ifgt(again);
            c.with(DiscontinuedInstruction.RetInstruction.of(1));
        });
        assertEquals(3, f.blocks().size());
    }

    @Test
    void aConstantMadeOfItselfIsRefused() {
        DirectMethodHandleDesc bootstrap = MethodHandleDesc.ofMethod(
                DirectMethodHandleDesc.Kind.STATIC,
                ClassDesc.of("B"),
                "make",
                MethodTypeDesc.of(
                        ConstantDescs.CD_Object, ConstantDescs.CD_MethodHandles_Lookup, ConstantDescs.CD_String,
                        ConstantDescs.CD_Class, ConstantDescs.CD_Object));
        byte[] bytes = Assembled.of(NEW, INT_TO_INT, c -> c.loadConstant(DynamicConstantDesc.ofNamed(
                bootstrap, "x", ConstantDescs.CD_Object, 123_456_789))
                .pop()
                .iload(0)
                .ireturn())
                .bytes();
        int constant = 0;
        int argument = 0;
        for (PoolEntry e : ClassFile.of().parse(bytes).constantPool()) {
            if (e instanceof ConstantDynamicEntry) constant = e.index();
            if (e instanceof IntegerEntry i && i.intValue() == 123_456_789) argument = e.index();
        }
        // the last two bytes of the file are the one argument of the one bootstrap method
        ByteBuffer file = ByteBuffer.wrap(bytes);
        int last = bytes.length - 2;
        assertEquals(argument, file.getShort(last));
        file.putShort(last, (short) constant);
        ClassModel model = ClassFile.of().parse(bytes);
        Lift lift = Lift.of(model);
        UnsupportedBytecode e =
                assertThrows(UnsupportedBytecode.class, () -> lift.method(model.methods().getFirst()));
        assertTrue(e.why().contains("too many others"), e.why());
    }
}

package org.cotangent.bytecode.lift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.DiscontinuedInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cotangent.ir.Block;
import org.cotangent.ir.Func;
import org.cotangent.ir.Op;
import org.cotangent.ir.text.Listing;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What methods are lifted to.
class LiftTest {
    private static final int OLD = ClassFile.JAVA_5_VERSION;
    private static final int NEW = ClassFile.JAVA_25_VERSION;

    @TestFactory
    Stream<DynamicTest> methodsAreLiftedToTheirListings() throws IOException {
        ClassModel model;
        try (InputStream in = Samples.class.getResourceAsStream("Samples.class")) {
            if (in == null) throw new IOException("no class file");
            model = ClassFile.of().parse(in.readAllBytes());
        }
        List<DynamicTest> tests = new ArrayList<>();
        for (Executable e : members()) {
            Samples.Lifted wanted = ((AnnotatedElement) e).getAnnotation(Samples.Lifted.class);
            if (wanted == null) continue;
            String name = e instanceof Constructor<?> ? "<init>" : e.getName();
            tests.add(DynamicTest.dynamicTest(name, () -> assertEquals(wanted.value(), listing(model, name))));
        }
        return tests.stream();
    }

    private static List<Executable> members() {
        List<Executable> all = new ArrayList<>(List.of(Samples.class.getDeclaredMethods()));
        all.addAll(List.of(Samples.class.getDeclaredConstructors()));
        return all;
    }

    private static String listing(ClassModel model, String name) {
        MethodModel method = model.methods().stream()
                .filter(m -> m.methodName().equalsString(name))
                .findFirst()
                .orElseThrow();
        return Listing.normalised(Lift.of(model).method(method).orElseThrow());
    }

    private static Func assembled(int version, String type, Consumer<CodeBuilder> code) {
        return Assembled.of(version, MethodTypeDesc.ofDescriptor(type), code).lifted();
    }

    @Test
    void anEntryThatIsJumpedToGetsABlockBeforeIt() {
        Func f = assembled(NEW, "(I)I", c -> {
            Label start = c.newBoundLabel();
            c.iinc(0, -1).iload(0).ifgt(start).iload(0).ireturn();
        });
        assertEquals("""
                func Made.run(%0: i32) -> i32
                    jump ^1(%0)
                ^1(%1: i32):
                    %2 = const -1
                    %3 = add %1, %2
                    %4 = const 0
                    %5 = gt %3, %4
                    branch %5 ? ^1(%3) : ^2
                ^2:
                    return %3
                """, Listing.normalised(f));
    }

    @Test
    void whatIsNotReadIsNotHandedOn() {
        Func f = assembled(NEW, "(II)I", c -> {
            Label on = c.newLabel();
            c.iload(0).istore(2).iload(0).ifeq(on).iinc(2, 1).iinc(1, 1).labelBinding(on).iload(1).ireturn();
        });
        assertEquals(1, f.blocks().getLast().parameters().size());
    }

    @Test
    void codeThatIsNeverReachedIsDropped() {
        Func f = assembled(OLD, "(I)I", c -> {
            Label end = c.newLabel();
            c.goto_(end).iconst_5().istore(0).pop().labelBinding(end).iload(0).ireturn();
        });
        assertEquals(1, f.blocks().size());
        assertEquals(0, f.size());
    }

    @Test
    void irreducibleLoopsPassOnOnlyWhatChanges() {
        Func f = assembled(OLD, "(II)I", c -> {
            Label x = c.newLabel();
            Label y = c.newLabel();
            c.iload(0).ifeq(y);
            c.labelBinding(x).iinc(0, 1).labelBinding(y).iload(0).iload(1).if_icmplt(x).iload(1).ireturn();
        });
        for (Block b : f.blocks()) {
            if (b != f.entry()) assertTrue(b.parameters().size() <= 1, () -> Listing.normalised(f));
        }
    }

    @Test
    void aHandlerThatIsJumpedToGetsALanding() {
        Func f = assembled(NEW, "(ILjava/lang/RuntimeException;)I", c -> {
            Label start = c.newLabel();
            Label handler = c.newLabel();
            c.aload(1).iload(0).ifeq(handler).pop();
            c.labelBinding(start).iload(0).iload(0).idiv().istore(0);
            Label end = c.newBoundLabel();
            c.iload(0).ireturn().labelBinding(handler).pop().iload(0).ireturn();
            c.exceptionCatch(start, end, handler, ClassDesc.of("java.lang.RuntimeException"));
        });
        assertEquals("""
                func Made.run(%0: i32, %1: RuntimeException) -> i32
                    %2 = const 0
                    %3 = eq %0, %2
                    branch %3 ? ^3(%1) : ^1
                ^1:
                    catch RuntimeException ^catch12
                    %4 = div %0, %0
                    return %4
                ^catch12(%5: RuntimeException):
                    jump ^3(%5)
                ^3(%6: RuntimeException):
                    return %0
                """, Listing.normalised(f));
    }

    @Test
    void handlersSeeLocalsAsTheyWereWhenTheExceptionWasThrown() {
        Func f = assembled(NEW, "(I)I", c -> {
            Label start = c.newBoundLabel();
            c.iload(0).iload(0).idiv().istore(0);
            c.iload(0).iload(0).irem().istore(0);
            c.iload(0).ireturn();
            Label end = c.newBoundLabel();
            c.pop().iload(0).ireturn();
            c.exceptionCatchAll(start, end, end);
        });
        assertEquals("""
                func Made.run(%0: i32) -> i32
                    catch any ^2(%0)
                    %1 = div %0, %0
                    jump ^1
                ^1:
                    catch any ^2(%1)
                    %2 = rem %1, %1
                    return %2
                ^2(%3: Throwable, %4: i32):
                    return %4
                """, Listing.normalised(f));
    }

    @Test
    void referencesFromNullAndOneClassAreOfThatClass() {
        Func f = assembled(OLD, "(I[[D)[D", c -> {
            Label other = c.newLabel();
            Label join = c.newLabel();
            c.iload(0).ifeq(other).aconst_null().astore(2).goto_(join);
            c.labelBinding(other).aload(1).astore(2);
            c.labelBinding(join).aload(2).iload(0).aaload().areturn();
        });
        assertEquals("""
                func Made.run(%0: i32, %1: double[][]) -> double[]
                    %2 = const 0
                    %3 = eq %0, %2
                    branch %3 ? ^1 : ^2
                ^1:
                    jump ^3(%1)
                ^2:
                    %4 = null
                    jump ^3(%4)
                ^3(%5: double[][]):
                    %6 = load double[] %5[%0]
                    return %6
                """, Listing.normalised(f));
    }

    /// Nor is what the entry block computes there after an exception in it.
    @Test
    void whatAFrameSaysToBeNullIsNoParameter() {
        Func f = assembled(NEW, "(I)Ljava/lang/Object;", c -> {
            Label start = c.newBoundLabel();
            Label join = c.newLabel();
            c.iload(0).iload(0).idiv().pop().aconst_null().astore(1).goto_(join);
            Label end = c.newBoundLabel();
            c.pop().aconst_null().astore(1).labelBinding(join).aload(1).areturn();
            c.exceptionCatchAll(start, end, end);
        });
        assertEquals("""
                func Made.run(%0: i32) -> Object
                    catch any ^1
                    %1 = div %0, %0
                    %2 = null
                    jump ^2
                ^1(%3: Throwable):
                    %4 = null
                    jump ^2
                ^2:
                    %5 = null
                    return %5
                """, Listing.normalised(f));
    }

    @Test
    void subroutinesAreCopiedToTheirCalls() {
        Func f = assembled(OLD, "(I)I", c -> {
            Label sub = c.newLabel();
            c.with(DiscontinuedInstruction.JsrInstruction.of(sub));
            c.with(DiscontinuedInstruction.JsrInstruction.of(sub));
            c.iload(0).ireturn().labelBinding(sub).astore(1).iinc(0, 1);
            c.with(DiscontinuedInstruction.RetInstruction.of(1));
        });
        assertEquals(2,
                f.blocks().stream().flatMap(b -> b.lets().stream()).filter(l -> l.op() instanceof Op.Add).count());
    }
}

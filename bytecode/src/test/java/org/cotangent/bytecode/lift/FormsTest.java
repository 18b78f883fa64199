package org.cotangent.bytecode.lift;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.DiscontinuedInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each form that a class file may have, on the JVM, lifted and interpreted, and emitted again: what is lifted keeps the laws,
/// what is emitted passes the JVM's verifier, and all give the same.
class FormsTest {
    private static final int OLD = ClassFile.JAVA_5_VERSION;
    private static final int NEW = ClassFile.JAVA_25_VERSION;
    private static final ClassDesc ATOM = ClassDesc.of("java.util.concurrent.atomic.AtomicInteger");
    private static final ClassDesc BUILDER = ClassDesc.of("java.lang.StringBuilder");
    private static final MethodTypeDesc INT = MethodTypeDesc.ofDescriptor("(I)V");

    /// What the code gives for some ints.
    private static List<Assembled.Outcome> outcomes(int version, String result, Consumer<CodeBuilder> code)
            throws Throwable {
        Assembled made = Assembled.of(version, MethodTypeDesc.ofDescriptor("(I)" + result), code);
        Assembled emitted = made.emitted();
        List<Assembled.Outcome> all = new ArrayList<>();
        for (int a : new int[] {-2, 0, 1, 2, 5, Integer.MIN_VALUE}) {
            Assembled.Outcome wanted = made.run(a);
            assertEquals(wanted, made.interpret(a));
            assertEquals(wanted, emitted.run(a));
            all.add(wanted);
        }
        return all;
    }

    /// What the code gives for 5.
    private static @Nullable Object value(int version, String result, Consumer<CodeBuilder> code) throws Throwable {
        return outcomes(version, result, code).get(4).value();
    }

    static IntStream versions() {
        return IntStream.rangeClosed(45, 69);
    }

    /// A loop with a handler and locals of all kinds.
    private static void loop(CodeBuilder c) {
        Label head = c.newLabel();
        Label start = c.newLabel();
        Label end = c.newLabel();
        Label next = c.newLabel();
        Label out = c.newLabel();
        c.lconst_0().lstore(1).bipush(9).istore(3);
        c.labelBinding(head).iload(3).iflt(out);
        c.labelBinding(start).lload(1).bipush(100).iload(0).iload(3).isub().idiv().i2l().ladd().lstore(1);
        c.labelBinding(end).goto_(next);
        Label handler = c.newBoundLabel();
        c.astore(4).lload(1).ldc(1000L).ladd().lstore(1);
        c.labelBinding(next).iinc(3, -1).goto_(head);
        c.labelBinding(out).lload(1).lreturn();
        c.exceptionCatch(start, end, handler, ClassDesc.of("java.lang.ArithmeticException"));
    }

    @ParameterizedTest
    @MethodSource("versions")
    void anyVersion(int version) throws Throwable {
        long sum = 1000;
        for (int k = 9; k >= 0; k--) if (k != 5) sum += 100 / (5 - k);
        assertEquals(sum, value(version, "J", FormsTest::loop));
    }

    /// Version 50 may have frames or none.
    @Test
    void versionFiftyWithoutFrames() throws Throwable {
        byte[] bytes = ClassFile.of(ClassFile.StackMapsOption.DROP_STACK_MAPS)
                .build(Assembled.NAME, c -> c.withVersion(50, 0).withMethodBody(
                        "run", MethodTypeDesc.ofDescriptor("(I)J"), ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC,
                        FormsTest::loop));
        Assembled made = new Assembled(bytes);
        assertEquals(made.run(5), made.interpret(5));
        assertEquals(made.run(5), made.emitted().run(5));
    }

    // ---- the operand stack ----------------------------------------------------------------------------------

    @Test
    void everyFormOfDup() throws Throwable {
        // each leaves what it copied, in base 10, from the bottom up
        assertEquals(212, value(NEW, "I", c -> digits(c.iconst_1().iconst_2().dup_x1(), "III")));
        assertEquals(3123, value(NEW, "I", c -> digits(c.iconst_1().iconst_2().iconst_3().dup_x2(), "IIII")));
        assertEquals(212, value(NEW, "I", c -> digits(c.ldc(1L).iconst_2().dup_x2(), "IJI")));
        assertEquals(1212, value(NEW, "I", c -> digits(c.iconst_1().iconst_2().dup2(), "IIII")));
        assertEquals(11, value(NEW, "I", c -> digits(c.ldc(1L).dup2(), "JJ")));
        assertEquals(23123, value(NEW, "I", c -> digits(c.iconst_1().iconst_2().iconst_3().dup2_x1(), "IIIII")));
        assertEquals(212, value(NEW, "I", c -> digits(c.iconst_1().ldc(2L).dup2_x1(), "JIJ")));
        assertEquals(
                341234,
                value(NEW, "I", c -> digits(c.iconst_1().iconst_2().iconst_3().iconst_4().dup2_x2(), "IIIIII")));
        assertEquals(3123, value(NEW, "I", c -> digits(c.iconst_1().iconst_2().ldc(3L).dup2_x2(), "JIIJ")));
        assertEquals(23123, value(NEW, "I", c -> digits(c.ldc(1L).iconst_2().iconst_3().dup2_x2(), "IIJII")));
        assertEquals(212, value(NEW, "I", c -> digits(c.ldc(1L).ldc(2L).dup2_x2(), "JJJ")));
        assertEquals(21, value(NEW, "I", c -> digits(c.iconst_1().iconst_2().swap(), "II")));
    }

    /// The operands as a decimal number, of which the top of the stack is the last digit.
    private static void digits(CodeBuilder c, String kinds) {
        c.iconst_0().istore(1);
        int weight = 1;
        for (int k = kinds.length() - 1; k >= 0; k--, weight *= 10) {
            if (kinds.charAt(k) == 'J') c.l2i();
            c.loadConstant(weight).imul().iload(1).iadd().istore(1);
        }
        c.iload(1).ireturn();
    }

    @Test
    void objectsAreShuffledBeforeTheirConstructors() throws Throwable {
        assertEquals(23, value(NEW, "I", c -> c.new_(ATOM).new_(ATOM).dup2().swap()
                .bipush(20).invokespecial(ATOM, "<init>", INT)
                .iconst_3().invokespecial(ATOM, "<init>", INT)
                .astore(1).dup().astore(2).pop()
                .aload(1).invokevirtual(ATOM, "get", MethodTypeDesc.of(CD_int))
                .aload(2).invokevirtual(ATOM, "get", MethodTypeDesc.of(CD_int))
                .iadd().ireturn()));
        assertEquals(8, value(NEW, "I", c -> c.new_(ATOM).astore(3).iload(0).aload(3).dup_x1().swap().iconst_3().iadd()
                .invokespecial(ATOM, "<init>", INT)
                .invokevirtual(ATOM, "get", MethodTypeDesc.of(CD_int))
                .ireturn()));
    }

    /// One object is initialised in two branches; one is never.
    @Test
    void objectsAreInitialisedBehindBranches() throws Throwable {
        assertEquals(50, value(NEW, "I", c -> {
            Label other = c.newLabel();
            Label join = c.newLabel();
            c.new_(ATOM).pop().new_(ATOM).dup().iload(0).ifle(other);
            c.iload(0).bipush(10).imul().goto_(join);
            c.labelBinding(other).iconst_1();
            c.labelBinding(join).invokespecial(ATOM, "<init>", INT);
            c.invokevirtual(ATOM, "get", MethodTypeDesc.of(CD_int)).ireturn();
        }));
    }

    // ---- flow -----------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(ints = {45, 46, 49})
    void subroutinesAreExpanded(int version) throws Throwable {
        // finally { n += 7 }, entered from three places, calls another
        assertEquals(5 + 3 * 7 + 3 * 100, value(version, "I", c -> {
            Label sub = c.newLabel();
            Label inner = c.newLabel();
            for (int k = 0; k < 3; k++) c.with(DiscontinuedInstruction.JsrInstruction.of(sub));
            c.iload(0).ireturn();
            c.labelBinding(sub).astore(300).iinc(0, 7).with(DiscontinuedInstruction.JsrInstruction.of(inner));
            c.with(DiscontinuedInstruction.RetInstruction.of(300));
            c.labelBinding(inner).astore(2).iinc(0, 100).with(DiscontinuedInstruction.RetInstruction.of(2));
        }));
    }

    @ParameterizedTest
    @ValueSource(ints = {OLD, NEW})
    void loopsAreEnteredAtTwoPlaces(int version) throws Throwable {
        value(version, "I", c -> {
            Label x = c.newLabel();
            Label y = c.newLabel();
            Label out = c.newLabel();
            c.iconst_0().istore(1).iload(0).ifle(y);
            c.labelBinding(x).iinc(1, 3).iload(1).bipush(20).if_icmpgt(out);
            c.labelBinding(y).iinc(1, 5).iload(1).bipush(30).if_icmple(x);
            c.labelBinding(out).iload(1).ireturn();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {OLD, NEW})
    void handlersCoverThemselves(int version) throws Throwable {
        assertEquals(-7, value(version, "I", c -> {
            Label start = c.newBoundLabel();
            c.bipush(35).iload(0).bipush(7).irem().idiv().bipush(7).iload(0).iconst_5().isub().idiv().iadd().ireturn();
            Label handler = c.newBoundLabel();
            c.pop().iinc(0, -1).iconst_m1().iload(0).iconst_3().isub().idiv().pop().bipush(-7).ireturn();
            Label end = c.newBoundLabel();
            c.exceptionCatch(start, end, handler, ClassDesc.of("java.lang.ArithmeticException"));
        }));
    }

    @ParameterizedTest
    @ValueSource(ints = {OLD, NEW})
    void deadCode(int version) throws Throwable {
        assertEquals(5, value(version, "I", c -> {
            Label on = c.newLabel();
            c.goto_(on).pop().fconst_0().dadd().areturn();
            Label dead = c.newBoundLabel();
            c.goto_(dead).labelBinding(on).iload(0).ireturn().nop();
            c.aconst_null().athrow();
        }));
    }

    @Test
    void everySwitch() throws Throwable {
        assertEquals(2, value(NEW, "I", c -> {
            List<SwitchCase> cases = new ArrayList<>();
            for (int key : new int[] {Integer.MIN_VALUE, -1, 0, 5, Integer.MAX_VALUE}) {
                cases.add(SwitchCase.of(key, c.newLabel()));
            }
            Label otherwise = c.newLabel();
            c.iload(0).lookupswitch(otherwise, cases);
            for (SwitchCase s : cases) c.labelBinding(s.target()).iload(0).iconst_3().irem().ireturn();
            c.labelBinding(otherwise).bipush(77).ireturn();
        }));
        assertEquals(5, value(NEW, "I", c -> {
            Label otherwise = c.newLabel();
            Label five = c.newLabel();
            Label back = c.newLabel();
            // back round a loop; keys that share a target; keys without one
            Label again = c.newBoundLabel();
            c.iload(0).tableswitch(-2, 5, otherwise, List.of(
                    SwitchCase.of(-2, otherwise), SwitchCase.of(5, five), SwitchCase.of(2, five),
                    SwitchCase.of(1, back),
                    SwitchCase.of(0, five)));
            c.labelBinding(otherwise).bipush(-9).ireturn().labelBinding(five).iload(0).ireturn();
            c.labelBinding(back).iinc(0, 1).goto_(again);
        }));
        assertEquals(4, value(NEW, "I", c -> {
            Label only = c.newLabel();
            c.iload(0).lookupswitch(only, List.of()).labelBinding(only).iconst_4().ireturn().nop().aconst_null()
                    .athrow();
        }));
    }

    // ---- instructions ---------------------------------------------------------------------------------------

    @Test
    void monitorsAreReleasedInAnyOrder() throws Throwable {
        assertEquals(6, value(NEW, "I", c -> c.ldc("a").dup().astore(1).monitorenter().ldc("b").astore(2).aload(2)
                .monitorenter().aload(2).monitorenter().iload(0).iconst_1().iadd().aload(1).monitorexit().aload(2)
                .monitorexit().aload(2).monitorexit().ireturn()));
    }

    @Test
    void arraysOfSeveralDimensions() throws Throwable {
        ClassDesc cube = CD_long.arrayType(3);
        assertEquals(43L, value(NEW, "J", c -> c.iconst_2().iconst_3().multianewarray(cube, 2).astore(1)
                .aload(1).iconst_1().aaload().iconst_2().iconst_4().newarray(TypeKind.LONG).aastore()
                .aload(1).iconst_1().aaload().iconst_2().aaload().iconst_3().dup2().ldc(43L).lastore().laload()
                .aload(1).iconst_0().aaload().iconst_0().aaload().pop().lreturn()));
        List<Assembled.Outcome> negative = outcomes(NEW, "Ljava/lang/Object;",
                c -> c.iload(0).iload(0).bipush(8).irem().multianewarray(CD_int.arrayType(2), 2).pop().aconst_null()
                        .areturn());
        assertEquals(NegativeArraySizeException.class, negative.getFirst().thrown().orElseThrow());
    }

    @Test
    void wideForms() throws Throwable {
        assertEquals(5 - 30_000 + 7, value(NEW, "I", c -> c.iload(0).istore(60_000).iinc(60_000, -30_000).ldc(7L)
                .lstore(65_000).iload(60_000).lload(65_000).l2i().iadd().istore(300).iload(300).ireturn()));
    }

    @Test
    void arraysOfShortElements() throws Throwable {
        for (TypeKind kind : List.of(TypeKind.BOOLEAN, TypeKind.BYTE, TypeKind.CHAR, TypeKind.SHORT)) {
            value(NEW, "I", c -> c.iconst_1().newarray(kind).dup().iconst_0().iload(0).ldc(70_003).imul()
                    .arrayStore(kind).iconst_0().arrayLoad(kind).ireturn());
        }
    }

    // ---- constants and call sites ---------------------------------------------------------------------------

    private static DirectMethodHandleDesc bootstrap(String owner, String name, String type) {
        return MethodHandleDesc.ofMethod(
                DirectMethodHandleDesc.Kind.STATIC, ClassDesc.of(owner), name, MethodTypeDesc.ofDescriptor(type));
    }

    private static final DirectMethodHandleDesc INVOKE = bootstrap(
            "java.lang.invoke.ConstantBootstraps", "invoke",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;Ljava/lang/invoke/MethodHandle;"
                    + "[Ljava/lang/Object;)Ljava/lang/Object;");

    private static ConstantDesc constant(ClassDesc type, String owner, String name, String method,
            ConstantDesc... args) {
        ConstantDesc[] all = new ConstantDesc[args.length + 1];
        all[0] = bootstrap(owner, name, method);
        System.arraycopy(args, 0, all, 1, args.length);
        return DynamicConstantDesc.ofNamed(INVOKE, "_", type, all);
    }

    @Test
    void dynamicConstants() throws Throwable {
        ConstantDesc five = constant(CD_int, "java.lang.Math", "max", "(II)I", 3, 5);
        ConstantDesc nested = constant(CD_int, "java.lang.Math", "max", "(II)I", five, -1);
        assertEquals(5, value(NEW, "I", c -> c.ldc(nested).ireturn()));
        ConstantDesc wide = constant(CD_long, "java.lang.Math", "max", "(JJ)J", 3L, 1L << 40);
        assertEquals((1L << 40) + 1, value(NEW, "J", c -> c.ldc(wide).lconst_1().ladd().lreturn()));
        assertEquals("7", value(NEW, "Ljava/lang/String;", c -> c.ldc(
                constant(CD_String, "java.lang.String", "valueOf", "(I)Ljava/lang/String;", 7)).areturn()));
    }

    @Test
    void constantsOfAllKinds() throws Throwable {
        assertEquals(int[][].class, value(NEW, "Ljava/lang/Object;", c -> c.ldc(CD_int.arrayType(2)).areturn()));
        value(NEW, "Ljava/lang/Object;", c -> c.ldc(MethodTypeDesc.ofDescriptor("(J[I)V")).areturn());
        value(NEW, "I", c -> c.ldc(bootstrap("java.lang.Math", "abs", "(I)I")).iload(0)
                .invokevirtual(ConstantDescs.CD_MethodHandle, "invokeExact", MethodTypeDesc.ofDescriptor("(I)I"))
                .ireturn());
        assertEquals(Float.MIN_VALUE, value(NEW, "F", c -> c.ldc(Float.MIN_VALUE).freturn()));
        assertEquals(-0.0, value(NEW, "D", c -> c.ldc(-0.0).dreturn()));
    }

    @Test
    void textIsJoinedInLongChains() throws Throwable {
        DirectMethodHandleDesc concat = bootstrap(
                "java.lang.invoke.StringConcatFactory", "makeConcatWithConstants",
                "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                        + "Ljava/lang/String;[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;");
        String tags = "\u0001,".repeat(200);
        ClassDesc[] ints = new ClassDesc[200];
        java.util.Arrays.fill(ints, CD_int);
        ints[0] = CD_String;
        Object joined = value(NEW, "Ljava/lang/String;", c -> {
            c.ldc("");
            for (int chain = 0; chain < 20; chain++) {
                for (int k = 1; k < 200; k++) c.iload(0);
                c.invokedynamic(DynamicCallSiteDesc.of(
                        concat, "makeConcatWithConstants", MethodTypeDesc.of(CD_String, ints), tags + chain));
            }
            c.areturn();
        });
        assertEquals("5".length() * 199 * 20,
                joined == null ? 0 : joined.toString().replaceAll("[^5]", "").length() - 2);
        MethodTypeDesc append = MethodTypeDesc.of(BUILDER, CD_int);
        Object appended = value(OLD, "Ljava/lang/String;", c -> {
            c.new_(BUILDER).dup().invokespecial(BUILDER, "<init>", ConstantDescs.MTD_void);
            for (int k = 0; k < 5_000; k++) c.iload(0).invokevirtual(BUILDER, "append", append);
            c.invokevirtual(CD_Object, "toString", MethodTypeDesc.of(CD_String)).areturn();
        });
        assertEquals("5".repeat(5_000), appended);
    }

    // ---- sizes ----------------------------------------------------------------------------------------------

    /// Jumps further than 32 KB, to the last byte that a method may have.
    @Test
    void methodsUpToTheLimit() throws Throwable {
        Assembled made = Assembled.of(NEW, MethodTypeDesc.ofDescriptor("(I)I"), c -> {
            Label out = c.newLabel();
            Label last = c.newLabel();
            c.iload(0).ifne(out).iconst_1().ireturn();
            c.labelBinding(out).iinc(0, 1).iload(0).bipush(20).if_icmpge(last);
            for (int k = 0; k < 16_368; k++) c.iload(0).iconst_1().ixor().istore(0);
            c.goto_w(out).labelBinding(last).iload(0).ireturn();
        });
        int length = made.codeLength();
        assertEquals(true, length > 65_470 && length < 65_536, "" + length);
        assertEquals(made.run(1), made.emitted().run(1));
        assertEquals(made.run(0), made.emitted().run(0));
    }

    @Test
    void argumentsMayBeMany() throws Throwable {
        String type = "(" + "J".repeat(127) + ")J";
        Assembled made = Assembled.of(NEW, MethodTypeDesc.ofDescriptor(type), c -> {
            c.lload(0);
            for (int k = 1; k < 127; k++) c.lload(2 * k).lxor();
            c.lreturn();
        });
        Object[] args = new Object[127];
        for (int k = 0; k < 127; k++) args[k] = 31L * k * k;
        assertEquals(made.run(args), made.interpret(args));
        assertEquals(made.run(args), made.emitted().run(args));
    }

    /// Where there are no frames, the verifier merges what is left in a local: emitted code does not make it load classes
    /// that the original did not need.
    @Test
    void noClassIsLoadedForADeadLocal() throws Throwable {
        ClassDesc absent = ClassDesc.of("no.such.Library");
        MethodTypeDesc type = MethodTypeDesc.of(CD_int, CD_int, absent);
        Assembled made = Assembled.of(OLD, type, c -> {
            Label head = c.newLabel();
            Label out = c.newLabel();
            c.aload(1).invokestatic(ClassDesc.of("java.lang.System"), "identityHashCode",
                    MethodTypeDesc.of(CD_int, CD_Object)).istore(0);
            c.labelBinding(head).iload(0).bipush(9).if_icmpge(out);
            c.iload(0).invokestatic(CD_String, "valueOf", MethodTypeDesc.of(CD_String, CD_int)).astore(2);
            MethodTypeDesc number = MethodTypeDesc.of(CD_int);
            c.aload(2).invokevirtual(CD_String, "length", number).iload(0).iadd().istore(0);
            c.iload(0).iconst_5().if_icmpgt(head);
            c.iload(0).aload(2).invokevirtual(CD_String, "hashCode", number).iadd().istore(0);
            c.iload(0).aload(2).invokevirtual(CD_String, "length", number).iadd().istore(0).goto_(head);
            c.labelBinding(out).iload(0).ireturn();
        });
        MethodHandles.lookup().defineHiddenClass(made.bytes(), true);
        MethodHandles.lookup().defineHiddenClass(made.emitted().bytes(), true);
    }
}

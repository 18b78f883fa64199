package org.cotangent.bytecode.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.LocalVariable;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cotangent.ir.Block;
import org.cotangent.ir.Builder;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Func;
import org.cotangent.ir.Op;
import org.cotangent.ir.Origin;
import org.cotangent.ir.Target;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;
import org.cotangent.ir.text.ListingParser;
import org.junit.jupiter.api.Test;

/// The shape of the code that is written.
class EmitTest {
    private static final ClassDesc ATOM = ClassDesc.of("java.util.concurrent.atomic.AtomicInteger");
    private static final MethodTypeDesc I_I = MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int);

    private static CodeAttribute code(Func f) {
        Superclasses classes = Superclasses.of(EmitTest.class.getClassLoader());
        MethodTypeDesc type = MethodTypeDesc.of(
                f.result().desc(), f.parameters().stream().map(p -> p.type().desc()).toList());
        ClassFile format = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(classes));
        byte[] bytes = format.build(ClassDesc.of("Made"), c -> c.withMethodBody("f", type, ClassFile.ACC_STATIC,
                code -> Emit.emit(code, f, EmitOptions.of(classes, "Demo.java"))));
        assertEquals(List.of(), format.verify(bytes));
        MethodModel m = format.parse(bytes).methods().getFirst();
        return m.findAttribute(Attributes.code()).orElseThrow();
    }

    private static List<String> opcodes(Func f) {
        List<String> all = new ArrayList<>();
        for (var e : (CodeModel) code(f)) if (e instanceof Instruction i) all.add(i.opcode().name().toLowerCase());
        return all;
    }

    @Test
    void newObjectsStayOnTheStack() {
        Builder b = new Builder(0);
        Block.Label entry = b.block("entry");
        Value x = b.parameter(entry, Type.I32, "x");
        b.in(entry);
        Value o = b.let(new Op.New(ATOM));
        Callee init = Callee.of(ATOM, "<init>", MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int));
        b.let(new Op.Invoke(Op.Invoke.Kind.SPECIAL, init, List.of(o, b.add(x, x))));
        b.ret(b.invokeVirtual(Callee.of(ATOM, "addAndGet", I_I), o, x));
        assertEquals(
                List.of("new", "dup", "iload_0", "dup", "iadd", "invokespecial", "iload_0", "invokevirtual", "ireturn"),
                opcodes(b.build("f", Type.I32)));
    }

    /// `for (i = 0, s = 0; i < n; i++) s += i`
    private static Func sum(int terms) {
        Builder b = new Builder(0);
        Block.Label entry = b.block("entry");
        Value n = b.parameter(entry, Type.I32, "n");
        Block.Label head = b.block("head");
        Value i = b.parameter(head, Type.I32, "i");
        Value s = b.parameter(head, Type.I32, "s");
        Block.Label body = b.block("body");
        Block.Label exit = b.block("exit");
        b.in(entry).at(Origin.at("Demo.sum", "Demo.java", 3)).jump(head, b.constant(0), b.constant(0));
        b.in(head).at(Origin.at("Demo.sum", "Demo.java", 4));
        b.branch(b.let(new Op.Compare(Op.Compare.Kind.LT, i, n)), Block.Edge.to(body), Block.Edge.to(exit));
        b.in(body).at(Origin.at("Demo.sum", "Demo.java", 5));
        Value sum = s;
        for (int k = 0; k < terms; k++) sum = b.add(sum, i);
        b.at(Origin.at("Other.java", "Other.java", 77).inlinedAt(Origin.at("Demo.sum", "Demo.java", 6)));
        b.jump(head, b.add(i, b.constant(1)), sum);
        b.in(exit).at(Origin.at("Demo.sum", "Demo.java", 8)).ret(s);
        return b.build("sum", Type.I32);
    }

    @Test
    void loopsAreWrittenAsByHand() {
        assertEquals(
                List.of(
                        "iconst_0", "iconst_0", "istore_2", "istore_1", "iload_1", "iload_0", "if_icmpge", "iload_2",
                        "iload_1", "iadd", "istore_2", "iinc", "goto", "iload_2", "ireturn"),
                opcodes(sum(1)));
    }

    @Test
    void linesAreThoseOfTheSourceFile() {
        CodeAttribute code = code(sum(1));
        List<Integer> lines = code.findAttribute(Attributes.lineNumberTable()).orElseThrow().lineNumbers().stream()
                .map(l -> l.lineNumber())
                .toList();
        assertEquals(List.of(3, 4, 5, 6, 8), lines);
    }

    @Test
    void localsHaveTheirNames() {
        Set<String> names = new HashSet<>();
        for (var e : (CodeModel) code(sum(1))) if (e instanceof LocalVariable v) names.add(v.name().stringValue());
        assertEquals(Set.of("n", "i", "s"), names);
    }

    @Test
    void jumpsMayBeLong() throws Throwable {
        Func f = sum(20_000);
        assertTrue(code(f).codeLength() > 40_000);
        assertEquals(20_000 * (1 + 2 + 3), MethodsTest.run(f, I_I, 4));
    }

    /// A tree as deep as a method can be.
    @Test
    void deepTreesNeedNoStackOfOurs() {
        Builder b = new Builder(0);
        Block.Label entry = b.block("entry");
        Value x = b.parameter(entry, Type.I32, "x");
        b.in(entry);
        Value sum = b.let(new Op.Neg(x));
        for (int k = 0; k < 25_000; k++) sum = b.sub(x, sum);
        b.ret(sum);
        assertEquals(1 + 1 + 1 + 2 * 25_000, code(b.build("f", Type.I32)).codeLength());
    }

    /// `x < 0 ? a : b` and `x < 0` as a number, in the middle of a sum.
    @Test
    void ternariesStayOnTheStack() {
        Builder b = new Builder(0);
        Block.Label entry = b.block("entry");
        Value x = b.parameter(entry, Type.I32, "x");
        Block.Label join = b.block("join");
        Value r = b.parameter(join, Type.I32, "r");
        b.in(entry);
        Value negative = b.let(new Op.Compare(Op.Compare.Kind.LT, x, b.constant(0)));
        b.branch(negative, Block.Edge.to(join, b.constant(7)), Block.Edge.to(join, b.constant(9)));
        b.in(join).ret(b.add(x, b.add(r, x)));
        assertEquals(
                List.of(
                        "iload_0", "dup", "iflt", "bipush", "goto", "bipush", "iload_0", "iadd", "iadd", "ireturn"),
                opcodes(b.build("f", Type.I32)));
    }

    /// `y` takes the locals 0 and 1, of which 1 held `a` and holds `z` again when the second block begins.
    @Test
    void guardedRangesEndWhereALocalOfTheHandlerIsReused() {
        code(ListingParser.parse("""
                func Demo.f(%c: String, %a: f64) -> f64
                    jump ^first
                ^first:
                    catch any ^handler(%a)
                    %x = call @Double.parseDouble(%c) : (Ljava/lang/String;)D
                    %y = mul %x, %x
                    %u = add %y, %x
                    %v = mul %u, %y
                    %z = add %v, %u
                    jump ^second
                ^second:
                    catch any ^handler(%z)
                    %s = call @Double.toString(%z) : (D)Ljava/lang/String;
                    %w = call @Double.parseDouble(%s) : (Ljava/lang/String;)D
                    return %w
                ^handler(%e: Throwable, %p: f64):
                    return %p
                """));
    }

    /// `%a` stays on the stack, after the arguments of the jump before it: `%z` among them must have been stored by then.
    @Test
    void constantsThatEdgesShareAreThereBeforeWhatStaysOnTheStack() {
        code(ListingParser.parse("""
                func Demo.f(%c: i32) -> f64
                    %n = const 1
                    %i = const 0
                    %a = newarray double %n
                    %s = const 2.0
                    store double %a[%i] = %s
                    %z = const 0.0
                    jump ^loop(%z, %z, %a)
                ^loop(%x: f64, %y: f64, %b: double[]):
                    %v = load double %b[%i]
                    %w = add %v, %x
                    %u = add %w, %y
                    %m = lt %c, %i
                    branch %m ? ^loop(%w, %u, %b) : ^end
                ^end:
                    return %u
                """));
    }

    private record Named(String name) implements Target {}

    @Test
    void whatIsNotTransposedIsRefused() {
        Builder b = new Builder(0);
        Block.Label entry = b.block("entry");
        Value x = b.parameter(entry, Type.F64, "x");
        b.in(entry).ret(b.let(new Op.LinkLinear(new Named("f'"), Type.F64, List.of(), List.of(x))));
        Func f = b.build("f", Type.F64);
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> code(f));
        assertEquals("not transposed: f'", e.getMessage());
    }
}

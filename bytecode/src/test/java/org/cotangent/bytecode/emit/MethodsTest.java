package org.cotangent.bytecode.emit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Optional;
import org.cotangent.ir.Block;
import org.cotangent.ir.Builder;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Op;
import org.cotangent.ir.Target;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;
import org.junit.jupiter.api.Test;

/// Functions written by hand become hidden classes and run.
class MethodsTest {
    private static final ClassDesc CD_DOUBLES = ConstantDescs.CD_double.arrayType();
    private static final Type.Ref DOUBLES = new Type.Ref(CD_DOUBLES);
    private static final ClassDesc HOST = ClassDesc.of(Host.class.getName());

    /// What the generated code lives beside.
    static final class Host {
        private double secret = 7;

        private double twice(double x) {
            return 2 * x + secret;
        }
    }

    static Object run(Func f, MethodTypeDesc type, Object... arguments) throws Throwable {
        Lookup lookup = Methods.define(Host.class, "test", List.of(new Methods.Method("f", type, f)), null);
        return method(lookup, type).invokeWithArguments(arguments);
    }

    private static MethodHandle method(Lookup lookup, MethodTypeDesc type) throws ReflectiveOperationException {
        MethodType resolved = type.resolveConstantDesc(lookup);
        return lookup.findStatic(lookup.lookupClass(), "f", resolved);
    }

    private static final MethodTypeDesc D_D = MethodTypeDesc.of(ConstantDescs.CD_double, ConstantDescs.CD_double);
    private static final Callee SIN = Callee.of(ClassDesc.of("java.lang.Math"), "sin", D_D);

    @Test
    void arithmetic() throws Throwable {
        Builder b = new Builder(0);
        Block.Label entry = b.block("entry");
        Value x = b.parameter(entry, Type.F64, "x");
        Value y = b.parameter(entry, Type.F64, "y");
        b.in(entry);
        Value xy = b.mul(x, y);
        Value half = b.constant(0.5, Type.F64);
        Value sum = b.add(b.mul(xy, half), b.sub(xy, b.neg(x)));
        b.ret(b.invokeStatic(SIN, sum));
        MethodTypeDesc type =
                MethodTypeDesc.of(ConstantDescs.CD_double, ConstantDescs.CD_double, ConstantDescs.CD_double);
        assertEquals(Math.sin(3.0 + 9.0), run(b.build("f", Type.F64), type, 3.0, 2.0));
    }

    /// `for (i = 0, s = 0; i < a.length; i++) s += a[i] * w; return s`, and the parameters swapped on the way round.
    @Test
    void loop() throws Throwable {
        Builder b = new Builder(0);
        Block.Label entry = b.block("entry");
        Value a = b.parameter(entry, DOUBLES, "a");
        Block.Label head = b.block("head");
        Value i = b.parameter(head, Type.I32, "i");
        Value s = b.parameter(head, Type.F64, "s");
        Value t = b.parameter(head, Type.F64, "t");
        Block.Label body = b.block("body");
        Block.Label exit = b.block("exit");
        b.in(entry).jump(head, b.constant(0), b.zero(Type.F64), b.constant(1.0, Type.F64));
        b.in(head);
        Value more = b.let(new Op.Compare(Op.Compare.Kind.LT, i, b.let(new Op.Length(a))));
        b.branch(more, Block.Edge.to(body), Block.Edge.to(exit));
        b.in(body);
        Value next = b.add(s, b.let(new Op.GetElement(ConstantDescs.CD_double, a, i)));
        b.jump(head, b.add(i, b.constant(1)), t, next);
        b.in(exit).ret(b.sub(s, t));
        MethodTypeDesc type = MethodTypeDesc.of(ConstantDescs.CD_double, CD_DOUBLES);
        double s0 = 0;
        double t0 = 1;
        double[] data = {3, 5, 7, 11, 13};
        for (double d : data) {
            double n = s0 + d;
            s0 = t0;
            t0 = n;
        }
        assertEquals(s0 - t0, run(b.build("f", Type.F64), type, (Object) data));
    }

    @Test
    void objectsAndPrivateMembers() throws Throwable {
        Builder b = new Builder(0);
        Block.Label entry = b.block("entry");
        Value x = b.parameter(entry, Type.F64, "x");
        b.in(entry);
        Value h = b.let(new Op.New(HOST));
        b.let(new Op.Invoke(Op.Invoke.Kind.SPECIAL, Callee.of(HOST, "<init>", ConstantDescs.MTD_void), List.of(h)));
        b.putField(HOST, "secret", ConstantDescs.CD_double, h, x);
        Value y = b.invokeVirtual(Callee.of(HOST, "twice", D_D), h, x);
        b.ret(b.add(y, b.getField(HOST, "secret", ConstantDescs.CD_double, h)));
        assertEquals(20.0, run(b.build("f", Type.F64), D_D, 5.0));
    }

    @Test
    void selectsComparisonsAndSwitches() throws Throwable {
        Builder b = new Builder(0);
        Block.Label entry = b.block("entry");
        Value n = b.parameter(entry, Type.I32, "n");
        Value x = b.parameter(entry, Type.F64, "x");
        Block.Label end = b.block("end");
        Value r = b.parameter(end, Type.F64, "r");
        b.in(entry);
        Value less = b.let(new Op.Compare(
                Op.Compare.Kind.LT,
                b.let(new Op.Compare(Op.Compare.Kind.DCMPG, x, b.constant(1.0, Type.F64))),
                b.constant(0)));
        Value bigger = b.select(less, b.add(x, x), b.neg(x));
        Value asInt = b.let(new Op.Compare(Op.Compare.Kind.GE, n, b.constant(2)));
        Value asDouble = b.convert(Op.Convert.Kind.I2D, asInt);
        b.end(new Exit.Switch(
                n,
                List.of(
                        new Exit.Case(1, Block.Edge.to(end, bigger)),
                        new Exit.Case(2, Block.Edge.to(end, asDouble)),
                        new Exit.Case(1000, Block.Edge.to(end, x))),
                Block.Edge.to(end, b.constant(-1.0, Type.F64))));
        b.in(end).ret(r);
        Func f = b.build("f", Type.F64);
        MethodTypeDesc type = MethodTypeDesc.of(ConstantDescs.CD_double, ConstantDescs.CD_int, ConstantDescs.CD_double);
        assertEquals(0.5, run(f, type, 1, 0.25));
        assertEquals(-3.0, run(f, type, 1, 3.0));
        assertEquals(1.0, run(f, type, 2, 3.0));
        assertEquals(3.0, run(f, type, 1000, 3.0));
        assertEquals(-1.0, run(f, type, 0, 3.0));
    }

    /// `r = 1; try { r = 2; a[i]; r = 3; sin } catch (AIOOBE e) { return r }`
    @Test
    void handlers() throws Throwable {
        Builder b = new Builder(0);
        Block.Label entry = b.block("entry");
        Value a = b.parameter(entry, DOUBLES, "a");
        Value i = b.parameter(entry, Type.I32, "i");
        Block.Label first = b.block("first");
        Block.Label second = b.block("second");
        Block.Label handler = b.block("handler");
        b.parameter(handler, new Type.Ref(ClassDesc.of("java.lang.Throwable")), "e");
        Value r = b.parameter(handler, Type.F64, "r");
        b.in(entry).jump(first);
        b.in(first);
        Value x = b.let(new Op.GetElement(ConstantDescs.CD_double, a, i));
        Optional<ClassDesc> type = Optional.of(ClassDesc.of("java.lang.RuntimeException"));
        b.handler(new Block.Handler(type, Block.Edge.to(handler, b.prepend(entry, Op.constant(2.0), ""))));
        b.jump(second);
        b.in(second);
        b.handler(new Block.Handler(Optional.empty(), Block.Edge.to(handler, x)));
        b.ret(b.let(new Op.GetElement(ConstantDescs.CD_double, a, b.add(i, b.constant(1)))));
        b.in(handler).ret(r);
        Func f = b.build("f", Type.F64);
        MethodTypeDesc of = MethodTypeDesc.of(ConstantDescs.CD_double, CD_DOUBLES, ConstantDescs.CD_int);
        double[] data = {3, 5, 7};
        assertEquals(5.0, run(f, of, data, 0));
        assertEquals(7.0, run(f, of, data, 2));
        assertEquals(2.0, run(f, of, data, 3));
    }

    @Test
    void tapesAndShadowsOfObjectType() throws Throwable {
        Builder b = new Builder(0);
        Block.Label entry = b.block("entry");
        Value tape = b.parameter(entry, DOUBLES, "tape");
        Value refs = b.parameter(entry, new Type.Ref(ConstantDescs.CD_Object.arrayType()), "refs");
        Value x = b.parameter(entry, Type.F32, "x");
        b.in(entry);
        b.let(new Op.Save(tape, b.constant(1), x));
        b.let(new Op.Save(refs, b.constant(0), tape));
        Value y = b.let(new Op.Restore(tape, b.constant(1), Type.F32));
        Value again = b.let(new Op.Restore(refs, b.constant(0), Type.OBJECT));
        Value z = b.let(new Op.GetElement(ConstantDescs.CD_double, again, b.constant(0)));
        b.ret(b.add(z, b.convert(Op.Convert.Kind.F2D, y)));
        MethodTypeDesc type = MethodTypeDesc.of(
                ConstantDescs.CD_double, CD_DOUBLES, ConstantDescs.CD_Object.arrayType(), ConstantDescs.CD_float);
        double[] data = {3, 0};
        assertEquals(4.5, run(b.build("f", Type.F64), type, data, new Object[1], 1.5f));
        assertArrayEquals(new double[] {3, 1.5}, data);
    }

    private record Named(String name) implements Target {}

    static CallSite link(Lookup lookup, String name, MethodType type, String what) throws ReflectiveOperationException {
        String data = MethodHandles.classDataAt(lookup, "_", String.class, 0);
        MethodHandle constant = MethodHandles.constant(String.class, what + " " + data);
        return new ConstantCallSite(MethodHandles.dropArguments(constant, 0, type.parameterList()));
    }

    @Test
    void links() throws Throwable {
        Builder b = new Builder(0);
        Block.Label entry = b.block("entry");
        Value x = b.parameter(entry, Type.F64, "x");
        MethodTypeDesc type = MethodTypeDesc.of(ConstantDescs.CD_String, ConstantDescs.CD_double);
        b.in(entry).ret(b.let(new Op.Link(new Named("sin'"), type, List.of(x))));
        Func f = b.build("f", new Type.Ref(ConstantDescs.CD_String));
        Methods.Linkage linkage = new Methods.Linkage("data", link -> DynamicCallSiteDesc.of(
                ConstantDescs.ofCallsiteBootstrap(ClassDesc.of(MethodsTest.class.getName()), "link",
                        ConstantDescs.CD_CallSite, ConstantDescs.CD_String),
                "link",
                link.signature(),
                link.target().name()));
        Lookup lookup = Methods.defineLinked(Host.class, "linked", List.of(new Methods.Method("f", type, f)), linkage);
        assertTrue(lookup.lookupClass().getName().startsWith(Host.class.getName() + "$$cotangent$linked"));
        assertEquals("sin' data", method(lookup, type).invokeWithArguments(1.0));
    }
}

package org.cotangent.ir.interpret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.cotangent.ir.Func;
import org.cotangent.ir.text.ListingParser;
import org.cotangent.ir.verify.Verifier;
import org.junit.jupiter.api.Test;

class LookupCallsTest {
    private static final String ME = "org.cotangent.ir.interpret.LookupCallsTest";
    private static final String ME_PATH = "org/cotangent/ir/interpret/LookupCallsTest";

    private static class Base {
        private boolean flag;
        protected double x;

        Base(double x) {
            this.x = x;
        }

        double twice() {
            return 2 * x;
        }
    }

    private static class Derived extends Base {
        Derived(double x) {
            super(x);
        }

        @Override
        double twice() {
            return -1;
        }
    }

    private static byte counter;

    private static boolean isOdd(int x, char c) {
        return (x + c) % 2 != 0;
    }

    private static double plus(double captured, double x) {
        return captured + x;
    }

    private static void fail(String message) throws java.io.IOException {
        throw new java.io.IOException(message);
    }

    private static Object run(String listing, Object... args) {
        Func f = ListingParser.parse(listing.replace("ME_PATH", ME_PATH).replace("ME", ME));
        Verifier.verify(f);
        return new Interpreter(new LookupCalls(MethodHandles.lookup())).run(f, args);
    }

    @Test
    void staticMethodsAreCalled() {
        String text = "func f(%i: i32, %j: i32) -> i32\n    %r = call @ME.isOdd(%i, %j) : (IC)Z\n    return %r";
        assertEquals(1, run(text, 2, 'a'));
        assertEquals(0, run(text, 1, 'a'));
        assertEquals(true, isOdd(2, 'a'));
    }

    @Test
    void checkedExceptionsComeOut() {
        assertThrows(java.io.IOException.class, () -> fail("x"));
        String text = "func f(%s: String) -> void\n    call @ME.fail(%s) : (Ljava/lang/String;)V\n    return";
        assertThrows(java.io.IOException.class, () -> run(text, "x"));
    }

    @Test
    void virtualMethodsAreChosenByTheReceiver() {
        String text = "func f(%o: ME$Base) -> f64\n    %r = call.virtual @ME$Base.twice(%o) : ()D\n    return %r";
        assertEquals(6.0, run(text, new Base(3)));
        assertEquals(-1.0, run(text, new Derived(3)));
        assertThrows(NullPointerException.class, () -> run(text, (Object) null));
        String special = "func f(%o: ME$Derived) -> f64\n    %r = call.special @ME$Base.twice(%o) : ()D\n    return %r";
        assertEquals(6.0, run(special, new Derived(3)));
        assertEquals(3, run("func f(%o: Object) -> i32\n    %r = call.interface @java.util.List.size(%o) : ()I\n"
                + "    return %r", List.of(1, 2, 3)));
        double[] array = {1};
        Object clone = run("func f(%a: double[]) -> Object\n"
                + "    %r = call.virtual @double[].clone(%a) : ()Ljava/lang/Object;\n    return %r", array);
        assertNotSame(array, clone);
    }

    @Test
    void objectsAreMadeAtTheirConstructor() {
        Object list = run("""
                func f(%n: i32) -> Object
                    %l = new java.util.ArrayList
                    call.special @java.util.ArrayList.<init>(%l, %n) : (I)V
                    %s = const "element"
                    %1 = call.virtual @java.util.ArrayList.add(%l, %s) : (Ljava/lang/Object;)Z
                    return %l
                """, 3);
        assertEquals(new ArrayList<>(List.of("element")), list);
        assertThrows(Stuck.class, () -> run("func f() -> Object\n    %l = new Object\n    return %l"));
    }

    @Test
    void fieldsAreReadAndWritten() {
        Base base = new Base(1.5);
        assertEquals(1.5, run("""
                func f(%o: ME$Base, %y: f64, %z: i32) -> f64
                    %x = get @ME$Base.x(%o) : double
                    put @ME$Base.x(%o, %y) : double
                    put @ME$Base.flag(%o, %z) : boolean
                    return %x
                """, base, 2.5, 1));
        assertEquals(2.5, base.x);
        assertEquals(true, base.flag);
        counter = 1;
        assertEquals(-1, run("""
                func f(%i: i32) -> i32
                    put.static @ME.counter(%i) : byte
                    %x = get.static @ME.counter : byte
                    return %x
                """, 255));
        assertEquals(-1, counter);
        assertThrows(
                NullPointerException.class,
                () -> run("func f(%o: ME$Base) -> f64\n    %x = get @ME$Base.x(%o) : double\n    return %x",
                        (Object) null));
    }

    @Test
    void boxesStayBoxes() {
        assertSame(Boolean.TRUE, run("""
                func f(%i: i32) -> Object
                    %b = call @Boolean.valueOf(%i) : (Z)Ljava/lang/Boolean;
                    return %b
                """, 1));
        assertEquals('x', run("func f(%a: Object[], %i: i32) -> Object\n    %r = load Object[] %a[%i]\n    return %r",
                new Object[] {'x'}, 0));
        assertEquals((byte) 7, run("func f(%o: Object) -> Object\n    return %o", (byte) 7));
    }

    @Test
    void lambdasAreLinked() {
        Object made =
                run("""
                        func f(%c: f64) -> Object
                            %r = indy @applyAsDouble(%c) : (D)Ljava/util/function/DoubleUnaryOperator; by static \
                        @java.lang.invoke.LambdaMetafactory.metafactory : (Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;\
                        Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;\
                        Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/CallSite; \
                        [type (D)D, handle static @ME.plus : (DD)D, type (D)D]
                            return %r
                        """,
                        10.0);
        assertEquals(12.0, ((DoubleUnaryOperator) made).applyAsDouble(2));
        assertEquals(12.0, plus(10, 2));
    }

    @Test
    void constantsAreResolved() {
        assertSame("text", run("func f() -> Object\n    %r = const \"text\"\n    return %r"));
        assertSame(double[].class, run("func f() -> Object\n    %r = const class double[]\n    return %r"));
        assertEquals(
                MethodType.methodType(void.class, Base.class),
                run("func f() -> Object\n    %r = const type (LME_PATH$Base;)V\n    return %r"));
        assertEquals(Integer.MAX_VALUE, run("""
                func f() -> i32
                    %r = const condy @MAX_VALUE : int by static @java.lang.invoke.ConstantBootstraps.getStaticFinal : \
                (Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;Ljava/lang/Class;)\
                Ljava/lang/Object; [class Integer]
                    return %r
                """));
    }

    @Test
    void methodHandlesAreInvokedAsTyped() throws ReflectiveOperationException {
        MethodHandle sin = MethodHandles.lookup()
                .findStatic(Math.class, "sin", MethodType.methodType(double.class, double.class));
        assertEquals(Math.sin(1.0), run("""
                func f(%h: java.lang.invoke.MethodHandle, %x: f64) -> f64
                    %r = call.virtual @java.lang.invoke.MethodHandle.invokeExact(%h, %x) : (D)D
                    return %r
                """, sin, 1.0));
    }

    @Test
    void whatIsNotThereIsSaid() {
        Stuck e = assertThrows(
                Stuck.class,
                () -> run("func f(%x: f64) -> f64\n    %r = call @Math.sine(%x) : (D)D\n    return %r", 1.0));
        assertEquals("cannot call STATIC java.lang.Math.sine(D)D", e.getMessage().split(": ")[0]);
    }
}

package org.cotangent.ir.interpret;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cotangent.ir.Func;
import org.cotangent.ir.Op;
import org.cotangent.ir.text.ListingParser;
import org.cotangent.ir.verify.Verifier;
import org.junit.jupiter.api.Test;

class InterpreterTest {
    private static final String ANY = "%i: i32, %j: i32, %l: i64, %m: i64, %f: f32, %g: f32, %d: f64, %e: f64";

    private final LookupCalls calls = new LookupCalls(MethodHandles.lookup());

    private static Func read(String listing) {
        Func f = ListingParser.parse(listing);
        Verifier.verify(f);
        return f;
    }

    private Object run(String listing, Object... args) {
        return new Interpreter(calls).run(read(listing), args);
    }

    /// What `%r` is after `op`, of two values of each number type.
    private Object compute(String op, Object... args) {
        Func untyped = ListingParser.parse("func f(" + ANY + ") -> void\n    %r = " + op + "\n    return");
        String type = untyped.entry().lets().getFirst().result().type().toString();
        return run("func f(" + ANY + ") -> " + type + "\n    %r = " + op + "\n    return %r", args);
    }

    @Test
    void numbersAreThoseOfJava() {
        int[] ints = {0, 1, -1, 7, 33, Integer.MIN_VALUE, Integer.MAX_VALUE};
        double[] doubles = {0.0, -0.0, 1.5, -2.25, Double.NaN, Double.POSITIVE_INFINITY, 1e300, 3e9};
        for (int a = 0; a < ints.length; a++) {
            for (int b = 0; b < doubles.length; b++) {
                int i = ints[a];
                int j = ints[b % ints.length];
                double d = doubles[a];
                double e = doubles[b];
                long l = (long) e + i;
                long m = 3L * j;
                float f = (float) d;
                float g = (float) e;
                Map<String, Object> wanted = new HashMap<>(Map.of(
                        "add %i, %j", i + j, "sub %l, %m", l - m, "mul %f, %g", f * g, "div %d, %e", d / e,
                        "rem %d, %e", d % e, "rem %f, %g", f % g, "neg %d", -d, "neg %i", -i, "mul %l, %m", l * m));
                wanted.putAll(Map.of(
                        "and %i, %j", i & j, "or %l, %m", l | m, "xor %i, %j", i ^ j, "shl %i, %j", i << j,
                        "shl %l, %j", l << j, "shr %l, %j", l >> j, "ushr %i, %j", i >>> j, "ushr %l, %j", l >>> j));
                wanted.putAll(Map.of(
                        "eq %i, %j", i == j ? 1 : 0, "lt %i, %j", i < j ? 1 : 0, "le %i, %j", i <= j ? 1 : 0,
                        "lcmp %l, %m", Long.compare(l, m), "dcmpl %d, %e", d > e ? 1 : d == e ? 0 : -1,
                        "dcmpg %d, %e", d < e ? -1 : d == e ? 0 : 1, "fcmpg %f, %g", f < g ? -1 : f == g ? 0 : 1,
                        "select %i, %d, %e", i != 0 ? d : e));
                wanted.putAll(Map.of(
                        "i2l %i", (long) i, "i2f %i", (float) i, "l2i %l", (int) l, "l2f %l", (float) l, "l2d %l",
                        (double) l,
                        "f2i %f", (int) f, "f2d %f", (double) f, "d2i %d", (int) d, "d2l %d", (long) d, "d2f %d",
                        (float) d));
                wanted.putAll(Map.of("i2b %i", (int) (byte) i, "i2c %i", (int) (char) i, "i2s %i", (int) (short) i));
                wanted.forEach((op, value) -> assertEquals(value, compute(op, i, j, l, m, f, g, d, e), op));
            }
        }
    }

    @Test
    void divisionsByZeroThrow() {
        Object[] args = {1, 0, 1L, 0L, 1f, 0f, 1d, 0d};
        assertThrows(ArithmeticException.class, () -> compute("div %i, %j", args));
        assertThrows(ArithmeticException.class, () -> compute("rem %l, %m", args));
        assertEquals(Float.POSITIVE_INFINITY, compute("div %f, %g", args));
    }

    @Test
    void loopsRun() {
        Interpreter interpreter = new Interpreter(calls);
        Func power = read("""
                func Demo.pow(%x: f64, %n: i32) -> f64
                    %one = const 1.0
                    jump ^head(%one, %n)
                ^head(%r: f64, %k: i32):
                    branch %k ? ^body : ^done
                ^body:
                    %s = mul %r, %x
                    %1 = const 1
                    %j = sub %k, %1
                    jump ^head(%s, %j)
                ^done:
                    return %r
                """);
        assertEquals(1024.0, interpreter.run(power, 2.0, 10));
        assertEquals(10, interpreter.floatingOperations());
        Stuck e = assertThrows(Stuck.class, () -> new Interpreter(calls, 1000).run(power, 2.0, -1));
        assertTrue(e.isOutOfFuel());
    }

    /// The arguments of an edge are all read before the first parameter is written.
    @Test
    void edgesSwap() {
        Object fibonacci = run("""
                func fibonacci(%n: i32) -> i32
                    %zero = const 0
                    %one = const 1
                    jump ^head(%zero, %one, %n)
                ^head(%a: i32, %b: i32, %k: i32):
                    %c = add %a, %b
                    %j = sub %k, %one
                    branch %k ? ^head(%b, %c, %j) : ^done
                ^done:
                    return %a
                """, 10);
        assertEquals(55, fibonacci);
    }

    @Test
    void exceptionsGoToTheFirstHandlerThatTakesThem() {
        String text = """
                func f(%a: double[], %i: i32, %o: Object) -> i32
                    %7 = const 7
                    jump ^try(%7)
                ^try(%x: i32):
                    catch ArithmeticException ^number(%x)
                    catch ArrayIndexOutOfBoundsException ^index(%i)
                    catch any ^other
                    %2 = div %x, %i
                    %3 = load double %a[%i]
                    %4 = cast String %o
                    return %2
                ^number(%e: Throwable, %y: i32):
                    return %y
                ^index(%f: Throwable, %z: i32):
                    return %z
                ^other(%g: Throwable):
                    throw %g
                """;
        assertEquals(3, run(text, new double[3], 2, "x"));
        assertEquals(7, run(text, new double[3], 0, "x"));
        assertEquals(5, run(text, new double[3], 5, "x"));
        assertThrows(NullPointerException.class, () -> run(text, null, 1, "x"));
        assertThrows(ClassCastException.class, () -> run(text, new double[3], 1, 1L));
        assertThrows(
                NullPointerException.class, () -> run("func f(%e: Throwable) -> void\n    throw %e", (Object) null));
    }

    @Test
    void arraysHoldWhatFits() {
        assertEquals(-1, run("""
                func f(%n: i32) -> i32
                    %a = newarray byte %n
                    %0 = const 0
                    %255 = const 255
                    store byte %a[%0] = %255
                    %r = load byte %a[%0]
                    return %r
                """, 2));
        boolean[] flags = new boolean[1];
        String set = "func f(%a: boolean[], %i: i32) -> i32\n    %0 = const 0\n    store byte %a[%0] = %i\n"
                + "    %r = load byte %a[%0]\n    return %r";
        assertEquals(1, run(set, flags, 3));
        assertTrue(flags[0]);
        int[][][] cube = (int[][][]) run(
                "func f(%n: i32) -> Object\n    %a = multinewarray int[][][] %n, %n\n    return %a", 2);
        assertEquals(2, cube[1].length);
        assertNull(cube[1][1]);
        String put = "func f(%a: Object[], %o: Object) -> i32\n    %0 = const 0\n    store Object %a[%0] = %o\n"
                + "    %r = length %a\n    return %r";
        assertEquals(1, run(put, new String[1], "x"));
        assertThrows(ArrayStoreException.class, () -> run(put, new String[1], 1));
        assertThrows(
                NegativeArraySizeException.class,
                () -> run("func f(%n: i32) -> void\n    %a = newarray double %n\n    return", -1));
    }

    @Test
    void referencesAreThemselves() {
        Object o = new Object();
        assertSame(o, run("func f(%o: Object) -> Object\n    return %o", o));
        String same = "func f(%o: Object, %p: Object) -> i32\n    %r = eq %o, %p\n    return %r";
        assertEquals(1, run(same, o, o));
        assertEquals(0, run(same, o, null));
        String is = "func f(%o: Object) -> i32\n    %r = instanceof CharSequence %o\n    return %r";
        assertEquals(1, run(is, "x"));
        assertEquals(0, run(is, (Object) null));
        assertNull(run("func f() -> Object\n    %r = zero double[]\n    return %r"));
    }

    @Test
    void switchesChoose() {
        String text = """
                func f(%k: i32) -> i32
                    switch %k { 5: ^a(%k), -3: ^b, default: ^c }
                ^a(%x: i32):
                    return %x
                ^b:
                    %1 = const 1
                    return %1
                ^c:
                    %2 = const 2
                    return %2
                """;
        assertEquals(5, run(text, 5));
        assertEquals(1, run(text, -3));
        assertEquals(2, run(text, 0));
    }

    @Test
    void monitorsAreCounted() {
        String text = "func f(%o: Object) -> void\n    monitor.enter %o\n    monitor.exit %o\n    return";
        assertNull(run(text, "x"));
        assertThrows(NullPointerException.class, () -> run(text, (Object) null));
        assertThrows(
                IllegalMonitorStateException.class,
                () -> run("func f(%o: Object) -> void\n    monitor.exit %o\n    return", "x"));
    }

    // ---- made by differentiation ----------------------------------------------------------------------------

    /// Stands for the context of a running derivative.
    public static final class Shadows {
        private final Map<Object, Object> shadows = new HashMap<>();

        public Object findShadow(Object object) {
            return shadows.get(object);
        }

        public Object makeShadow(Object object) {
            return shadows.computeIfAbsent(object, _ -> new double[1]);
        }
    }

    @Test
    void theTapeIsAnArray() {
        double[] tape = new double[2];
        assertEquals(2.5, run("""
                func f(%t: double[], %x: f64) -> f64
                    %1 = const 1
                    save %t[%1] = %x
                    %y = restore %t[%1] : f64
                    return %y
                """, tape, 2.5));
        assertArrayEquals(new double[] {0, 2.5}, tape);
    }

    @Test
    void shadowsAreAskedOfTheContext() {
        Shadows shadows = new Shadows();
        String find = "func f(%o: Object, %c: Object) -> Object\n    %r = shadow.find %o, %c\n    return %r";
        String make = "func f(%o: Object, %c: Object) -> Object\n    %r = shadow.make %o, %c\n    return %r";
        assertNull(run(find, "x", shadows));
        Object made = run(make, "x", shadows);
        assertSame(made, run(find, "x", shadows));
    }

    @Test
    void linksAreMadeByWhoeverKnows() {
        Func f = read("func f(%x: f64) -> f64\n    %r = link @twice(%x) : (D)D\n    return %r");
        Calls linker = new LookupCalls(MethodHandles.lookup()) {
            @Override
            public Object link(Op.Link op, List<Object> args) {
                assertEquals("twice", op.target().name());
                return 2 * (Double) args.getFirst();
            }
        };
        assertEquals(3.0, new Interpreter(linker).run(f, 1.5));
        assertThrows(Stuck.class, () -> new Interpreter(calls).run(f, 1.5));
    }

    @Test
    void calleesMayBeInterpretedToo() {
        Func factorial = read("""
                func factorial(%n: i32, %one: f64) -> f64
                    branch %n ? ^more : ^done
                ^more:
                    %1 = const 1
                    %m = sub %n, %1
                    %r = call @.Demo.factorial(%m, %one) : (ID)D
                    %d = i2d %n
                    %p = mul %r, %d
                    return %p
                ^done:
                    return %one
                """);
        List<Interpreter> self = new ArrayList<>();
        Calls recursive = new LookupCalls(MethodHandles.lookup()) {
            @Override
            public Object invoke(Op.Invoke op, List<Object> args) {
                return self.getFirst().run(factorial, args.toArray());
            }
        };
        self.add(new Interpreter(recursive));
        assertEquals(120.0, self.getFirst().run(factorial, 5, 1.0));
        assertEquals(5, self.getFirst().floatingOperations());
    }

    @Test
    void mathIsCounted() {
        Interpreter interpreter = new Interpreter(calls);
        Func f = read("""
                func f(%x: f64) -> f64
                    %1 = call @Math.sin(%x) : (D)D
                    %2 = add %1, %x
                    %3 = dcmpl %2, %x
                    %4 = i2d %3
                    %5 = add %3, %3
                    %6 = call @Math.round(%x) : (D)J
                    return %2
                """);
        interpreter.run(f, 0.5);
        assertEquals(2, interpreter.floatingOperations());
    }

    @Test
    void wrongArgumentsAreRefused() {
        String text = "func f(%x: i32) -> i32\n    %y = add %x, %x\n    return %y";
        assertThrows(Stuck.class, () -> run(text));
        assertThrows(Stuck.class, () -> run(text, "x"));
        assertEquals(2, run(text, true));
        assertEquals(194, run(text, 'a'));
    }
}

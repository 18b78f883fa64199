package org.cotangent.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.cotangent.Cotangent;
import org.cotangent.Gradient;
import org.cotangent.Objective;
import org.cotangent.runtime.CotangentException;
import org.junit.jupiter.api.Test;

/// Classes that have no name of their own: hidden ones, and one class file in several loaders.
class LoadersTest {
    private static final String SCALE =
            """
                    public class Scale implements java.util.function.DoubleUnaryOperator {
                        public static double total;
                        public double rate = 2;

                        @Override
                        public double applyAsDouble(double v) {
                            total += v;
                            return rate * v * v;
                        }

                        public static double loss(double[] x) {
                            Scale scale = new Scale();
                            scale.rate = x[0];
                            total = 0;
                            return scale.applyAsDouble(x[1]) * total;
                        }
                    }
                    """;

    private static final double[] X = {3, 2};

    private static double applied(DoubleUnaryOperator[] all, double[] x) {
        double y = 0;
        for (int round = 0; round < 2; round++) for (DoubleUnaryOperator each : all) y += each.applyAsDouble(x[round]);
        return y;
    }

    private static DoubleUnaryOperator made(Class<?> scale) throws ReflectiveOperationException {
        return (DoubleUnaryOperator) scale.getConstructor().newInstance();
    }

    // ---- one class file in several loaders

    @Test
    void oneClassInTwoLoadersIsTwo() throws ReflectiveOperationException {
        Compiled one = Compiled.of("Scale", SCALE);
        for (Compiled loader : List.of(one, one.again())) {
            Method loss = loader.loadClass("Scale").getMethod("loss", double[].class);
            Objective<double[]> f = Cotangent.objective(loss);
            assertArrayEquals(new double[] {8, 36}, Cotangent.gradient(f).apply(X));
            GradientCheck.of(f).order(2).at(X).orThrow();
        }
    }

    @Test
    void receiversOfBothMeetAtOneCall() throws ReflectiveOperationException {
        Compiled one = Compiled.of("Scale", SCALE);
        Class<?> scale = one.loadClass("Scale");
        Class<?> other = one.again().loadClass("Scale");
        assertNotSame(scale, other);
        DoubleUnaryOperator[] all = {made(scale), made(other), v -> v * v, made(scale)};
        other.getField("rate").setDouble(all[1], 5);
        Objective<double[]> f = x -> applied(all, x);
        assertArrayEquals(new double[] {60, 40}, Cotangent.gradient(f).apply(X));
        GradientCheck.of(f).order(2).at(X).orThrow();
        scale.getField("total").setDouble(null, 0);
        other.getField("total").setDouble(null, 0);
        Cotangent.gradient(f).apply(X);
        assertEquals(10, scale.getField("total").getDouble(null));
        assertEquals(5, other.getField("total").getDouble(null));
    }

    private static WeakReference<ClassLoader> metAndDropped(Gradient<DoubleUnaryOperator[]> g)
            throws ReflectiveOperationException {
        Compiled loader = Compiled.of("Scale", SCALE);
        DoubleUnaryOperator[] all = {made(loader.loadClass("Scale")), v -> v * v};
        g.tangents(all);
        return new WeakReference<>(loader);
    }

    private static double here(DoubleUnaryOperator[] all) {
        return applied(all, X);
    }

    /// Calls of this class's code have met classes of a loader that nobody uses any more.
    @Test
    void callsDoNotHoldTheClassesThatTheyHaveMet() throws Exception {
        Gradient<DoubleUnaryOperator[]> g = Cotangent.gradient(LoadersTest::here);
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int i = 0; i < 3; i++) loaders.add(metAndDropped(g));
        for (WeakReference<ClassLoader> each : loaders) {
            for (int i = 0; i < 50 && each.get() != null; i++) {
                System.gc();
                Thread.sleep(20);
            }
            assertNull(each.get(), "something of ours holds the class loader");
        }
    }

    // ---- hidden classes

    private static Class<?> hidden() throws IOException, IllegalAccessException {
        byte[] bytes;
        try (InputStream in = LoadersTest.class.getResourceAsStream("LoadersTest$Cube.class")) {
            bytes = in.readAllBytes();
        }
        return MethodHandles.lookup().defineHiddenClass(bytes, true).lookupClass();
    }

    static final class Cube implements DoubleUnaryOperator {
        double rate = 2;

        @Override
        public double applyAsDouble(double v) {
            return rate * v * v * v;
        }

        static double loss(double[] x) {
            return x[0] * x[1];
        }
    }

    /// No class file of a hidden class is to be had: its name is that of the class that it was made from, or nobody's.
    @Test
    void hiddenClassesAreRefusedAsTargets() throws Exception {
        Method loss = hidden().getDeclaredMethod("loss", double[].class);
        CotangentException e = assertThrows(
                CotangentException.class,
                () -> Cotangent.gradient(Cotangent.objective(loss)).apply(X));
        assertTrue(e.getMessage().contains("Cube"), e.getMessage());
    }

    @Test
    void hiddenClassesAreRefusedAsReceivers() throws Exception {
        DoubleUnaryOperator cube = (DoubleUnaryOperator) hidden().getDeclaredConstructor().newInstance();
        DoubleUnaryOperator[] all = {v -> v, cube};
        CotangentException e =
                assertThrows(CotangentException.class,
                        () -> Cotangent.gradient((double[] x) -> applied(all, x)).apply(X));
        assertTrue(e.getMessage().contains("applied"), e.getMessage());
    }
}

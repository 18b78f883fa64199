package org.cotangent.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cotangent.Cotangent;
import org.cotangent.Objective;
import org.cotangent.engine.Options;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The twelve give the same derivatives with every pass on, all off, and in random subsets of the passes, forward, in
/// reverse and in second order. Each random subset sees one variant of each of the twelve, in turn; each subset a loader of
/// its own, so that their code is made anew.
class PassSubsetsTest {
    private static final int SUBSETS = 20;
    private static final int TWELVE = 12;
    private static final List<String> PASSES = List.of(
            "inline",
            "simplify",
            "reuse",
            "forward",
            "hoist",
            "promote",
            "scalarize",
            "drop-dead",
            "straighten-latch");

    private static final Options USUAL = Options.current();

    private record Program(String name, Objective<double[]> f, double[] x) {}

    private record Derivatives(double value, double[] gradient, double directional, double[] hessianVector) {}

    @AfterEach
    void usual() {
        Options.use(USUAL);
    }

    @TestFactory
    Stream<DynamicTest> theTwelveDoNotDependOnThePasses() throws ReflectiveOperationException {
        List<Derivatives> expected = derivatives(Set.of());
        List<Set<String>> subsets = new ArrayList<>();
        subsets.add(new TreeSet<>(PASSES));
        Random random = new Random(20);
        for (int i = 0; i < SUBSETS; i++) {
            subsets.add(PASSES.stream()
                    .filter(_ -> random.nextBoolean())
                    .collect(Collectors.toCollection(TreeSet::new)));
        }
        return IntStream.range(0, subsets.size()).mapToObj(i -> {
            Set<String> without = subsets.get(i);
            return DynamicTest.dynamicTest("without " + without, () -> agree(expected, without, i));
        });
    }

    private static void agree(List<Derivatives> expected, Set<String> without, int turn)
            throws ReflectiveOperationException {
        List<Program> programs = programs(without);
        boolean all = without.size() == PASSES.size();
        for (int i : all ? IntStream.range(0, programs.size()).toArray() : chosen(programs, turn)) {
            agree(programs.get(i).name(), expected.get(i), derivatives(programs.get(i)));
        }
    }

    /// One variant of each of the twelve; their names begin with their numbers.
    private static int[] chosen(List<Program> programs, int turn) {
        return IntStream.rangeClosed(1, TWELVE)
                .map(number -> {
                    int[] variants = IntStream.range(0, programs.size())
                            .filter(i -> programs.get(i).name().startsWith(number + " "))
                            .toArray();
                    return variants[turn % variants.length];
                })
                .toArray();
    }

    private static void agree(String name, Derivatives e, Derivatives d) {
        assertEquals(Double.doubleToRawLongBits(e.value()), Double.doubleToRawLongBits(d.value()),
                () -> name + ": value");
        near(name + ": gradient", e.gradient(), d.gradient());
        near(name + ": directional", new double[] {e.directional()}, new double[] {d.directional()});
        near(name + ": hessianVector", e.hessianVector(), d.hessianVector());
    }

    private static void near(String what, double[] expected, double[] found) {
        double scale = Arrays.stream(expected).map(Math::abs).max().orElse(0) + 1e-6;
        for (int i = 0; i < expected.length; i++) {
            double difference = Math.abs(expected[i] - found[i]);
            // single precision rounds differently where sums are gathered in another order
            double tolerance = what.contains("float") ? 1e-3 : 1e-9;
            assertTrue(
                    difference <= tolerance * scale,
                    () -> what + ": " + Arrays.toString(found) + " instead of " + Arrays.toString(expected));
        }
    }

    private static List<Derivatives> derivatives(Set<String> without) throws ReflectiveOperationException {
        return programs(without).stream().map(PassSubsetsTest::derivatives).toList();
    }

    private static Derivatives derivatives(Program p) {
        double[] v = new double[p.x().length];
        for (int i = 0; i < v.length; i++) v[i] = 0.3 - 0.1 * i;
        var both = Cotangent.gradient(p.f()).valueAndGradient(p.x().clone());
        return new Derivatives(
                both.value(),
                both.gradient(),
                Cotangent.directionalDerivative(p.f(), p.x().clone(), v),
                Cotangent.hessianVector(p.f(), p.x().clone(), v));
    }

    @SuppressWarnings("unchecked")
    private static List<Program> programs(Set<String> without) throws ReflectiveOperationException {
        Options.use(new Options(without, false, List.of()));
        Class<?> twelve = Class.forName("org.cotangent.samples.TheTwelve", true, new Again());
        var all = twelve.getDeclaredMethod("all");
        all.setAccessible(true);
        List<Program> programs = new ArrayList<>();
        for (Object sample : (List<?>) all.invoke(null)) {
            Class<?> c = sample.getClass();
            programs.add(new Program(
                    (String) c.getMethod("name").invoke(sample),
                    (Objective<double[]>) c.getMethod("f").invoke(sample),
                    (double[]) c.getMethod("x").invoke(sample)));
        }
        return programs;
    }

    /// Defines the samples anew, and leaves all else to the usual loader.
    private static final class Again extends ClassLoader {
        Again() {
            super(PassSubsetsTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("org.cotangent.samples.")) return super.loadClass(name, resolve);
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known != null ? known : define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) throw new ClassNotFoundException(name);
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}

package org.cotangent.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cotangent.samples.Sample;
import org.cotangent.samples.Samples;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every sample program of the corpus obeys every law: forward, reverse and second order.
class SamplesTest {
    @TestFactory
    Stream<DynamicTest> firstOrder() {
        return Samples.corpus().stream().map(each -> DynamicTest.dynamicTest(each.name(), () -> check(each, 1)));
    }

    @TestFactory
    Stream<DynamicTest> secondOrder() {
        return Samples.corpus().stream().map(each -> DynamicTest.dynamicTest(each.name(), () -> check(each, 2)));
    }

    static void check(Sample sample, int order) {
        GradientCheck.of(sample.f())
                .tolerance(sample.tolerance())
                .rounding(sample.tolerance() > 1e-4 ? 1e-4 : 1e-10)
                .order(order)
                .at(sample.x())
                .orThrow();
    }

    @Test
    void namesAreUnique() {
        List<String> names = Samples.all().stream().map(Sample::name).toList();
        assertEquals(names.size(), Set.copyOf(names).size());
    }

    /// A new JDK may bring new functions.
    @Test
    void everyFunctionOfMathIsThere() {
        Set<String> sampled = Samples.all().stream()
                .map(Sample::name)
                .filter(name -> name.endsWith(")"))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> there = Stream.of(Math.class, StrictMath.class)
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .filter(method -> Modifier.isStatic(method.getModifiers()))
                .filter(method -> Stream
                        .concat(Stream.of(method.getReturnType()), Stream.of(method.getParameterTypes()))
                        .anyMatch(type -> type == double.class || type == float.class))
                .map(SamplesTest::signature)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(there, sampled);
    }

    private static String signature(Method method) {
        String parameters =
                Arrays.stream(method.getParameterTypes()).map(Class::getName).collect(Collectors.joining(", "));
        return method.getDeclaringClass().getSimpleName() + "." + method.getName() + "(" + parameters + ")";
    }
}

package org.cotangent.escapes;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.cotangent.Cotangent;
import org.cotangent.Objective;
import org.cotangent.runtime.CotangentException;
import org.cotangent.testkit.GradientCheck;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Ways in which a number leaves what is tracked (DESIGN §3): followed, or refused by name, never a silent zero.
///
/// The programs are the static methods of the classes below; those marked [Refused] must be refused in both modes, with a line
/// of theirs, the others must have the derivatives that differences show.
class EscapesTest {
    private static final double[] X = {0.7, 1.3, 2.1};

    @TestFactory
    Stream<DynamicContainer> escapes() {
        return Stream.of(MovedReferences.class, TextAndHashes.class, Swallowing.class, HiddenCode.class)
                .map(c -> dynamicContainer(c.getSimpleName(), programs(c)));
    }

    private static Stream<DynamicTest> programs(Class<?> c) {
        return Arrays.stream(c.getDeclaredMethods())
                .filter(m -> Modifier.isStatic(m.getModifiers()) && !m.isSynthetic()
                        && !Modifier.isPrivate(m.getModifiers()))
                .map(m -> dynamicTest(m.getName(), () -> check(m)));
    }

    private static void check(Method m) {
        Objective<double[]> f = Cotangent.objective(m);
        if (!m.isAnnotationPresent(Refused.class)) {
            GradientCheck.of(f).order(1).at(X.clone()).orThrow();
            return;
        }
        for (Runnable mode : List.<Runnable>of(
                () -> Cotangent.gradient(f).apply(X.clone()),
                () -> Cotangent.directionalDerivative(f, X.clone(), new double[] {1, 1, 1}))) {
            CotangentException e = assertThrows(CotangentException.class, mode::run);
            String place = m.getDeclaringClass().getSimpleName() + ".java:";
            assertTrue(e.where().toString().contains(place), e.getMessage());
            assertTrue(!e.mend().isEmpty(), e.getMessage());
        }
    }
}

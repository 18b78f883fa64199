package org.cotangent.bytecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Func;
import org.cotangent.runtime.UnsupportedBytecode;
import org.junit.jupiter.api.Test;

/// Bodies come from the class files of a loader, once each.
class ClassFileBodiesTest {
    private static final MethodTypeDesc DOUBLE = MethodTypeDesc.of(ConstantDescs.CD_double, ConstantDescs.CD_double);
    private static final Callee CBRT = Callee.of(ClassDesc.of("java.lang.StrictMath"), "cbrt", DOUBLE);

    private final ClassLoader loader = ClassFileBodiesTest.class.getClassLoader();

    @Test
    void bodiesAreThoseOfClassesOfAnyLoader() {
        ClassFileBodies bodies = new ClassFileBodies(loader);
        assertEquals("StrictMath.cbrt", bodies.body(CBRT).orElseThrow().name());
        ClassDesc own = ClassFileBodiesTest.class.describeConstable().orElseThrow();
        Callee test = Callee.of(own, "bodiesAreThoseOfClassesOfAnyLoader", ConstantDescs.MTD_void);
        assertTrue(bodies.body(test).orElseThrow().size() > 10);
    }

    @Test
    void thereIsNoBodyOfWhatHasNoCodeOrIsInherited() {
        ClassFileBodies bodies = new ClassFileBodies(loader);
        ClassDesc number = ClassDesc.of("java.lang.Number");
        MethodTypeDesc toDouble = MethodTypeDesc.of(ConstantDescs.CD_double);
        MethodTypeDesc toInt = MethodTypeDesc.of(ConstantDescs.CD_int);
        assertEquals(Optional.empty(), bodies.body(Callee.of(number, "doubleValue", toDouble)));
        assertEquals(Optional.empty(), bodies.body(Callee.of(ConstantDescs.CD_Object, "hashCode", toInt)));
        assertEquals(Optional.empty(), bodies.body(Callee.of(number, "hashCode", toInt)));
        assertEquals(Optional.empty(), bodies.body(Callee.of(ClassDesc.of("no.Such"), "m", toInt)));
        assertEquals(Optional.empty(), bodies.body(Callee.of(number.arrayType(), "m", toInt)));
    }

    @Test
    void manyThreadsGetTheSameFunction() {
        ClassFileBodies bodies = new ClassFileBodies(loader);
        Set<Func> found = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 64).parallel().forEach(_ -> found.add(bodies.body(CBRT).orElseThrow()));
        Func one = found.iterator().next();
        found.forEach(f -> assertSame(one, f));
    }

    @Test
    void theFirstProviderThatKnowsTheClassIsAsked() {
        ClassBytes none = (_, _) -> Optional.empty();
        ClassBytes broken =
                (_, name) -> name.equals("java.lang.StrictMath") ? Optional.of(new byte[] {1, 2, 3}) : Optional.empty();
        ClassFileBodies good =
                new ClassFileBodies(loader, ClassBytes.chain(List.of(none, ClassBytes.resources(), broken)));
        assertTrue(good.body(CBRT).isPresent());
        ClassFileBodies bad = new ClassFileBodies(loader, ClassBytes.chain(List.of(broken, ClassBytes.resources())));
        UnsupportedBytecode e = assertThrows(UnsupportedBytecode.class, () -> bad.body(CBRT));
        assertEquals("the class file of StrictMath cannot be read", e.what());
        assertTrue(bad.hierarchy().isInterface(ClassDesc.of("java.util.List")));
    }
}

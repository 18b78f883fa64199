package org.cotangent.bytecode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.Optional;
import java.util.stream.Stream;
import org.cotangent.ir.Callee;
import org.cotangent.ir.FieldRef;
import org.junit.jupiter.api.Test;

/// What class files tell about classes is what the JVM does with them.
class HierarchyTest {
    private static final MethodTypeDesc STRING = MethodTypeDesc.of(ConstantDescs.CD_String);

    interface Named {
        String SUFFIX = "!";

        default String name() {
            return "named";
        }
    }

    interface Titled extends Named {
        @Override
        default String name() {
            return "titled";
        }
    }

    static class Base {
        static boolean initialised;
        protected double value;

        private String name() {
            return "base";
        }

        String open() {
            return name();
        }
    }

    static class Middle extends Base implements Titled {
        @Override
        public String open() {
            return "middle";
        }
    }

    static final class Leaf extends Middle implements Named {}

    static class Loud {
        static final int ONE = Integer.parseInt("1");

        static {
            Base.initialised = true;
        }
    }

    record Pair(int first, Object second) {}

    private final Hierarchy hierarchy = new ClassFileBodies(HierarchyTest.class.getClassLoader()).hierarchy();

    private static ClassDesc desc(Class<?> c) {
        return c.describeConstable().orElseThrow();
    }

    private static Callee call(Class<?> owner, String name, MethodTypeDesc type) {
        return new Callee(desc(owner), name, type, owner.isInterface());
    }

    private Optional<ClassDesc> selected(Class<?> receiver, Callee callee) {
        return hierarchy.select(desc(receiver), callee).map(m -> m.callee().owner());
    }

    @Test
    void superclassesAndInterfacesAreThoseOfTheClassFile() {
        assertEquals(Optional.of(desc(Middle.class)), hierarchy.superclass(desc(Leaf.class)));
        assertEquals(Optional.empty(), hierarchy.superclass(ConstantDescs.CD_Object));
        assertEquals(Optional.of(ConstantDescs.CD_Object), hierarchy.superclass(desc(int[].class)));
        assertEquals(Stream.of(Leaf.class, Middle.class, Base.class, Object.class, Named.class, Titled.class)
                .map(HierarchyTest::desc)
                .toList(), hierarchy.supertypes(desc(Leaf.class)).stream().toList());
    }

    @Test
    void whatIsAssignableIsASubclass() {
        assertTrue(hierarchy.isSubclass(desc(Leaf.class), desc(Named.class)));
        assertTrue(hierarchy.isSubclass(desc(Leaf[].class), desc(Named[].class)));
        assertTrue(hierarchy.isSubclass(desc(int[][].class), desc(Object[].class)));
        assertTrue(hierarchy.isSubclass(desc(int[].class), desc(Cloneable.class)));
        assertFalse(hierarchy.isSubclass(desc(int[].class), desc(Object[].class)));
        assertFalse(hierarchy.isSubclass(desc(Base.class), desc(Named.class)));
        assertFalse(hierarchy.isSubclass(desc(int.class), ConstantDescs.CD_Object));
    }

    @Test
    void theCommonClassIsTheClosestOne() {
        assertEquals(desc(Number.class), hierarchy.common(desc(Integer.class), desc(Double.class)));
        assertEquals(desc(Middle.class), hierarchy.common(desc(Leaf.class), desc(Middle.class)));
        assertEquals(desc(Number[].class), hierarchy.common(desc(Integer[].class), desc(Double[].class)));
        assertEquals(ConstantDescs.CD_Object, hierarchy.common(desc(int[].class), desc(double[].class)));
        assertEquals(ConstantDescs.CD_Object, hierarchy.common(desc(Named.class), desc(Leaf.class)));
        assertEquals(ConstantDescs.CD_Object, hierarchy.common(ClassDesc.of("no.Such"), desc(Leaf.class)));
    }

    @Test
    void kindsOfClassesAreTold() {
        assertTrue(hierarchy.isInterface(desc(Named.class)));
        assertTrue(hierarchy.isFinal(desc(Leaf.class)));
        assertTrue(hierarchy.isFinal(desc(String[].class)));
        assertFalse(hierarchy.isFinal(desc(Object[].class)));
        assertTrue(hierarchy.isRecord(desc(Pair.class)));
        assertTrue(hierarchy.isEnum(desc(Thread.State.class)));
        assertFalse(hierarchy.isKnown(ClassDesc.of("no.Such")));
    }

    @Test
    void fieldsAreFoundWhereTheyAreDeclared() {
        FieldRef value = new FieldRef(desc(Leaf.class), "value", ConstantDescs.CD_double);
        assertEquals(desc(Base.class), hierarchy.resolve(value).orElseThrow().ref().owner());
        FieldRef suffix = new FieldRef(desc(Leaf.class), "SUFFIX", ConstantDescs.CD_String);
        Hierarchy.Field found = hierarchy.resolve(suffix).orElseThrow();
        assertEquals(desc(Named.class), found.ref().owner());
        assertTrue(found.isStatic() && found.isFinal());
        assertEquals(2, hierarchy.fields(desc(Pair.class)).size());
        assertEquals(Optional.empty(),
                hierarchy.resolve(new FieldRef(desc(Leaf.class), "value", ConstantDescs.CD_int)));
    }

    @Test
    void callsAreResolvedAsTheJvmDoes() {
        assertEquals(
                desc(Base.class),
                hierarchy.resolve(call(Base.class, "name", STRING)).orElseThrow().callee().owner());
        assertEquals(
                desc(Titled.class),
                hierarchy.resolve(call(Titled.class, "name", STRING)).orElseThrow().callee().owner());
        assertEquals(
                ConstantDescs.CD_Object,
                hierarchy.resolve(call(Named.class, "toString", STRING)).orElseThrow().callee().owner());
        assertEquals(
                ConstantDescs.CD_Object,
                hierarchy.resolve(call(int[].class, "toString", STRING)).orElseThrow().callee().owner());
        assertEquals(Optional.empty(), hierarchy.resolve(call(Base.class, "missing", STRING)));
    }

    @Test
    void virtualCallsSelectTheMethodOfTheReceiver() {
        assertEquals(Optional.of(desc(Middle.class)), selected(Leaf.class, call(Base.class, "open", STRING)));
        assertEquals(Optional.of(desc(Base.class)), selected(Base.class, call(Base.class, "open", STRING)));
        assertEquals(Optional.of(desc(Titled.class)), selected(Leaf.class, call(Named.class, "name", STRING)));
        // a private method is no target of virtual dispatch
        assertEquals(Optional.of(desc(Base.class)), selected(Leaf.class, call(Base.class, "name", STRING)));
        assertEquals(
                Optional.of(desc(Integer.class)),
                selected(Integer.class, call(Number.class, "doubleValue", MethodTypeDesc.of(ConstantDescs.CD_double))));
        assertEquals(
                Optional.empty(),
                selected(Number.class, call(Number.class, "doubleValue", MethodTypeDesc.of(ConstantDescs.CD_double))));
    }

    @Test
    void flagsWithoutMeaningAreIgnored() {
        ClassDesc old = ClassDesc.of("Old");
        byte[] file = ClassFile.of().build(old, c -> c.withVersion(ClassFile.JAVA_1_VERSION, 0)
                .withField("x", ConstantDescs.CD_double, 0xFFFF)
                .withMethodBody("f", ConstantDescs.MTD_void, 0xFAFF, code -> code.return_()));
        Hierarchy files = new ClassFileBodies(HierarchyTest.class.getClassLoader(),
                (_, name) -> name.equals("Old") ? Optional.of(file) : Optional.empty()).hierarchy();
        assertTrue(files.methods(old).getFirst().flags().contains(AccessFlag.STATIC));
        assertTrue(files.resolve(new FieldRef(old, "x", ConstantDescs.CD_double))
                .orElseThrow()
                .flags()
                .contains(AccessFlag.VOLATILE));
    }

    @Test
    void nothingIsInitialised() {
        assertEquals(1, hierarchy.fields(desc(Loud.class)).size());
        assertFalse(Base.initialised);
    }
}

package org.cotangent.bytecode.roundtrip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.classfile.Attribute;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What stands in a class file besides code is kept.
class KeptTest {
    @Retention(RetentionPolicy.RUNTIME)
    @Target({
        ElementType.TYPE, ElementType.METHOD, ElementType.FIELD, ElementType.PARAMETER, ElementType.CONSTRUCTOR,
        ElementType.RECORD_COMPONENT, ElementType.TYPE_USE
    })
    @interface Mark {
        String value() default "plain";

        Class<?>[] types() default {};
    }

    @Mark("annotation")
    @interface Given {
        @Mark("member")
        double[] numbers() default {1, 2.5};
    }

    @Mark("sealed")
    sealed interface Shape permits Circle, Square {}

    record Circle(@Mark("component") double radius) implements Shape {
        Circle {
            if (radius < 0) throw new IllegalArgumentException("radius");
        }
    }

    record Square(double side) implements Shape {}

    @Mark(types = {int[].class, Shape.class})
    @Deprecated
    static class Generic<T extends Comparable<? super T> & Callable<String>> {
        @Mark("field")
        static final long CONSTANT = 1L << 40;
        @Mark("list")
        List<@Mark("argument") ? extends T> list = List.of();

        @Mark("constructor")
        Generic(@Mark("x") int x) throws IOException {
            if (x < 0) throw new IOException("negative");
        }

        @Mark("method")
        <E extends Exception> String m(@Mark("t") T t, final String... rest) throws E, IOException {
            class Local {}
            Object anonymous = new Object() {
                @Override
                public String toString() {
                    return "anonymous";
                }
            };
            DoubleUnaryOperator f = x -> x * rest.length;
            return anonymous.toString() + new Local() + f.applyAsDouble(2);
        }
    }

    /// What reflection tells of a class.
    private static List<String> told(Class<?> c) {
        List<String> all = new ArrayList<>(List.of(
                c.toGenericString(), "" + c.getModifiers(), "" + c.getNestHost(), "" + c.getEnclosingMethod(),
                "" + c.getEnclosingClass(), "" + Arrays.toString(c.getPermittedSubclasses()),
                "" + Arrays.toString(c.getDeclaredClasses()), "" + Arrays.toString(c.getNestMembers()),
                annotations(c), "" + c.getAnnotatedSuperclass()));
        RecordComponent[] components = c.getRecordComponents();
        if (components != null)
            for (RecordComponent r : components) all.add(r + annotations(r) + r.getGenericSignature());
        for (Field f : c.getDeclaredFields()) {
            all.add(f.toGenericString() + annotations(f) + f.getAnnotatedType());
        }
        for (Constructor<?> k : c.getDeclaredConstructors()) executable(k, all);
        for (Method m : c.getDeclaredMethods()) {
            executable(m, all);
            all.add(m + " by default " + Arrays.deepToString(new Object[] {m.getDefaultValue()}));
        }
        return all.stream().sorted().toList();
    }

    private static void executable(Executable e, List<String> all) {
        all.add(e.toGenericString() + annotations(e) + Arrays.deepToString(e.getParameterAnnotations())
                + Arrays.toString(e.getParameters()) + e.getAnnotatedReturnType()
                + Stream.of(e.getAnnotatedParameterTypes()).map(AnnotatedType::toString).toList());
    }

    private static String annotations(AnnotatedElement e) {
        return " " + Arrays.toString(e.getDeclaredAnnotations());
    }

    @Test
    void reflectionTellsTheSame() throws ClassNotFoundException {
        ClassLoader parent = KeptTest.class.getClassLoader();
        Again original = Again.original(parent, n -> n.startsWith(KeptTest.class.getName()));
        Again emitted = Again.emitted(parent, n -> n.startsWith(KeptTest.class.getName()));
        for (Class<?> c : KeptTest.class.getDeclaredClasses()) {
            Class<?> made = emitted.loadClass(c.getName());
            assertNotSame(c, made);
            assertEquals(told(original.loadClass(c.getName())), told(made));
        }
    }

    /// Name and bytes of what a class, field, method or code has besides code.
    private static List<String> attributes(ClassModel model) {
        List<String> all = new ArrayList<>();
        attributes("class", model, all);
        for (FieldModel f : model.fields())
            attributes(f.fieldName() + " " + f.fieldType() + f.flags().flagsMask(), f, all);
        for (MethodModel m : model.methods())
            attributes(m.methodName() + " " + m.methodType() + m.flags().flagsMask(), m, all);
        return all;
    }

    private static void attributes(String where, AttributedElement element, List<String> all) {
        element.attributes().stream()
                .map(Attribute::attributeName)
                // the call sites and constants of the code
                .filter(n -> !n.equalsString(Attributes.NAME_CODE)
                        && !n.equalsString(Attributes.NAME_BOOTSTRAP_METHODS))
                .map(n -> where + ": " + n)
                .sorted()
                .forEach(all::add);
    }

    @Test
    void attributesOfTheJdkAreKept() throws IOException {
        Path base = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules/java.base/java/util");
        RoundTrip roundTrip = new RoundTrip(KeptTest.class.getClassLoader());
        int count = 0;
        try (Stream<Path> files = Files.walk(base)) {
            for (Path p : files.filter(f -> f.toString().endsWith(".class")).sorted(Comparator.reverseOrder())
                    .limit(400).toList()) {
                byte[] before = Files.readAllBytes(p);
                List<String> wanted = attributes(ClassFile.of().parse(before));
                assertEquals(wanted, attributes(ClassFile.of().parse(Again.bytes(roundTrip, before))), p.toString());
                count += wanted.size();
            }
        }
        assertTrue(count > 2_000, count + " attributes");
    }

    /// Places where something is null.
    static final class Nulls {
        Nulls next;
        double[][] rows = new double[2][];
        Integer boxed;

        private Nulls made(int k) {
            return k > 100 ? this : null;
        }

        static Object run(int which) {
            Nulls start = new Nulls();
            Nulls local = which > 100 ? start : null;
            Nulls[] many = new Nulls[3];
            return switch (which) {
                case 0 -> local.next;
                case 1 -> start.next.next;
                case 2 -> start.rows[1][which];
                case 3 -> many[which - 1].rows;
                case 4 -> start.made(which).rows;
                case 5 -> start.made(which).made(which).toString();
                case 6 -> start.boxed + 1;
                case 7 -> start.rows[0].length;
                case 8 -> start.rows[0][1] = 2;
                case 9 -> {
                    many[1].next = start;
                    yield many;
                }
                case 10 -> {
                    synchronized (start.next) {
                        yield which;
                    }
                }
                default -> throw (RuntimeException) (Object) local;
            };
        }
    }

    /// What was null is told in the same words: locals, fields and calls have their names.
    @Test
    void helpfulMessagesAreTheSame() throws ReflectiveOperationException {
        ClassLoader parent = KeptTest.class.getClassLoader();
        List<String> wanted = messages(Again.original(parent, n -> n.startsWith(Nulls.class.getName())));
        assertEquals(wanted, messages(Again.emitted(parent, n -> n.startsWith(Nulls.class.getName()))));
        assertEquals("Cannot read field \"next\" because \"local\" is null", wanted.getFirst());
    }

    private static List<String> messages(ClassLoader loader) throws ReflectiveOperationException {
        Method run = loader.loadClass(Nulls.class.getName()).getDeclaredMethod("run", int.class);
        run.setAccessible(true);
        List<String> all = new ArrayList<>();
        for (int k = 0; k < 12; k++) {
            int which = k;
            Throwable e = assertThrows(InvocationTargetException.class, () -> run.invoke(null, which)).getCause();
            all.add(e.getMessage());
        }
        return all;
    }
}

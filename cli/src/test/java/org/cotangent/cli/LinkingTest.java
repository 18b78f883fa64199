package org.cotangent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class LinkingTest {
    private static final Consumer<CodeBuilder> GOOD = c -> c.iconst_1().ireturn();
    private static final Consumer<CodeBuilder> BAD = c -> c.fconst_1().ireturn();

    private static byte[] made(String name, Consumer<CodeBuilder> code) {
        return ClassFile.of().build(ClassDesc.of(name), c -> c.withMethodBody(
                "f", MethodTypeDesc.ofDescriptor("()I"), ClassFile.ACC_STATIC, code));
    }

    /// A loader of classes `C`, `D` and `E`; `D` is not verified by it either.
    private static final class Before extends ClassLoader {
        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (!List.of("C", "D", "E").contains(name)) throw new ClassNotFoundException(name);
            byte[] bytes = made(name, name.equals("D") ? BAD : GOOD);
            return defineClass(name, bytes, 0, bytes.length);
        }
    }

    @Test
    void whatTheJvmTakesNoMoreIsTold() {
        Linking.Outcome outcome = Linking.of(
                Map.of("C.class", made("C", BAD), "D.class", made("D", BAD), "E.class", made("E", GOOD)), new Before());
        assertEquals(1, outcome.linked());
        assertEquals(1, outcome.never());
        assertEquals(1, outcome.broken().size());
        assertTrue(outcome.broken().getFirst().startsWith("C: java.lang.VerifyError: Bad type on operand stack"),
                outcome.broken()::toString);
    }

    /// The class for all versions and the one for some are two.
    @Test
    void classesForSomeVersionsAreLinkedAmongTheOthers() {
        Linking.Outcome outcome = Linking.of(
                Map.of("C.class", made("C", GOOD), "META-INF/versions/9/C.class", made("C", BAD)), new Before());
        assertEquals(1, outcome.linked());
        assertEquals(1, outcome.broken().size());
    }

    @Test
    void aJdkThatDoesNotBootIsTold() throws Usage {
        Linking.Outcome outcome = Boot.of(List.of(new Boot.Module(
                "java.base", Map.of("java/lang/Object.class", made("java.lang.Object", GOOD)))));
        assertEquals(0, outcome.linked());
        assertTrue(outcome.broken().getFirst().startsWith("the JVM does not start: "), outcome.broken()::toString);
    }
}

package org.cotangent.bytecode.lift;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cotangent.ir.Func;
import org.cotangent.ir.verify.Verifier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every method of a module of the JDK is lifted to a function that keeps the laws: of java.base, or of each module in
/// `-Dcotangent.modules=java.desktop,java.xml`.
class JdkTest {
    private int methods;
    private int lifted;
    private final List<String> failures = new ArrayList<>();

    static List<String> modules() {
        return List.of(System.getProperty("cotangent.modules", "java.base").split(","));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void everyMethodIsLifted(String module) throws IOException {
        Path root = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules", module);
        try (Stream<Path> files = Files.walk(root)) {
            for (Path p : files.filter(f -> f.toString().endsWith(".class")).toList()) lift(Files.readAllBytes(p));
        }
        assertEquals(List.of(), failures.stream().limit(10).toList());
        assertEquals(methods, lifted);
    }

    private void lift(byte[] file) {
        ClassModel model = ClassFile.of().parse(file);
        Lift lift = Lift.of(model);
        for (MethodModel m : model.methods()) {
            if (m.code().isEmpty()) continue;
            methods++;
            try {
                Func f = lift.method(m).orElseThrow();
                Verifier.verify(f);
                lifted++;
            } catch (RuntimeException | Error e) {
                failures.add(model.thisClass().asInternalName() + "." + m.methodName() + ": " + e);
            }
        }
    }
}

package org.cotangent.bytecode.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cotangent.bytecode.lift.Lift;
import org.cotangent.ir.Func;
import org.junit.jupiter.api.Test;

/// Methods of the JDK, lifted and written again: they verify, and are hardly ever longer than they were.
/// `-Dcotangent.package=` takes another package than `java/util`, or all of java.base.
class JdkTest {
    private static final String PACKAGE = System.getProperty("cotangent.package", "java/util");

    private record Size(String method, int before, int after) {
        double growth() {
            return (double) after / before;
        }
    }

    private final List<Size> sizes = new ArrayList<>();
    private final Superclasses classes = Superclasses.of(ClassLoader.getSystemClassLoader());
    private final ClassFile format = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(classes));

    @Test
    void methodsAreWrittenAgain() throws IOException {
        Path base = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules/java.base", PACKAGE);
        try (Stream<Path> files = Files.walk(base)) {
            for (Path p : files.filter(f -> f.toString().endsWith(".class")).toList()) again(Files.readAllBytes(p));
        }
        sizes.removeIf(s -> s.before() <= 100);
        sizes.sort((x, y) -> Double.compare(x.growth(), y.growth()));
        assertTrue(sizes.get(sizes.size() / 2).growth() <= 1, sizes.get(sizes.size() / 2).toString());
        assertTrue(sizes.getLast().growth() <= 1.2, sizes.getLast().toString());
    }

    private void again(byte[] file) {
        ClassModel model = format.parse(file);
        Lift lift = Lift.of(model);
        String source = model.findAttribute(Attributes.sourceFile())
                .map(s -> s.sourceFile().stringValue())
                .orElse("");
        byte[] made = format.transformClass(model, (c, element) -> {
            if (!(element instanceof MethodModel m) || m.code().isEmpty()) {
                c.with(element);
                return;
            }
            Func f = lift.method(m).orElseThrow();
            EmitOptions options = EmitOptions.of(classes, source).constructor(m.methodName().equalsString("<init>"));
            c.transformMethod(m, (method, part) -> {
                if (part instanceof CodeModel) method.withCode(code -> Emit.emit(code, f, options));
                else method.with(part);
            });
        });
        assertEquals(List.of(), format.verify(made), model.thisClass().asInternalName());
        Map<String, Integer> before = lengths(model);
        lengths(format.parse(made)).forEach((m, after) -> {
            String name = model.thisClass().asInternalName() + "." + m;
            sizes.add(new Size(name, before.getOrDefault(m, 0), after));
        });
    }

    private static Map<String, Integer> lengths(ClassModel model) {
        Map<String, Integer> all = new HashMap<>();
        for (MethodModel m : model.methods()) {
            m.findAttribute(Attributes.code()).map(CodeAttribute::codeLength)
                    .ifPresent(n -> all.put(m.methodName().stringValue() + m.methodType().stringValue(), n));
        }
        return all;
    }
}

package org.cotangent.bytecode.lift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cotangent.bytecode.ClassFileBodies;
import org.cotangent.bytecode.Hierarchy;
import org.cotangent.ir.Block;
import org.cotangent.ir.Func;
import org.cotangent.ir.Type;
import org.junit.jupiter.api.Test;

/// Without a StackMapTable, the classes of references at joins are found again.
class ReferencesTest {
    private final Hierarchy hierarchy =
            new ClassFileBodies(ClassLoader.getSystemClassLoader()).hierarchy();
    private final List<String> wrong = new ArrayList<>();
    private int references;
    private int same;

    @Test
    void inferredClassesAreThoseOfTheFrames() throws IOException {
        Path root = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules/java.base/java/util");
        try (Stream<Path> files = Files.walk(root)) {
            for (Path p : files.filter(f -> f.toString().endsWith(".class")).toList()) compare(Files.readAllBytes(p));
        }
        assertEquals(List.of(), wrong);
        assertTrue(references > 3_000 && same > 0.95 * references, same + " of " + references);
    }

    private void compare(byte[] file) {
        ClassModel with = ClassFile.of().parse(file);
        byte[] stripped = ClassFile.of(ClassFile.StackMapsOption.DROP_STACK_MAPS)
                .transformClass(with, ClassTransform.transformingMethodBodies(CodeBuilder::with));
        ClassModel without = ClassFile.of().parse(stripped);
        Lift x = Lift.of(with);
        Lift y = Lift.of(without, hierarchy::common);
        for (int k = 0; k < with.methods().size(); k++) {
            var f = x.method(with.methods().get(k));
            var g = y.method(without.methods().get(k));
            if (f.isPresent()) compare(f.get(), g.orElseThrow());
        }
    }

    private void compare(Func f, Func g) {
        for (int k = 1; k < f.blocks().size(); k++) {
            Block b = f.blocks().get(k);
            Block c = g.blocks().get(k);
            for (int p = 0; p < b.parameters().size(); p++) {
                Type told = b.parameters().get(p).type();
                Type found = c.parameters().get(p).type();
                if (!told.isReference()) continue;
                references++;
                if (told.equals(found)) same++;
                else
                    if (!fits(found.desc(), told.desc()))
                        wrong.add(f.name() + " " + b.parameters().get(p) + ": " + found);
            }
        }
    }

    /// Verification takes interfaces for `Object`.
    private boolean fits(ClassDesc found, ClassDesc told) {
        if (hierarchy.isSubclass(found, told)) return true;
        ClassDesc element = told;
        for (ClassDesc c = told.componentType(); c != null; c = c.componentType()) element = c;
        return hierarchy.isInterface(element);
    }
}

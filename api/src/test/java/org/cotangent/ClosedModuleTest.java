package org.cotangent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.cotangent.runtime.UnsupportedBytecode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Code in a named module that opens nothing: refused without a lookup, differentiated with one.
class ClosedModuleTest {
    private static final String SOURCE =
            """
                    package closed;

                    import java.lang.invoke.MethodHandles;
                    import java.util.Arrays;
                    import org.cotangent.Cotangent;
                    import org.cotangent.Objective;

                    public final class Model {
                        private record Pair(double a, double[] b) {}

                        private static double f(Pair p) {
                            return p.a * p.a * p.b[0];
                        }

                        public static String without() {
                            Objective<Pair> f = Model::f;
                            return Cotangent.gradient(f).apply(new Pair(2, new double[] {3})).toString();
                        }

                        public static String with() {
                            Objective<Pair> f = p -> f(p) + 0 * p.a;
                            Pair at = Cotangent.gradient(MethodHandles.lookup(), f).apply(new Pair(2, new double[] {3}));
                            double second = Cotangent.derivative(MethodHandles.lookup(), x -> x * x).applyAsDouble(at.a);
                            return at.a + " " + Arrays.toString(at.b) + " " + second;
                        }
                    }
                    """;

    @TempDir
    Path folder;

    private Class<?> model() throws IOException, ReflectiveOperationException {
        Path sources = Files.createDirectories(folder.resolve("src/closed"));
        Files.writeString(sources.resolve("Model.java"), SOURCE);
        Files.writeString(folder.resolve("src/module-info.java"), "module closed { exports closed; }");
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-d", folder.resolve("out").toString(), "--add-reads", "closed=ALL-UNNAMED", "-proc:none");
            assertTrue(javac.getTask(
                    null,
                    files,
                    null,
                    options,
                    null,
                    files.getJavaFileObjects(
                            sources.resolve("Model.java"), folder.resolve("src/module-info.java")))
                    .call());
        }
        ModuleLayer boot = ModuleLayer.boot();
        Configuration configuration = boot.configuration()
                .resolve(ModuleFinder.of(folder.resolve("out")), ModuleFinder.of(), Set.of("closed"));
        ModuleLayer.Controller controller = ModuleLayer.defineModulesWithOneLoader(
                configuration, List.of(boot), Cotangent.class.getClassLoader());
        Module closed = controller.layer().findModule("closed").orElseThrow();
        controller.addReads(closed, Cotangent.class.getModule());
        return Class.forName("closed.Model", true, closed.getClassLoader());
    }

    @Test
    void aLookupPermits() throws Exception {
        Class<?> model = model();
        InvocationTargetException e = assertThrows(
                InvocationTargetException.class, () -> model.getMethod("without").invoke(null));
        UnsupportedBytecode refusal = (UnsupportedBytecode) e.getCause();
        assertTrue(refusal.mend().contains("open the package closed"), refusal.getMessage());
        assertEquals("12.0 [4.0] 24.0", model.getMethod("with").invoke(null));
        assertEquals("12.0 [4.0] 24.0", model.getMethod("with").invoke(null));
    }

    @Test
    void aLookupWithoutPrivilegeDoesNot() {
        Objective<double[]> f = x -> x[0];
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> Cotangent.gradient(MethodHandles.publicLookup(), f));
        assertTrue(e.getMessage().contains("MethodHandles.lookup()"), e.getMessage());
    }
}

package org.cotangent.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/// Prints which files, methods and parameter lists are larger than the style allows. A list to look at, not a law.
final class SizesTest {

    private static final Set<String> LARGE_FILES = Set.of("Op.java", "Lift.java", "Emit.java");
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private record Method(String place, long lines, int parameters) {}

    @Test
    void sizesArePrinted() throws IOException {
        var files = sources();
        var methods = methods(files);
        assertFalse(methods.isEmpty());
        var lines = methods.stream().map(Method::lines).sorted().toList();
        IO.println("%d files, %d methods; lines of a method: median %d, p90 %d, most %d".formatted(
                files.size(), lines.size(), lines.get(lines.size() / 2), lines.get(lines.size() * 9 / 10),
                lines.getLast()));
        for (Path file : files) printLargeFile(file);
        methods.stream().filter(m -> m.lines() > 40).sorted(Comparator.comparing(Method::lines).reversed())
                .forEach(m -> IO.println("  %4d lines       %s".formatted(m.lines(), m.place())));
        methods.stream().filter(m -> m.parameters() > 4 && !m.place().startsWith("rules/"))
                .forEach(m -> IO.println("  %4d parameters  %s".formatted(m.parameters(), m.place())));
    }

    private static void printLargeFile(Path file) throws IOException {
        int lines = Files.readAllLines(file).size();
        if (lines > (LARGE_FILES.contains(file.getFileName().toString()) ? 600 : 400)) {
            IO.println("  %4d lines       %s".formatted(lines, ROOT.relativize(file)));
        }
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path code : modules.map(m -> m.resolve("src/main/java")).filter(Files::isDirectory).sorted()
                    .toList()) {
                try (Stream<Path> files = Files.walk(code)) {
                    files.filter(f -> f.toString().endsWith(".java")).sorted().forEach(sources::add);
                }
            }
        }
        return sources;
    }

    private static List<Method> methods(List<Path> files) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        List<Method> methods = new ArrayList<>();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            for (Path file : files) {
                var task = (JavacTask) compiler.getTask(
                        null, manager, null, null, null, manager.getJavaFileObjects(file));
                var positions = Trees.instance(task).getSourcePositions();
                for (var unit : task.parse()) new MethodScanner(file, unit, positions, methods).scan(unit, null);
            }
        }
        return methods;
    }

    private static final class MethodScanner extends TreeScanner<Void, Void> {

        private final Path file;
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<Method> methods;

        MethodScanner(Path file, CompilationUnitTree unit, SourcePositions positions, List<Method> methods) {
            this.file = file;
            this.unit = unit;
            this.positions = positions;
            this.methods = methods;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            if (method.getBody() != null) {
                long first = line(positions.getStartPosition(unit, method));
                long last = line(positions.getEndPosition(unit, method));
                String place = ROOT.relativize(file) + ":" + first + " " + method.getName();
                methods.add(new Method(place, last - first + 1, method.getParameters().size()));
            }
            return super.visitMethod(method, nothing);
        }

        private long line(long position) {
            return unit.getLineMap().getLineNumber(position);
        }
    }
}

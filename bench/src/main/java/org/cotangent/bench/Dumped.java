package org.cotangent.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// How many bytes of code a run of a JVM emits, method by method.
record Dumped(List<Integer> sizes) {

    /// Those of the JVM that `run` starts with the options that it is given.
    static Dumped of(Function<List<String>, String> run) {
        try {
            Path folder = Files.createTempDirectory("cotangent");
            String _ = run.apply(List.of("-Dcotangent.dump=" + folder));
            List<Integer> sizes = new ArrayList<>();
            for (Path c : inside(folder)) if (c.toString().endsWith(".class")) sizes.addAll(codes(c));
            delete(folder);
            return new Dumped(List.copyOf(sizes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int bytes() {
        return sizes.stream().mapToInt(n -> n).sum();
    }

    int largest() {
        return sizes.stream().mapToInt(n -> n).max().orElse(0);
    }

    static void delete(Path folder) {
        try {
            for (Path each : inside(folder)) Files.delete(each);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What is in a folder, the deepest first, and the folder.
    private static List<Path> inside(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted(Comparator.reverseOrder()).toList();
        }
    }

    private static List<Integer> codes(Path classFile) throws IOException {
        return ClassFile.of().parse(classFile).methods().stream()
                .flatMap(m -> m.findAttribute(Attributes.code()).stream())
                .map(code -> code.codeLength())
                .toList();
    }
}

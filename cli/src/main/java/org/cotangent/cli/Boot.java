package org.cotangent.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A JVM that boots from new class files of modules of the JDK, verifies them like any others, and links each class.
final class Boot {
    /// The new class files of a module, by their paths.
    record Module(String name, Map<String, byte[]> files) {}

    private Boot() {}

    static Linking.Outcome of(List<Module> modules) throws Usage {
        try (Waiting _ = Waiting.on("starting a JVM on the new classes")) {
            Path folder = Files.createTempDirectory("cotangent");
            try {
                for (Module m : modules) write(m, folder.resolve(m.name()));
                return outcome(said(command(modules, folder)));
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new Usage("cannot start a JVM on the new classes: " + e.getMessage());
        }
    }

    private static void write(Module module, Path folder) throws IOException {
        for (Map.Entry<String, byte[]> f : module.files().entrySet()) {
            // a patch may not say what a module is
            if (f.getKey().equals("module-info.class")) continue;
            Path file = folder.resolve(f.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, f.getValue());
        }
    }

    private static List<String> command(List<Module> modules, Path folder) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (Module m : modules) {
            command.addAll(List.of("--patch-module", m.name() + "=" + folder.resolve(m.name())));
            command.addAll(List.of("--add-modules", m.name()));
        }
        command.addAll(List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+BytecodeVerificationLocal"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Linking.class.getName()));
        for (Module m : modules) command.add(folder.resolve(m.name()).toString());
        return command;
    }

    private static List<String> said(List<String> command) throws IOException {
        Process jvm = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }

    /// Classes that are not linked, then how many are; a JVM that does not start says something else.
    private static Linking.Outcome outcome(List<String> said) {
        String last = said.isEmpty() ? "" : said.getLast();
        if (!last.matches("\\d+")) return new Linking.Outcome(0, 0, List.of("the JVM does not start: " + said));
        return new Linking.Outcome(Integer.parseInt(last), 0, said.subList(0, said.size() - 1));
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path p : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(p);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

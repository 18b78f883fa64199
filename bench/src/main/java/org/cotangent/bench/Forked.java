package org.cotangent.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// JVMs like this one, each for one measurement.
final class Forked {
    private Forked() {}

    /// What a program says, run with these options and arguments.
    static String output(List<String> options, Class<?> program, List<String> args) {
        return run(options, System.getProperty("java.class.path"), program, args);
    }

    /// The same with more classes than this JVM has.
    static String output(List<String> options, Path more, Class<?> program, List<String> args) {
        return run(options, more + File.pathSeparator + System.getProperty("java.class.path"), program, args);
    }

    private static String run(List<String> options, String classPath, Class<?> program, List<String> args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, program.getName()));
        command.addAll(args);
        try {
            Process p = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            String out = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return p.waitFor() == 0 ? out : args.getFirst() + " failed\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

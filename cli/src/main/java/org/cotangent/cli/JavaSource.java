package org.cotangent.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/// A `.java` file, compiled into a folder that goes when this is closed; files of other classes that it needs are found
/// beside it.
record JavaSource(Path classes) implements AutoCloseable {
    private static final Pattern PACKAGE = Pattern.compile("^\\s*package\\s+([\\w.]+)\\s*;", Pattern.MULTILINE);

    static JavaSource compile(Path file) throws Usage {
        try {
            JavaSource made = new JavaSource(Files.createTempDirectory("cotangent"));
            made.compile(file, root(file));
            return made;
        } catch (IOException e) {
            throw new Usage("cannot compile " + file + ": " + e.getMessage());
        }
    }

    private void compile(Path file, Path root) throws IOException, Usage {
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        var compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) throw new Usage("there is no Java compiler here: run this with a JDK");
        try (var files = compiler.getStandardFileManager(found, Locale.ROOT, null)) {
            List<String> options = List.of(
                    "-d", classes.toString(), "-g", "-parameters", "-nowarn", "-proc:none", "-implicit:class",
                    "-sourcepath", root.toString(), "-classpath", System.getProperty("java.class.path"));
            if (compiler.getTask(null, files, found, options, null, files.getJavaFileObjects(file)).call()) return;
        }
        close();
        throw new Usage(errors(file, found.getDiagnostics()));
    }

    /// The first error, on one line.
    private static String errors(Path file, List<Diagnostic<? extends JavaFileObject>> all) {
        List<String> errors = new ArrayList<>();
        for (var d : all) {
            if (d.getKind() != Diagnostic.Kind.ERROR) continue;
            String message =
                    d.getMessage(Locale.ROOT).lines().map(String::strip).reduce((x, y) -> x + ", " + y).orElse("");
            errors.add(file + ":" + d.getLineNumber() + " does not compile: " + message);
        }
        if (errors.isEmpty()) return file + " does not compile";
        return errors.getFirst() + (errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)");
    }

    /// The folder in which the packages start.
    @SuppressWarnings("StringSplitter") // a name of a package ends in no dot
    private static Path root(Path file) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().normalize().getParent());
        Matcher m = PACKAGE.matcher(Files.readString(file));
        Path root = folder;
        if (m.find()) {
            String[] parts = m.group(1).split("\\.");
            for (int i = parts.length - 1; i >= 0 && root != null; i--) {
                if (!root.endsWith(parts[i])) return folder;
                root = root.getParent();
            }
        }
        return root == null ? folder : root;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> all = Files.walk(classes)) {
            for (Path p : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(p);
        }
    }
}

package org.cotangent.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// What a command works on: a jar, a folder of classes, several of these as a class path, a `.java` file, an artifact
/// `group:artifact:version` of Maven, or a module `jdk:NAME` of the JDK.
///
/// A target has classes of its own, and those that it needs; the loader knows both.
final class Target implements AutoCloseable {
    private static final String KINDS = "a jar, a class folder, a .java file, or group:artifact:version";
    private static final String JDK = "jdk:";

    private final String text;
    private final ClassLoader loader;
    private final List<Path> roots = new ArrayList<>();
    private final List<AutoCloseable> opened = new ArrayList<>();

    private Target(String text, ClassLoader loader) {
        this.text = text;
        this.loader = loader;
    }

    /// Whether a target is a module of the JDK.
    static boolean isModule(String text) {
        return text.startsWith(JDK);
    }

    static String moduleName(String text) {
        return text.substring(JDK.length());
    }

    static Target open(String text) throws Usage {
        if (isModule(text)) return module(text);
        if (text.endsWith(".java")) return source(text);
        if (Files.exists(Path.of(text))) return files(text, List.of(Path.of(text)), 1);
        List<Path> parts = Arrays.stream(text.split(java.io.File.pathSeparator)).map(Path::of).toList();
        if (parts.stream().allMatch(Files::exists)) return files(text, parts, parts.size());
        if (Maven.isCoordinate(text)) return files(text, Maven.resolve(text), 1);
        if (text.matches("[\\w.-]+:[\\w.-]+")) throw new Usage("an artifact needs a version: " + text + ":VERSION");
        throw new Usage("no file " + text + ": a target is " + KINDS);
    }

    private static Target module(String text) throws Usage {
        Path root = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules", moduleName(text));
        if (!Files.isDirectory(root)) throw new Usage("this JDK has no module " + moduleName(text));
        Target target = new Target(text, ClassLoader.getPlatformClassLoader());
        target.roots.add(root);
        return target;
    }

    private static Target source(String text) throws Usage {
        if (!Files.isRegularFile(Path.of(text))) throw new Usage("no file " + text);
        JavaSource compiled = JavaSource.compile(Path.of(text));
        Target target = files(text, List.of(compiled.classes()), 1);
        target.opened.add(compiled);
        return target;
    }

    /// The target of a class path, the first `own` entries of which are its own.
    private static Target files(String text, List<Path> classPath, int own) throws Usage {
        URL[] urls = new URL[classPath.size()];
        try {
            for (int i = 0; i < urls.length; i++) urls[i] = classPath.get(i).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
        URLClassLoader loader = new URLClassLoader(urls, new Isolated());
        Target target = new Target(text, loader);
        target.opened.add(loader);
        for (Path p : classPath.subList(0, own)) target.add(p);
        return target;
    }

    private void add(Path p) throws Usage {
        if (Files.isDirectory(p)) {
            roots.add(p);
            return;
        }
        try {
            FileSystem jar = FileSystems.newFileSystem(p);
            opened.add(jar);
            jar.getRootDirectories().forEach(roots::add);
        } catch (IOException | java.nio.file.ProviderNotFoundException _) {
            throw new Usage(p + " is not a jar: a target is " + KINDS);
        }
    }

    ClassLoader loader() {
        return loader;
    }

    /// A class file of the target, and where it lies below its root.
    record Entry(Path file, String path) {
        byte[] bytes() {
            try {
                return Files.readAllBytes(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /// The name of the class, by its place.
        String className() {
            return path.substring(0, path.length() - ".class".length()).replace('/', '.');
        }
    }

    /// The target's own class files, in order of their paths.
    List<Entry> entries() {
        List<Entry> all = new ArrayList<>();
        for (Path root : roots) {
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(f -> f.toString().endsWith(".class"))
                        .map(f -> new Entry(f, root.relativize(f).toString().replace('\\', '/')))
                        .sorted(java.util.Comparator.comparing(Entry::path))
                        .forEach(all::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return all;
    }

    @Override
    public String toString() {
        return text;
    }

    @Override
    public void close() {
        for (AutoCloseable each : opened) {
            try {
                each.close();
            } catch (Exception e) {
                throw new IllegalStateException("cannot close " + text, e);
            }
        }
    }
}

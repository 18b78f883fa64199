package org.cotangent.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Class files before the JVM, with verification on: each class is loaded and linked, and none is initialised.
final class Linking {
    private static final String CLASS = ".class";
    private static final Pattern VERSIONED = Pattern.compile("META-INF/versions/(\\d+)/(.+)");

    /// What came of it: the classes that are linked now, those that never were, and those that were only before.
    record Outcome(int linked, int never, List<String> broken) {}

    private Linking() {}

    /// Class files by their paths, among the classes of `parent`, which also knows what each was before.
    static Outcome of(Map<String, byte[]> files, ClassLoader parent) {
        int linked = 0;
        int never = 0;
        List<String> broken = new ArrayList<>();
        Map<String, byte[]> visible = new HashMap<>();
        for (Map<String, byte[]> layer : layers(files).values()) {
            visible.putAll(layer);
            Emitted loader = new Emitted(Map.copyOf(visible), parent);
            for (String name : layer.keySet().stream().sorted().toList()) {
                Optional<Throwable> wrong = link(name, loader);
                if (wrong.isEmpty()) linked++;
                else if (link(name, parent).isPresent()) never++;
                else broken.add(broken(name, wrong.get()));
            }
        }
        return new Outcome(linked, never, broken);
    }

    /// The classes for all versions of the JDK, and those for one version or newer, by their names.
    private static SortedMap<Integer, Map<String, byte[]>> layers(Map<String, byte[]> files) {
        SortedMap<Integer, Map<String, byte[]>> layers = new TreeMap<>();
        files.forEach((path, bytes) -> {
            Matcher versioned = VERSIONED.matcher(path);
            boolean special = versioned.matches();
            String plain = special ? versioned.group(2) : path;
            if (plain.endsWith("module-info" + CLASS)) return;
            layers.computeIfAbsent(special ? Integer.parseInt(versioned.group(1)) : 0, _ -> new HashMap<>())
                    .put(className(plain), bytes);
        });
        return layers;
    }

    private static String className(String path) {
        return path.substring(0, path.length() - CLASS.length()).replace('/', '.');
    }

    /// Why the JVM does not take a class. Asking for its methods is what links it; types in their descriptors that are not
    /// there come after that.
    private static Optional<Throwable> link(String name, ClassLoader loader) {
        try {
            var _ = Class.forName(name, false, loader).getDeclaredMethods();
            return Optional.empty();
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.of(e);
        }
    }

    /// New class files first.
    private static final class Emitted extends ClassLoader {
        private final Map<String, byte[]> files;

        Emitted(Map<String, byte[]> files, ClassLoader parent) {
            super(parent);
            this.files = files;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            byte[] bytes = files.get(name);
            if (bytes == null) return super.loadClass(name, resolve);
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known == null ? defineClass(name, bytes, 0, bytes.length) : known;
            }
        }
    }

    /// Run on a JDK whose modules are replaced: links the classes that lie in folders. Says which fail, and in the last line
    /// how many do not.
    static void main(String[] folders) {
        int linked = 0;
        for (String folder : folders) {
            for (String name : names(Path.of(folder))) {
                Optional<Throwable> wrong = link(name, ClassLoader.getPlatformClassLoader());
                if (wrong.isEmpty()) linked++;
                else System.out.println(broken(name, wrong.get()));
            }
        }
        System.out.println(linked);
    }

    private static String broken(String name, Throwable why) {
        return name + ": " + why.toString().lines().findFirst().orElse("");
    }

    private static List<String> names(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.map(f -> folder.relativize(f).toString().replace('\\', '/'))
                    .filter(path -> path.endsWith(CLASS))
                    .map(Linking::className)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

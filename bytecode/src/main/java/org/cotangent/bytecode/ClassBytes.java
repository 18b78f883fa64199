package org.cotangent.bytecode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/// Where the class files of loaded classes come from.
///
/// Most loaders hand out their `.class` resources; one that makes classes while running (a notebook kernel, a proxy
/// generator) may not. Whoever knows their bytes provides them as a service of this type.
@FunctionalInterface
public interface ClassBytes {
    /// The class file of the class that `loader` knows as `name` (`java.util.Map$Entry`), or empty.
    Optional<byte[]> find(ClassLoader loader, String name);

    /// The resources of loaders, and of the boot loader.
    static ClassBytes resources() {
        return (loader, name) -> {
            String path = name.replace('.', '/') + ".class";
            return read(loader.getResourceAsStream(path)).or(() -> read(ClassLoader.getSystemResourceAsStream(path)));
        };
    }

    /// The first that answers, of the services that are installed and then [#resources()].
    static ClassBytes installed() {
        List<ClassBytes> all = new ArrayList<>();
        ServiceLoader.load(ClassBytes.class, ClassBytes.class.getClassLoader()).forEach(all::add);
        all.add(resources());
        return chain(all);
    }

    /// The first that answers.
    static ClassBytes chain(List<ClassBytes> providers) {
        List<ClassBytes> all = List.copyOf(providers);
        return (loader, name) -> {
            for (ClassBytes p : all) {
                Optional<byte[]> bytes = p.find(loader, name);
                if (bytes.isPresent()) return bytes;
            }
            return Optional.empty();
        };
    }

    private static Optional<byte[]> read(@org.jspecify.annotations.Nullable InputStream stream) {
        if (stream == null) return Optional.empty();
        try (stream) {
            return Optional.of(stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

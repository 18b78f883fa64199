package org.cotangent.bytecode.roundtrip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// A loader that has classes of its own, made of the class files that its parent knows: as they are, or emitted again.
final class Again extends ClassLoader {
    private final Predicate<String> own;
    private final UnaryOperator<byte[]> make;

    private Again(ClassLoader parent, Predicate<String> own, UnaryOperator<byte[]> make) {
        super(parent);
        this.own = own;
        this.make = make;
    }

    /// Classes whose files are what `make` makes of those of the parent.
    static Again made(ClassLoader parent, Predicate<String> own, UnaryOperator<byte[]> make) {
        return new Again(parent, own, make);
    }

    static Again original(ClassLoader parent, Predicate<String> own) {
        return new Again(parent, own, bytes -> bytes);
    }

    static Again emitted(ClassLoader parent, Predicate<String> own) {
        RoundTrip roundTrip = new RoundTrip(parent);
        return new Again(parent, own, bytes -> bytes(roundTrip, bytes));
    }

    /// The class file, all of it emitted.
    static byte[] bytes(RoundTrip roundTrip, byte[] classFile) {
        RoundTrip.Result result = roundTrip.of(classFile);
        List<RoundTrip.Method> failed = result.methods().stream().filter(m -> m.failure().isPresent()).toList();
        assertEquals(List.of(), failed);
        return result.bytes();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!own.test(name)) return super.loadClass(name, resolve);
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            if (known != null) return known;
            byte[] bytes = make.apply(file(name).orElseThrow(() -> new ClassNotFoundException(name)));
            return defineClass(name, bytes, 0, bytes.length);
        }
    }

    private Optional<byte[]> file(String name) {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}

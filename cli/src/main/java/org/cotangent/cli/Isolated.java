package org.cotangent.cli;

import java.io.InputStream;
import java.net.URL;
import org.jspecify.annotations.Nullable;

/// The loader above a target's: it knows the JDK and Cotangent, but not the libraries that this program happens to use, so
/// that the target gets its own versions of them.
final class Isolated extends ClassLoader {
    private static final String OURS = "org.cotangent.";

    private final ClassLoader own = Isolated.class.getClassLoader();

    Isolated() {
        super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (!name.startsWith(OURS)) throw new ClassNotFoundException(name);
        return own.loadClass(name);
    }

    @Override
    protected @Nullable URL findResource(String name) {
        return name.startsWith(OURS.replace('.', '/')) ? own.getResource(name) : null;
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        return name.startsWith(OURS.replace('.', '/'))
                ? own.getResourceAsStream(name)
                : super.getResourceAsStream(name);
    }
}

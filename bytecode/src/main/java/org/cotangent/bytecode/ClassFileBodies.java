package org.cotangent.bytecode;

import java.util.Optional;
import org.cotangent.ir.Bodies;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Func;

/// The bodies of the methods that a class loader knows, lifted from class files on first demand. Nothing is loaded or
/// initialised. For any number of threads.
public final class ClassFileBodies implements Bodies {
    private final ClassFiles files;

    /// The classes that `loader` knows, with their bytes from `bytes`.
    public ClassFileBodies(ClassLoader loader, ClassBytes bytes) {
        files = new ClassFiles(loader, bytes);
    }

    /// The classes that `loader` knows, with their bytes from what is installed.
    public ClassFileBodies(ClassLoader loader) {
        this(loader, ClassBytes.installed());
    }

    /// How the same classes are related.
    public Hierarchy hierarchy() {
        return files.hierarchy();
    }

    /// Throws [org.cotangent.runtime.UnsupportedBytecode] if there is code, but malformed.
    @Override
    public Optional<Func> body(Callee callee) {
        return files.find(callee.owner()).flatMap(e -> e.body(callee.name(), callee.type()));
    }
}

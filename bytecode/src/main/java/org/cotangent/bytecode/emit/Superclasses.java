package org.cotangent.bytecode.emit;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.reflect.AccessFlag;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Superclasses, symbolically: read from class files, so that no class is initialised and the loader's own need not be
/// loaded. A class that cannot be found counts as a direct subclass of `Object`.
public final class Superclasses implements ClassHierarchyResolver {
    private record Entry(boolean isInterface, ClassDesc superclass) {}

    private static final Entry UNKNOWN = new Entry(false, ConstantDescs.CD_Object);

    private final Function<String, Optional<byte[]>> classFiles;
    private final Map<ClassDesc, Entry> known = new ConcurrentHashMap<>();

    /// A hierarchy of classes whose bytes `classFiles` gives by internal name.
    public Superclasses(Function<String, Optional<byte[]>> classFiles) {
        this.classFiles = classFiles;
    }

    /// The classes that `loader` sees.
    public static Superclasses of(@Nullable ClassLoader loader) {
        ClassLoader from = loader == null ? ClassLoader.getSystemClassLoader() : loader;
        return new Superclasses(name -> bytes(from, name));
    }

    private static Optional<byte[]> bytes(ClassLoader loader, String name) {
        try (InputStream in = loader.getResourceAsStream(name + ".class")) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// The class file of `c`, if its loader gives it.
    static Optional<byte[]> bytes(Class<?> c) {
        ClassLoader loader = c.getClassLoader();
        return bytes(loader == null ? ClassLoader.getSystemClassLoader() : loader, c.getName().replace('.', '/'));
    }

    @Override
    public ClassHierarchyInfo getClassInfo(ClassDesc desc) {
        if (desc.equals(ConstantDescs.CD_Object)) return ClassHierarchyInfo.ofClass(null);
        Entry e = entry(desc);
        return e.isInterface() ? ClassHierarchyInfo.ofInterface() : ClassHierarchyInfo.ofClass(e.superclass());
    }

    boolean isInterface(ClassDesc desc) {
        return desc.isClassOrInterface() && entry(desc).isInterface();
    }

    /// Whether the verifier takes a `from` for a `to`; to it, every reference is of every interface.
    boolean assignable(ClassDesc from, ClassDesc to) {
        ClassDesc f = from;
        ClassDesc t = to;
        while (f.isArray() && t.isArray()) {
            f = component(f);
            t = component(t);
        }
        // booleans and bytes are loaded and stored by one instruction
        if (f.equals(t) || isByte(f) && isByte(t) && from.isArray()) return true;
        if (f.isPrimitive() || t.isPrimitive() || t.isArray()) return false;
        if (t.equals(ConstantDescs.CD_Object)) return true;
        if (isInterface(t)) return true;
        return !f.isArray() && extendsClass(f, t);
    }

    /// The closest class that both extend; `Object` if one is an interface.
    ClassDesc common(ClassDesc x, ClassDesc y) {
        if (isInterface(x) || isInterface(y)) return ConstantDescs.CD_Object;
        for (ClassDesc c = x; !c.equals(ConstantDescs.CD_Object); c = entry(c).superclass()) {
            if (extendsClass(y, c)) return c;
        }
        return ConstantDescs.CD_Object;
    }

    private boolean extendsClass(ClassDesc from, ClassDesc to) {
        for (ClassDesc c = from; !c.equals(ConstantDescs.CD_Object); c = entry(c).superclass()) {
            if (c.equals(to)) return true;
        }
        return false;
    }

    private static boolean isByte(ClassDesc c) {
        return c.equals(ConstantDescs.CD_byte) || c.equals(ConstantDescs.CD_boolean);
    }

    private static ClassDesc component(ClassDesc array) {
        ClassDesc c = array.componentType();
        return c == null ? array : c;
    }

    private Entry entry(ClassDesc desc) {
        Entry e = known.get(desc);
        if (e != null) return e;
        Entry read = read(desc);
        known.put(desc, read);
        return read;
    }

    private Entry read(ClassDesc desc) {
        if (desc.equals(ConstantDescs.CD_Object)) return UNKNOWN;
        String d = desc.descriptorString();
        Optional<byte[]> bytes = classFiles.apply(d.substring(1, d.length() - 1));
        if (bytes.isEmpty()) return UNKNOWN;
        try {
            ClassModel model = ClassFile.of().parse(bytes.get());
            ClassDesc superclass = model.superclass().map(c -> c.asSymbol()).orElse(ConstantDescs.CD_Object);
            return new Entry(model.flags().has(AccessFlag.INTERFACE), superclass);
        } catch (IllegalArgumentException e) {
            return UNKNOWN;
        }
    }
}

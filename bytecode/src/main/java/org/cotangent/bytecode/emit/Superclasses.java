package org.cotangent.bytecode.emit;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.reflect.AccessFlag;
import java.util.List;
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

    /// Finds out about a class by its internal name.
    private interface Source {
        Optional<Entry> find(String name);
    }

    private final List<Source> sources;
    private final Map<ClassDesc, Entry> known = new ConcurrentHashMap<>();

    private Superclasses(List<Source> sources) {
        this.sources = sources;
    }

    /// A hierarchy of classes whose bytes `classFiles` gives by internal name.
    public Superclasses(Function<String, Optional<byte[]>> classFiles) {
        this(List.of(name -> classFiles.apply(name).flatMap(Superclasses::parse)));
    }

    /// The classes that `loader` sees. Those of the JDK, and those whose loader hides their bytes, are loaded, which does
    /// not initialise them.
    public static Superclasses of(ClassLoader loader) {
        return new Superclasses(List.of(
                name -> name.startsWith("java/") ? load(name, null) : Optional.empty(),
                name -> bytes(loader, name).flatMap(Superclasses::parse),
                name -> load(name, loader)));
    }

    private static Optional<Entry> load(String name, @Nullable ClassLoader loader) {
        try {
            Class<?> c = Class.forName(name.replace('/', '.'), false, loader);
            Class<?> superclass = c.getSuperclass();
            ClassDesc above = superclass == null ? ConstantDescs.CD_Object : ClassDesc.of(superclass.getName());
            return Optional.of(new Entry(c.isInterface(), above));
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
    }

    private static Optional<Entry> parse(byte[] bytes) {
        try {
            ClassModel model = ClassFile.of().parse(bytes);
            ClassDesc above = model.superclass().map(c -> c.asSymbol()).orElse(ConstantDescs.CD_Object);
            return Optional.of(new Entry(model.flags().has(AccessFlag.INTERFACE), above));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
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
        String name = d.substring(1, d.length() - 1);
        for (Source s : sources) {
            Optional<Entry> found = s.find(name);
            if (found.isPresent()) return found.get();
        }
        return UNKNOWN;
    }
}

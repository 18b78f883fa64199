package org.cotangent.bytecode;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import org.cotangent.bytecode.lift.Lift;
import org.cotangent.ir.Func;
import org.cotangent.runtime.UnsupportedBytecode;

/// The class files that a loader knows, parsed once and kept while there is memory, each with the functions lifted
/// from it.
final class ClassFiles {
    private record Key(String name, String descriptor) {}

    /// One class file.
    static final class Entry {
        private final ClassModel model;
        private final Lift lift;
        private final Map<Key, MethodModel> methods = new HashMap<>();
        private final Map<Key, Optional<Func>> lifted = new ConcurrentHashMap<>();

        Entry(ClassModel model, BinaryOperator<ClassDesc> common) {
            this.model = model;
            lift = Lift.of(model, common);
            for (MethodModel m : model.methods()) {
                methods.put(new Key(m.methodName().stringValue(), m.methodType().stringValue()), m);
            }
        }

        ClassModel model() {
            return model;
        }

        Optional<MethodModel> method(String name, MethodTypeDesc type) {
            return Optional.ofNullable(methods.get(new Key(name, type.descriptorString())));
        }

        Optional<Func> body(String name, MethodTypeDesc type) {
            Key key = new Key(name, type.descriptorString());
            MethodModel method = methods.get(key);
            return method == null ? Optional.empty() : lifted.computeIfAbsent(key, _ -> lift.method(method));
        }
    }

    private final ClassLoader loader;
    private final ClassBytes bytes;
    private final ClassFile parser = ClassFile.of(
            ClassFile.DebugElementsOption.DROP_DEBUG, ClassFile.LineNumbersOption.DROP_LINE_NUMBERS);
    private final Map<ClassDesc, SoftReference<Entry>> entries = new ConcurrentHashMap<>();
    private final Hierarchy hierarchy = new Hierarchy(this);

    ClassFiles(ClassLoader loader, ClassBytes bytes) {
        this.loader = loader;
        this.bytes = bytes;
    }

    Hierarchy hierarchy() {
        return hierarchy;
    }

    /// The class file of `desc`; empty for arrays, primitive types, and classes without one.
    Optional<Entry> find(ClassDesc desc) {
        if (!desc.isClassOrInterface()) return Optional.empty();
        SoftReference<Entry> kept = entries.get(desc);
        Entry known = kept == null ? null : kept.get();
        if (known != null) return Optional.of(known);
        return bytes.find(loader, name(desc)).map(b -> first(desc, parse(desc, b)));
    }

    /// The entry that all threads see: `read`, or the one that another thread has read meanwhile.
    private Entry first(ClassDesc desc, Entry read) {
        SoftReference<Entry> now = entries.merge(
                desc, new SoftReference<>(read), (old, fresh) -> old.get() == null ? fresh : old);
        Entry kept = now.get();
        return kept == null ? read : kept;
    }

    private static String name(ClassDesc desc) {
        String d = desc.descriptorString();
        return d.substring(1, d.length() - 1).replace('/', '.');
    }

    private Entry parse(ClassDesc desc, byte[] file) {
        return readable(desc, () -> new Entry(parser.parse(file), hierarchy::common));
    }

    /// What `part` of the class file of `desc` says: the library reads lazily, and on malformed files it throws much else
    /// besides what it says.
    static <T> T readable(ClassDesc desc, Supplier<T> part) {
        try {
            return part.get();
        } catch (UnsupportedBytecode e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            throw new UnsupportedBytecode(
                    "the class file of " + desc.displayName() + " cannot be read",
                    List.of(name(desc)),
                    e.toString(),
                    "compile the class again; if a tool has rewritten it, leave that tool out");
        }
    }
}

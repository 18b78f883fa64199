package org.cotangent.bytecode.emit;

import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.cotangent.ir.Func;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.runtime.UnsupportedBytecode;
import org.jspecify.annotations.Nullable;

/// Functions become static methods of a hidden class, which may do what its host may.
public final class Methods {
    private Methods() {}

    /// A static method to be made.
    public record Method(String name, MethodTypeDesc type, Func func) {
        /// The function with the result that the descriptor promises.
        private Func returning() {
            return new Func(func.name(), Type.of(type.returnType()), func.blocks(), func.valueBound());
        }
    }

    /// How links become call sites, and what the sites' bootstrap methods find as the class data of the new class: a
    /// list whose first element is `classData` (`MethodHandles.classDataAt(lookup, "_", T.class, 0)`); may be null.
    public record Linkage(@Nullable Object classData, Function<Op.Link, DynamicCallSiteDesc> sites) {}

    /// Defines a hidden nestmate of `host`, called `Host$$cotangent$simpleName`, without links.
    public static Lookup define(Class<?> host, String simpleName, List<Method> methods, @Nullable Object classData) {
        return defineLinked(host, simpleName, methods, new Linkage(classData, link -> {
            throw new IllegalStateException("nothing links " + link.target().name());
        }));
    }

    /// Defines a hidden nestmate of `host`, called `Host$$cotangent$simpleName`; a full-privilege lookup on it.
    public static Lookup defineLinked(Class<?> host, String simpleName, List<Method> methods, Linkage linkage) {
        Lookup there = Hosts.lookup(host);
        String name = there.lookupClass().getName() + "$$cotangent$" + simpleName;
        Superclasses hierarchy = Superclasses.of(host.getClassLoader());
        byte[] bytes = bytes(ClassDesc.of(name), methods, hierarchy, sourceFile(host), linkage.sites());
        try {
            Object data = java.util.Collections.singletonList(linkage.classData());
            return there.defineHiddenClassWithClassData(bytes, data, false, Lookup.ClassOption.NESTMATE);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(
            ClassDesc name,
            List<Method> methods,
            Superclasses hierarchy,
            Optional<String> sourceFile,
            Function<Op.Link, DynamicCallSiteDesc> sites) {
        EmitOptions options = EmitOptions.of(hierarchy, sourceFile.orElse("")).linkedBy(sites);
        ClassFile format = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(hierarchy));
        return format.build(name, c -> {
            c.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER | ClassFile.ACC_SYNTHETIC);
            sourceFile.ifPresent(file -> c.with(SourceFileAttribute.of(file)));
            for (Method m : methods) {
                c.withMethodBody(m.name(), m.type(), ClassFile.ACC_STATIC, code -> Emit.emit(code, m.returning(), m.type().parameterList(), options));
            }
        });
    }

    private static Optional<String> sourceFile(Class<?> host) {
        return Superclasses.bytes(host).flatMap(bytes -> ClassFile.of()
                .parse(bytes)
                .findAttribute(java.lang.classfile.Attributes.sourceFile())
                .map(a -> a.sourceFile().stringValue()));
    }
}

package org.cotangent.bytecode.emit;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles.Lookup;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.cotangent.bytecode.ClassFileBodies;
import org.cotangent.bytecode.Hierarchy;
import org.cotangent.ir.Func;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.runtime.Context;
import org.cotangent.runtime.UnsupportedBytecode;
import org.jspecify.annotations.Nullable;

/// Functions become static methods of a hidden class, which may do what its host may.
public final class Methods {
    private static final String RUNTIME = Context.class.getPackageName().replace('.', '/') + "/";

    private static final ClassValue<Beside> HOSTS = new ClassValue<>() {
        @Override
        protected Beside computeValue(Class<?> host) {
            return Beside.of(host);
        }
    };

    private Methods() {}

    /// What is known of a host.
    private record Beside(Superclasses superclasses, Hierarchy hierarchy, String sourceFile, boolean seesRuntime) {
        static Beside of(Class<?> host) {
            ClassLoader own = host.getClassLoader();
            ClassLoader loader = own == null ? ClassLoader.getSystemClassLoader() : own;
            String sourceFile = Superclasses.bytes(host)
                    .flatMap(bytes -> ClassFile.of().parse(bytes).findAttribute(Attributes.sourceFile()))
                    .map(a -> a.sourceFile().stringValue())
                    .orElse("");
            return new Beside(
                    Superclasses.of(loader), new ClassFileBodies(loader).hierarchy(), sourceFile, seesRuntime(loader));
        }

        private static boolean seesRuntime(ClassLoader loader) {
            try {
                return Class.forName(Context.class.getName(), false, loader) == Context.class;
            } catch (ClassNotFoundException | LinkageError e) {
                return false;
            }
        }
    }

    /// A static method to be made; `traced`: whether it is to be seen in the traces of exceptions that leave it.
    public record Method(String name, MethodTypeDesc type, Func func, boolean traced) {
        public Method(String name, MethodTypeDesc type, Func func) {
            this(name, type, func, false);
        }

        /// The function with the result that the descriptor promises.
        private Func returning(Func f) {
            return new Func(f.name(), Type.of(type.returnType()), f.blocks(), f.valueBound());
        }
    }

    /// How links become call sites, and what the sites' bootstrap methods find as the class data of the new class: a
    /// list whose first element is `classData` (`MethodHandles.classDataAt(lookup, "_", T.class, 0)`); may be null.
    public record Linkage(@Nullable Object classData, Function<Op.Link, DynamicCallSiteDesc> sites) {}

    /// An interface with one method `name`: the new class implements it by its first static method, and has a constructor
    /// without arguments. (A lambda of the class would live as long as the loader of its host.)
    public record Implemented(Class<?> type, String name) {}

    /// Defines a hidden nestmate of `host`, called `Host$$cotangent$simpleName`, without links.
    public static Lookup define(Class<?> host, String simpleName, List<Method> methods, @Nullable Object classData) {
        return defineLinked(host, simpleName, methods, new Linkage(classData, link -> {
            throw new IllegalStateException("nothing links " + link.target().name());
        }));
    }

    /// Defines a hidden nestmate of `host`, called `Host$$cotangent$simpleName`; a full-privilege lookup on it.
    public static Lookup defineLinked(Class<?> host, String simpleName, List<Method> methods, Linkage linkage) {
        return defineLinked(host, simpleName, methods, linkage, Optional.empty());
    }

    /// The same, of a class that implements an interface.
    public static Lookup defineLinked(
            Class<?> host,
            String simpleName,
            List<Method> methods,
            Linkage linkage,
            Optional<Implemented> implemented) {
        Lookup there = Hosts.lookup(host);
        Beside beside = HOSTS.get(host);
        Reach reach = new Reach(host, beside.hierarchy());
        Handles handles = new Handles(there, reach, linkage.classData());
        Detours detours = new Detours(reach, handles);
        List<Method> made = methods.stream()
                .map(m -> new Method(m.name(), m.type(), m.returning(detours.apply(m.func())), m.traced()))
                .toList();
        ClassDesc name = ClassDesc.of(host.getName() + "$$cotangent$" + simpleName);
        byte[] bytes = bytes(name, made, beside, linkage, implemented);
        Dump.write(host.getName() + "$$cotangent$" + simpleName, bytes);
        if (!beside.seesRuntime() && new String(bytes, StandardCharsets.ISO_8859_1).contains(RUNTIME))
            throw blind(host);
        try {
            return there.defineHiddenClassWithClassData(bytes, handles.data(), false, Lookup.ClassOption.NESTMATE);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(ClassDesc name, List<Method> methods, Beside beside, Linkage linkage,
            Optional<Implemented> implemented) {
        EmitOptions options =
                EmitOptions.of(beside.superclasses(), beside.sourceFile()).linkedBy(linkage.sites());
        ClassFile format = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(beside.superclasses()));
        return format.build(name, c -> {
            c.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER | ClassFile.ACC_SYNTHETIC);
            if (!beside.sourceFile().isEmpty()) c.with(SourceFileAttribute.of(beside.sourceFile()));
            for (Method m : methods) {
                c.withMethodBody(m.name(), m.type(), ClassFile.ACC_STATIC,
                        code -> Emit.emit(code, m.func(), m.type().parameterList(), options.traced(m.traced())));
            }
            implemented.ifPresent(i -> implement(c, name, i, methods.getFirst()));
        });
    }

    private static void implement(ClassBuilder c, ClassDesc name, Implemented implemented, Method by) {
        c.withInterfaceSymbols(implemented.type().describeConstable().orElseThrow());
        c.withMethodBody(ConstantDescs.INIT_NAME, ConstantDescs.MTD_void, 0, code -> code
                .aload(0)
                .invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                .return_());
        c.withMethodBody(implemented.name(), by.type(), ClassFile.ACC_PUBLIC, code -> {
            for (int i = 0; i < by.type().parameterCount(); i++) {
                code.loadLocal(TypeKind.from(by.type().parameterType(i)), code.parameterSlot(i));
            }
            code.invokestatic(name, by.name(), by.type()).return_(TypeKind.from(by.type().returnType()));
        });
    }

    private static UnsupportedBytecode blind(Class<?> host) {
        return new UnsupportedBytecode(
                "derivative code cannot run beside " + host.getName(),
                List.of(),
                "its class loader, " + host.getClassLoader() + ", does not see " + Context.class.getName(),
                "load Cotangent by that class loader or a parent of it");
    }
}

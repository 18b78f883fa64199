package org.cotangent.bytecode.emit;

import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodHandles;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.cotangent.runtime.UnsupportedBytecode;

/// Full-privilege lookups into users' classes, without flags.
///
/// Teleporting into another module (another class loader, say) loses the right to define nestmates. So a small class,
/// the trampoline, is defined in the host's package, once per package and loader; it hands out a lookup made inside.
public final class Hosts {
    private static final String TRAMPOLINE = "Cotangent$$Trampoline";
    private static final ClassDesc LOOKUP = ClassDesc.of("java.lang.invoke.MethodHandles$Lookup");
    private static final ClassDesc LOOKUPS = ClassDesc.of("java.lang.invoke.MethodHandles");

    /// Lookups hang on their classes, and go with them.
    private static final ClassValue<AtomicReference<Lookup>> PERMITTED = new ClassValue<>() {
        @Override
        protected AtomicReference<Lookup> computeValue(Class<?> c) {
            return new AtomicReference<>();
        }
    };

    private static final Map<Module, WeakReference<Class<?>>> GIVERS = new WeakHashMap<>();

    private Hosts() {}

    /// Notes a full-privilege lookup that a user has handed over, for the classes of its module.
    public static void permit(Lookup lookup) {
        Objects.requireNonNull(lookup, "lookup");
        if (!lookup.hasFullPrivilegeAccess()) {
            throw new IllegalArgumentException(lookup + " has no full privilege access: use MethodHandles.lookup()");
        }
        PERMITTED.get(lookup.lookupClass()).set(lookup);
        synchronized (GIVERS) {
            GIVERS.put(lookup.lookupClass().getModule(), new WeakReference<>(lookup.lookupClass()));
        }
    }

    private static Optional<Lookup> permitted(Module module) {
        synchronized (GIVERS) {
            return Optional.ofNullable(GIVERS.get(module))
                    .map(WeakReference::get)
                    .map(c -> PERMITTED.get(c).get());
        }
    }

    /// A lookup that may do all that `host` may.
    public static Lookup lookup(Class<?> host) {
        try {
            Optional<Lookup> permitted = permitted(host.getModule());
            if (permitted.isPresent()) return MethodHandles.privateLookupIn(host, permitted.get());
            Lookup here = MethodHandles.lookup();
            Module ours = Hosts.class.getModule();
            if (host.getModule() != ours) ours.addReads(host.getModule());
            Lookup there = MethodHandles.privateLookupIn(host, here);
            if (there.hasFullPrivilegeAccess()) return there;
            return MethodHandles.privateLookupIn(host, inside(there));
        } catch (IllegalAccessException | NoSuchFieldException e) {
            throw closed(host, e);
        }
    }

    private static Lookup inside(Lookup there) throws IllegalAccessException, NoSuchFieldException {
        Class<?> trampoline = trampoline(there);
        try {
            return (Lookup) there.findStaticGetter(trampoline, "INSIDE", Lookup.class).invokeExact();
        } catch (IllegalAccessException | NoSuchFieldException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> trampoline(Lookup there) throws IllegalAccessException {
        String name = name(there.lookupClass());
        try {
            return there.findClass(name);
        } catch (ClassNotFoundException | LinkageError _) {
            // not yet
        }
        try {
            return there.defineClass(bytes(ClassDesc.of(name)));
        } catch (LinkageError defined) {
            try {
                return there.findClass(name);
            } catch (ClassNotFoundException e) {
                defined.addSuppressed(e);
                throw defined;
            }
        }
    }

    private static String name(Class<?> host) {
        String p = host.getPackageName();
        return p.isEmpty() ? TRAMPOLINE : p + "." + TRAMPOLINE;
    }

    /// `final class Cotangent$$Trampoline { static final Lookup INSIDE = MethodHandles.lookup(); }`
    private static byte[] bytes(ClassDesc name) {
        return ClassFile.of().build(name,
                c -> c.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SUPER | ClassFile.ACC_SYNTHETIC)
                        .withField("INSIDE", LOOKUP, ClassFile.ACC_STATIC | ClassFile.ACC_FINAL)
                        .withMethodBody(ConstantDescs.CLASS_INIT_NAME, ConstantDescs.MTD_void, ClassFile.ACC_STATIC,
                                code -> code
                                        .invokestatic(LOOKUPS, "lookup", MethodTypeDesc.of(LOOKUP))
                                        .putstatic(name, "INSIDE", LOOKUP)
                                        .return_()));
    }

    private static UnsupportedBytecode closed(Class<?> host, Throwable cause) {
        Module module = host.getModule();
        String mend = module.isNamed()
                ? "open the package " + host.getPackageName() + " in the module-info of " + module.getName()
                : "";
        UnsupportedBytecode e = new UnsupportedBytecode(
                "no derivative code can be put beside " + host.getName(),
                List.of(),
                "its package is closed: " + cause.getMessage(),
                mend);
        e.initCause(cause);
        return e;
    }
}

package org.cotangent.engine;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.cotangent.bytecode.emit.Hosts;
import org.jspecify.annotations.Nullable;

/// Objects made otherwise than by a `new` of their own code.
final class Making {
    private static final ClassValue<Constructor<?>> BARE = new ClassValue<>() {
        @Override
        protected Constructor<?> computeValue(Class<?> c) {
            return find(c);
        }
    };

    private static final ClassValue<MethodHandle> CANONICAL = new ClassValue<>() {
        @Override
        protected MethodHandle computeValue(Class<?> c) {
            return canonical(c);
        }
    };

    private static final MethodHandle NEW;

    static {
        try {
            MethodType type = MethodType.methodType(Object.class, Constructor.class, Object[].class);
            NEW = MethodHandles.lookup().findStatic(Making.class, "made", type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Making() {}

    private static Constructor<?> find(Class<?> c) {
        try {
            return bare(c, Object.class.getDeclaredConstructor());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot allocate " + c.getName(), e);
        }
    }

    /// Makes an object of class `c` on which no constructor runs but `above`, one of a superclass.
    private static Constructor<?> bare(Class<?> c, Constructor<?> above) {
        try {
            // jdk.unsupported, by reflection since the compiler warns of it
            Class<?> factory = Class.forName("sun.reflect.ReflectionFactory");
            Object instance = factory.getMethod("getReflectionFactory").invoke(null);
            return (Constructor<?>) factory.getMethod(
                    "newConstructorForSerialization", Class.class, Constructor.class)
                    .invoke(instance, c, above);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot allocate " + c.getName(), e);
        }
    }

    /// Makes a bare object: no constructor of its class or above it, but that of `Object`, runs.
    static Object bare(Class<?> c) {
        try {
            return BARE.get(c).newInstance();
        } catch (InstantiationException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot allocate " + c.getName(), e);
        }
    }

    /// Makes an object of class `c` on which, of all constructors, `above` runs, one of a superclass.
    static MethodHandle below(Class<?> c, Constructor<?> above, MethodType type) {
        MethodHandle make = NEW.bindTo(bare(c, above));
        return make.asCollector(Object[].class, type.parameterCount()).asType(type);
    }

    /// What the constructor throws is not wrapped.
    @SuppressWarnings("UnusedMethod") // its handle is called
    private static Object made(Constructor<?> constructor, Object[] arguments) throws Throwable {
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private static MethodHandle canonical(Class<?> c) {
        Class<?>[] types = Arrays.stream(c.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return Hosts.lookup(c)
                    .findConstructor(c, MethodType.methodType(void.class, types))
                    .asSpreader(Object[].class, types.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new IllegalStateException("cannot make " + c.getName(), e);
        }
    }

    /// Makes a record by its canonical constructor, which may throw.
    static Object record(Class<?> c, @Nullable Object[] args) {
        try {
            return (Object) CANONICAL.get(c).invokeExact(args);
        } catch (Throwable e) {
            throw Fields.unexpected(e);
        }
    }
}

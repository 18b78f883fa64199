package org.cotangent.engine;

import java.lang.invoke.MethodHandle;
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

    private Making() {}

    private static Constructor<?> find(Class<?> c) {
        try {
            // jdk.unsupported, by reflection since the compiler warns of it
            Class<?> factory = Class.forName("sun.reflect.ReflectionFactory");
            Object instance = factory.getMethod("getReflectionFactory").invoke(null);
            return (Constructor<?>) factory.getMethod(
                    "newConstructorForSerialization", Class.class, Constructor.class)
                    .invoke(instance, c, Object.class.getDeclaredConstructor());
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

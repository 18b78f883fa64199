package org.cotangent.engine;

import java.lang.constant.ClassDesc;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import org.cotangent.ad.Construct;
import org.cotangent.bytecode.emit.Hosts;
import org.cotangent.ir.Callee;
import org.cotangent.ir.FieldRef;

/// Access to members that derivative code cannot name or may not touch by a plain instruction.
final class Members {
    private Members() {}

    /// Reads a captured value of a lambda.
    static CallSite capture(Classes classes, FieldRef field, MethodType type) {
        Class<?> owner = classes.of(field.owner());
        Class<?> value = classes.of(field.type());
        try {
            MethodHandles.Lookup there = MethodHandles.privateLookupIn(owner, Hosts.lookup(owner.getNestHost()));
            return new ConstantCallSite(there.findGetter(owner, field.name(), value).asType(type));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + field, e);
        }
    }

    /// Writes a final field of an object under construction.
    static CallSite setFinal(Classes classes, FieldRef field, MethodType type) {
        Class<?> owner = classes.of(field.owner());
        try {
            Field f = owner.getDeclaredField(field.name());
            f.setAccessible(true);
            MethodHandle set = Hosts.lookup(owner).unreflectSetter(f);
            // the stack has ints where fields have booleans and bytes
            return new ConstantCallSite(MethodHandles.explicitCastArguments(set, type));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot write " + field, e);
        }
    }

    /// Makes an object by its own constructor, or by one of the JDK above it.
    static CallSite construct(Classes classes, Construct construct, MethodType type) {
        Callee constructor = construct.constructor();
        Class<?> c = classes.of(constructor.owner());
        try {
            if (!construct.made().equals(constructor.owner())) {
                MethodType given = MethodType.fromMethodDescriptorString(
                        constructor.type().descriptorString(), classes.loader());
                Constructor<?> above = c.getDeclaredConstructor(given.parameterArray());
                return new ConstantCallSite(Making.below(classes.of(construct.made()), above, type));
            }
            MethodHandles.Lookup there =
                    Jdk.isJdk(constructor.owner()) ? MethodHandles.publicLookup() : Hosts.lookup(c);
            MethodType wanted = MethodType.fromMethodDescriptorString(
                    constructor.type().descriptorString(), classes.loader());
            return new ConstantCallSite(there.findConstructor(c, wanted).asType(type));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make " + c.getName(), e);
        }
    }

    /// Calls a method of the JDK on an object.
    static CallSite asIs(Classes classes, Callee callee, MethodType type) {
        Class<?> c = classes.of(callee.owner());
        MethodType wanted =
                MethodType.fromMethodDescriptorString(callee.type().descriptorString(), classes.loader());
        try {
            MethodHandles.Lookup there =
                    Jdk.isJdk(callee.owner()) ? MethodHandles.publicLookup() : Hosts.lookup(c);
            return new ConstantCallSite(there.findVirtual(c, callee.name(), wanted).asType(type));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot call " + callee, e);
        }
    }

    /// Makes a bare object: no constructor of its class or above it, but that of `Object`, runs.
    static CallSite allocate(Classes classes, ClassDesc desc, MethodType type) {
        Class<?> c = classes.of(desc);
        try {
            // jdk.unsupported, by reflection since the compiler warns of it
            Class<?> factory = Class.forName("sun.reflect.ReflectionFactory");
            Object instance = factory.getMethod("getReflectionFactory").invoke(null);
            Constructor<?> bare = (Constructor<?>) factory.getMethod(
                    "newConstructorForSerialization", Class.class, Constructor.class)
                    .invoke(instance, c, Object.class.getDeclaredConstructor());
            MethodHandle make = MethodHandles.lookup()
                    .findVirtual(
                            Constructor.class, "newInstance", MethodType.methodType(Object.class, Object[].class))
                    .bindTo(bare);
            MethodHandle none = MethodHandles.insertArguments(make.asFixedArity(), 0, (Object) new Object[0]);
            return new ConstantCallSite(none.asType(type));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot allocate " + c.getName(), e);
        }
    }
}

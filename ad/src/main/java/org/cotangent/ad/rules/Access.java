package org.cotangent.ad.rules;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Optional;
import org.cotangent.ir.Callee;
import org.cotangent.ir.FieldRef;

/// What derivative code in any package may call: a rule is copied to wherever its method is called.
final class Access {
    private final Class<?> table;

    Access(Class<?> table) {
        this.table = table;
    }

    /// Whether `callee` is a method of the table itself.
    boolean isOwn(Callee callee) {
        return callee.owner().descriptorString().equals(table.descriptorString());
    }

    /// Whether `callee` may be called from everywhere.
    boolean isPublic(Callee callee) {
        return find(callee.owner()).filter(c -> isOpen(c) && declares(c, callee)).isPresent();
    }

    /// Whether `field` may be read from everywhere and never changes.
    boolean isPublicConstant(FieldRef field) {
        return find(field.owner()).filter(c -> isOpen(c) && declares(c, field)).isPresent();
    }

    private static boolean declares(Class<?> c, Callee callee) {
        return Arrays.stream(c.getMethods())
                .anyMatch(m -> m.getName().equals(callee.name()) && type(m).equals(callee.type()));
    }

    private static boolean declares(Class<?> c, FieldRef ref) {
        for (Field f : c.getFields()) {
            int m = f.getModifiers();
            if (f.getName().equals(ref.name())) return Modifier.isStatic(m) && Modifier.isFinal(m);
        }
        return false;
    }

    /// The descriptor of `m`.
    static MethodTypeDesc type(Method m) {
        return MethodTypeDesc.ofDescriptor(
                MethodType.methodType(m.getReturnType(), m.getParameterTypes()).descriptorString());
    }

    private static boolean isOpen(Class<?> c) {
        return Modifier.isPublic(c.getModifiers()) && c.getModule().isExported(c.getPackageName());
    }

    private Optional<Class<?>> find(ClassDesc desc) {
        if (!desc.isClassOrInterface()) return Optional.empty();
        String d = desc.descriptorString();
        String name = d.substring(1, d.length() - 1).replace('/', '.');
        try {
            return Optional.of(Class.forName(name, false, table.getClassLoader()));
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
    }
}

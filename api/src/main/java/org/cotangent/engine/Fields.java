package org.cotangent.engine;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.cotangent.bytecode.emit.Hosts;
import org.cotangent.runtime.Layouts;
import org.jspecify.annotations.Nullable;

/// The instance fields of a class that is not the JDK's, superclasses first, each as declared: read and written.
final class Fields {
    /// One field; `entry` is its place in shadows, -1 if it is not a floating-point number.
    static final class Member {
        final String name;
        final Class<?> type;
        final int entry;
        private final Field field;
        private final MethodHandle get;
        private @Nullable MethodHandle set;

        Member(Field field, String name, int entry, MethodHandle get) {
            this.field = field;
            this.name = name;
            this.type = field.getType();
            this.entry = entry;
            this.get = get;
        }

        boolean isNumber() {
            return entry >= 0;
        }

        boolean isReference() {
            return !type.isPrimitive();
        }

        @Nullable
        Object get(Object o) {
            try {
                return (Object) get.invokeExact(o);
            } catch (Throwable e) {
                throw unexpected(e);
            }
        }

        void set(Object o, @Nullable Object value) {
            MethodHandle h = set;
            if (h == null) set = h = setter(field);
            try {
                h.invokeExact(o, value);
            } catch (Throwable e) {
                throw unexpected(e);
            }
        }

        private static MethodHandle setter(Field field) {
            try {
                // final fields of ordinary classes can be written after this, those of records cannot
                if (Modifier.isFinal(field.getModifiers())) field.setAccessible(true);
                return Hosts.lookup(field.getDeclaringClass())
                        .unreflectSetter(field)
                        .asType(MethodType.methodType(void.class, Object.class, Object.class));
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("cannot write " + field, e);
            }
        }
    }

    private static final ClassValue<Fields> KNOWN = new ClassValue<>() {
        @Override
        protected Fields computeValue(Class<?> c) {
            return new Fields(c);
        }
    };

    final List<Member> members;

    /// Those of the fields that hold references.
    final List<Member> references;

    /// The number of entries in a shadow.
    final int numbers;

    private Fields(Class<?> c) {
        List<Class<?>> chain = new ArrayList<>();
        for (Class<?> s = c; s != null && !Kind.isJdk(s); s = s.getSuperclass()) chain.addFirst(s);
        List<Member> found = new ArrayList<>();
        for (Class<?> s : chain) declared(s, c, found);
        this.members = List.copyOf(found);
        this.references = found.stream().filter(Member::isReference).toList();
        this.numbers = Layouts.fields(c).size();
    }

    private static void declared(Class<?> declaring, Class<?> c, List<Member> found) {
        Field[] fields = declaring.getDeclaredFields();
        if (fields.length == 0) return;
        MethodHandles.Lookup there = Hosts.lookup(declaring);
        for (Field f : fields) {
            if (Modifier.isStatic(f.getModifiers())) continue;
            boolean taken = found.stream().anyMatch(m -> m.name.equals(f.getName()));
            String name = taken ? declaring.getSimpleName() + "." + f.getName() : f.getName();
            boolean number = f.getType() == double.class || f.getType() == float.class;
            int entry = number ? Layouts.fields(c).indexOf(f) : -1;
            try {
                MethodHandle get =
                        there.unreflectGetter(f).asType(MethodType.methodType(Object.class, Object.class));
                found.add(new Member(f, name, entry, get));
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("cannot read " + f, e);
            }
        }
    }

    static Fields of(Class<?> c) {
        return KNOWN.get(c);
    }

    /// The floating-point fields of `o`, by entry.
    double[] gather(Object o) {
        double[] all = new double[numbers];
        for (Member m : members) if (m.isNumber() && m.get(o) instanceof Number n) all[m.entry] = n.doubleValue();
        return all;
    }

    /// All fields of `o`, numbers in boxes.
    @Nullable
    Object[] all(Object o) {
        return with(new double[0], o);
    }

    /// All fields of `o`, but with other numbers, if there are any.
    @Nullable
    Object[] with(double[] other, Object o) {
        @Nullable
        Object[] all = new Object[members.size()];
        for (int i = 0; i < all.length; i++) {
            Member m = members.get(i);
            all[i] = m.isNumber() && other.length > 0 ? number(m.type, other[m.entry]) : m.get(o);
        }
        return all;
    }

    /// Overwrites the floating-point fields of `o`.
    void scatter(double[] all, Object o) {
        for (Member m : members) if (m.isNumber()) m.set(o, number(m.type, all[m.entry]));
    }

    /// A box of class `type` (or of that primitive).
    static Object number(Class<?> type, double value) {
        if (type == float.class || type == Float.class) return (float) value;
        return value;
    }

    static RuntimeException unexpected(Throwable e) {
        if (e instanceof RuntimeException r) throw r;
        if (e instanceof Error r) throw r;
        throw new IllegalStateException(e);
    }
}

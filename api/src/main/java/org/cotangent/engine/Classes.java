package org.cotangent.engine;

import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.cotangent.ad.Factory;
import org.cotangent.ad.Lower;
import org.cotangent.bytecode.Hierarchy;
import org.cotangent.ir.Callee;
import org.cotangent.ir.FieldRef;
import org.cotangent.ir.Op;
import org.cotangent.runtime.NotDifferentiable;
import org.cotangent.runtime.Places;

/// The classes that code of one loader names, and which method a call of theirs runs.
final class Classes {
    private final ClassLoader loader;
    private final Lambdas lambdas;
    private final Hierarchy hierarchy;
    private final Map<ClassDesc, Class<?>> found = new ConcurrentHashMap<>();

    Classes(ClassLoader loader, Lambdas lambdas, Hierarchy hierarchy) {
        this.loader = loader;
        this.lambdas = lambdas;
        this.hierarchy = hierarchy;
    }

    /// The class that `desc` names: loaded, not initialised.
    Class<?> of(ClassDesc desc) {
        if (Lambdas.isLambda(desc)) return lambdas.classOf(desc);
        return found.computeIfAbsent(desc, this::load);
    }

    /// Whether the loader gives `c` for its name.
    boolean sees(Class<?> c) {
        try {
            return of(desc(c)) == c;
        } catch (NoClassDefFoundError _) {
            return false;
        }
    }

    private Class<?> load(ClassDesc desc) {
        try {
            if (!desc.isClassOrInterface()) {
                return MethodType.fromMethodDescriptorString("()" + desc.descriptorString(), loader).returnType();
            }
            return Class.forName(Jdk.name(desc), false, loader);
        } catch (ClassNotFoundException | TypeNotPresentException _) {
            throw new NoClassDefFoundError(Jdk.name(desc));
        }
    }

    /// The name of a class, as code names it.
    static ClassDesc desc(Class<?> c) {
        if (isHidden(c)) throw nameless(c);
        return ClassDesc.ofDescriptor(c.descriptorString());
    }

    /// The class itself, or the one that a hidden class, such as a lambda's, is a nestmate of.
    static Class<?> named(Class<?> c) {
        return c.isHidden() ? c.getNestHost() : c;
    }

    /// The name of a class for people: a hidden class without what tells it from others of that name.
    static String shown(Class<?> c) {
        return c.getName().replaceFirst("/.*", "");
    }

    private static boolean isHidden(Class<?> c) {
        Class<?> component = c.getComponentType();
        return component == null ? c.isHidden() : isHidden(component);
    }

    private static NotDifferentiable nameless(Class<?> c) {
        return new NotDifferentiable(
                "cannot differentiate code of the hidden class " + shown(c),
                Places.chain(""),
                "it has no name by which other code could mention it, and gives no class file",
                "define it by a class loader, or by Lookup.defineClass");
    }

    /// The one method that a call can run, named at the class that declares it: static, special, private, final, or of a
    /// final class. Empty if the receiver decides.
    Optional<Callee> exact(Op.Invoke call) {
        Callee callee = call.callee();
        if (Lambdas.isLambda(callee.owner()) || Lower.isCopy(callee) || Factory.is(callee)
                || Reflected.isBetween(callee)) {
            return Optional.of(callee);
        }
        Optional<Hierarchy.Method> m = hierarchy.resolve(callee);
        boolean fixed = call.kind() == Op.Invoke.Kind.STATIC
                || call.kind() == Op.Invoke.Kind.SPECIAL
                || hierarchy.isFinal(callee.owner())
                || m.filter(Hierarchy.Method::isFinalOrPrivate).isPresent();
        return fixed ? m.map(Hierarchy.Method::callee) : Optional.empty();
    }

    /// The method that a call of `callee` runs on a receiver of class `receiver`.
    Optional<Callee> select(ClassDesc receiver, Callee callee) {
        if (Lambdas.isLambda(receiver)) {
            Callee sam = lambdas.sam(receiver);
            if (sam.name().equals(callee.name()) && sam.type().equals(callee.type())) return Optional.of(sam);
            return inherited(lambdas.classOf(receiver), callee);
        }
        return hierarchy.select(receiver, callee).map(Hierarchy.Method::callee);
    }

    /// What a lambda inherits from the interfaces of its class, or from `Object`.
    private Optional<Callee> inherited(Class<?> lambda, Callee callee) {
        return Stream.concat(Arrays.stream(lambda.getInterfaces()), Stream.of(Object.class))
                .flatMap(i -> hierarchy.select(desc(i), callee).stream())
                .map(Hierarchy.Method::callee)
                .findFirst();
    }

    /// The field that an access means.
    Hierarchy.Field field(FieldRef ref) {
        return hierarchy.resolve(ref).orElseThrow(() -> new NoSuchFieldError(ref.toString()));
    }

    ClassLoader loader() {
        return loader;
    }

    Hierarchy hierarchy() {
        return hierarchy;
    }
}

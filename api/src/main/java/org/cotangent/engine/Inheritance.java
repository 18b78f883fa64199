package org.cotangent.engine;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.reflect.AccessFlag;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cotangent.bytecode.Hierarchy;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Type;

/// What code of the JDK calls on objects of the program's classes, and whether that may run as it is ([Effects]).
final class Inheritance {
    private static final Set<String> OF_KEYS =
            Set.of("equals", "hashCode", "toString", "compareTo", "compare", "formatTo");
    private static final Set<String> OF_ERRORS = Set.of("getMessage", "getLocalizedMessage", "fillInStackTrace");

    private record Key(ClassDesc receiver, Callee method) {}

    private final JvmWorld world;
    private final Lambdas lambdas;
    private final SelfCalls selfCalls;
    private final Map<ClassDesc, Effects.Finding> classes = new ConcurrentHashMap<>();
    private final Map<ClassDesc, Effects.Finding> handed = new ConcurrentHashMap<>();
    private final Map<Key, Effects.Finding> methods = new ConcurrentHashMap<>();

    Inheritance(JvmWorld world, Lambdas lambdas) {
        this.world = world;
        this.lambdas = lambdas;
        this.selfCalls = new SelfCalls(world);
    }

    /// Of what the JDK may call on an object of class `c` that it is handed.
    Effects.Finding of(ClassDesc c) {
        Effects.Finding k = classes.get(c);
        if (k != null) return k;
        Effects.Finding found = check(c, calledBack(c, ConstantDescs.CD_Object));
        classes.put(c, found);
        return found;
    }

    /// Of what code that nobody knows may call on such an object: all that it implements or overrides of the JDK.
    Effects.Finding handed(ClassDesc c) {
        Effects.Finding k = handed.get(c);
        if (k != null) return k;
        Effects.Finding found = check(c, calledBack(c, c));
        handed.put(c, found);
        return found;
    }

    /// Whether `method` of the JDK calls nothing of the program's on an object of class `c`.
    boolean isQuiet(ClassDesc c, Callee method) {
        return selfCalls.of(c, method).filter(Set::isEmpty).isPresent();
    }

    /// Of what `method`, which class `c` inherits from the JDK, calls on its own object.
    Effects.Finding of(ClassDesc c, Callee method) {
        Key key = new Key(c, method);
        Effects.Finding k = methods.get(key);
        if (k != null) return k;
        Effects.Finding found = check(c, selfCalls.of(c, method).orElseGet(() -> calledBack(c, method.owner())));
        methods.put(key, found);
        return found;
    }

    private Effects.Finding check(ClassDesc c, Set<Callee> called) {
        Effects effects = new Effects(world, lambdas, Set.of(c));
        boolean text = false;
        Trust trust = Trust.NONE;
        for (Callee m : called) {
            Effects.Finding f = effects.of(m, null);
            if (f.whyNot().isPresent()) return Effects.Finding.not(m.shortName() + " " + f.whyNot().get());
            Optional<String> result = result(m, f);
            if (result.isPresent()) return Effects.Finding.not(result.get());
            text |= f.text();
            trust = trust.and(f.trust());
        }
        return new Effects.Finding(Optional.empty(), Effects.From.BEFORE, text, trust);
    }

    /// What is wrong with the result of a method that the JDK calls.
    Optional<String> result(Callee m, Effects.Finding f) {
        Type type = Type.of(m.type().returnType());
        if (type.isFloating()) return Optional.of(lambdas.named(m) + " gives a number to code of the JDK");
        if (!type.isReference() || f.result() == Effects.From.BEFORE) return Optional.empty();
        if (Jdk.isLeaf(type, world.classes().hierarchy())) return Optional.empty();
        return Optional.of(lambdas.named(m) + " gives an object that it made to code of the JDK");
    }

    /// The program's methods that implement or override methods of the JDK that it calls: those of collections and keys, and
    /// all that `base` declares or inherits, whose code runs on the object.
    private Set<Callee> calledBack(ClassDesc c, ClassDesc base) {
        Hierarchy h = world.classes().hierarchy();
        boolean error = h.isSubclass(c, ConstantDescs.CD_Throwable);
        Set<Callee> all = new LinkedHashSet<>();
        for (ClassDesc above : h.supertypes(c)) {
            if (!Jdk.isJdk(above)) continue;
            boolean collection = Jdk.isCollection(above, h) || above.equals(ClassDesc.of("java.lang.CharSequence"));
            for (Hierarchy.Method m : h.methods(above)) {
                Callee callee = m.callee();
                if (m.isStatic() || m.isPrivate() || callee.isConstructor()) continue;
                // clone and finalize, which the JDK cannot call on what it is handed
                if (above.equals(ConstantDescs.CD_Object) && m.flags().contains(AccessFlag.PROTECTED)) continue;
                boolean asked = h.isSubclass(base, above) && !Jdk.takesFunction(callee)
                        || collection && !Jdk.takesFunction(callee)
                        || OF_KEYS.contains(callee.name())
                        || error && OF_ERRORS.contains(callee.name());
                if (!asked) continue;
                h.select(c, callee)
                        .map(Hierarchy.Method::callee)
                        .filter(s -> !Jdk.isJdk(s.owner()))
                        .ifPresent(all::add);
            }
        }
        return all;
    }
}

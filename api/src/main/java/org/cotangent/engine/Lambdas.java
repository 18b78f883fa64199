package org.cotangent.engine;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import org.cotangent.ir.Block;
import org.cotangent.ir.Builder;
import org.cotangent.ir.Callee;
import org.cotangent.ir.FieldRef;
import org.cotangent.ir.Func;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;

/// Lambda classes and what they do. The JVM hides their code, so their bodies are written here, as functions that read the
/// captured values from the lambda object and call the implementation.
///
/// In functions such a class goes by a made-up name in [#PACKAGE], since a hidden class has none.
final class Lambdas {
    /// One book for all engines: an object made by code of one loader may be called by code of another.
    static final Lambdas ALL = new Lambdas();

    static final String PACKAGE = "org.cotangent.lambda";

    private record Known(ClassDesc name, Lambda lambda) {}

    /// The class that goes by a name, until it is collected.
    private static final class Named extends WeakReference<Class<?>> {
        final ClassDesc name;

        Named(ClassDesc name, Class<?> type, ReferenceQueue<Class<?>> collected) {
            super(type, collected);
            this.name = name;
        }
    }

    private final Map<Class<?>, Known> known = new WeakHashMap<>();
    private final Map<ClassDesc, Named> classes = new HashMap<>();
    private final ReferenceQueue<Class<?>> collected = new ReferenceQueue<>();
    private int names;
    private final Map<ClassDesc, Lambda> lambdas = new HashMap<>();
    private final Map<Class<?>, Set<Lambda>> guesses = new WeakHashMap<>();
    private final Map<Class<?>, Optional<Lambda>> tried = new WeakHashMap<>();

    private Lambdas() {}

    /// Notes what objects of class `type` do.
    synchronized ClassDesc note(Class<?> type, Lambda lambda) {
        Known k = known.get(type);
        if (k != null) return k.name();
        ClassDesc name = ClassDesc.of(PACKAGE, "L" + names++);
        forget();
        known.put(type, new Known(name, lambda));
        classes.put(name, new Named(name, type, collected));
        lambdas.put(name, lambda);
        return name;
    }

    /// Forgets what was noted of classes that are gone.
    private void forget() {
        for (Object gone = collected.poll(); gone != null; gone = collected.poll()) {
            if (!(gone instanceof Named named)) continue;
            classes.remove(named.name);
            lambdas.remove(named.name);
        }
    }

    /// The made-up name of the class of `function`, if that is a lambda whose code is known.
    synchronized Optional<ClassDesc> nameOf(Object function) {
        Known k = known.get(function.getClass());
        if (k != null) return Optional.of(k.name());
        return Lambda.of(function).or(() -> guess(function)).map(l -> note(function.getClass(), l));
    }

    private Optional<Lambda> guess(Object function) {
        Class<?> c = function.getClass();
        Set<Lambda> all = guesses.computeIfAbsent(c, Guesses::of);
        if (all.size() < 2) return all.stream().findFirst();
        return tried.computeIfAbsent(c, _ -> Trials.of(function, all));
    }

    /// What objects of a class whose code is not known may do.
    synchronized Set<Lambda> guesses(Class<?> c) {
        return guesses.computeIfAbsent(c, Guesses::of);
    }

    static boolean isLambda(ClassDesc name) {
        return name.isClassOrInterface() && name.packageName().equals(PACKAGE);
    }

    synchronized Class<?> classOf(ClassDesc name) {
        WeakReference<Class<?>> ref = classes.get(name);
        Class<?> c = ref == null ? null : ref.get();
        if (c == null) throw new IllegalStateException("no lambda class " + name);
        return c;
    }

    synchronized Lambda lambda(ClassDesc name) {
        Lambda l = lambdas.get(name);
        if (l == null) throw new IllegalStateException("no lambda class " + name);
        return l;
    }

    /// The class beside which derivative code of a lambda is put: that of its implementation, so that this can be inlined.
    ClassDesc home(ClassDesc name) {
        ClassDesc owner = lambda(name).implementation().owner();
        return Jdk.isJdk(owner) ? Classes.desc(classOf(name).getNestHost()) : owner;
    }

    /// The name of the class whose code made the lambdas of that class.
    String maker(ClassDesc name) {
        String spun = classOf(name).getName();
        int end = spun.indexOf("$$Lambda");
        return end < 0 ? spun : spun.substring(0, end);
    }

    /// A method for people, who know no names of lambdas.
    String named(Callee method) {
        if (!isLambda(method.owner())) return method.shortName();
        Callee implementation = lambda(method.owner()).implementation();
        return implementation.name().startsWith("lambda$") ? "a function" : implementation.shortName();
    }

    /// The method that a lambda class implements.
    Callee sam(ClassDesc name) {
        Lambda l = lambda(name);
        return Callee.of(name, l.samName(), l.samType());
    }

    /// The body of that method.
    Func body(ClassDesc name) {
        Lambda l = lambda(name);
        Builder b = new Builder(0);
        Block.Label entry = b.block("lambda");
        Value self = b.parameter(entry, Type.OBJECT, "lambda");
        List<Value> given = new ArrayList<>();
        for (ClassDesc p : l.samType().parameterList()) given.add(b.parameter(entry, Type.of(p), "x" + given.size()));
        b.in(entry);
        List<Value> args = new ArrayList<>();
        Callee impl = l.implementation();
        List<ClassDesc> wanted = wanted(l);
        Optional<Value> made = Optional.empty();
        if (impl.isConstructor()) {
            made = Optional.of(b.let(new Op.New(impl.owner())));
            args.add(made.get());
        }
        int at = 0;
        for (ClassDesc c : l.captured().parameterList()) {
            args.add(b.getField(name, "arg$" + ++at, c, self));
        }
        for (int i = 0; i < given.size(); i++) {
            ClassDesc from = l.instantiated().parameterType(i);
            Value x = given.get(i);
            if (!from.isPrimitive() && !from.equals(l.samType().parameterType(i))) x = b.let(new Op.Cast(from, x));
            args.add(Conversions.convert(b, x, from, wanted.get(at + i)));
        }
        Value y = b.let(new Op.Invoke(l.kind(), impl, args));
        ClassDesc result = l.samType().returnType();
        if (result.equals(ConstantDescs.CD_void)) {
            b.ret();
        } else if (made.isPresent()) {
            b.ret(made.get());
        } else {
            b.ret(Conversions.convert(b, y, impl.type().returnType(),
                    result.isPrimitive() ? result : boxed(l, result)));
        }
        return b.build("lambda " + impl.shortName(), Type.of(result));
    }

    private static ClassDesc boxed(Lambda l, ClassDesc result) {
        ClassDesc made = l.instantiated().returnType();
        return made.isPrimitive() ? result : made;
    }

    private static List<ClassDesc> wanted(Lambda l) {
        MethodTypeDesc all = l.implementation().type();
        if (l.kind() != Op.Invoke.Kind.STATIC && !l.implementation().isConstructor()) {
            all = all.insertParameterTypes(0, l.implementation().owner());
        }
        return all.parameterList();
    }

    /// A captured value, as a field of the lambda's class.
    static boolean isCapture(FieldRef field) {
        return isLambda(field.owner());
    }
}

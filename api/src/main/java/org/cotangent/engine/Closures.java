package org.cotangent.engine;

import java.io.Serializable;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.LambdaConversionException;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import org.cotangent.bytecode.emit.Hosts;
import org.cotangent.bytecode.emit.Methods;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Func;
import org.cotangent.ir.Target;

/// Function objects made in differentiated code: lambdas as Java makes them, whose classes are noted as they appear, so that
/// a call on one is followed.
final class Closures {
    /// The making of a function object.
    record Closure(DynamicCallSiteDesc site) implements Target {
        @Override
        public String name() {
            return "lambda:" + site.invocationName();
        }
    }

    /// Notes the class of what a site makes, when it changes.
    static final class Noter {
        private final Lambdas lambdas;
        private final Lambda lambda;
        private Class<?> last = Noter.class;

        Noter(Lambdas lambdas, Lambda lambda) {
            this.lambdas = lambdas;
            this.lambda = lambda;
        }

        Object note(Object made) {
            if (made.getClass() != last) {
                lambdas.note(made.getClass(), lambda);
                last = made.getClass();
            }
            return made;
        }
    }

    private static final MethodHandle NOTE;

    static {
        try {
            NOTE = MethodHandles.lookup()
                    .findVirtual(Noter.class, "note", MethodType.methodType(Object.class, Object.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Engine engine;

    Closures(Engine engine) {
        this.engine = engine;
    }

    CallSite site(Closure c, MethodType type) {
        Lambda lambda = Lambda.of(c.site())
                .orElseThrow(() -> new IllegalStateException("not a lambda: " + c.site()));
        MethodHandle make = metafactory(c.site(), lambda).dynamicInvoker();
        MethodHandle note = NOTE.bindTo(new Noter(engine.lambdas(), lambda));
        Class<?> made = make.type().returnType();
        MethodHandle noted =
                MethodHandles.filterReturnValue(make, note.asType(MethodType.methodType(made, made)));
        return new ConstantCallSite(noted.asType(type));
    }

    private CallSite metafactory(DynamicCallSiteDesc site, Lambda lambda) {
        List<Throwable> reasons = new ArrayList<>();
        for (MethodHandles.Lookup there : places(site, lambda)) {
            try {
                MethodType made = site.invocationType().resolveConstantDesc(there);
                MethodType sam = lambda.samType().resolveConstantDesc(there);
                MethodType given = lambda.instantiated().resolveConstantDesc(there);
                List<Object> args = new ArrayList<>(List.of(sam, implementation(site, there), given));
                args.addAll(extras(site, there));
                return LambdaMetafactory.altMetafactory(there, site.invocationName(), made, args.toArray());
            } catch (ReflectiveOperationException | LambdaConversionException | LinkageError e) {
                reasons.add(e);
            }
        }
        throw new IllegalStateException("cannot make " + lambda.implementation(), reasons.getLast());
    }

    /// What else the objects are: marked as serializable, though they cannot be written out.
    private static List<Object> extras(DynamicCallSiteDesc site, MethodHandles.Lookup there)
            throws ReflectiveOperationException {
        ConstantDesc[] args = site.bootstrapArgs();
        if (args.length < 4 || !(args[3] instanceof Integer flags)) return List.of(0);
        int at = 4;
        List<Object> markers = new ArrayList<>();
        if ((flags & LambdaMetafactory.FLAG_SERIALIZABLE) != 0) markers.add(Serializable.class);
        if ((flags & LambdaMetafactory.FLAG_MARKERS) != 0) {
            int count = (Integer) args[at++];
            for (int i = 0; i < count; i++) markers.add(((ClassDesc) args[at++]).resolveConstantDesc(there));
        }
        List<Object> all = new ArrayList<>();
        all.add(LambdaMetafactory.FLAG_MARKERS | flags & LambdaMetafactory.FLAG_BRIDGES);
        all.add(markers.size());
        all.addAll(markers);
        for (; at < args.length; at++) {
            all.add(args[at] instanceof MethodTypeDesc bridge ? bridge.resolveConstantDesc(there) : args[at]);
        }
        return all;
    }

    /// The classes that may see both the implementation and the interface.
    private List<MethodHandles.Lookup> places(DynamicCallSiteDesc site, Lambda lambda) {
        List<MethodHandles.Lookup> all = new ArrayList<>();
        ClassDesc owner = lambda.implementation().owner();
        ClassDesc type = site.invocationType().returnType();
        if ((Jdk.isJdk(owner) || Instead.isBody(owner)) && lambda.implementation().name().startsWith("lambda$")) {
            all.add(rewritten(lambda.implementation()));
        }
        for (ClassDesc c : List.of(owner, type)) {
            if (!Jdk.isJdk(c) && c.isClassOrInterface()) all.add(Hosts.lookup(engine.world().classes().of(c)));
        }
        all.add(Hosts.lookup(Methods.class));
        return all;
    }

    /// A hidden class of ours with the body of a lambda of the JDK, which nobody else may call. It belongs to our own engine:
    /// what the metafactory makes of it lives as long as our loader.
    private MethodHandles.Lookup rewritten(Callee implementation) {
        Func body = engine.world()
                .body(implementation)
                .orElseThrow(() -> new IllegalStateException("no body: " + implementation));
        List<ClassDesc> types =
                new ArrayList<>(body.parameters().stream().map(p -> p.type().desc()).toList());
        List<ClassDesc> declared = implementation.type().parameterList();
        int receivers = types.size() - declared.size();
        for (int i = 0; i < declared.size(); i++) {
            if (declared.get(i).isPrimitive()) types.set(receivers + i, declared.get(i));
        }
        MethodTypeDesc type = MethodTypeDesc.of(implementation.type().returnType(), types);
        return Engine.of(Methods.class).compile("lambda", Methods.class, body, type);
    }

    private static MethodHandle implementation(DynamicCallSiteDesc site, MethodHandles.Lookup there)
            throws ReflectiveOperationException {
        if (there.lookupClass().isHidden()) return there.unreflect(there.lookupClass().getDeclaredMethods()[0]);
        return ((DirectMethodHandleDesc) site.bootstrapArgs()[1]).resolveConstantDesc(there);
    }
}

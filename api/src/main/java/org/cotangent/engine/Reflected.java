package org.cotangent.engine;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.WeakHashMap;
import org.cotangent.ir.Block;
import org.cotangent.ir.Builder;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Func;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;

/// Static methods found by reflection, as function objects.
///
/// Between such an object and its method stands a made-up method of the same class, which takes its arguments as the object
/// is given them.
public final class Reflected {
    private static final String PREFIX = "<reflected>";
    private static final MethodTypeDesc FUNCTION = MethodTypeDesc.of(ConstantDescs.CD_double, ConstantDescs.CD_Object);
    private static final Map<Class<?>, Lambda> KNOWN = Collections.synchronizedMap(new WeakHashMap<>());

    private Reflected() {}

    /// An object of the functional interface `type` (`Object` to `double`) that calls `m` with its argument, or with the
    /// elements of its argument if `m` has several parameters.
    public static Object function(Class<?> type, Method m) {
        require(m);
        Callee callee = between(m);
        Lambda lambda = new Lambda(
                "applyAsDouble",
                FUNCTION,
                Op.Invoke.Kind.STATIC,
                callee,
                MethodTypeDesc.of(ConstantDescs.CD_void),
                FUNCTION);
        Class<?> owner = m.getDeclaringClass();
        MethodHandles.Lookup in = Engine.of(owner).compile("objective", owner, body(callee));
        try {
            MethodHandle call = in.unreflect(in.lookupClass().getDeclaredMethods()[0]);
            Object made = LambdaMetafactory.metafactory(
                    in, lambda.samName(), MethodType.methodType(type), call.type(), call, call.type())
                    .getTarget()
                    .invoke();
            KNOWN.put(made.getClass(), lambda);
            return made;
        } catch (Throwable e) {
            throw Fields.unexpected(e);
        }
    }

    private static void require(Method m) {
        Objects.requireNonNull(m, "m");
        if (!Modifier.isStatic(m.getModifiers())) {
            throw new IllegalArgumentException(m + " is not static: write a lambda that calls it on an object");
        }
        if (m.getReturnType() != double.class && m.getReturnType() != float.class) {
            throw new IllegalArgumentException(m + " does not return double: an objective gives one number");
        }
        if (m.getParameterCount() == 0) throw new IllegalArgumentException(m + " has no parameter");
    }

    private static Callee between(Method m) {
        MethodType type = MethodType.methodType(m.getReturnType(), m.getParameterTypes());
        return new Callee(
                Classes.desc(m.getDeclaringClass()),
                PREFIX + m.getName() + type.toMethodDescriptorString(),
                FUNCTION,
                m.getDeclaringClass().isInterface());
    }

    /// What objects of a class do, if [#function] made it.
    static Optional<Lambda> lambda(Class<?> c) {
        return Optional.ofNullable(KNOWN.get(c));
    }

    /// Whether a method is one of those in between.
    static boolean isBetween(Callee callee) {
        return callee.name().startsWith(PREFIX);
    }

    /// The method behind one of those in between.
    static Callee method(Callee between) {
        String name = between.name().substring(PREFIX.length());
        int at = name.indexOf('(');
        MethodTypeDesc type = MethodTypeDesc.ofDescriptor(name.substring(at));
        return new Callee(between.owner(), name.substring(0, at), type, between.inInterface());
    }

    /// The body of a method in between.
    static Func body(Callee between) {
        Callee method = method(between);
        Builder b = new Builder(0);
        Block.Label entry = b.block("reflected");
        Value x = b.parameter(entry, Type.OBJECT, "x");
        b.in(entry);
        List<ClassDesc> wanted = method.type().parameterList();
        List<Value> args = new ArrayList<>();
        if (wanted.size() == 1) {
            args.add(Conversions.convert(b, x, ConstantDescs.CD_Object, wanted.getFirst()));
        } else {
            Value all = b.let(new Op.Cast(ConstantDescs.CD_Object.arrayType(), x));
            for (ClassDesc p : wanted) {
                Value element = b.let(new Op.GetElement(ConstantDescs.CD_Object, all, b.constant(args.size())));
                args.add(Conversions.convert(b, element, ConstantDescs.CD_Object, p));
            }
        }
        Value y = b.let(new Op.Invoke(Op.Invoke.Kind.STATIC, method, args));
        b.ret(Conversions.convert(b, y, method.type().returnType(), ConstantDescs.CD_double));
        return b.build(method.shortName(), Type.F64);
    }
}

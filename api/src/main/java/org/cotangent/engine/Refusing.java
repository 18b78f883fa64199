package org.cotangent.engine;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.cotangent.runtime.Context;
import org.cotangent.runtime.CotangentException;

/// Calls that cannot be linked: they refuse each time they are executed, which a handler of the program cannot swallow.
final class Refusing {
    private static final MethodHandle REFUSE;

    static {
        try {
            REFUSE = MethodHandles.lookup()
                    .findStatic(
                            Refusing.class,
                            "refuse",
                            MethodType.methodType(void.class, CotangentException.class, Context.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Refusing() {}

    static CallSite site(CotangentException refusal, MethodType type) {
        return new ConstantCallSite(handle(refusal, type));
    }

    /// Of a call whose last argument is the context, if it has one.
    static MethodHandle handle(CotangentException refusal, MethodType type) {
        int last = type.parameterCount() - 1;
        MethodHandle first = last >= 0 && type.parameterType(last) == Context.class
                ? MethodHandles.dropArguments(REFUSE.bindTo(refusal), 0, type.parameterList().subList(0, last))
                : MethodHandles.dropArguments(
                        MethodHandles.insertArguments(REFUSE, 0, refusal, new Context()), 0, type.parameterList());
        MethodHandle never = MethodHandles.empty(type);
        return MethodHandles.foldArguments(never, first);
    }

    @SuppressWarnings("DoNotCallSuggester") // its handle is called
    static void refuse(CotangentException refusal, Context context) {
        throw context.refuse(refusal);
    }
}

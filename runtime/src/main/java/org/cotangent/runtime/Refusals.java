package org.cotangent.runtime;

<<<<<<< runtime/src/main/java/org/cotangent/runtime/Refusals.java
=======
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.jspecify.annotations.Nullable;

>>>>>>> /tmp/land.new
/// Refusals made by derivative code while it runs.
public final class Refusals {
    private Refusals() {}

    /// Refuses to go on: what, the places from the innermost outwards (a line each), why, and what to do.
    public static void refuse(String what, String where, String why, String mend, Context context) {
        throw context.refuse(new NotDifferentiable(what, Places.chain(where), why, mend));
    }

    /// A call site that refuses when it is reached.
    public static CallSite site(CotangentException refusal, MethodType type) {
        int last = type.parameterCount() - 1;
        boolean inContext = last >= 0 && type.parameterType(last) == Context.class;
        try {
            MethodHandle fail = MethodHandles.lookup()
                    .findStatic(
                            Refusals.class,
                            "fail",
                            MethodType.methodType(void.class, CotangentException.class, Context.class));
            fail = MethodHandles.insertArguments(fail, 0, refusal);
            fail = inContext
                    ? MethodHandles.dropArguments(fail, 0, type.parameterList().subList(0, last))
                    : MethodHandles.dropArguments(
                            MethodHandles.insertArguments(fail, 0, (Object) null), 0, type.parameterList());
            return new ConstantCallSite(fail.asType(type));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void fail(CotangentException refusal, @Nullable Context context) {
        throw context == null ? refusal : context.refuse(refusal);
    }
}

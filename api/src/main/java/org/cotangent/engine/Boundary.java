package org.cotangent.engine;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.cotangent.ad.Guard;
import org.cotangent.ir.Callee;
import org.cotangent.runtime.Context;
import org.cotangent.runtime.CotangentException;
import org.cotangent.runtime.NotDifferentiable;
import org.cotangent.runtime.Places;
import org.cotangent.runtime.Reach;
import org.jspecify.annotations.Nullable;

/// The checks before calls of the JDK that run as they are: asked with what is there at run time, since code that only might
/// be active mostly is not.
final class Boundary {
    /// A check before a call of `callee`.
    ///
    /// @param called the same method, as the program names it
    /// @param inherited whether the receiver is of a user's class that inherits the method
    record Check(Conduct conduct, Callee callee, Callee called, boolean inherited) implements Guard {
        @Override
        public boolean makesText() {
            return conduct == Conduct.TEXT;
        }

        /// The static types of the operands that are references, so many.
        List<ClassDesc> types(int references) {
            List<ClassDesc> all = new ArrayList<>();
            for (ClassDesc p : callee.type().parameterList()) if (!p.isPrimitive()) all.add(p);
            if (all.size() < references) all.addFirst(callee.owner());
            while (all.size() < references) all.add(ConstantDescs.CD_Object);
            return all;
        }

        @Override
        public boolean makesView() {
            return Views.makes(callee);
        }

        @Override
        public String name() {
            return "check:" + callee.shortName();
        }
    }

    private static final MethodHandle RUN;

    static {
        try {
            RUN = MethodHandles.lookup()
                    .findVirtual(
                            Boundary.class,
                            "run",
                            MethodType.methodType(
                                    void.class, Object[].class, int.class, String.class, Context.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Check check;
    private final Callbacks callbacks;
    private final boolean callsArgumentsAlone;
    private final boolean[] functions;

    private Boundary(Check check, Callbacks callbacks, int references) {
        this.check = check;
        this.callbacks = callbacks;
        boolean arguments = check.conduct() == Conduct.CALLS || check.conduct() == Conduct.PLAIN;
        this.callsArgumentsAlone = arguments && !check.inherited();
        this.functions = new boolean[references];
        List<ClassDesc> types = check.types(references);
        for (int i = 0; i < references; i++) functions[i] = Jdk.isFunction(types.get(i));
    }

    /// The call site of a check: its references, whether an active number is among the operands, the place, the context.
    static CallSite site(Check check, Callbacks callbacks, MethodType type) {
        int references = type.parameterCount() - 3;
        MethodHandle run = RUN.bindTo(new Boundary(check, callbacks, references));
        return new ConstantCallSite(
                run.asCollector(0, Object[].class, references).asType(type));
    }

    void run(@Nullable Object[] operands, int numbers, String where, Context context) {
        try {
            check(operands, numbers, where, context);
        } catch (CotangentException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw context.refuse(Engine.refusal(check.called().shortName(), e));
        }
    }

    private void check(@Nullable Object[] operands, int numbers, String where, Context context) {
        boolean active = numbers != 0;
        switch (check.conduct()) {
            case CALLS, ELEMENTS -> called(operands, where, context);
            case TEXT -> {
                called(operands, where, context);
                if (active || reaches(operands, context)) context.wroteText = true;
            }
            case PARSES -> parses(operands, where, context);
            case REFLECTS -> {
                if (active || isStatic(operands) || reaches(operands, context))
                    throw refuse(REFLECTION, where, context);
            }
            case RUNS -> throw refuse(RUNS, where, context);
            case MARKS -> {
                if (active || context.wroteText && isText(operands) || reaches(operands, context))
                    throw refuse(MARKS, where, context);
            }
            case VIEW -> {
                if (operands[0] != null) {
                    Views.whyNot(operands[0], context).ifPresent(why -> {
                        throw refuse(new Reason(why, VIEW), where, context);
                    });
                }
            }
            case PLAIN -> called(operands, where, context);
            default -> {
                called(operands, where, context);
                if (active || reaches(operands, context)) throw refuse(reason(), where, context);
            }
        }
    }

    private static boolean reaches(@Nullable Object[] operands, Context context) {
        for (Object o : operands) if (Reach.isActive(o, context)) return true;
        return false;
    }

    /// A reflective access without an object is one of a static field.
    private static boolean isStatic(@Nullable Object[] operands) {
        for (Object o : operands) if (o == null) return true;
        return false;
    }

    private void parses(@Nullable Object[] operands, String where, Context context) {
        if (!context.wroteText) return;
        for (Object o : operands) if (o instanceof CharSequence s && !hasDigits(s)) return;
        throw refuse(TEXT, where, context);
    }

    private static boolean isText(@Nullable Object[] operands) {
        for (Object o : operands) {
            if (o instanceof StringJoiner || o instanceof CharSequence s && hasDigits(s)) return true;
        }
        return false;
    }

    private static boolean hasDigits(CharSequence s) {
        for (int i = 0; i < s.length(); i++) if (Character.isDigit(s.charAt(i))) return true;
        return false;
    }

    private void called(@Nullable Object[] operands, String where, Context context) {
        if (callsArgumentsAlone && callbacks.harmless().are(operands, functions, context)) return;
        callbacks.whyNot(check, operands, context).ifPresent(why -> {
            throw refuse(new Reason(why, CALLS.mend()), where, context);
        });
    }

    // ---- refusals -------------------------------------------------------------------------------------------

    private record Reason(String why, String mend) {}

    private static final Reason TEXT = new Reason(
            "a number that depends on the input was made text before, and this may make a number of that text again",
            "keep the number beside the text");

    private static final String VIEW = "make it in the differentiated code, or use the collection itself";

    private static final Reason MARKS = new Reason(
            "a number is made of a hash code, a length or a comparison of text, which depends on the input without having"
                    + " a derivative",
            "compute with the number itself, or use Cotangent.stopGradient on it first");

    private static final Reason REFLECTION = new Reason(
            "reflection reads and writes numbers where nothing sees it",
            "access the field or element by name");

    private static final Reason RUNS = new Reason(
            "it runs code of the program where derivatives do not follow yet: in another thread, or by reflection",
            "call the code directly");

    private static final Reason CALLS =
            new Reason("", "write it as a loop, or make the method that is called back free of such effects");

    private static final Reason STREAMS = new Reason(
            "numbers pass through the code of streams, which derivatives do not follow yet", "write it as a loop");

    private Reason reason() {
        if (check.called().owner().packageName().equals("java.util.stream")) return STREAMS;
        if (check.called().type().returnType().packageName().equals("java.util.stream")) return STREAMS;
        return new Reason(
                check.called().shortName() + " belongs to the JDK, has no rule, and could carry an active number away",
                "add a rule in a @RulesFor(" + check.called().owner().displayName() + ".class) table, or write it out");
    }

    private String what() {
        Callee c = check.called();
        return c.isConstructor() ? "the making of a " + c.owner().displayName() : "a call of " + c.shortName();
    }

    private NotDifferentiable refuse(Reason reason, String where, Context context) {
        NotDifferentiable refusal = new NotDifferentiable(
                "cannot differentiate " + what(),
                Places.chain(where),
                reason.why(),
                reason.mend());
        context.refuse(refusal);
        return refusal;
    }
}

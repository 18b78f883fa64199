package org.cotangent.engine;

import java.lang.constant.ClassDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.util.List;
import java.util.Optional;
import org.cotangent.ad.Treatment;
import org.cotangent.ad.Variant;
import org.cotangent.bytecode.Hierarchy;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;
import org.jspecify.annotations.Nullable;

/// What differentiation does with calls of methods of the JDK that are known exactly.
final class JdkCalls {
    private final Hierarchy hierarchy;

    JdkCalls(Hierarchy hierarchy) {
        this.hierarchy = hierarchy;
    }

    /// Methods that are ops of their own to differentiation.
    static Optional<Treatment> special(Callee c) {
        return Optional.ofNullable(switch (Jdk.name(c.owner())) {
            case "java.lang.System" -> c.name().equals("arraycopy") ? new Treatment.ArrayCopy() : null;
            case "java.lang.Object" -> c.name().equals("clone") ? new Treatment.Clone() : null;
            case "java.lang.Double", "java.lang.Float" -> box(c);
            default -> null;
        });
    }

    private static @Nullable Treatment box(Callee c) {
        boolean one = c.type().parameterCount() == 1 && Type.of(c.type().parameterType(0)).isFloating();
        return switch (c.name()) {
            case "valueOf"                   -> one ? new Treatment.Box() : null;
            case "doubleValue", "floatValue" -> new Treatment.Unbox();
            default                          -> null;
        };
    }

    /// The method runs as it is, after a check where one is needed; or its own bytecode is followed. `inherited`: whether
    /// the receiver is of a user's class; `called`: the method of the same name that the program names.
    Treatment exactly(Callee c, Callee called, boolean inherited, List<Value> operands) {
        Optional<Callee> body = Instead.of(c);
        if (body.isPresent()) return new Treatment.Follow(new Variant.Method(Op.Invoke.Kind.SPECIAL, body.get()));
        Conduct conduct = Jdk.conduct(c, called, hierarchy);
        return switch (conduct) {
            case FOLLOWED -> new Treatment.Follow(new Variant.Method(Op.Invoke.Kind.SPECIAL, c));
            case BITS -> new Treatment.Bits(
                    "raw bits of a number that depends on the input are used for more than comparisons",
                    "write it with Math.abs, Math.copySign, Math.scalb, Math.getExponent … instead of bits");
            default -> checked(conduct, c, called, inherited, operands);
        };
    }

    /// What an `invokedynamic` of the language makes: text of values, methods of records, a choice of a case.
    Treatment made(DynamicCallSiteDesc site, ClassDesc bootstrap, List<Value> operands) {
        Callee c = Callee.of(bootstrap, site.invocationName(), site.invocationType());
        Conduct conduct =
                switch (bootstrap.displayName()) {
                    case "StringConcatFactory" -> Conduct.TEXT;
                    case "ObjectMethods"       -> c.name().equals("toString") ? Conduct.TEXT : Conduct.ELEMENTS;
                    default                    -> Conduct.PLAIN;
                };
        return checked(conduct, c, c, false, operands);
    }

    /// Whether the check of what the receiver leads to is enough, whatever its class.
    boolean isLeaf(Callee c) {
        return Jdk.isJdk(c.owner()) && Jdk.conduct(c, hierarchy) == Conduct.LEAF;
    }

    /// Whether what the method takes and gives is up to the call.
    boolean isPolymorphic(Callee c) {
        String owner = Jdk.name(c.owner());
        return (owner.equals("java.lang.invoke.MethodHandle") || owner.equals("java.lang.invoke.VarHandle"))
                && Jdk.conduct(c, hierarchy) == Conduct.RUNS;
    }

    private Treatment checked(Conduct conduct, Callee c, Callee called, boolean inherited, List<Value> operands) {
        boolean leaves = operands.stream().allMatch(v -> Jdk.isLeaf(v.type(), hierarchy));
        boolean needless =
                switch (conduct) {
                    case PLAIN           -> !inherited && !Views.makesHere(c);
                    case CALLS, ELEMENTS -> leaves;
                    case LEAF, TEXT, UNKNOWN ->
                            leaves && operands.stream().noneMatch(v -> v.type().isFloating());
                    default -> false;
                };
        return needless
                ? new Treatment.Plain()
                : new Treatment.Guarded(new Boundary.Check(conduct, c, called, inherited));
    }
}

package org.cotangent.engine;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cotangent.ad.Treatment;
import org.cotangent.ad.Variant;
import org.cotangent.ir.Block;
import org.cotangent.ir.Builder;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Func;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;

/// What the front door is in differentiated code: its methods are followed like a user's; where they enter derivative code
/// they become calls of derivatives, which are then differentiated themselves; what they do with the structure of
/// arguments runs as it is; where they move numbers, tangents move along.
final class Links {
    private static final String PACKAGE = "Lorg/cotangent/engine/";
    private static final ClassDesc CODES = ClassDesc.of("org.cotangent.engine.Codes");
    private static final ClassDesc FRONT_DOOR = ClassDesc.of("org.cotangent.Cotangent");

    private static final Map<String, Link> CALLS = Map.of(
            "scalar", Link.SCALAR,
            "push", Link.PUSH,
            "forward", Link.FORWARD,
            "reverse", Link.REVERSE,
            "pushMapping", Link.PUSH_MAPPING,
            "forwardMapping", Link.FORWARD_MAPPING,
            "reverseMapping", Link.REVERSE_MAPPING);

    private static final Set<String> OWN = Set.of("take", "give", "onlyReads");

    private static final Set<String> FOLLOWED = Set.of(
            "Lorg/cotangent/engine/Evaluation;",
            "Lorg/cotangent/engine/State;",
            "Lorg/cotangent/engine/Matrices;",
            "Lorg/cotangent/engine/Applied;",
            "Lorg/cotangent/engine/Slope;",
            "Lorg/cotangent/engine/Found;",
            "Lorg/cotangent/engine/Notes;");

    private Links() {}

    /// What to do with a call of our own code; empty if it is followed like any other.
    static Optional<Treatment> treatment(Callee callee) {
        if (callee.owner().equals(FRONT_DOOR)) return atTheDoor(callee);
        if (Reflected.isBetween(callee)) return Optional.of(followed(callee));
        String owner = callee.owner().descriptorString();
        if (!owner.startsWith(PACKAGE) || FOLLOWED.contains(owner)) return Optional.empty();
        if (callee.owner().equals(CODES) && isOverridden(callee)) {
            return Optional.of(followed(callee));
        }
        if (callee.name().equals("carry")) return Optional.of(new Treatment.ArrayCopy());
        return Optional.of(new Treatment.Plain());
    }

    private static Treatment followed(Callee callee) {
        return new Treatment.Follow(new Variant.Method(Op.Invoke.Kind.SPECIAL, callee));
    }

    private static Optional<Treatment> atTheDoor(Callee callee) {
        if (!callee.name().equals("stopGradient")) return Optional.empty();
        boolean number = callee.type().returnType().isPrimitive();
        return Optional.of(number ? new Treatment.Flat("stopGradient") : new Treatment.Plain());
    }

    private static boolean isOverridden(Callee callee) {
        return CALLS.containsKey(callee.name()) || OWN.contains(callee.name());
    }

    /// The body of a method that means something else in differentiated code.
    static Optional<Func> body(Callee callee) {
        if (!callee.owner().equals(CODES)) return Optional.empty();
        Link link = CALLS.get(callee.name());
        if (link != null) return Optional.of(link.choice(callee.type(), CODES));
        return switch (callee.name()) {
            case "take"      -> Optional.of(take());
            case "give"      -> Optional.of(give(callee.type()));
            case "onlyReads" -> Optional.of(onlyReads());
            default          -> Optional.empty();
        };
    }

    /// Inner evaluations share no context, since the tape of one may still be needed when the next one begins.
    private static Func take() {
        Builder b = new Builder(0);
        Block.Label start = b.block("take");
        b.parameter(start, Type.of(CODES), "codes");
        b.in(start);
        b.ret(b.invokeStatic(Callee.of(Op.CONTEXT, "open", MethodTypeDesc.of(Op.CONTEXT))));
        return b.build("take", Type.of(Op.CONTEXT));
    }

    /// A copy has memory of its own, about which more is known.
    private static Func onlyReads() {
        Builder b = new Builder(0);
        Block.Label start = b.block("onlyReads");
        b.parameter(start, Type.of(CODES), "codes");
        b.parameter(start, Type.OBJECT, "f");
        b.parameter(start, Type.of(ConstantDescs.CD_double.arrayType()), "x");
        b.in(start);
        b.ret(b.constant(0));
        return b.build("onlyReads", Type.I32);
    }

    private static Func give(MethodTypeDesc type) {
        Builder b = new Builder(0);
        Block.Label start = b.block("give");
        b.parameter(start, Type.of(CODES), "codes");
        Value context = b.parameter(start, Type.of(type.parameterType(0)), "context");
        for (int i = 1; i < type.parameterCount(); i++) b.parameter(start, Type.of(type.parameterType(i)), "");
        b.in(start);
        b.invokeVirtual(Callee.of(Op.CONTEXT, "check", MethodTypeDesc.of(ConstantDescs.CD_void)), context);
        b.ret();
        return b.build("give", Type.VOID);
    }
}

package org.cotangent.engine;

import java.lang.constant.ConstantDescs;
import java.util.Optional;
import java.util.Set;
import org.cotangent.ad.Guard;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;

/// Calls that give an int which is marked if something active went into it (DESIGN §3): hash codes, and what is counted or
/// compared in a text. Decisions and indices are free to use it; a number may not be made of it.
final class Marks {
    private static final Set<String> HASHES = Set.of("hashCode", "hash", "deepHashCode");
    private static final Set<String> COUNTS = Set.of(
            "length", "indexOf", "lastIndexOf", "compareTo", "compareToIgnoreCase", "codePointCount", "compare");
    private static final Set<String> TEXTS = Set.of(
            "java.lang.String",
            "java.lang.CharSequence",
            "java.lang.StringBuilder",
            "java.lang.StringBuffer",
            "java.util.StringJoiner");

    private Marks() {}

    static Optional<Guard> check(Op call) {
        return callee(call)
                .filter(Marks::isMarked)
                .map(callee -> new Boundary.Check(Conduct.MARKS, callee, callee, false));
    }

    private static Optional<Callee> callee(Op call) {
        return switch (call) {
            case Op.Invoke(_, var callee, _) -> Optional.of(callee);
            case Op.InvokeDynamic(var site, _) ->
                    Optional.of(Callee.of(ConstantDescs.CD_Object, site.invocationName(), site.invocationType()));
            default -> Optional.empty();
        };
    }

    private static boolean isMarked(Callee c) {
        if (HASHES.contains(c.name())) return Type.of(c.type().returnType()) == Type.I32;
        return TEXTS.contains(Jdk.name(c.owner())) && COUNTS.contains(c.name());
    }
}

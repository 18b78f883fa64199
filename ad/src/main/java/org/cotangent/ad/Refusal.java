package org.cotangent.ad;

import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import org.cotangent.ir.Builder;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;

/// Refusals are made when the code is executed, not when it is merely present: a call that throws.
final class Refusal {
    private static final Callee REFUSE = Callee.of(
            ClassDesc.of("org.cotangent.runtime.Refusals"),
            "refuse",
            MethodTypeDesc.of(CD_void, CD_String, CD_String, CD_String, CD_String, Runtime.CONTEXT));

    private Refusal() {}

    /// Appends a refusal of what `let` would do.
    static void emit(Builder b, Value context, Let let, String why, String mend) {
        String what = "cannot differentiate " + what(let.op());
        String where = String.join("\n", let.origin().chain());
        List<Value> args = List.of(
                b.let(Op.constant(what)),
                b.let(Op.constant(where)),
                b.let(Op.constant(why)),
                b.let(Op.constant(mend)),
                context);
        b.append(new Let(
                b.value(Type.VOID, "", false), new Op.Invoke(Op.Invoke.Kind.STATIC, REFUSE, args), let.origin()));
    }

    private static String what(Op op) {
        return switch (op) {
            case Op.Invoke(_, var callee, _)   -> "a call of " + callee.shortName();
            case Op.InvokeDynamic(var site, _) -> "what " + site.invocationName() + " makes";
            default                            -> "this";
        };
    }
}

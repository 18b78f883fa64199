package org.cotangent.bytecode.emit;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.cotangent.ir.Op;
import org.cotangent.ir.Value;

/// What instructions take from the operand stack: values, and the classes that the verifier wants references to be of.
final class Demands {
    private Demands() {}

    /// The operands of `op` in the order in which its instruction wants them pushed.
    static List<Value> pushed(Op op) {
        return switch (op) {
            case Op.FindShadow(var object, var context) -> List.of(context, object);
            case Op.MakeShadow(var object, var context) -> List.of(context, object);
            default                                     -> op.operands();
        };
    }

    /// The classes wanted of [#pushed(Op)]; `Object` where any reference, or none, is wanted.
    static List<ClassDesc> classes(Op op) {
        return switch (op) {
            case Op.Invoke(var kind, var callee, _) -> {
                List<ClassDesc> all = new ArrayList<>();
                if (callee.isConstructor()) all.add(ConstantDescs.CD_Object);
                else if (kind != Op.Invoke.Kind.STATIC) all.add(callee.owner());
                all.addAll(callee.type().parameterList());
                yield all;
            }
            case Op.InvokeDynamic(var site, _)      -> site.invocationType().parameterList();
            case Op.Link(_, var signature, _)       -> signature.parameterList();
            case Op.GetField(var field, _)          -> List.of(field.owner());
            case Op.PutField(var field, _, _)       -> List.of(field.owner(), field.type());
            case Op.PutStatic(var field, _)         -> List.of(field.type());
            case Op.GetElement(var component, _, _) -> List.of(component.arrayType(), ConstantDescs.CD_int);
            case Op.PutElement(var component, _, _, _) ->
                    List.of(component.arrayType(), ConstantDescs.CD_int, ConstantDescs.CD_Object);
            case Op.FindShadow _, Op.MakeShadow _ -> List.of(Op.CONTEXT, ConstantDescs.CD_Object);
            default                               -> Collections.nCopies(op.operands().size(), ConstantDescs.CD_Object);
        };
    }
}

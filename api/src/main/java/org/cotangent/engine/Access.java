package org.cotangent.engine;

import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.util.Set;
import org.cotangent.bytecode.Hierarchy;
import org.cotangent.ir.Block;
import org.cotangent.ir.Callee;
import org.cotangent.ir.FieldRef;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;

/// Whether code may be moved from one class to another: what it mentions must be accessible there.
final class Access {
    private Access() {}

    /// Whether the body of a method of `from` may run as part of a method of `to`.
    static boolean mayMove(Func f, ClassDesc from, ClassDesc to, Hierarchy h) {
        if (from.equals(to)) return true;
        if (top(from).equals(top(to)))
            return f.blocks().stream().noneMatch(b -> b.lets().stream().anyMatch(Access::isSuper));
        for (Block b : f.blocks()) {
            for (Let let : b.lets()) if (!mayMove(let.op(), h)) return false;
        }
        return true;
    }

    /// Whether a let calls `super.m()`, which only its own class may.
    private static boolean isSuper(Let let) {
        return let.op() instanceof Op.Invoke(var kind, var callee, _)
                && kind == Op.Invoke.Kind.SPECIAL && !callee.isConstructor();
    }

    /// The outermost class by name: classes inside one file's class are nest mates.
    private static String top(ClassDesc c) {
        String d = c.descriptorString();
        int dollar = d.indexOf('$', d.lastIndexOf('/') + 2);
        return dollar < 0 ? d.substring(0, d.length() - 1) : d.substring(0, dollar);
    }

    private static boolean mayMove(Op op, Hierarchy h) {
        return switch (op) {
            case Op.Invoke(var kind, var callee, _) ->
                    (kind != Op.Invoke.Kind.SPECIAL || callee.isConstructor()) && mayCall(callee, h);
            case Op.GetField(var field, _)        -> mayRead(field, h);
            case Op.PutField(var field, _, _)     -> mayRead(field, h);
            case Op.GetStatic(var field)          -> mayRead(field, h);
            case Op.PutStatic(var field, _)       -> mayRead(field, h);
            case Op.New(var c)                    -> isPublic(c, h);
            case Op.NewArray(var c, _)            -> isPublic(c, h);
            case Op.NewMultiArray(var c, _)       -> isPublic(c, h);
            case Op.InstanceOf(var c, _)          -> isPublic(c, h);
            case Op.Cast(var c, _)                -> isPublic(c, h);
            case Op.InvokeDynamic _, Op.Monitor _ -> false;
            case Op.Const(ClassDesc c, _)         -> isPublic(c, h);
            default                               -> true;
        };
    }

    private static boolean mayCall(Callee callee, Hierarchy h) {
        if (Lambdas.isLambda(callee.owner())) return true;
        if (!isPublic(callee.owner(), h)) return false;
        return callee.owner().isArray()
                || h.resolve(callee).filter(m -> isPublic(m.flags())).isPresent();
    }

    private static boolean mayRead(FieldRef field, Hierarchy h) {
        if (Lambdas.isCapture(field)) return true;
        return isPublic(field.owner(), h)
                && h.resolve(field).filter(f -> isPublic(f.flags())).isPresent();
    }

    private static boolean isPublic(Set<AccessFlag> flags) {
        return flags.contains(AccessFlag.PUBLIC);
    }

    private static boolean isPublic(ClassDesc c, Hierarchy h) {
        ClassDesc element = c;
        while (element.isArray()) element = element.componentType();
        // classes of the engine are nobody else's, since its package is not exported
        return element.isPrimitive() || !element.packageName().equals("org.cotangent.engine") && h.isPublic(element);
    }
}

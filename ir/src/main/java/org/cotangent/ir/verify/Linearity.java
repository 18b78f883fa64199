package org.cotangent.ir.verify;

import java.lang.constant.ClassDesc;
import java.util.List;
import org.cotangent.ir.Block;
import org.cotangent.ir.FieldRef;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Value;

/// Laws of tangents: numbers that are marked linear depend linearly on linear numbers, and nothing else sees them.
///
/// Calls may do as they are told ([Op.Link] computes a value and its tangent at once); so may fields of the running
/// derivative, which carry tangents between functions.
final class Linearity {
    private Linearity() {}

    /// One linear number among the operands, or two that are added; never a denominator.
    static void linearNumbersComeFromLinearNumbers(Subject s) {
        for (Block b : s.f.blocks()) {
            for (Let let : b.lets()) {
                if (Subject.isLinearNumber(let.result())) {
                    s.check(isLinear(let.op()), let, () -> let.result() + " is not linear in one of its operands");
                }
            }
        }
    }

    private static boolean isLinear(Op op) {
        return switch (op) {
            case Op.Zero _                  -> true;
            case Op.Add(var x, var y)       -> isLinear(x) && isLinear(y);
            case Op.Sub(var x, var y)       -> isLinear(x) && isLinear(y);
            case Op.Neg(var x)              -> isLinear(x);
            case Op.Mul(var x, var y)       -> isLinear(x) != isLinear(y);
            case Op.Div(var x, var y)       -> isLinear(x) && !isLinear(y);
            case Op.Select(_, var x, var y) -> isLinear(x) && isLinear(y);
            case Op.Convert(var kind, var x) ->
                    isLinear(x) && (kind == Op.Convert.Kind.F2D || kind == Op.Convert.Kind.D2F);
            case Op.Invoke _, Op.InvokeDynamic _, Op.Link _ -> true;
            case Op.LinkLinear(_, _, var primals, _)        -> primals.stream().noneMatch(Linearity::isLinear);
            case Op.GetElement _, Op.GetField _, Op.GetStatic _, Op.Restore _ -> true; // by the law of shadows
            default -> false;
        };
    }

    /// An op with a primal result reads no linear number.
    static void onlyLinearOpsReadLinearNumbers(Subject s) {
        for (Block b : s.f.blocks()) {
            for (Let let : b.lets()) {
                Op op = let.op();
                List<Value> linear = op.operands().stream().filter(Linearity::isLinear).toList();
                if (linear.isEmpty() || op instanceof Op.Link) continue;
                boolean may = mayRead(op) && let.result().linear();
                s.check(may || isOfContext(op), let, () -> linear.getFirst() + " is read by a primal op");
            }
        }
    }

    private static boolean mayRead(Op op) {
        return switch (op) {
            case Op.Rem _, Op.Bits _, Op.Compare _ -> false;
            case Op.Convert(var kind, _)           -> kind.result().isFloating();
            default                                -> true;
        };
    }

    /// Memory reached through a linear reference takes and gives linear numbers, and other memory does not. In a function
    /// without linear numbers anything goes: there tangents are numbers like others.
    static void shadowsHoldLinearNumbers(Subject s) {
        if (!hasLinearNumbers(s)) return;
        for (Block b : s.f.blocks()) {
            for (Let let : b.lets()) {
                Value result = let.result();
                switch (let.op()) {
                    case Op.GetElement(_, var array, _)                              -> check(s, let, array, result);
                    case Op.GetField(var field, var object) when !isOfContext(field) -> check(s, let, object, result);
                    case Op.Restore(var tape, _, _)                                  -> check(s, let, tape, result);
                    case Op.PutElement(_, var array, _, var value)                   -> check(s, let, array, value);
                    case Op.PutField(var field, var object, var value) when !isOfContext(field) ->
                            check(s, let, object, value);
                    case Op.Save(var tape, _, var value) -> check(s, let, tape, value);
                    case Op.GetStatic _ ->
                            s.check(!isLinear(result), let, () -> "a static field gives the linear number " + result);
                    case Op.PutStatic(_, var value) ->
                            s.check(!isLinear(value), let, () -> "a static field takes the linear number " + value);
                    default -> {}
                }
            }
        }
    }

    private static void check(Subject s, Let let, Value reference, Value number) {
        boolean agree = !number.type().isFloating() || reference.linear() == number.linear();
        s.check(agree, let, () -> number + " in the memory of " + reference);
    }

    private static boolean hasLinearNumbers(Subject s) {
        for (Block b : s.f.blocks()) {
            if (b.parameters().stream().anyMatch(Linearity::isLinear)) return true;
            for (Let let : b.lets()) {
                if (isLinear(let.result())) return true;
            }
        }
        return false;
    }

    private static boolean isLinear(Value v) {
        return Subject.isLinearNumber(v);
    }

    private static boolean isOfContext(Op op) {
        return op instanceof Op.PutField(var field, _, _) && isOfContext(field);
    }

    private static boolean isOfContext(FieldRef field) {
        ClassDesc owner = field.owner();
        return owner.equals(Op.CONTEXT);
    }
}

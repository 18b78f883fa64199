package org.cotangent.engine;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_double;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.cotangent.ad.Signature;
import org.cotangent.ad.Variant.Mode;
import org.cotangent.ad.Variant;
import org.cotangent.ir.Block;
import org.cotangent.ir.Builder;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;

/// The ways into derivative code of a function object: which method of it, which half.
enum Link {
    SCALAR(Methods.SCALAR, Mode.PUSHFORWARD),
    PUSH(Methods.OBJECTIVE, Mode.PUSHFORWARD),
    FORWARD(Methods.OBJECTIVE, Mode.FORWARD),
    REVERSE(Methods.OBJECTIVE, Mode.REVERSE),
    PUSH_MAPPING(Methods.MAPPING, Mode.PUSHFORWARD),
    FORWARD_MAPPING(Methods.MAPPING, Mode.FORWARD),
    REVERSE_MAPPING(Methods.MAPPING, Mode.REVERSE);

    /// The methods of the three kinds of functions.
    private static final class Methods {
        static final Callee SCALAR = method("DoubleUnaryOperator", "applyAsDouble", CD_double, CD_double);
        static final Callee OBJECTIVE = method("ToDoubleFunction", "applyAsDouble", CD_double, CD_Object);
        static final Callee MAPPING = method("Function", "apply", CD_Object, CD_Object);

        private static Callee method(String type, String name, ClassDesc result, ClassDesc argument) {
            return new Callee(
                    ClassDesc.of("java.util.function", type), name, MethodTypeDesc.of(result, argument), true);
        }
    }

    private final Callee method;
    private final Mode mode;

    Link(Callee method, Mode mode) {
        this.method = method;
        this.mode = mode;
    }

    private boolean isMapping() {
        return method == Methods.MAPPING;
    }

    /// The derivative that is called; which class's method it is depends on the function.
    Variant variant(int form) {
        BitSet none = new BitSet();
        BitSet argument = new BitSet();
        argument.set(1);
        Signature s = this == SCALAR
                ? new Signature(argument, none, none, true, true, false)
                : new Signature(
                        none,
                        Form.isShadowed(form) ? argument : none,
                        Form.isSeeded(form) ? argument : none,
                        Form.isFresh(form),
                        !isMapping(),
                        false);
        return new Variant(new Variant.Method(Op.Invoke.Kind.INTERFACE, method), mode, s);
    }

    /// Code that calls one variant; its parameters are those of `type`: the cotangent of the result if it has one, the
    /// function, its argument, a tangent or shadow, the context.
    Func entry(Variant v, int form, MethodTypeDesc type) {
        Builder b = new Builder(0);
        Block.Label start = b.block("entry");
        List<Value> given = new ArrayList<>();
        for (ClassDesc p : type.parameterList()) given.add(b.parameter(start, Type.of(p), ""));
        b.in(start);
        Value y = call(b, v, form, given, type.returnType());
        if (y.type() == Type.VOID) {
            b.ret();
        } else {
            b.ret(y);
        }
        return b.build("entry of " + v.name(), Type.of(type.returnType()));
    }

    /// Code that calls the variant for the form that it is given: parameters as for [#entry], after the object that it is a
    /// method of and the form.
    Func choice(MethodTypeDesc type, ClassDesc owner) {
        Builder b = new Builder(0);
        Block.Label start = b.block("choice");
        b.parameter(start, Type.of(owner), "codes");
        List<Value> given = new ArrayList<>();
        for (ClassDesc p : type.parameterList()) given.add(b.parameter(start, Type.of(p), ""));
        b.in(start);
        Type result = Type.of(type.returnType());
        if (this == SCALAR) {
            b.ret(call(b, variant(Form.NUMBERS), Form.NUMBERS, given, type.returnType()));
            return b.build("link " + this, result);
        }
        Block.Label end = b.block("end");
        List<Value> results = result == Type.VOID ? List.of() : List.of(b.parameter(end, result, "y"));
        List<Value> args = given.subList(1, given.size());
        List<Block.Label> arms = new ArrayList<>();
        for (int form = 0; form < Form.COUNT; form++) arms.add(b.block("form" + form));
        List<Exit.Case> cases = new ArrayList<>();
        for (int form = 0; form < Form.ANY; form++) {
            cases.add(new Exit.Case(form, Block.Edge.to(arms.get(form))));
        }
        b.end(new Exit.Switch(given.getFirst(), cases, Block.Edge.to(arms.get(Form.ANY))));
        for (int form = 0; form < Form.COUNT; form++) {
            b.in(arms.get(form));
            Value y = call(b, variant(form), form, args, type.returnType());
            b.end(new Exit.Jump(new Block.Edge(end, results.isEmpty() ? List.of() : List.of(y))));
        }
        b.in(end);
        b.end(new Exit.Return(results));
        return b.build("link " + this, result);
    }

    private Value call(Builder b, Variant v, int form, List<Value> given, ClassDesc result) {
        List<Value> args = new ArrayList<>(given);
        // the argument's shadow comes before the context
        if (this != SCALAR && !Form.isShadowed(form)) args.remove(args.size() - 2);
        MethodTypeDesc type = MethodTypeDesc.of(
                result, args.stream().map(a -> a.type().desc()).toList());
        return b.let(new Op.Link(v, type, args), "y");
    }
}

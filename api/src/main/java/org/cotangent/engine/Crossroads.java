package org.cotangent.engine;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cotangent.ad.Variant;
import org.cotangent.ir.Block;
import org.cotangent.ir.Builder;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Func;
import org.cotangent.ir.Op;
import org.cotangent.ir.Target;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;

/// One method that all sites share which call a derivative on objects of many classes: a chain of tests of the class, written
/// anew when a class is added. HotSpot inlines it, or calls it, like any method; a long chain of method handles it does not.
final class Crossroads {
    /// The way of all other objects.
    record Elsewhere(Variant variant) implements Target {
        @Override
        public String name() {
            return "elsewhere:" + variant.name();
        }
    }

    /// A class, which may have no name.
    record Exactly(Class<?> type) implements Target {
        @Override
        public String name() {
            return "class:" + type.getSimpleName();
        }
    }

    private static final int MOST = 16;
    private static final Callee GET_CLASS =
            Callee.of(ConstantDescs.CD_Object, "getClass", MethodTypeDesc.of(ConstantDescs.CD_Class));

    private final Engine engine;
    private final Variant variant;
    private final MethodType type;
    private final int receiver;
    private final Map<Class<?>, Variant> ways = new LinkedHashMap<>();
    private final MutableCallSite current;

    Crossroads(Engine engine, Variant variant, MethodType type) {
        this.engine = engine;
        this.variant = variant;
        this.type = type;
        this.receiver = Dispatch.receiver(type);
        this.current = new MutableCallSite(type);
    }

    /// Its type: no more is said of references than that they are.
    static MethodType erased(MethodType type) {
        MethodType plain = type;
        for (int i = 0; i < type.parameterCount(); i++) {
            Class<?> p = type.parameterType(i);
            boolean known = p.isPrimitive() || p == double[].class || p == float[].class
                    || p == org.cotangent.runtime.Context.class;
            if (!known) plain = plain.changeParameterType(i, Object.class);
        }
        return type.returnType().isPrimitive() ? plain : plain.changeReturnType(Object.class);
    }

    /// Whatever it is now.
    MethodHandle invoker() {
        return current.dynamicInvoker();
    }

    /// Objects of class `c` go to `exact`; whether there was room for them.
    synchronized boolean add(Class<?> c, Variant exact) {
        if (!engine.world().classes().sees(Classes.named(c))) return false;
        if (!ways.containsKey(c) && ways.size() == MOST) return false;
        if (ways.put(c, exact) == null) current.setTarget(engine.choice(variant, code()));
        return true;
    }

    private Func code() {
        MethodTypeDesc desc = type.describeConstable().orElseThrow();
        Builder b = new Builder(0);
        Block.Label start = b.block("choice");
        List<Value> args = new ArrayList<>();
        for (ClassDesc p : desc.parameterList()) args.add(b.parameter(start, Type.of(p), ""));
        b.in(start);
        Value actual = b.let(new Op.Invoke(Op.Invoke.Kind.VIRTUAL, GET_CLASS, List.of(args.get(receiver))));
        ways.forEach((c, exact) -> {
            Block.Label here = b.block("is");
            Block.Label other = b.block("else");
            MethodTypeDesc constant = MethodTypeDesc.of(ConstantDescs.CD_Class);
            Value expected = b.let(new Op.Link(new Exactly(c), constant, List.of()));
            Value same = b.let(new Op.Compare(Op.Compare.Kind.EQ, actual, expected));
            b.branch(same, Block.Edge.to(here), Block.Edge.to(other));
            b.in(here);
            call(b, exact, desc, args);
            b.in(other);
        });
        call(b, new Elsewhere(variant), desc, args);
        return b.build("choice of " + variant.name(), Type.of(desc.returnType()));
    }

    private static void call(Builder b, Target target, MethodTypeDesc type, List<Value> args) {
        Value y = b.let(new Op.Link(target, type, args), "y");
        if (y.type() == Type.VOID) {
            b.ret();
        } else {
            b.ret(y);
        }
    }

    /// The class of which `object` is, and what a call on it runs, if it may go this way.
    Optional<Variant> way(Object object) {
        return engine.seeing(object) == engine ? Optional.of(Dispatch.of(engine, variant, object)) : Optional.empty();
    }
}

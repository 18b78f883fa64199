package org.cotangent.engine;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.cotangent.ad.Variant;
import org.cotangent.bytecode.emit.Hosts;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Func;
import org.cotangent.ir.Op;
import org.cotangent.ir.interpret.Interpreter;
import org.cotangent.ir.interpret.LookupCalls;
import org.cotangent.runtime.Context;
import org.jspecify.annotations.Nullable;

/// The floating-point operations of a function and of its gradient, counted by interpreting both: the program's own methods, all
/// derivative code, rules. What the JDK computes itself is not counted, but for `Math`, a call of which is one.
public final class Operations {
    private final Engine engine;
    private final Codes codes;
    private final Lowering lowering;
    private final Interpreter interpreter;

    private Operations(ToDoubleFunction<double[]> f) {
        this.codes = Codes.of(f);
        this.engine = codes.engine();
        this.lowering = new Lowering(engine.world());
        this.interpreter = new Interpreter(new Interpreted(Engine.home(f)));
    }

    /// Those of `f` at `x`, which is what `f` makes of it afterwards.
    public static long ofFunction(ToDoubleFunction<double[]> f, double[] x) {
        Operations counted = new Operations(f);
        var apply = Callee.of(
                ClassDesc.of("java.util.function.ToDoubleFunction"),
                "applyAsDouble",
                MethodTypeDesc.of(ConstantDescs.CD_double, ConstantDescs.CD_Object));
        counted.interpreter.run(counted.body(counted.chosen(f, apply)).orElseThrow(), f, x);
        return counted.interpreter.floatingOperations();
    }

    /// Those of the value and the gradient of `f` at `x` by reverse mode; `gradient` is overwritten.
    public static long ofGradient(ToDoubleFunction<double[]> f, double[] x, double[] gradient) {
        Operations counted = new Operations(f);
        Context context = new Context();
        Arrays.fill(gradient, 0);
        Context.register(x, gradient, context);
        int form = counted.codes.form(f, x);
        counted.run(f, Link.FORWARD, form, f, x, gradient, context);
        counted.run(f, Link.REVERSE, form, 1.0, f, x, gradient, context);
        return counted.interpreter.floatingOperations();
    }

    private void run(Object f, Link link, int form, Object... args) {
        ClassDesc object = ConstantDescs.CD_Object;
        MethodTypeDesc type = link == Link.REVERSE
                ? MethodTypeDesc.of(
                        ConstantDescs.CD_void, ConstantDescs.CD_double, object, object, object, Op.CONTEXT)
                : MethodTypeDesc.of(ConstantDescs.CD_double, object, object, object, Op.CONTEXT);
        interpreter.run(link.entry(codes.variant(f, link, form), form, type), args);
    }

    /// The method that a virtual call runs.
    private Callee chosen(Object receiver, Callee callee) {
        Optional<ClassDesc> lambda = engine.lambdas().nameOf(receiver);
        if (lambda.isEmpty() && receiver.getClass().isHidden()) return callee;
        ClassDesc c = lambda.orElseGet(() -> Classes.desc(receiver.getClass()));
        return engine.world().classes().select(c, callee).orElse(callee);
    }

    private Optional<Func> body(Callee callee) {
        String owner = callee.owner().descriptorString();
        if (owner.startsWith("Lorg/cotangent/rules/")) return RuleBodies.of().body(callee);
        return Jdk.isJdk(callee.owner()) || owner.startsWith("Lorg/cotangent/runtime/")
                ? Optional.empty()
                : engine.world().body(callee).map(lowering::apply);
    }

    /// Calls of bodies that can be interpreted are; all else is called.
    private final class Interpreted extends LookupCalls {
        private final Map<Op, MethodHandle> linked = new HashMap<>();

        Interpreted(Class<?> home) {
            super(Hosts.lookup(home));
        }

        @Override
        public @Nullable Object invoke(Op.Invoke op, List<@Nullable Object> args) throws Throwable {
            Callee callee = op.callee();
            boolean open = op.kind() == Op.Invoke.Kind.VIRTUAL || op.kind() == Op.Invoke.Kind.INTERFACE;
            Callee target = open && args.getFirst() != null ? chosen(args.getFirst(), callee) : callee;
            Optional<Func> body = body(target);
            return body.isPresent() ? interpreter.run(body.get(), args.toArray()) : super.invoke(op, args);
        }

        @Override
        public Object construct(Callee constructor, List<@Nullable Object> args) throws Throwable {
            Class<?> c = classOf(constructor.owner());
            Optional<Func> body = body(constructor);
            if (body.isEmpty() || c.isRecord() || c.getSuperclass() != Object.class) {
                return super.construct(constructor, args);
            }
            List<@Nullable Object> all = new ArrayList<>(args);
            all.addFirst(Making.bare(c));
            interpreter.run(body.get(), all.toArray());
            return all.getFirst();
        }

        @Override
        public Class<?> classOf(ClassDesc desc) throws Throwable {
            return Lambdas.isLambda(desc) ? engine.lambdas().classOf(desc) : super.classOf(desc);
        }

        @Override
        public @Nullable Object invokeDynamic(Op.InvokeDynamic op, List<@Nullable Object> args) throws Throwable {
            if (!Lambda.of(op.site()).isPresent()) return super.invokeDynamic(op, args);
            var made = new Op.Link(new Closures.Closure(op.site()), op.site().invocationType(), op.args());
            return called(made, args);
        }

        @Override
        public @Nullable Object link(Op.Link op, List<@Nullable Object> args) throws Throwable {
            if (!(op.target() instanceof Variant v)) return called(op, args);
            Variant exact = v;
            if (!Sources.isExact(v)) {
                Object receiver = args.get(Dispatch.receiver(type(op)));
                if (receiver == null) throw new NullPointerException();
                exact = Dispatch.of(engine, v, receiver);
            }
            Sources.executed(exact).ifPresent(engine.world()::initialise);
            return interpreter.run(lowering.apply(engine.derivatives().code(exact)), args.toArray());
        }

        private @Nullable Object called(Op.Link op, List<@Nullable Object> args) throws Throwable {
            MethodHandle known = linked.get(op);
            if (known == null) {
                CallSite site = engine.link(op.target(), op.target().name(), type(op));
                linked.put(op, known = site.dynamicInvoker());
            }
            return known.invokeWithArguments(args);
        }

        private MethodType type(Op.Link op) {
            return MethodType.fromMethodDescriptorString(
                    op.signature().descriptorString(), engine.world().classes().loader());
        }
    }
}

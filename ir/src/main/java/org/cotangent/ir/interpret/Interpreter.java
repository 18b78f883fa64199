package org.cotangent.ir.interpret;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cotangent.ir.Block;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;
import org.jspecify.annotations.Nullable;

/// Runs functions op by op on real objects: the oracle for every pass.
///
/// Exceptions go where they go on the JVM: to the first handler of the block that takes them, else out. Monitors are only
/// counted (one thread is assumed). Calls are made by [Calls].
public final class Interpreter {
    /// An object between `New` and `<init>`.
    private static final class Unborn {
        Optional<Object> object = Optional.empty();
    }

    private final Calls calls;
    private final IdentityHashMap<Object, Integer> monitors = new IdentityHashMap<>();
    private long fuel;
    private long floatingOperations;

    /// An interpreter that executes at most `fuel` lets and exits.
    public Interpreter(Calls calls, long fuel) {
        this.calls = calls;
        this.fuel = fuel;
    }

    public Interpreter(Calls calls) {
        this(calls, Long.MAX_VALUE);
    }

    /// The floating-point operations executed so far: additions, subtractions, multiplications, divisions, remainders and
    /// negations of floats and doubles, and calls of methods of `Math` and `StrictMath` that return one.
    public long floatingOperations() {
        return floatingOperations;
    }

    /// What `f` returns for `args`, as a value of the stack (an `Integer` for a boolean); null for void. Throws what `f`
    /// throws, checked or not.
    public @Nullable Object run(Func f, @Nullable Object... args) {
        try {
            return new Activation(f).run(args);
        } catch (Throwable e) {
            throw Interpreter.<RuntimeException>sneaky(e);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E sneaky(Throwable e) throws E {
        throw (E) e;
    }

    /// One call of one function.
    private final class Activation {
        private final Map<Block.Label, Block> blocks;
        private final @Nullable Object[] values;
        private Block block;

        Activation(Func f) {
            this.blocks = f.byLabel();
            this.values = new Object[f.valueBound()];
            this.block = f.entry();
        }

        @Nullable
        Object run(@Nullable Object[] args) throws Throwable {
            List<Value> parameters = block.parameters();
            if (args.length != parameters.size()) {
                throw new Stuck(parameters.size() + " arguments are needed, not " + args.length);
            }
            for (int i = 0; i < args.length; i++) {
                Value p = parameters.get(i);
                values[p.id()] = Stack.widen(p.type(), args[i]);
            }
            while (true) {
                try {
                    for (Let let : block.lets()) {
                        burn();
                        values[let.result().id()] = compute(let.op());
                    }
                    burn();
                    if (block.exit() instanceof Exit.Return(var results)) {
                        return results.isEmpty() ? null : get(results.getFirst());
                    }
                    go(next(block.exit()), List.of());
                } catch (Stuck e) {
                    throw e;
                } catch (Throwable e) {
                    go(handler(e), List.of(e));
                }
            }
        }

        private Block.Edge next(Exit exit) throws Throwable {
            return switch (exit) {
                case Exit.Jump(var edge)                                 -> edge;
                case Exit.Branch(var condition, var then, var otherwise) -> integer(condition) != 0 ? then : otherwise;
                case Exit.Switch(var key, var cases, var otherwise) -> {
                    int k = integer(key);
                    yield cases.stream().filter(c -> c.key() == k).findFirst().map(Exit.Case::edge).orElse(otherwise);
                }
                case Exit.Throw(var exception) -> {
                    if (get(exception) instanceof Throwable e) throw e;
                    throw new NullPointerException("thrown exception is null");
                }
                case Exit.Return _ -> throw new IllegalStateException("no edge");
            };
        }

        /// The edge of the handler that takes `e`; throws it if there is none.
        private Block.Edge handler(Throwable e) throws Throwable {
            for (Block.Handler h : block.handlers()) {
                if (h.type().isEmpty() || calls.classOf(h.type().get()).isInstance(e)) return h.edge();
            }
            throw e;
        }

        private void go(Block.Edge edge, List<Throwable> exception) {
            Block target = blocks.get(edge.target());
            if (target == null) throw new Stuck("no block " + edge.target());
            List<@Nullable Object> arguments = new ArrayList<>(exception);
            for (Value v : edge.arguments()) arguments.add(get(v));
            for (int i = 0; i < arguments.size(); i++) values[target.parameters().get(i).id()] = arguments.get(i);
            block = target;
        }

        private @Nullable Object compute(Op op) throws Throwable {
            return switch (op) {
                case Op.Const c                             -> Stack.widen(c.type(), calls.constant(c.value()));
                case Op.Null _                              -> null;
                case Op.Zero(var type)                      -> type.isReference() ? null : Numbers.zero(type);
                case Op.Neg(var x)                          -> counted(Numbers.neg(get(x)));
                case Op.Arithmetic a                        -> counted(Numbers.arithmetic(a, get(a, 0), get(a, 1)));
                case Op.Bits(var kind, var x, var y)        -> Numbers.bits(kind, get(x), get(y));
                case Op.Compare(var kind, var x, var y)     -> Numbers.compare(kind, get(x), get(y));
                case Op.Convert(var kind, var x)            -> Numbers.convert(kind, get(x));
                case Op.Select(var condition, var x, var y) -> integer(condition) != 0 ? get(x) : get(y);
                case Op.Invoke invoke                       -> invoke(invoke);
                case Op.InvokeDynamic dynamic ->
                        Stack.widen(dynamic.type(), calls.invokeDynamic(dynamic, all(dynamic.args())));
                case Op.Link link                       -> Stack.widen(link.type(), calls.link(link, all(link.args())));
                case Op.LinkLinear(var target, _, _, _) -> throw new Stuck("linear call of " + target.name());
                case Op.New _                           -> new Unborn();
                case Op.NewArray(var component, var length) ->
                        Array.newInstance(calls.classOf(component), integer(length));
                case Op.NewMultiArray(var desc, var lengths) -> {
                    Class<?> element = calls.classOf(desc);
                    for (int i = 0; i < lengths.size(); i++) element = element.getComponentType();
                    yield Array.newInstance(element, lengths.stream().mapToInt(this::integer).toArray());
                }
                case Op.Length(var array) -> Stack.length(get(array));
                case Op.GetElement(_, var array, var index) -> Stack.load(get(array), integer(index));
                case Op.PutElement(_, var array, var index, var value) -> store(array, index, value);
                case Op.GetField read -> Stack.widen(read.type(), calls.getField(read.field(), get(read.object())));
                case Op.PutField(var field, var object, var value) -> {
                    calls.putField(field, get(object), get(value));
                    yield null;
                }
                case Op.GetStatic read -> Stack.widen(read.type(), calls.getStatic(read.field()));
                case Op.PutStatic(var field, var value) -> {
                    calls.putStatic(field, get(value));
                    yield null;
                }
                case Op.InstanceOf(var desc, var x)            -> calls.classOf(desc).isInstance(get(x)) ? 1 : 0;
                case Op.Cast(var desc, var x)                  -> calls.classOf(desc).cast(get(x));
                case Op.Monitor(var enter, var object)         -> monitor(enter, get(object));
                case Op.FindShadow(var object, var context)    -> shadow("findShadow", object, context);
                case Op.MakeShadow(var object, var context)    -> shadow("makeShadow", object, context);
                case Op.Save(var tape, var index, var value)   -> store(tape, index, value);
                case Op.Restore(var tape, var index, var type) -> restore(type, Stack.load(get(tape), integer(index)));
            };
        }

        private @Nullable Object invoke(Op.Invoke op) throws Throwable {
            Callee callee = op.callee();
            List<@Nullable Object> args = new ArrayList<>();
            for (int i = 0; i < op.args().size(); i++) {
                Object raw = values[op.args().get(i).id()];
                if (i == 0 && callee.isConstructor() && raw instanceof Unborn unborn) {
                    unborn.object = Optional.of(calls.construct(callee, all(op.args().subList(1, op.args().size()))));
                    return null;
                }
                args.add(get(op.args().get(i)));
            }
            if (isMath(op)) floatingOperations++;
            return Stack.widen(op.type(), calls.invoke(op, args));
        }

        private @Nullable Object store(Value array, Value index, Value value) {
            Stack.store(get(array), integer(index), get(value));
            return null;
        }

        /// Floats lie among the doubles on the tape.
        private static @Nullable Object restore(Type type, @Nullable Object value) {
            return type == Type.F32 && value instanceof Double d ? (Object) d.floatValue() : value;
        }

        private @Nullable Object shadow(String method, Value object, Value context) throws Throwable {
            Object c = get(context);
            if (c == null) throw new Stuck("no context");
            try {
                return c.getClass().getMethod(method, Object.class).invoke(c, get(object));
            } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
            } catch (ReflectiveOperationException e) {
                throw new Stuck("not a context: " + e);
            }
        }

        private List<@Nullable Object> all(List<Value> operands) {
            List<@Nullable Object> all = new ArrayList<>(operands.size());
            for (Value v : operands) all.add(get(v));
            return all;
        }

        private @Nullable Object get(Op op, int operand) {
            return get(op.operands().get(operand));
        }

        private int integer(Value v) {
            return Stack.integer(get(v));
        }

        private @Nullable Object get(Value v) {
            Object value = values[v.id()];
            if (!(value instanceof Unborn unborn)) return value;
            return unborn.object.orElseThrow(() -> new Stuck(v + " is read before its constructor has run"));
        }
    }

    private static boolean isMath(Op.Invoke op) {
        String owner = op.callee().owner().descriptorString();
        boolean math = owner.equals("Ljava/lang/Math;") || owner.equals("Ljava/lang/StrictMath;");
        return math && Type.of(op.callee().type().returnType()).isFloating();
    }

    private Object counted(Object result) {
        if (result instanceof Double || result instanceof Float) floatingOperations++;
        return result;
    }

    private @Nullable Object monitor(boolean enter, @Nullable Object object) {
        if (object == null) throw new NullPointerException("monitor of null");
        int held = monitors.getOrDefault(object, 0) + (enter ? 1 : -1);
        if (held < 0) throw new IllegalMonitorStateException();
        monitors.put(object, held);
        return null;
    }

    private void burn() {
        if (fuel-- <= 0) throw Stuck.withoutFuel();
    }
}

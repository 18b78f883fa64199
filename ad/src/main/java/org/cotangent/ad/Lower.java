package org.cotangent.ad;

import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cotangent.ir.Block;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Target;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;
import org.cotangent.opt.Inline;

/// Says in simpler ops what differentiation would otherwise have to know: clones of arrays of numbers become a new array and
/// a copy, object creation becomes what the class's [Construction] asks for.
public final class Lower {
    /// Two objects, made by a constructor and when its body ran once more, that have one shadow.
    public record Twin() implements Target {
        @Override
        public String name() {
            return "twin";
        }
    }

    /// The name under which a constructor's body goes when it runs for its tangents alone.
    public static final String COPY = "<copy>";
    /// The same, called by another copy with references that the constructor's caller did not have.
    private static final String INNER_COPY = "<copy of this>";

    private final Func f;
    private final World world;
    private final boolean inConstructor;
    private final boolean inCopy;
    private final boolean inInnerCopy;
    private final Map<Value, Op> definitions = new HashMap<>();
    private final Map<Value, Integer> constructors = new HashMap<>();
    private int nextId;
    private boolean changed;

    private Lower(Func f, World world, Callee callee) {
        this.f = f;
        this.world = world;
        this.inCopy = isCopy(callee);
        this.inInnerCopy = callee.name().equals(INNER_COPY);
        this.inConstructor = inCopy || callee.isConstructor();
        this.nextId = f.valueBound();
        for (Block b : f.blocks()) {
            for (Let let : b.lets()) {
                definitions.put(let.result(), let.op());
                if (let.op() instanceof Op.Invoke(_, var called, var args) && called.isConstructor()) {
                    constructors.merge(args.getFirst(), 1, Integer::sum);
                }
            }
        }
    }

    /// The body of `callee`, in simpler ops.
    static Func apply(Func f, Callee callee, World world) {
        return new Lower(f, world, callee).run();
    }

    private Func run() {
        List<Block> blocks = new ArrayList<>();
        for (Block b : f.blocks()) {
            List<Let> lets = new ArrayList<>();
            for (Let let : b.lets()) lower(let, lets);
            blocks.add(b.with(lets, b.exit()));
        }
        return changed ? new Func(f.name(), f.result(), blocks, nextId) : f;
    }

    private void lower(Let let, List<Let> lets) {
        switch (let.op()) {
            case Op.Invoke(_, var callee, var args) when callee.owner().isArray() && isNumbers(args) ->
                    copyArray(let, args.getFirst(), lets);
            case Op.PutField put -> twin(let, put, lets);
            case Op.New(var c) when construction(let.result()) == Construction.BARE -> {
                changed = true;
                Op op = new Op.Link(new Allocate(c), MethodTypeDesc.of(c), List.of());
                lets.add(new Let(let.result(), op, let.origin()));
            }
            case Op.New _ when constructors.getOrDefault(let.result(), 0) == 1  -> changed = true;
            case Op.Invoke(_, var callee, var args) when callee.isConstructor() -> construct(let, callee, args, lets);
            case Op.Invoke call when call.kind() != Op.Invoke.Kind.STATIC       -> called(let, call, lets);
            default                                                             -> lets.add(let);
        }
    }

    /// A final field is not written again: what it holds and what would be written have one shadow.
    private void twin(Let let, Op.PutField put, List<Let> lets) {
        if (inCopy && put.value().type().isReference() && !isGiven(put.value()) && world.isMadeBefore(put.field())) {
            changed = true;
            Value held = add(new Op.GetField(put.field(), put.object()), let, lets);
            MethodTypeDesc type = MethodTypeDesc.of(
                    ConstantDescs.CD_void, held.type().desc(), put.value().type().desc());
            add(new Op.Link(new Twin(), type, List.of(held, put.value())), let, lets);
        }
        lets.add(let);
    }

    /// Whether `v` is the same each time the constructor runs with the same arguments.
    private boolean isGiven(Value v) {
        Op op = definitions.get(v);
        if (op == null) return f.parameters().contains(v) && (!inInnerCopy || !v.type().isReference());
        return op instanceof Op.Cast(_, var x) ? isGiven(x) : op instanceof Op.Null || op instanceof Op.Const;
    }

    /// A method is not entered without an object: that there is none is found before the call, which then has no part in
    /// the reverse sweep.
    private void called(Let let, Op.Invoke call, List<Let> lets) {
        Value receiver = call.args().getFirst();
        if (!isMade(receiver) && world.of(call) instanceof Treatment.Follow) {
            changed = true;
            add(Inline.require(receiver), let, lets);
        }
        lets.add(let);
    }

    private boolean isMade(Value object) {
        Op op = definitions.get(object);
        return op instanceof Op.New || op instanceof Op.NewArray;
    }

    private static boolean isNumbers(List<Value> args) {
        return !args.isEmpty()
                && args.getFirst().type() instanceof Type.Ref(var d)
                && (d.equals(Runtime.DOUBLES) || d.equals(Runtime.FLOATS));
    }

    private void copyArray(Let let, Value array, List<Let> lets) {
        changed = true;
        Value length = add(new Op.Length(array), let, lets);
        Value zero = add(Op.constant(0), let, lets);
        lets.add(new Let(let.result(), new Op.NewArray(array.type().desc().componentType(), length), let.origin()));
        List<Value> args = List.of(array, zero, let.result(), zero, length);
        add(new Op.Invoke(Op.Invoke.Kind.STATIC, Runtime.ARRAYCOPY, args), let, lets);
    }

    private Value add(Op op, Let at, List<Let> lets) {
        Value v = new Value(nextId++, op.type(), "", false);
        lets.add(new Let(v, op, at.origin()));
        return v;
    }

    private Construction construction(Value object) {
        return definitions.get(object) instanceof Op.New(var c) ? world.construction(c) : Construction.ORIGINAL;
    }

    private void construct(Let let, Callee callee, List<Value> args, List<Let> lets) {
        Value object = args.getFirst();
        if (!(definitions.get(object) instanceof Op.New)) {
            // this(…) or super(…): the object exists already in derivative code
            again(let, callee, args, lets);
            return;
        }
        if (construction(object) == Construction.BARE || constructors.getOrDefault(object, 0) != 1) {
            lets.add(let);
            return;
        }
        boolean copied = construction(object) == Construction.COPY;
        List<Value> given = args.subList(1, args.size());
        MethodTypeDesc type = callee.type().changeReturnType(callee.owner());
        Op op = construction(object) == Construction.FACTORY
                ? new Op.Invoke(Op.Invoke.Kind.STATIC, Factory.of(callee), given)
                : new Op.Link(new Construct(callee, callee.owner(), copied), type, given);
        lets.add(new Let(object, op, let.origin()));
        changed = true;
        if (!copied) return;
        add(new Op.Invoke(Op.Invoke.Kind.SPECIAL, copy(callee), args), let, lets);
    }

    private void again(Let let, Callee callee, List<Value> args, List<Let> lets) {
        Construction how = inConstructor ? world.construction(callee.owner()) : Construction.BARE;
        changed |= how != Construction.BARE;
        if (how == Construction.BARE) lets.add(let);
        if (how != Construction.COPY) return;
        boolean same = args.subList(1, args.size()).stream().allMatch(v -> !v.type().isReference() || isGiven(v));
        Callee body = copy(callee, same ? COPY : INNER_COPY);
        lets.add(new Let(let.result(), new Op.Invoke(Op.Invoke.Kind.SPECIAL, body, args), let.origin()));
    }

    /// The copy of a constructor's body.
    public static Callee copy(Callee constructor) {
        return copy(constructor, COPY);
    }

    private static Callee copy(Callee constructor, String name) {
        return new Callee(constructor.owner(), name, constructor.type(), constructor.inInterface());
    }

    /// Whether `callee` is what [#apply] calls to run a constructor's body once more.
    public static boolean isCopy(Callee callee) {
        return callee.name().equals(COPY) || callee.name().equals(INNER_COPY);
    }

    /// The constructor whose body `copy` runs.
    public static Callee constructor(Callee copy) {
        return new Callee(copy.owner(), ConstantDescs.INIT_NAME, copy.type(), copy.inInterface());
    }
}

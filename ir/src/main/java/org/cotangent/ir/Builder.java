package org.cotangent.ir;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Writes a function: opens blocks, appends lets, ends blocks. The only place where structural zeros are folded.
///
/// A builder appends to its current block (see [#in(Block.Label)]); blocks may be written in any order and interleaved.
/// Lets of an existing function may be appended as they are ([#append(Let)]) if the builder starts above that function's
/// ids. Values replaced later by [#replace(Value, Value)] are replaced wherever they were used.
public final class Builder {
    private static final class Draft {
        final Block.Label label;
        final List<Value> parameters = new ArrayList<>();
        final List<Let> lets = new ArrayList<>();
        final List<Block.Handler> handlers = new ArrayList<>();
        Optional<Exit> exit = Optional.empty();
        Origin origin = Origin.NONE;

        Draft(Block.Label label) {
            this.label = label;
        }
    }

    private final Map<Block.Label, Draft> drafts = new LinkedHashMap<>();
    private final Set<Value> zeros = new HashSet<>();
    private final Map<Value, Value> replaced = new HashMap<>();
    private final boolean marksLinear;
    private int nextId;
    private Draft current;
    private Origin origin = Origin.NONE;

    /// A builder whose values get ids from `firstId` on. `marksLinear`: whether results of ops with a linear operand are
    /// linear (in tangent code), or nothing is (elsewhere).
    public Builder(int firstId, boolean marksLinear) {
        this.nextId = firstId;
        this.marksLinear = marksLinear;
        this.current = new Draft(new Block.Label("nowhere"));
    }

    /// A builder of ordinary code.
    public Builder(int firstId) {
        this(firstId, false);
    }

    // ---- blocks ---------------------------------------------------------------------------------------------

    /// Opens a new block with no parameters. The first one opened is the entry.
    public Block.Label block(String hint) {
        return open(new Block.Label(hint));
    }

    /// Opens a block with a label that exists already (a copied block).
    public Block.Label open(Block.Label label) {
        if (drafts.putIfAbsent(label, new Draft(label)) != null) throw new IllegalStateException("twice: " + label);
        return label;
    }

    /// Appends to `label` from now on.
    public Builder in(Block.Label label) {
        current = draft(label);
        return this;
    }

    /// The block appended to.
    public Block.Label here() {
        return current.label;
    }

    /// Whether the current block has its exit.
    public boolean ended() {
        return current.exit.isPresent();
    }

    /// Whether block `label` has its exit.
    public boolean ended(Block.Label label) {
        return draft(label).exit.isPresent();
    }

    /// What follows comes from `place`.
    public Builder at(Origin place) {
        origin = place;
        return this;
    }

    /// Where what is appended now comes from.
    public Origin origin() {
        return origin;
    }

    /// A new value that nothing defines yet.
    public Value value(Type type, String hint, boolean linear) {
        return new Value(nextId++, type, hint, linear);
    }

    /// Calls a value `hint` that has no name yet.
    public void name(Value value, String hint) {
        value.call(hint);
    }

    /// A new last parameter of `label`.
    public Value parameter(Block.Label label, Type type, String hint, boolean linear) {
        return parameter(label, value(type, hint, linear));
    }

    /// A new last parameter of `label`, not linear.
    public Value parameter(Block.Label label, Type type, String hint) {
        return parameter(label, type, hint, false);
    }

    /// An existing value as new last parameter of `label`.
    public Value parameter(Block.Label label, Value parameter) {
        draft(label).parameters.add(parameter);
        return parameter;
    }

    /// Guards the current block by a handler.
    public void handler(Block.Handler handler) {
        current.handlers.add(handler);
    }

    // ---- lets -----------------------------------------------------------------------------------------------

    /// Appends `result = op` as it is.
    public Value append(Let let) {
        if (current.exit.isPresent()) throw new IllegalStateException("after the exit of " + current.label);
        if (let.op() instanceof Op.Zero) zeros.add(let.result());
        current.lets.add(let);
        return let.result();
    }

    /// Inserts a let at the start of block `label`, for what must stand before everything else there.
    public Value prepend(Block.Label label, Op op, String hint) {
        Value result = value(op.type(), hint, op instanceof Op.Zero && marksLinear);
        if (op instanceof Op.Zero) zeros.add(result);
        draft(label).lets.addFirst(new Let(result, op, Origin.NONE));
        return result;
    }

    /// Appends `op` with a new result.
    public Value let(Op op) {
        return let(op, "");
    }

    /// Appends `op` with a new result that is called `hint`.
    public Value let(Op op, String hint) {
        boolean linear = marksLinear && op.operands().stream().anyMatch(Value::linear);
        return append(new Let(value(op.type(), hint, linear), op, origin));
    }

    /// Appends `op` with a new linear result: a read or write of a shadow.
    public Value linear(Op op, String hint) {
        return append(new Let(value(op.type(), hint, marksLinear), op, origin));
    }

    public Value constant(int value) {
        return let(Op.constant(value));
    }

    public Value constant(ConstantDesc value, Type type) {
        return let(new Op.Const(value, type));
    }

    public Value nothing() {
        return let(new Op.Null());
    }

    /// Structural zero.
    public Value zero(Type type) {
        return append(new Let(value(type, "", marksLinear), new Op.Zero(type), origin));
    }

    /// Whether `x` is known to be structural zero.
    public boolean isZero(Value x) {
        return zeros.contains(x);
    }

    public Value add(Value x, Value y) {
        return isZero(x) ? y : isZero(y) ? x : let(new Op.Add(x, y));
    }

    public Value sub(Value x, Value y) {
        return isZero(y) ? x : isZero(x) ? neg(y) : let(new Op.Sub(x, y));
    }

    public Value neg(Value x) {
        return isZero(x) ? x : let(new Op.Neg(x));
    }

    public Value mul(Value x, Value y) {
        return isZero(x) ? x : isZero(y) ? y : let(new Op.Mul(x, y));
    }

    public Value div(Value x, Value y) {
        return isZero(x) ? x : let(new Op.Div(x, y));
    }

    public Value convert(Op.Convert.Kind kind, Value x) {
        return isZero(x) && kind.result().isFloating() ? zero(kind.result()) : let(new Op.Convert(kind, x));
    }

    public Value select(Value condition, Value x, Value y) {
        return x == y || isZero(x) && isZero(y) ? x : let(new Op.Select(condition, x, y));
    }

    public Value getField(ClassDesc owner, String name, ClassDesc type, Value object) {
        return let(new Op.GetField(new FieldRef(owner, name, type), object), name);
    }

    public void putField(ClassDesc owner, String name, ClassDesc type, Value object, Value value) {
        let(new Op.PutField(new FieldRef(owner, name, type), object, value));
    }

    public Value invokeStatic(Callee callee, Value... args) {
        return let(new Op.Invoke(Op.Invoke.Kind.STATIC, callee, List.of(args)));
    }

    public Value invokeVirtual(Callee callee, Value... args) {
        return let(new Op.Invoke(Op.Invoke.Kind.VIRTUAL, callee, List.of(args)));
    }

    // ---- exits ----------------------------------------------------------------------------------------------

    /// Ends the current block.
    public void end(Exit exit) {
        if (current.exit.isPresent()) throw new IllegalStateException("second exit of " + current.label);
        current.exit = Optional.of(exit);
        current.origin = origin;
    }

    public void jump(Block.Label target, Value... arguments) {
        end(new Exit.Jump(Block.Edge.to(target, arguments)));
    }

    public void branch(Value condition, Block.Edge then, Block.Edge otherwise) {
        end(new Exit.Branch(condition, then, otherwise));
    }

    public void ret(Value... values) {
        end(new Exit.Return(List.of(values)));
    }

    // ---- the function ---------------------------------------------------------------------------------------

    /// From now on (and in what is written already) `old` means `now`.
    public void replace(Value old, Value now) {
        if (resolve(now) != old) replaced.put(old, now);
    }

    /// What `value` means after replacements.
    public Value resolve(Value value) {
        Value v = value;
        for (Value next = replaced.get(v); next != null; next = replaced.get(v)) v = next;
        return v;
    }

    /// The labels opened so far, in order.
    public List<Block.Label> labels() {
        return List.copyOf(drafts.keySet());
    }

    /// What is written of a block so far; it must have its exit.
    public Block written(Block.Label label) {
        Draft d = draft(label);
        Exit exit = d.exit.orElseThrow(() -> new IllegalStateException("no exit: " + label));
        return new Block(
                label, List.copyOf(d.parameters), List.copyOf(d.lets), exit, List.copyOf(d.handlers), d.origin);
    }

    /// Gives each edge of `label` to `edit`, and keeps what it returns.
    void editEdges(Block.Label label, UnaryOperator<Block.Edge> exits, UnaryOperator<Block.Edge> guards) {
        Draft d = draft(label);
        d.exit = d.exit.map(e -> e.map(UnaryOperator.identity(), exits));
        d.handlers.replaceAll(h -> new Block.Handler(h.type(), guards.apply(h.edge())));
    }

    /// The finished function: blocks that can be reached, in reverse post-order.
    public Func build(String name, Type result) {
        Map<Block.Label, Block> blocks = new LinkedHashMap<>();
        for (Block.Label label : Order.reversePostOrder(drafts.keySet().iterator().next(), l -> written(l).edges())) {
            Block b = written(label);
            blocks.put(label, replaced.isEmpty() ? b : b.map(this::resolve));
        }
        return new Func(name, result, List.copyOf(blocks.values()), nextId);
    }

    private Draft draft(Block.Label label) {
        Draft d = drafts.get(label);
        if (d == null) throw new IllegalStateException("no such block: " + label);
        return d;
    }
}

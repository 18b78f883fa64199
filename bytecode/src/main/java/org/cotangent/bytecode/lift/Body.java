package org.cotangent.bytecode.lift;

import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.cotangent.ir.Block;
import org.cotangent.ir.Builder;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Op;
import org.cotangent.ir.Origin;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;

/// One method, lifted by executing its code on values instead of numbers: each node once, in reverse post-order.
///
/// A node becomes one block or, within a protected range, a chain of blocks: an exception takes along what the locals
/// held when its block was entered, so a block ends before an instruction that can throw, if since its entry a local that
/// a handler reads was given something else. Exits are written at the end, when all parameters are known.
final class Body {
    private final Lift.Context context;
    private final MethodTypeDesc descriptor;
    private final boolean isStatic;
    private final Code code;
    private final Pieces pieces;
    private final Flow flow;
    private final Frames frames;
    private final Debug debug;
    private final int[] lines;
    private final Builder b = new Builder(0);
    private final Joins joins;
    private final Value[] locals;
    private final Operands stack;
    private final Steps steps;
    private final List<Runnable> exits = new ArrayList<>();

    private Node node;
    /// The instruction that is being lifted.
    private int at;
    private Block.Label block = new Block.Label("nowhere");
    /// Values with a lower id were there when the current block was entered.
    private int firstOwn;
    /// The handlers that guard the current block, once something in it throws.
    private List<Node.Guard> guards = List.of();
    private boolean throwing;
    /// The locals that handlers must not see as they are: they were written since the block was entered.
    private final Slots changed;
    private boolean ended;

    Body(Lift.Context context, MethodModel method, CodeAttribute attribute, Debug debug) {
        this.context = context;
        this.debug = debug;
        descriptor = Reading.of(method::methodTypeSymbol);
        isStatic = Reading.of(() -> method.flags().has(AccessFlag.STATIC));
        code = new Code(Reading.of(attribute::codeArray));
        List<ClassDesc> parameters = new ArrayList<>(descriptor.parameterList());
        if (!isStatic) parameters.addFirst(context.owner());
        int slots = parameters.stream().mapToInt(p -> Type.of(p).slots()).sum();
        int bound = Math.max(slots, code.slotBound());
        if (bound > attribute.maxLocals()) throw new Malformed(0, "more locals than the method declares");
        lines = debug.lines(code);
        pieces = new Pieces(code, attribute);
        flow = new Flow(code, pieces, new Subroutines(code, pieces, context.constants()));
        Live.mark(code, flow.nodes(), bound);
        frames = Reading.of(() -> context.frames().of(method, attribute.maxLocals(), parameters));
        node = flow.nodes().getFirst();
        joins = new Joins(b, code, frames, debug);
        locals = new Value[bound];
        changed = Slots.below(bound);
        stack = new Operands(attribute.maxStack());
        steps = new Steps(this, code, context.constants(), Type.of(descriptor.returnType()));
    }

    /// The offset of the instruction that is being lifted.
    int offset() {
        return code.offset(at);
    }

    Func lift(String name) {
        for (Node n : flow.nodes()) {
            if (n.joined) continue;
            if (n.order == 0) parameters();
            else enter(n);
            run();
        }
        at = 0;
        joins.finish(b.value(Type.VOID, "", false).id());
        exits.forEach(Runnable::run);
        Func f = b.build(name, Type.of(descriptor.returnType()));
        return frames.isEmpty() ? References.inferred(f, context.common()) : f;
    }

    // ---- nodes and blocks -----------------------------------------------------------------------------------

    private void parameters() {
        begin(node.label);
        int slot = 0;
        if (!isStatic) locals[slot++] = b.parameter(node.label, new Type.Ref(context.owner()), "this");
        for (ClassDesc p : descriptor.parameterList()) {
            Type type = Type.of(p);
            locals[slot] = b.parameter(node.label, type, debug.name(slot, 0));
            slot += type.slots();
        }
    }

    private void enter(Node n) {
        node = n;
        at = n.first;
        begin(n.label);
        firstOwn = joins.enter(n, locals, stack);
        for (int slot : n.variables) if (locals[slot].id() >= firstOwn) changed.add(slot);
        if (n.handler) stack.push(b.parameter(n.label, caught(n), debug.stored(code, at - 1)));
    }

    private Type caught(Node handler) {
        Optional<ClassDesc> told = frames.classOnStack(code.offset(handler.first), 0);
        if (told.isPresent()) return new Type.Ref(told.get());
        return new Type.Ref(pieces.caught(handler.first).stream()
                .map(type -> type.orElse(ConstantDescs.CD_Throwable))
                .reduce(context.common())
                .filter(type -> !type.equals(ConstantDescs.CD_Object))
                .orElse(ConstantDescs.CD_Throwable));
    }

    /// From here on another block is written.
    private void begin(Block.Label label) {
        b.in(b.open(label));
        block = label;
        firstOwn = Integer.MAX_VALUE;
        guards = List.of();
        throwing = false;
        changed.clear();
        ended = false;
    }

    /// Lifts the node, and those after it that fit into the same block.
    private void run() {
        while (true) {
            for (at = node.first; at < node.end; at++) {
                b.at(debug.origin(lines[at]));
                if (code.throwing(at)) guard();
                steps.step(at);
            }
            at = Math.max(node.first, node.end - 1);
            if (ended) return;
            Node next = node.exits.getFirst();
            if (!continuesIn(next)) {
                Arrival arrival = arrive(next);
                exit(() -> new Exit.Jump(edge(arrival)));
                return;
            }
            next.joined = true;
            node = next;
        }
    }

    private boolean continuesIn(Node next) {
        return next.waysIn == 1 && (!throwing || !next.throwing || next.guards.equals(guards));
    }

    /// Lets the handlers catch what the next instruction throws.
    private void guard() {
        if (node.guards.stream().anyMatch(g -> g.target().live.meets(changed))) {
            Block.Label rest = new Block.Label(String.valueOf(offset()));
            exit(new Exit.Jump(Block.Edge.to(rest)));
            begin(rest);
        }
        if (throwing) return;
        throwing = true;
        guards = node.guards;
        Block.Label here = block;
        for (Node.Guard g : guards) {
            Arrival arrival = joins.arrive(g.target(), locals, Operands.NONE);
            exits.add(() -> b.in(here).handler(new Block.Handler(g.type(), joins.edge(arrival))));
        }
    }

    // ---- what instructions do -------------------------------------------------------------------------------

    Operands stack() {
        return stack;
    }

    /// The value of `op`, called as the variable that it is stored in next, if it is.
    Value let(Op op) {
        return let(op, debug.stored(code, at));
    }

    private Value let(Op op, String hint) {
        Value v = b.let(op, hint);
        if (firstOwn == Integer.MAX_VALUE) firstOwn = v.id();
        return v;
    }

    void store(int slot, Value v) {
        if (slot > 0 && locals[slot - 1] != null && locals[slot - 1].type().slots() == 2) locals[slot - 1] = null;
        locals[slot] = v;
        if (v.hint().isEmpty()) b.name(v, debug.name(slot, code.offset(at + 1)));
        if (v.type().slots() == 2) locals[slot + 1] = null;
        if (throwing || v.id() >= firstOwn) changed.add(slot);
        else changed.remove(slot);
    }

    Value load(int slot, Type type) {
        Value v = locals[slot];
        if (v == null) throw new Malformed("local " + slot + " has no value here");
        if (v.type() == type || type.isReference() && v.type().isReference()) return v;
        throw new Malformed("local " + slot + " holds " + v.type() + ", not " + type);
    }

    void increment(int slot, int by) {
        Value before = load(slot, Type.I32);
        Op sum = new Op.Add(before, let(Op.constant(by), ""));
        store(slot, let(sum, debug.name(slot, code.offset(at + 1))));
    }

    /// Where the node leads: [Node#exits].
    List<Node> ways() {
        return node.exits;
    }

    Arrival arrive(Node target) {
        return joins.arrive(target, locals, stack);
    }

    /// The edge of an arrival, when all nodes are lifted.
    Block.Edge edge(Arrival arrival) {
        return joins.edge(arrival);
    }

    /// Ends the block; the exit is made when all nodes are lifted.
    void exit(Supplier<Exit> made) {
        Block.Label here = block;
        Origin origin = b.origin();
        exits.add(() -> b.in(here).at(origin).end(made.get()));
        ended = true;
    }

    void exit(Exit known) {
        exit(() -> known);
    }
}

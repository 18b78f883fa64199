package org.cotangent.bytecode.emit;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cotangent.ir.Func;
import org.cotangent.ir.Origin;
import org.cotangent.ir.Value;
import org.jspecify.annotations.Nullable;

/// Writes a function as the code of a method.
public final class Emit {
    private final CodeBuilder code;
    private final EmitOptions options;
    private final Instructions instructions;
    private final Slots slots;
    private final Map<Node, Label> labels = new HashMap<>();
    private final Map<Step.Mark, Label> marks = new HashMap<>();
    private final Names names;
    private final Catches catches;
    private final Optional<Traces> traces;
    private int line;
    /// How many pieces of code have been written.
    private int place;

    private Emit(CodeBuilder code, EmitOptions options, Slots slots) {
        this.code = code;
        this.options = options;
        this.instructions = new Instructions(code, options);
        this.slots = slots;
        this.names = new Names(code, slots);
        this.catches = new Catches(code, slots, this::label);
        this.traces = options.traced() ? Optional.of(new Traces(code)) : Optional.empty();
    }

    /// Writes `f` into `code`: the method's parameters (with the receiver, if any) are those of `f`.
    public static void emit(CodeBuilder code, Func f, EmitOptions options) {
        emit(code, f, f.parameters().stream().map(p -> p.type().desc()).toList(), options);
    }

    /// The same for a method whose descriptor gives the parameters these classes.
    static void emit(CodeBuilder code, Func f, List<ClassDesc> parameters, EmitOptions options) {
        Func g = Returns.of(Handlers.needed(f));
        Schedule.Nodes scheduled = Schedule.of(g, new Reads(g), new Types(g, parameters, options.hierarchy()));
        List<Node> nodes = Layout.of(scheduled.nodes());
        Slots first = Slots.of(nodes, scheduled.valueBound(), f.parameters(), options);
        boolean fewer = Standing.drop(nodes, put -> !first.same(put.value(), put.into()));
        Slots slots = fewer ? Slots.of(nodes, scheduled.valueBound(), f.parameters(), options) : first;
        new Emit(code, options, slots).write(nodes);
    }

    private void write(List<Node> nodes) {
        int position = 0;
        for (Node n : nodes) {
            labels.put(n, code.newLabel());
            n.position = position;
            position += n.steps.size() + 2;
        }
        List<Node> written = nodes.stream().filter(n -> n.index == 0 || resolve(n) == n).toList();
        for (int i = 0; i < written.size(); i++) {
            Node before = i == 0 ? null : written.get(i - 1);
            write(written.get(i), before, i + 1 < written.size() ? Optional.of(written.get(i + 1)) : Optional.empty());
        }
        catches.flush();
        names.before(Integer.MAX_VALUE, place);
        traces.ifPresent(Traces::write);
    }

    /// The node that is written where control goes to `n`: nodes that only go on are left out.
    private Node resolve(Node n) {
        Node at = n;
        for (int steps = 0; at.ending instanceof Node.Ending.Goto(var target) && isEmpty(at); steps++) {
            if (steps > labels.size()) return n;
            at = target;
        }
        return at;
    }

    private boolean isEmpty(Node n) {
        return n.steps.stream().allMatch(this::vanishes);
    }

    /// Whether a step finds everything in place.
    private boolean vanishes(Step s) {
        return switch (s) {
            case Step.Arg(var v, var into)       -> slots.same(v, into);
            case Step.Put(var v, var into)       -> slots.same(v, into);
            case Step.ArgSum(var v, _, var into) -> slots.same(v, into);
            default                              -> false;
        };
    }

    private Label label(Node n) {
        Label l = labels.get(resolve(n));
        if (l == null) throw new IllegalStateException("not in the function: node " + n.index);
        return l;
    }

    private Label label(Step.Mark mark) {
        return marks.computeIfAbsent(mark, _ -> code.newLabel());
    }

    private void write(Node n, @Nullable Node before, Optional<Node> next) {
        if (n.index > 0) code.labelBinding(label(n));
        boolean guarded = !n.guards.isEmpty();
        // no further than the last step that may throw: from there on locals may hold what no handler expects
        int last = guarded ? Ranges.lastThrow(n) : -1;
        Label start = guarded ? code.newLabel() : code.startLabel();
        Label end = guarded ? code.newLabel() : code.endLabel();
        for (int i = 0; i < n.steps.size(); i++) {
            if (guarded && i == n.prefix) code.labelBinding(start);
            names.before(n.position + 1 + i, place);
            write(n.steps.get(i));
            if (guarded && i == last) code.labelBinding(end);
        }
        if (guarded && n.prefix == n.steps.size()) code.labelBinding(start);
        names.before(n.position + 1 + n.steps.size(), place);
        end(n, next);
        if (guarded && last == n.steps.size()) code.labelBinding(end);
        if (guarded) catches.add(n, start, end, before);
    }

    private void write(Step step) {
        if (!vanishes(step)) place++;
        switch (step) {
            case Step.Load(var v)                -> load(v);
            case Step.Store(var v)               -> store(v);
            case Step.Dup(var v, _)              -> duplicate(v);
            case Step.Dup2 _                     -> code.dup2();
            case Step.DupUnder(var v, var below) -> duplicate(v, below);
            case Step.Discard(var v)             -> discard(v);
            case Step.Run(var let) -> {
                at(let.origin());
                if (let.op().canThrow()) traces.ifPresent(t -> t.throwing(line));
                instructions.write(let.op());
            }
            case Step.Assert(var desc) -> code.checkcast(desc);
            case Step.Arg(var v, var into) -> {
                if (!slots.same(v, into)) load(v);
            }
            case Step.Put(var v, var into) -> {
                if (!slots.same(v, into)) store(into);
            }
            case Step.ArgSum(var v, var by, var into) -> {
                if (slots.same(v, into)) break;
                load(v);
                code.loadConstant(by);
                code.iadd();
            }
            case Step.PutSum(var v, var by, var into) -> {
                if (slots.same(v, into)) code.iinc(slots.of(v), by);
                else store(into);
            }
            case Step.Int(var value)           -> code.loadConstant(value);
            case Step.If(var test, var target) -> code.branch(test, label(target));
            case Step.Goto(var target)         -> code.goto_(label(target));
            case Step.Mark mark                -> code.labelBinding(label(mark));
        }
    }

    private void load(Value v) {
        code.loadLocal(Instructions.kind(v.type()), slots.of(v));
    }

    private void store(Value v) {
        code.storeLocal(Instructions.kind(v.type()), slots.of(v));
    }

    private void duplicate(Value v) {
        if (v.type().slots() == 2) code.dup2();
        else code.dup();
    }

    private void duplicate(Value v, Value below) {
        boolean wide = v.type().slots() == 2;
        if (below.type().slots() == 2) {
            if (wide) code.dup2_x2();
            else code.dup_x2();
        } else {
            if (wide) code.dup2_x1();
            else code.dup_x1();
        }
    }

    private void discard(Value v) {
        if (v.type().slots() == 2) code.pop2();
        else code.pop();
    }

    /// Code of `origin` follows: notes its line if it is one of the host's file.
    private void at(Origin origin) {
        for (Optional<Origin> o = Optional.of(origin); o.isPresent(); o = o.get().caller()) {
            if (o.get().line() <= 0 || !o.get().file().equals(options.sourceFile())) continue;
            if (o.get().line() != line && o.get().line() <= 0xffff) code.lineNumber(o.get().line());
            line = o.get().line();
            return;
        }
    }

    private void end(Node n, Optional<Node> next) {
        place++;
        at(n.origin);
        switch (n.ending) {
            case Node.Ending.Goto(var target)                      -> go(target, next);
            case Node.Ending.If(var test, var then, var otherwise) -> branch(test, resolve(then), otherwise, next);
            case Node.Ending.Switch(var cases, var otherwise)      -> choose(cases, otherwise);
            case Node.Ending.Leave(var value) ->
                    code.return_(value.map(v -> Instructions.kind(v.type())).orElse(TypeKind.VOID));
            case Node.Ending.Throw _ -> {
                traces.ifPresent(t -> t.throwing(line));
                code.athrow();
            }
        }
    }

    private void branch(Opcode test, Node then, Node otherwise, Optional<Node> next) {
        if (then == resolve(otherwise)) {
            if (Test.operands(test) == 2) code.pop2();
            else code.pop();
            go(otherwise, next);
        } else if (next.filter(x -> x == then).isPresent()) {
            code.branch(Test.not(test), label(otherwise));
        } else {
            code.branch(test, label(then));
            go(otherwise, next);
        }
    }

    private void go(Node target, Optional<Node> next) {
        Node to = resolve(target);
        if (next.filter(x -> x == to).isEmpty()) code.goto_(label(to));
    }

    /// A table where that is not longer than twice the list of keys, as javac does.
    private void choose(List<Node.Case> cases, Node otherwise) {
        List<SwitchCase> all = new ArrayList<>();
        long low = Integer.MAX_VALUE;
        long high = Integer.MIN_VALUE;
        for (Node.Case c : cases) {
            all.add(SwitchCase.of(c.key(), label(c.target())));
            low = Math.min(low, c.key());
            high = Math.max(high, c.key());
        }
        long tableSpace = 4 + (high - low + 1);
        long tableTime = 3;
        long listSpace = 3 + 2L * cases.size();
        long listTime = cases.size();
        if (!cases.isEmpty() && tableSpace + 3 * tableTime <= listSpace + 3 * listTime) {
            code.tableswitch((int) low, (int) high, label(otherwise), all);
        } else {
            code.lookupswitch(label(otherwise), all);
        }
    }
}

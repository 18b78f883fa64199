package org.cotangent.bytecode.emit;

import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;

/// The lets of one block as trees on the operand stack. Written backwards, from the exit: a let whose only reader comes
/// later in the block joins the reader's tree if it may be executed that late; every other let is a statement whose
/// result goes to a local.
///
/// Statements about a value (`init(x, …)`, `x[0] = …`) whose other reader comes next join the reader's tree with it:
/// the value stays on the stack and is duplicated for each of them. That is javac's `new; dup; …; <init>`.
final class Trees {
    private final Reads reads;
    private final Types types;
    private final int block;
    private final List<Let> lets;
    private final Late late;
    /// Backwards.
    private final List<Step> steps = new ArrayList<>();
    /// Where statements begin: how many steps there were.
    private final List<Integer> starts = new ArrayList<>();
    private final Deque<Todo> todo = new ArrayDeque<>();
    /// Values whose statements are being written in the tree of their other reader.
    private final Set<Value> subjects = new HashSet<>();
    /// What the exit will push before what is being written.
    private List<Value> left = List.of();
    private List<Carry.Item> under;
    private int at;

    /// What is still to be written, before everything that is written.
    private sealed interface Todo {
        record Done(Step step) implements Todo {}

        /// Pushes `value`. `always`: whether that happens whenever the block is executed; `once`: whether no other
        /// push is needed.
        record Push(Value value, ClassDesc wanted, boolean always, boolean once) implements Todo {}

        /// The statements from `first` on, with `subject` on the stack.
        record Statements(int first, Value subject) implements Todo {}
    }

    /// `under`: what the exit leaves on the stack under what it needs.
    Trees(Reads reads, Types types, int block, List<Let> lets, List<Carry.Item> under) {
        this.under = under;
        this.reads = reads;
        this.types = types;
        this.block = block;
        this.lets = lets;
        this.late = new Late(reads, block, lets);
        this.at = lets.size();
    }

    // ---- what the exit asks for -----------------------------------------------------------------------------

    /// Pushes `value`, as `wanted`, before what is written.
    void push(Value value, ClassDesc wanted) {
        push(value, wanted, true, reads.count(value) == 1);
    }

    private void push(Value value, ClassDesc wanted, boolean always, boolean once) {
        todo.push(new Todo.Push(value, wanted, always, once));
        drain();
    }

    /// Pushes what the test of `condition` needs, before what is written; the instruction that tests it.
    Opcode test(Value condition) {
        Test test = Test.of(condition, reads);
        for (Value v : test.operands()) later(v, ConstantDescs.CD_Object, true);
        drain();
        return test.opcode();
    }

    /// Pushes the arguments and pops those with a parameter into it, last first; the first ones, without, stay on the
    /// stack.
    void move(List<Value> arguments, List<Optional<Value>> parameters, boolean always) {
        int end = steps.size();
        List<Step> puts = new ArrayList<>();
        for (int i = arguments.size() - 1; i >= 0; i--) {
            Value argument = arguments.get(i);
            left = arguments.subList(0, i);
            parameters.get(i).ifPresentOrElse(
                    p -> puts.add(argument(argument, p, always)),
                    () -> push(argument, ConstantDescs.CD_Object, always, reads.count(argument) == 1));
        }
        steps.addAll(end, puts.reversed());
    }

    /// Pushes `argument`; how to pop it.
    private Step argument(Value argument, Value parameter, boolean always) {
        boolean joins = joins(argument, always);
        Optional<Sum> sum = joins ? reads.let(argument).flatMap(this::sum) : Optional.empty();
        if (sum.isPresent()) {
            late.place(reads.index(argument));
            steps.add(new Step.ArgSum(sum.get().value(), sum.get().by(), parameter));
            return new Step.PutSum(sum.get().value(), sum.get().by(), parameter);
        }
        boolean remade = reads.remade(argument) && !reads.isHanded(argument);
        if (remade || joins || always && subject(argument).isPresent()) {
            push(argument, ConstantDescs.CD_Object, always, reads.count(argument) == 1);
            return new Step.Store(parameter);
        }
        steps.add(new Step.Arg(argument, parameter));
        return new Step.Put(argument, parameter);
    }

    /// Takes the steps written so far, in order, for another node; what follows is written before it.
    List<Step> take() {
        List<Step> taken = new ArrayList<>(steps.reversed());
        steps.clear();
        return taken;
    }

    /// Pushes what stays under what the exit needs, writes the remaining lets as statements; all statements, in order,
    /// the exit's last.
    List<List<Step>> finish() {
        while (!under.isEmpty()) {
            Carry.Item item = under.getLast();
            under = under.subList(0, under.size() - 1);
            if (item.twice()) steps.add(new Step.Dup(item.value(), true));
            push(item.value(), ConstantDescs.CD_Object, true, item.once());
        }
        starts.add(steps.size());
        for (at = lets.size() - 1; at >= 0; at--) {
            if (!late.waits(at)) continue;
            statement();
            drain();
            starts.add(steps.size());
        }
        List<List<Step>> statements = new ArrayList<>();
        int end = steps.size();
        for (int i = starts.size() - 2; i >= 0; i--) {
            statements.add(new ArrayList<>(steps.subList(starts.get(i), end).reversed()));
            end = starts.get(i);
        }
        statements.add(new ArrayList<>(steps.subList(0, end).reversed()));
        return statements;
    }

    // ---- statements and trees -------------------------------------------------------------------------------

    /// Writes the end of the let at hand; what it reads is left to do.
    private void statement() {
        Let let = lets.get(at);
        late.place(at);
        Value result = let.result();
        Optional<Sum> sum = reads.needed(result) ? sum(let) : Optional.empty();
        if (sum.isPresent()) {
            steps.add(new Step.PutSum(sum.get().value(), sum.get().by(), result));
            steps.add(new Step.ArgSum(sum.get().value(), sum.get().by(), result));
            return;
        }
        if (reads.needed(result)) steps.add(new Step.Store(result));
        else if (result.type() != Type.VOID) steps.add(new Step.Discard(result));
        run(let, true);
    }

    /// `value + by`, where value is in a local.
    private record Sum(Value value, int by) {}

    /// What a let is if it is an increment.
    private Optional<Sum> sum(Let let) {
        return switch (let.op()) {
            case Op.Add(var x, var y) when x.type() == Type.I32 ->
                    reads.constant(y).flatMap(c -> sum(x, c)).or(() -> reads.constant(x).flatMap(c -> sum(y, c)));
            case Op.Sub(var x, var y) when x.type() == Type.I32 -> reads.constant(y).flatMap(c -> sum(x, -c));
            default                                             -> Optional.empty();
        };
    }

    private Optional<Sum> sum(Value x, int by) {
        boolean small = by >= Short.MIN_VALUE && by <= Short.MAX_VALUE;
        return small && !reads.remade(x) && !joins(x, true) ? Optional.of(new Sum(x, by)) : Optional.empty();
    }

    private boolean joins(Value value, boolean always) {
        return reads.count(value) == 1 && late.joins(value, at, always);
    }

    private void drain() {
        while (!todo.isEmpty()) {
            switch (todo.pop()) {
                case Todo.Done(var step) -> steps.add(step);
                case Todo.Push push -> {
                    if (types.mustAssert(push.value(), push.wanted())) steps.add(new Step.Assert(push.wanted()));
                    write(push);
                }
                case Todo.Statements(int first, Value subject) -> nextStatement(first, subject);
            }
        }
    }

    private void write(Todo.Push push) {
        Value value = push.value();
        if (reads.remade(value)) {
            reads.let(value).ifPresent(let -> run(let, push.always()));
        } else if (push.once() && late.joins(value, at, push.always())) {
            late.place(reads.index(value));
            reads.let(value).ifPresent(let -> run(let, push.always()));
        } else {
            Optional<Integer> first = push.always() ? subject(value) : Optional.empty();
            first.ifPresentOrElse(k -> begin(k, value), () -> steps.add(new Step.Load(value)));
        }
    }

    /// Writes the instruction of `let`; leaves its operands to be written before it.
    private void run(Let let, boolean always) {
        switch (let.op()) {
            case Op.Select(var condition, var x, var y)              -> select(condition, x, y, always);
            case Op.Compare compare when Test.isTest(compare.kind()) -> zeroOrOne(compare, always);
            default -> {
                steps.add(new Step.Run(let));
                List<ClassDesc> classes = Demands.classes(let.op());
                List<Value> operands = Demands.pushed(let.op());
                for (int i = 0; i < operands.size(); i++) later(operands.get(i), classes.get(i), always);
            }
        }
    }

    private void later(Value v, ClassDesc wanted, boolean always) {
        todo.push(new Todo.Push(v, wanted, always, reads.count(v) == 1));
    }

    private void later(Step step) {
        todo.push(new Todo.Done(step));
    }

    private void select(Value condition, Value x, Value y, boolean always) {
        Step.Mark otherwise = new Step.Mark();
        Step.Mark end = new Step.Mark();
        Test test = Test.of(condition, reads);
        steps.add(end);
        for (Value v : test.operands()) later(v, ConstantDescs.CD_Object, always);
        later(new Step.If(Test.not(test.opcode()), otherwise));
        later(x, ConstantDescs.CD_Object, false);
        later(new Step.Goto(end));
        later(otherwise);
        later(y, ConstantDescs.CD_Object, false);
    }

    private void zeroOrOne(Op.Compare compare, boolean always) {
        Step.Mark otherwise = new Step.Mark();
        Step.Mark end = new Step.Mark();
        Test test = Test.of(compare, reads);
        steps.addAll(List.of(end, new Step.Int(0), otherwise, new Step.Goto(end), new Step.Int(1)));
        steps.add(new Step.If(Test.not(test.opcode()), otherwise));
        for (Value v : test.operands()) later(v, ConstantDescs.CD_Object, always);
    }

    // ---- statements about a value, in the tree of its last reader --------------------------------------------

    /// The first statement about `value`, if all its readers but the one that asks are statements about it and can be
    /// written here.
    private Optional<Integer> subject(Value value) {
        if (reads.count(value) < 2) return Optional.empty();
        List<Integer> before = reads.heads(value)
                .filter(h -> h.block() == block)
                .map(h -> h.lets().stream().filter(k -> k < at && late.waits(k)).toList())
                .orElse(List.of());
        if (before.size() != reads.count(value) - 1 || !fits(value, before.getFirst())) return Optional.empty();
        return Optional.of(before.getFirst());
    }

    /// Whether what must be pushed before is there before `first`, and no statement from there on belongs elsewhere.
    private boolean fits(Value value, int first) {
        if (reads.block(value) == block && reads.index(value) >= first) return false;
        for (Todo t : todo) if (t instanceof Todo.Push(var v, _, _, _) && isMadeFrom(v, first)) return false;
        for (Value v : subjects) if (isMadeFrom(v, first)) return false;
        for (Value v : left) if (isMadeFrom(v, first) || reads.isHanded(v) && isDefined(v, first)) return false;
        for (Carry.Item item : under) if (isMadeFrom(item.value(), first)) return false;
        if (subjects.isEmpty()) return true;
        for (int k = first; k < at; k++) {
            List<Value> operands = Demands.pushed(lets.get(k).op());
            if (late.waits(k) && !operands.isEmpty() && subjects.contains(operands.getFirst())) return false;
        }
        return true;
    }

    private boolean isMadeFrom(Value v, int first) {
        return isDefined(v, first) && (!reads.remade(v) || reads.op(v, Op.Compare.class).isPresent());
    }

    /// Whether this block defines `v`, at `first` or later.
    private boolean isDefined(Value v, int first) {
        return reads.block(v) == block && reads.index(v) >= first;
    }

    private void begin(int first, Value subject) {
        subjects.add(subject);
        todo.push(new Todo.Statements(first, subject));
    }

    private void nextStatement(int first, Value subject) {
        int k = at - 1;
        while (k >= first && !late.waits(k)) k--;
        if (k < first) {
            at = Math.min(at, first);
            subjects.remove(subject);
            todo.push(new Todo.Push(subject, ConstantDescs.CD_Object, true, true));
            return;
        }
        at = k;
        todo.push(new Todo.Statements(first, subject));
        Let let = lets.get(k);
        List<Value> operands = Demands.pushed(let.op());
        if (operands.isEmpty() || operands.getFirst() != subject) {
            statement();
            return;
        }
        late.place(k);
        if (let.result().type() != Type.VOID) steps.add(new Step.Discard(let.result()));
        steps.add(new Step.Run(let));
        List<ClassDesc> classes = Demands.classes(let.op());
        later(new Step.Dup(subject, true));
        if (types.mustAssert(subject, classes.getFirst())) later(new Step.Assert(classes.getFirst()));
        for (int i = 1; i < operands.size(); i++) later(operands.get(i), classes.get(i), true);
    }
}

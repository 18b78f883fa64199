package org.cotangent.bytecode.emit;

import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;

/// The lets of one block as trees on the operand stack. Written backwards, from the exit: a let whose only reader comes
/// later in the block joins the reader's tree if it may be executed that late, i.e. if it commutes with each let that
/// was between and is not in a tree itself; every other let is a statement whose result goes to a local.
final class Trees {
    /// How far a let with effects looks ahead for its reader.
    private static final int REACH = 200;

    private final Reads reads;
    private final Types types;
    private final int block;
    private final List<Let> lets;
    private final boolean[] placed;
    private final Acts[] acts;
    /// Backwards.
    private final List<Step> steps = new ArrayList<>();
    private final Deque<Todo> todo = new ArrayDeque<>();
    private int at;

    /// What is still to be written, before everything that is written.
    private sealed interface Todo {
        record Done(Step step) implements Todo {}

        /// `always`: whether it is executed whenever the block is.
        record Push(Value value, ClassDesc wanted, boolean always) implements Todo {}
    }

    Trees(Reads reads, Types types, int block, List<Let> lets) {
        this.reads = reads;
        this.types = types;
        this.block = block;
        this.lets = lets;
        this.placed = new boolean[lets.size()];
        this.at = lets.size();
        this.acts = acts();
    }

    /// Writes a step before what is written.
    void step(Step step) {
        steps.add(step);
    }

    /// Pushes `value`, as `wanted`, before what is written.
    void push(Value value, ClassDesc wanted) {
        push(value, wanted, true);
    }

    private void push(Value value, ClassDesc wanted, boolean always) {
        todo.push(new Todo.Push(value, wanted, always));
        drain();
    }

    /// Pushes what the test of `condition` needs, before what is written; the instruction that tests it.
    Opcode test(Value condition) {
        Test test = Test.of(condition, reads);
        for (Value v : test.operands().reversed()) push(v, ConstantDescs.CD_Object);
        return test.opcode();
    }

    /// Writes the remaining lets as statements; all steps, in order.
    List<Step> finish() {
        for (at = lets.size() - 1; at >= 0; at--) {
            Let let = lets.get(at);
            if (!placed[at] && reads.executed(let) && !reads.remade(let.result())) statement(let);
        }
        Collections.reverse(steps);
        return steps;
    }

    /// Takes the steps written so far, in order, for another node; what follows is written before it.
    List<Step> take() {
        List<Step> taken = new ArrayList<>(steps.reversed());
        steps.clear();
        return taken;
    }

    private void statement(Let let) {
        Value result = let.result();
        placed[at] = true;
        Optional<Sum> sum = sum(let);
        if (sum.isPresent() && reads.needed(result)) {
            steps.add(new Step.PutSum(sum.get().value(), sum.get().by(), result));
            steps.add(new Step.ArgSum(sum.get().value(), sum.get().by(), result));
            return;
        }
        if (result.type() != Type.VOID) steps.add(reads.needed(result) ? new Step.Store(result) : new Step.Discard(result));
        run(let, true);
        drain();
    }

    /// `value + by`, where value is in a local.
    record Sum(Value value, int by) {}

    /// What a let is if it is an increment.
    private Optional<Sum> sum(Let let) {
        return switch (let.op()) {
            case Op.Add(var x, var y) when x.type() == Type.I32 ->
                reads.constant(y)
                        .flatMap(c -> sum(x, c))
                        .or(() -> reads.constant(x).flatMap(c -> sum(y, c)));
            case Op.Sub(var x, var y) when x.type() == Type.I32 -> reads.constant(y).flatMap(c -> sum(x, -c));
            default -> Optional.empty();
        };
    }

    private Optional<Sum> sum(Value x, int by) {
        boolean small = by >= Short.MIN_VALUE && by <= Short.MAX_VALUE;
        return small && !reads.remade(x) && !joins(x, true) ? Optional.of(new Sum(x, by)) : Optional.empty();
    }

    /// Pushes the arguments, then pops them into the parameters, before what is written. Takes away what is already
    /// in place only when it is known where values are.
    void move(List<Value> arguments, List<Value> parameters, boolean always) {
        int end = steps.size();
        List<Step> puts = new ArrayList<>();
        for (int i = arguments.size() - 1; i >= 0; i--) puts.add(argument(arguments.get(i), parameters.get(i), always));
        steps.addAll(end, puts.reversed());
    }

    /// Pushes `argument`; how to pop it.
    private Step argument(Value argument, Value parameter, boolean always) {
        boolean joins = joins(argument, always);
        Optional<Sum> sum = joins ? reads.let(argument).flatMap(this::sum) : Optional.empty();
        if (sum.isPresent()) {
            place(argument);
            steps.add(new Step.ArgSum(sum.get().value(), sum.get().by(), parameter));
            return new Step.PutSum(sum.get().value(), sum.get().by(), parameter);
        }
        if (reads.remade(argument) || joins) {
            push(argument, ConstantDescs.CD_Object, always);
            return new Step.Store(parameter);
        }
        steps.add(new Step.Arg(argument, parameter));
        return new Step.Put(argument, parameter);
    }

    private void drain() {
        while (!todo.isEmpty()) {
            switch (todo.pop()) {
                case Todo.Done(var step) -> steps.add(step);
                case Todo.Push(var value, var wanted, var always) -> {
                    if (types.mustAssert(value, wanted)) steps.add(new Step.Assert(wanted));
                    write(value, always);
                }
            }
        }
    }

    private void write(Value value, boolean always) {
        if (reads.remade(value)) {
            reads.let(value).ifPresent(let -> run(let, always));
        } else if (joins(value, always)) {
            place(value);
            reads.let(value).ifPresent(let -> run(let, always));
        } else {
            steps.add(new Step.Load(value));
        }
    }

    private void place(Value value) {
        placed[reads.index(value)] = true;
    }

    /// Writes the instruction of `let`; leaves its operands to be written before it.
    private void run(Let let, boolean always) {
        switch (let.op()) {
            case Op.Select(var condition, var x, var y) -> select(condition, x, y, always);
            case Op.Compare compare when Test.isTest(compare.kind()) -> zeroOrOne(compare, always);
            default -> {
                steps.add(new Step.Run(let));
                List<ClassDesc> classes = Demands.classes(let.op());
                List<Value> operands = Demands.pushed(let.op());
                for (int i = 0; i < operands.size(); i++) {
                    todo.push(new Todo.Push(operands.get(i), classes.get(i), always));
                }
            }
        }
    }

    private void select(Value condition, Value x, Value y, boolean always) {
        Step.Mark otherwise = new Step.Mark();
        Step.Mark end = new Step.Mark();
        Test test = Test.of(condition, reads);
        for (Value v : test.operands()) todo.push(new Todo.Push(v, ConstantDescs.CD_Object, always));
        todo.push(new Todo.Done(new Step.If(Test.not(test.opcode()), otherwise)));
        todo.push(new Todo.Push(x, ConstantDescs.CD_Object, false));
        todo.push(new Todo.Done(new Step.Goto(end)));
        todo.push(new Todo.Done(otherwise));
        todo.push(new Todo.Push(y, ConstantDescs.CD_Object, false));
        steps.add(end);
    }

    private void zeroOrOne(Op.Compare compare, boolean always) {
        Step.Mark otherwise = new Step.Mark();
        Step.Mark end = new Step.Mark();
        Test test = Test.of(compare, reads);
        steps.add(end);
        steps.add(new Step.Int(0));
        steps.add(otherwise);
        steps.add(new Step.Goto(end));
        steps.add(new Step.Int(1));
        steps.add(new Step.If(Test.not(test.opcode()), otherwise));
        for (Value v : test.operands()) todo.push(new Todo.Push(v, ConstantDescs.CD_Object, always));
    }

    /// Whether the let of `value` may be executed here, for its only reader.
    private boolean joins(Value value, boolean always) {
        if (reads.count(value) != 1 || reads.block(value) != block) return false;
        int k = reads.index(value);
        if (k < 0 || k >= at || placed[k]) return false;
        Acts acts = this.acts[k];
        if (acts.isNothing()) return true;
        if (!always || at - k > REACH) return false;
        for (int i = k + 1; i < at; i++) {
            Let between = lets.get(i);
            boolean stays = !placed[i] && !reads.remade(between.result()) && reads.executed(between);
            if (stays && !acts.commutes(Acts.of(between.op()))) return false;
        }
        return true;
    }

    /// What executing each let does, together with the lets just before it that are there for it alone: moving the let
    /// means moving them, or else they need locals.
    private Acts[] acts() {
        Acts[] all = new Acts[lets.size()];
        int[] start = new int[lets.size()];
        for (int k = 0; k < all.length; k++) {
            Op op = lets.get(k).op();
            all[k] = Acts.of(op);
            int next = k - 1;
            for (Value v : Demands.pushed(op).reversed()) {
                while (next >= 0 && reads.remade(lets.get(next).result())) next--;
                boolean own = reads.count(v) == 1 && reads.block(v) == block && !reads.remade(v);
                if (!own || next < 0 || reads.index(v) != next) continue;
                all[k] = all[k].and(all[next]);
                next = start[next] - 1;
            }
            start[k] = next + 1;
        }
        return all;
    }
}

package org.cotangent.bytecode.emit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;

/// Statements in a row: an increment waits until the old value has been read for the last time, so that it can be made
/// in place; what is pushed twice is duplicated; what one statement stores and the next begins with stays on the stack
/// in between.
final class Polish {
    private final Reads reads;
    private final List<List<Step>> statements;

    private Polish(Reads reads, List<List<Step>> statements) {
        this.reads = reads;
        this.statements = statements;
    }

    /// The steps of `statements`, the last of which is the exit's.
    static List<Step> of(List<List<Step>> statements, Reads reads) {
        Polish p = new Polish(reads, statements);
        for (int i = statements.size() - 2; i >= 0; i--) p.delay(i);
        statements.replaceAll(p::duplicate);
        statements.removeIf(s -> s.isEmpty() && s != statements.getLast());
        for (int i = statements.size() - 2; i >= 0; i--) p.keep(i);
        return statements.stream().flatMap(List::stream).toList();
    }

    // ---- increments -----------------------------------------------------------------------------------------

    /// Moves statement `i`, if it is an increment, after the last read of what it increments.
    private void delay(int i) {
        List<Step> increment = statements.get(i);
        if (increment.size() != 2 || !(increment.getFirst() instanceof Step.ArgSum(var x, _, var y))) return;
        for (int k = statements.size() - 1; k > i; k--) {
            int at = afterLastRead(statements.get(k), x);
            if (at < 0) continue;
            for (int j = i + 1; j < k; j++) if (loads(statements.get(j), y) > 0) return;
            if (loads(statements.get(k).subList(0, at), y) > 0) return;
            statements.get(k).addAll(at, increment);
            increment.clear();
            return;
        }
    }

    /// The place after the last read of `x` which is passed whenever the statement is executed; -1 if there is none.
    private static int afterLastRead(List<Step> statement, Value x) {
        Set<Step.Mark> ahead = new HashSet<>();
        boolean read = false;
        int place = -1;
        for (int j = 0; j < statement.size(); j++) {
            Step s = statement.get(j);
            read |= Ranges.read(s) == x;
            if (s instanceof Step.If(_, var target)) ahead.add(target);
            if (s instanceof Step.Goto(var target)) ahead.add(target);
            if (s instanceof Step.Mark mark) ahead.remove(mark);
            if (!read || !ahead.isEmpty()) continue;
            place = j + 1;
            read = false;
        }
        return place;
    }

    private static int loads(List<Step> steps, Value v) {
        int n = 0;
        for (Step s : steps) if (Ranges.read(s) == v) n++;
        return n;
    }

    // ---- duplicates -----------------------------------------------------------------------------------------

    /// `x x` and `x y x y`, where pushing again takes more than a byte.
    private List<Step> duplicate(List<Step> statement) {
        List<Step> made = new ArrayList<>(statement.size());
        for (Step s : statement) {
            int n = made.size();
            if (n >= 1 && isSame(made.get(n - 1), s) && !isShort(s)) {
                made.add(new Step.Dup(pushed(s), false));
                forget(s);
            } else
                if (n >= 3
                        && isSame(made.get(n - 3), made.get(n - 1))
                        && isSame(made.get(n - 2), s)
                        && pushed(s).type().slots() == 1
                        && pushed(made.get(n - 1)).type().slots() == 1) {
                            forget(made.removeLast());
                            forget(s);
                            made.add(new Step.Dup2());
                        } else {
                            made.add(s);
                        }
        }
        return made;
    }

    private static boolean isSame(Step a, Step b) {
        return switch (a) {
            case Step.Load(var v) -> b instanceof Step.Load(var w) && v == w;
            case Step.Run(var let) ->
                    isConstant(let.op()) && b instanceof Step.Run(var other) && let.op().equals(other.op());
            default -> false;
        };
    }

    private static boolean isConstant(Op op) {
        return op instanceof Op.Const || op instanceof Op.Null || op instanceof Op.Zero;
    }

    private static boolean isShort(Step s) {
        if (!(s instanceof Step.Run(var let))) return false;
        if (!(let.op() instanceof Op.Const(var constant, Type type))) return true;
        return type == Type.I32 && constant instanceof Integer i && i >= -1 && i <= 5;
    }

    private static Value pushed(Step s) {
        return switch (s) {
            case Step.Load(var v)  -> v;
            case Step.Run(var let) -> let.result();
            default                -> throw new IllegalStateException("pushes nothing: " + s);
        };
    }

    private void forget(Step s) {
        if (s instanceof Step.Load(var v)) reads.forget(v);
    }

    // ---- values that stay -----------------------------------------------------------------------------------

    /// Lets the result of statement `i` stay on the stack for the statements that follow and begin with it.
    private void keep(int i) {
        if (statements.get(i).isEmpty() || !(statements.get(i).getLast() instanceof Step.Store(var v))) return;
        if (reads.count(v) == 0) return;
        List<Step> made = new ArrayList<>(statements.get(i));
        made.removeLast();
        int k = i + 1;
        while (k < statements.size() - 1 && begins(statements.get(k), v) && loads(statements.get(k), v) == 1) {
            keep(statements.get(k), v, made);
            k++;
        }
        List<Step> next = statements.get(k);
        boolean last = reads.count(v) == 1 && loads(next, v) == 1;
        int at = last ? afterPushes(next, v, made) : -1;
        if (reads.count(v) == 0) {
            // the last statement takes it
        } else if (at >= 0) {
            reads.forget(v);
            List<Step> rest = next.subList(at + 1, next.size());
            made.addAll(0, next.subList(0, at));
            made.addAll(rest);
            k++;
        } else if (begins(next, v)) {
            reads.forget(v);
            made.add(new Step.Dup(v, false));
            made.add(new Step.Store(v));
            made.addAll(next.subList(1, next.size()));
            k++;
        } else {
            made.add(new Step.Store(v));
        }
        statements.subList(i, k).clear();
        statements.add(i, made);
    }

    /// Appends a statement that begins with `v`, which is on the stack, and leaves it there if it is read again.
    private void keep(List<Step> statement, Value v, List<Step> made) {
        reads.forget(v);
        if (reads.count(v) > 0) made.add(new Step.Dup(v, false));
        made.addAll(statement.subList(1, statement.size()));
    }

    private static boolean begins(List<Step> statement, Value v) {
        return !statement.isEmpty() && statement.getFirst() instanceof Step.Load(var w) && w == v;
    }

    /// Where `v` is loaded, after nothing but other pushes that do not need `made`; -1 if it is not.
    private static int afterPushes(List<Step> statement, Value v, List<Step> made) {
        for (int j = 0; j < statement.size(); j++) {
            switch (statement.get(j)) {
                case Step.Load(var w) -> {
                    if (w == v) return j;
                    if (made.stream().anyMatch(s -> Ranges.written(s) == w)) return -1;
                }
                case Step.Run(var let) when isConstant(let.op()) -> {}
                default -> {
                    return -1;
                }
            }
        }
        return -1;
    }
}

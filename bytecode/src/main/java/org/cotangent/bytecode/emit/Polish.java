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
    /// For how many statements a value may wait on the stack.
    private static final int NEAR = 12;

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
                    Reads.isConstant(let.op()) && b instanceof Step.Run(var other) && let.op().equals(other.op());
            default -> false;
        };
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

    /// Lets the result of statement `i` stay on the stack for the statements that follow and begin with it, then for one
    /// that pushes it early, if that is the last to read it.
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
        int end = takeUnder(v, k, made);
        if (end < 0 && reads.count(v) > 0) end = takeLast(v, k, made);
        if (end < 0) end = k + takeFirst(v, statements.get(k), made);
        statements.subList(i, end).clear();
        statements.add(i, made);
    }

    /// Stores `v`, which is on the stack, now or at the start of statement `next`; the number of statements taken.
    private int takeFirst(Value v, List<Step> next, List<Step> made) {
        if (reads.count(v) == 0) return 0;
        if (!begins(next, v)) {
            made.add(new Step.Store(v));
            return 0;
        }
        reads.forget(v);
        made.add(new Step.Dup(v, false));
        made.add(new Step.Store(v));
        made.addAll(next.subList(1, next.size()));
        return 1;
    }

    /// Leaves `v` on the stack until the statement that reads it last, if that is soon; what that pushes before is pushed
    /// before all. The first statement not taken, or -1.
    private int takeLast(Value v, int first, List<Step> made) {
        int k = reads.count(v) == 1 ? reader(v, first) : -1;
        int at = k < 0 ? -1 : afterPushes(statements.get(k), v, made, statements.subList(first, k));
        if (at < 0) return -1;
        reads.forget(v);
        List<Step> last = statements.get(k);
        made.addAll(0, last.subList(0, at));
        for (List<Step> between : statements.subList(first, k)) made.addAll(between);
        made.addAll(last.subList(at + 1, last.size()));
        return k + 1;
    }

    /// The same for a value that is read twice, first under one push of the next statement (`f = o.x; o.x = f + 1; … f`):
    /// it is duplicated under that.
    private int takeUnder(Value v, int first, List<Step> made) {
        if (reads.count(v) != 2 || first >= statements.size() - 1) return -1;
        List<Step> next = statements.get(first);
        if (loads(next, v) != 1 || afterPushes(next, v, made, List.of()) != 1) return -1;
        int k = reader(v, first + 1);
        int at = k < 0 ? -1 : afterPushes(statements.get(k), v, made, statements.subList(first, k));
        if (at < 0) return -1;
        reads.forget(v);
        reads.forget(v);
        List<Step> last = statements.get(k);
        Step under = next.getFirst();
        made.addFirst(under);
        made.addAll(0, last.subList(0, at));
        made.add(new Step.DupUnder(v, pushed(under)));
        made.addAll(next.subList(2, next.size()));
        for (List<Step> between : statements.subList(first + 1, k)) made.addAll(between);
        made.addAll(last.subList(at + 1, last.size()));
        return k + 1;
    }

    /// The next statement that reads `v`, if it is near and reads it once; -1 if there is none.
    private int reader(Value v, int from) {
        int end = Math.min(statements.size(), from + NEAR);
        for (int k = from; k < end; k++) {
            int n = loads(statements.get(k), v);
            if (n > 0) return n == 1 ? k : -1;
        }
        return -1;
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

    /// Where `v` is loaded, after nothing but other pushes that do not need what `made` and `between` write; -1 if it is
    /// not.
    private static int afterPushes(List<Step> statement, Value v, List<Step> made, List<List<Step>> between) {
        for (int j = 0; j < statement.size(); j++) {
            switch (statement.get(j)) {
                case Step.Load(var w) -> {
                    if (w == v) return j;
                    if (writes(made, w)) return -1;
                    for (List<Step> s : between) if (writes(s, w)) return -1;
                }
                case Step.Run(var let) when Reads.isConstant(let.op()) -> {}
                default -> {
                    return -1;
                }
            }
        }
        return -1;
    }

    private static boolean writes(List<Step> steps, Value w) {
        for (Step s : steps) if (Ranges.written(s) == w) return true;
        return false;
    }
}

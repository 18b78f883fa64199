package org.cotangent.bytecode.lift;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.cotangent.ir.Block;
import org.cotangent.ir.Builder;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;

/// What flows into nodes: turns the locals and the stack into values and block parameters.
///
/// Nodes are lifted in reverse post-order, so most are entered when every way in is known, and get a parameter only
/// where these differ. A node with a way in from later code gets one for each live local that is ever written; those
/// that turn out to stand for one value are dropped at the end. After M. Braun et al., "Simple and Efficient
/// Construction of Static Single Assignment Form" (CC 2013).
final class Joins {
    /// A parameter of `node`, for the variable `position` of its arrivals.
    private record Join(Node node, int position, Value parameter) {}

    private static final int LIMIT = 20_000_000;
    private static final int ROUNDS = 10;

    private final Builder b;
    private final Code code;
    private final BitSet written;
    private final Frames frames;
    private final Debug debug;
    private final List<Join> joins = new ArrayList<>();
    private int size;
    private int firstMade;
    /// The join whose parameter a value is, plus one, by the value's id.
    private int[] joinOf = {};
    /// What the parameter of each join means: itself, if it stays.
    private Value[] meaning = {};

    Joins(Builder b, Code code, Frames frames, Debug debug) {
        this.b = b;
        this.code = code;
        written = code.writtenSlots();
        this.frames = frames;
        this.debug = debug;
    }

    // ---- while lifting --------------------------------------------------------------------------------------

    /// Records a way into `node` with these locals and this stack.
    Arrival arrive(Node node, Value[] locals, Operands stack) {
        int n = node.variables.length;
        Value[] values = new Value[n + stack.size()];
        size += values.length;
        if (size > LIMIT) throw new Malformed("too many variables are live in too many places");
        for (int k = 0; k < n; k++) values[k] = local(locals, node.variables[k], node);
        for (int k = 0; k < stack.size(); k++) values[n + k] = stack.get(k);
        if (!node.arrivals.isEmpty()) agree(node, values, node.arrivals.getFirst().values());
        Arrival arrival = new Arrival(node, values);
        node.arrivals.add(arrival);
        return arrival;
    }

    private Value local(Value[] locals, int slot, Node node) {
        Value v = locals[slot];
        if (v == null) {
            String there = " at " + code.offset(node.first);
            throw new Malformed(
                    "local " + slot + ", which is read later, has no value on this way to the code" + there);
        }
        return v;
    }

    private void agree(Node node, Value[] values, Value[] before) {
        if (values.length != before.length) {
            throw new Malformed("the stack at " + code.offset(node.first) + " has another height on this way");
        }
        for (int k = 0; k < values.length; k++) {
            Type x = values[k].type();
            Type y = before[k].type();
            if (x == y || x.isReference() && y.isReference()) continue;
            String what = k < node.variables.length ? "local " + node.variables[k] : "the stack";
            throw new Malformed(what + " holds " + x + " on this way to " + code.offset(node.first) + ", " + y
                    + " on another");
        }
    }

    /// Sets the locals and the stack to what they are at the entry of `node`. Returns the least id of what was computed
    /// for that in the block.
    int enter(Node node, Value[] locals, Operands stack) {
        firstMade = Integer.MAX_VALUE;
        Arrays.fill(locals, null);
        stack.clear();
        int n = node.variables.length;
        int all = node.arrivals.getFirst().values().length;
        for (int k = 0; k < n; k++) locals[node.variables[k]] = entering(node, k);
        for (int k = n; k < all; k++) stack.push(entering(node, k));
        return firstMade;
    }

    private Value entering(Node node, int k) {
        Value first = node.arrivals.getFirst().values()[k];
        boolean local = k < node.variables.length;
        boolean fixed = !node.open || local && !written.get(node.variables[k]);
        if (fixed && sameEverywhere(node, k, first)) return first;
        int at = code.offset(node.first);
        if (first.type().isReference() && isNull(node, k, at)) return nothing();
        String hint = local ? debug.name(node.variables[k], at) : "";
        Value parameter = b.value(type(node, k, at, first), hint, false);
        joins.add(new Join(node, k, parameter));
        return parameter;
    }

    /// What a frame says to be null needs no parameter, whose class would be unknown.
    private Value nothing() {
        Value v = b.let(new Op.Null());
        firstMade = Math.min(firstMade, v.id());
        return v;
    }

    private static boolean sameEverywhere(Node node, int k, Value first) {
        for (Arrival a : node.arrivals) if (a.values()[k] != first) return false;
        return true;
    }

    private boolean isNull(Node node, int k, int at) {
        int n = node.variables.length;
        return k < n ? frames.isNullLocal(at, node.variables[k]) : frames.isNullOnStack(at, k - n);
    }

    private Type type(Node node, int k, int at, Value first) {
        if (!first.type().isReference()) return first.type();
        int n = node.variables.length;
        var told = k < n ? frames.classOfLocal(at, node.variables[k]) : frames.classOnStack(at, k - n);
        return told.<Type>map(Type.Ref::new).orElse(first.type());
    }

    // ---- at the end -----------------------------------------------------------------------------------------

    /// Decides which parameters stay, when all arrivals are known. Ids of values are below `valueBound`.
    void finish(int valueBound) {
        joinOf = new int[valueBound];
        meaning = new Value[joins.size()];
        for (int j = 0; j < joins.size(); j++) joinOf[joins.get(j).parameter().id()] = j + 1;
        assume();
        for (int round = 0; round < ROUNDS && drop(); round++) {}
        for (int j = 0; j < joins.size(); j++) {
            Join join = joins.get(j);
            if (meaning[j] == join.parameter()) {
                b.parameter(join.node().label, join.parameter());
                join.node().kept.add(join.position());
            } else {
                b.replace(join.parameter(), resolve(join.parameter()));
            }
        }
    }

    /// The edge of an arrival, when it is decided which parameters stay.
    Block.Edge edge(Arrival a) {
        List<Integer> kept = a.target().kept;
        Value[] arguments = new Value[kept.size()];
        for (int k = 0; k < arguments.length; k++) arguments[k] = resolve(a.values()[kept.get(k)]);
        return new Block.Edge(a.target().label, List.of(arguments));
    }

    /// Each parameter means the one value that all its arguments mean, or itself. Optimistic: rings of parameters that
    /// only hand one value around mean that value.
    private void assume() {
        List<List<Integer>> readers = readers();
        Deque<Integer> work = new ArrayDeque<>();
        for (int j = 0; j < joins.size(); j++) work.add(j);
        while (!work.isEmpty()) {
            int j = work.remove();
            Value p = joins.get(j).parameter();
            if (meaning[j] == p) continue;
            Value meet = null;
            for (Arrival a : joins.get(j).node().arrivals) {
                Value v = a.values()[joins.get(j).position()];
                Value m = joinOf[v.id()] == 0 ? v : meaning[joinOf[v.id()] - 1];
                if (m == null || m == meet) continue;
                meet = meet == null ? m : p;
                if (meet == p) break;
            }
            if (meet == null || meet == meaning[j]) continue;
            meaning[j] = meet;
            work.addAll(readers.get(j));
        }
    }

    private List<List<Integer>> readers() {
        List<List<Integer>> readers = new ArrayList<>(joins.size());
        for (int j = 0; j < joins.size(); j++) readers.add(new ArrayList<>(2));
        for (int j = 0; j < joins.size(); j++) {
            for (Arrival a : joins.get(j).node().arrivals) {
                int read = joinOf[a.values()[joins.get(j).position()].id()];
                if (read > 0) readers.get(read - 1).add(j);
            }
        }
        return readers;
    }

    /// Drops the parameters with one argument besides themselves; tells whether there were any. What [#assume()] was
    /// too early to see.
    private boolean drop() {
        boolean dropped = false;
        for (int j = 0; j < joins.size(); j++) {
            Value p = joins.get(j).parameter();
            if (meaning[j] != p) continue;
            Value only = p;
            boolean one = true;
            for (Arrival a : joins.get(j).node().arrivals) {
                Value v = resolve(a.values()[joins.get(j).position()]);
                if (v == p || v == only) continue;
                one = only == p;
                if (!one) break;
                only = v;
            }
            if (!one || only == p) continue;
            meaning[j] = only;
            dropped = true;
        }
        return dropped;
    }

    /// What a value stands for.
    private Value resolve(Value v) {
        Value now = v;
        while (joinOf[now.id()] > 0 && meaning[joinOf[now.id()] - 1] != now) now = meaning[joinOf[now.id()] - 1];
        if (now != v) meaning[joinOf[v.id()] - 1] = now;
        return now;
    }
}

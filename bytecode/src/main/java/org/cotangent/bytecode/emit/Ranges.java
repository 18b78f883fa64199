package org.cotangent.bytecode.emit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.cotangent.ir.Value;
import org.jspecify.annotations.Nullable;

/// Where the values of a function must be in their locals. Positions count steps in the order of the nodes: a node's
/// entry, its steps, its ending. A value that is read at a position and one that is written there may share a local.
final class Ranges {
    private final List<Node> nodes;
    private final int[] base;
    private final List<List<Node>> predecessors = new ArrayList<>();
    private final List<List<Node>> guarded = new ArrayList<>();
    private final List<List<Value>> liveIn = new ArrayList<>();
    private final List<List<Value>> liveOut = new ArrayList<>();
    private final Range[] ranges;
    // of the node at hand
    private final int[] start;
    private final int[] end;
    private final int[] label;

    private Ranges(List<Node> nodes, int valueBound) {
        this.nodes = nodes;
        this.base = new int[nodes.size() + 1];
        this.ranges = new Range[valueBound];
        this.start = new int[valueBound];
        this.end = new int[valueBound];
        this.label = new int[valueBound];
        Arrays.setAll(ranges, _ -> new Range());
        Arrays.fill(start, -1);
        for (int i = 0; i < nodes.size(); i++) {
            base[i + 1] = base[i] + nodes.get(i).steps.size() + 2;
            predecessors.add(new ArrayList<>());
            guarded.add(new ArrayList<>());
            liveIn.add(new ArrayList<>());
            liveOut.add(new ArrayList<>());
        }
    }

    /// The range of each value, by id; the index of a node is its place in `nodes`.
    static Range[] of(List<Node> nodes, int valueBound, List<Value> parameters) {
        Ranges r = new Ranges(nodes, valueBound);
        for (Node n : nodes) {
            for (Node next : n.successors()) r.predecessors.get(next.index).add(n);
            for (Node.Guard g : n.guards) r.guarded.get(g.target().index).add(n);
        }
        r.findLive();
        for (Node n : nodes) n.live = r.liveIn.get(n.index);
        for (Node n : nodes) r.collect(n, n.index == 0 ? parameters : List.of());
        return r.ranges;
    }

    static @Nullable Value read(Step s) {
        return switch (s) {
            case Step.Load(var v)         -> v;
            case Step.Arg(var v, _)       -> v;
            case Step.ArgSum(var v, _, _) -> v;
            default                       -> null;
        };
    }

    static @Nullable Value written(Step s) {
        return switch (s) {
            case Step.Store(var v)        -> v;
            case Step.Put(_, var v)       -> v;
            case Step.PutSum(_, _, var v) -> v;
            default                       -> null;
        };
    }

    // ---- which values are needed at the entry and at the end of each node ------------------------------------

    private void findLive() {
        int[] seenIn = new int[ranges.length];
        List<List<Node>> exposed = new ArrayList<>();
        List<Value> values = new ArrayList<>();
        int[] place = new int[ranges.length];
        Arrays.fill(place, -1);
        int[] writtenIn = new int[ranges.length];
        Arrays.fill(writtenIn, -1);
        List<List<Node>> writers = new ArrayList<>();
        for (Node n : nodes) {
            for (Step s : n.steps) {
                Value read = read(s);
                if (read != null && writtenIn[read.id()] != n.index) {
                    List<Node> at = exposed.get(place(read, place, values, exposed, writers));
                    if (at.isEmpty() || at.getLast() != n) at.add(n);
                }
                Value w = written(s);
                if (w == null) continue;
                writtenIn[w.id()] = n.index;
                writers.get(place(w, place, values, exposed, writers)).add(n);
            }
        }
        Arrays.fill(seenIn, -1);
        int[] in = new int[nodes.size()];
        int[] out = new int[nodes.size()];
        int[] writes = new int[nodes.size()];
        Arrays.fill(in, -1);
        Arrays.fill(out, -1);
        Arrays.fill(writes, -1);
        for (int i = 0; i < values.size(); i++) {
            for (Node w : writers.get(i)) writes[w.index] = i;
            spread(values.get(i), i, exposed.get(i), new int[][] {in, out, writes});
        }
    }

    private static int place(
            Value v, int[] place, List<Value> values, List<List<Node>> exposed, List<List<Node>> writers) {
        if (place[v.id()] < 0) {
            place[v.id()] = values.size();
            values.add(v);
            exposed.add(new ArrayList<>());
            writers.add(new ArrayList<>());
        }
        return place[v.id()];
    }

    /// From the nodes that read `v` before they write it, backwards to the nodes that write it.
    private void spread(Value v, int stamp, List<Node> exposed, int[][] marks) {
        int[] in = marks[0];
        int[] out = marks[1];
        int[] writes = marks[2];
        Deque<Node> work = new ArrayDeque<>(exposed);
        for (Node n : exposed) in[n.index] = stamp;
        while (!work.isEmpty()) {
            Node n = work.pop();
            liveIn.get(n.index).add(v);
            for (Node p : predecessors.get(n.index)) {
                if (out[p.index] == stamp) continue;
                out[p.index] = stamp;
                liveOut.get(p.index).add(v);
                if (writes[p.index] == stamp || in[p.index] == stamp) continue;
                in[p.index] = stamp;
                work.push(p);
            }
            for (Node g : guarded.get(n.index)) {
                if (in[g.index] == stamp || writesInPrefix(g, v)) continue;
                in[g.index] = stamp;
                work.push(g);
            }
        }
    }

    private static boolean writesInPrefix(Node n, Value v) {
        for (Step s : n.steps.subList(0, n.prefix)) if (written(s) == v) return true;
        return false;
    }

    // ---- segments -------------------------------------------------------------------------------------------

    private void collect(Node n, List<Value> parameters) {
        List<Value> touched = new ArrayList<>();
        for (Value v : parameters) begin(v, base[n.index], v.id(), touched);
        for (Value v : liveIn.get(n.index)) begin(v, base[n.index], v.id(), touched);
        int guardEnd = n.guards.isEmpty() ? 0 : base[n.index] + 2 + lastThrow(n);
        int position = base[n.index];
        for (int i = 0; i < n.steps.size(); i++) {
            position++;
            Step s = n.steps.get(i);
            if (i == n.prefix) needAtLandings(n, guardEnd);
            Value read = read(s);
            if (read != null) end[read.id()] = Math.max(end[read.id()], position);
            Value w = written(s);
            if (w == null) continue;
            Value moved = moved(n, i);
            if (moved != null) end[moved.id()] = Math.max(end[moved.id()], position);
            boolean held = i < n.prefix && s instanceof Step.Put;
            begin(w, position, held && s instanceof Step.Put(var from, _) ? from.id() : w.id(), touched);
        }
        if (n.prefix == n.steps.size()) needAtLandings(n, guardEnd);
        for (Value v : liveOut.get(n.index)) end[v.id()] = base[n.index + 1];
        for (Value v : touched) close(v);
    }

    /// What the step puts into a local, if other steps than moves stand between that and its reading: where both share a
    /// local nothing is read or put, and so the local must keep it until here.
    private static @Nullable Value moved(Node n, int at) {
        Value from;
        switch (n.steps.get(at)) {
            case Step.Put(var v, _)       -> from = v;
            case Step.PutSum(var v, _, _) -> from = v;
            default -> {
                return null;
            }
        }
        for (int i = at - 1; i >= 0; i--) {
            switch (n.steps.get(i)) {
                case Step.Arg _, Step.ArgSum _, Step.Put _, Step.PutSum _ -> {}
                default -> {
                    return from;
                }
            }
            if (n.steps.get(i) instanceof Step.Arg(var v, var into) && v == from && reads(n, at, into)) return null;
            if (n.steps.get(i) instanceof Step.ArgSum(var v, _, var into) && v == from && reads(n, at, into)) {
                return null;
            }
        }
        return null;
    }

    private static boolean reads(Node n, int at, Value into) {
        return written(n.steps.get(at)) == into;
    }

    private void needAtLandings(Node n, int guardEnd) {
        for (Node.Guard g : n.guards) {
            for (Value v : liveIn.get(g.target().index)) end[v.id()] = Math.max(end[v.id()], guardEnd);
        }
    }

    /// The last step of a node that may throw: its index, the number of steps for the ending, -1 for none.
    static int lastThrow(Node n) {
        if (n.ending instanceof Node.Ending.Throw) return n.steps.size();
        for (int i = n.steps.size() - 1; i >= 0; i--) {
            if (n.steps.get(i) instanceof Step.Run(var let) && let.op().canThrow()) return i;
        }
        return -1;
    }

    private void begin(Value v, int position, int what, List<Value> touched) {
        int id = v.id();
        if (start[id] >= 0) ranges[id].add(start[id], end[id], label[id]);
        else touched.add(v);
        start[id] = position;
        end[id] = position + 1;
        label[id] = what;
    }

    private void close(Value v) {
        ranges[v.id()].add(start[v.id()], end[v.id()], label[v.id()]);
        start[v.id()] = -1;
    }
}

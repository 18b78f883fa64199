package org.cotangent.bytecode.emit;

import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;
import org.jspecify.annotations.Nullable;

/// The local of each value that has one. First values that are moved into one another are united into webs where their
/// ranges permit, moves of inner loops first; then each web gets the lowest local that is free wherever it needs one,
/// webs that are used most first: the first four locals have shorter instructions.
///
/// Where there are no frames, a local holds references of one class only: the verifier would ask for the superclasses of
/// what is left there by two ways, and load classes for that.
final class Slots {
    private final @Nullable Value[] values;
    /// Of values, then of webs.
    private final Range[] ranges;
    private final Range[] own;
    private final int[] parent;
    private final int[] slot;
    private final int[] uses;
    private final List<Range> taken = new ArrayList<>();
    private final boolean frames;
    /// The classes of references: of webs, and of what each local holds.
    private final Map<Integer, Set<ClassDesc>> classes = new HashMap<>();
    private final List<Set<ClassDesc>> held = new ArrayList<>();
    private int parameterSlots;

    private record Pair(Value from, Value to) {}

    private record Move(Value from, Value to, long weight) {}

    private Slots(int valueBound, Range[] ranges, boolean frames) {
        this.ranges = ranges;
        this.frames = frames;
        own = ranges.clone();
        values = new Value[valueBound];
        parent = new int[valueBound];
        slot = new int[valueBound];
        uses = new int[valueBound];
        Arrays.setAll(parent, i -> i);
        Arrays.fill(slot, -1);
    }

    /// Locals for the values of `nodes`; `parameters` are where the JVM puts them. A pinned first parameter keeps its
    /// local to itself.
    static Slots of(List<Node> nodes, int valueBound, List<Value> parameters, EmitOptions options) {
        Range[] ranges = Ranges.of(nodes, valueBound, parameters);
        Slots s = new Slots(valueBound, ranges, options.frames());
        int next = 0;
        for (Value p : parameters) {
            s.values[p.id()] = p;
            s.slot[p.id()] = next;
            next += p.type().slots();
        }
        s.parameterSlots = next;
        if (options.pinsThis()) {
            Value self = parameters.getFirst();
            Range always = new Range();
            always.add(0, Integer.MAX_VALUE, self.id());
            ranges[self.id()] = always;
        }
        for (Node n : nodes) for (Step step : n.steps) s.use(step);
        s.unite(moves(nodes));
        s.choose();
        return s;
    }

    private void use(Step step) {
        Value read = Ranges.read(step);
        Value written = Ranges.written(step);
        if (read != null) uses[read.id()]++;
        if (read != null) values[read.id()] = read;
        if (written != null) uses[written.id()]++;
        if (written != null) values[written.id()] = written;
    }

    /// The moves, heaviest first: those between the same values together.
    private static List<Move> moves(List<Node> nodes) {
        Map<Pair, Long> weights = new LinkedHashMap<>();
        for (Node n : nodes) {
            long weight = 1L << Math.min(3 * n.depth, 30);
            for (Step s : n.steps) {
                switch (s) {
                    case Step.Put(var from, var to)       -> weights.merge(new Pair(from, to), 3 * weight, Long::sum);
                    case Step.PutSum(var from, _, var to) -> weights.merge(new Pair(from, to), 2 * weight, Long::sum);
                    default -> {}
                }
            }
        }
        List<Move> moves = new ArrayList<>();
        weights.forEach((pair, weight) -> moves.add(new Move(pair.from(), pair.to(), weight)));
        moves.sort(Comparator.comparingLong(Move::weight).reversed());
        return moves;
    }

    private int web(int id) {
        int root = id;
        while (parent[root] != root) root = parent[root];
        for (int i = id; parent[i] != root;) {
            int up = parent[i];
            parent[i] = root;
            i = up;
        }
        return root;
    }

    private void unite(List<Move> moves) {
        for (Move m : moves) {
            int a = web(m.from().id());
            int b = web(m.to().id());
            boolean fixed = slot[a] >= 0 && slot[b] >= 0;
            if (a == b || fixed || ranges[a].clashes(ranges[b])) continue;
            Range both = ranges[a].with(ranges[b]);
            int root = slot[b] >= 0 ? b : a;
            int other = root == a ? b : a;
            parent[other] = root;
            ranges[root] = both;
            uses[root] += uses[other];
        }
    }

    private void choose() {
        for (Value v : values) {
            if (frames || v == null || !(v.type() instanceof Type.Ref ref)) continue;
            classes.computeIfAbsent(web(v.id()), _ -> new HashSet<>()).add(ref.desc());
        }
        List<Integer> webs = new ArrayList<>();
        for (int id = 0; id < parent.length; id++) {
            if (parent[id] != id || values[id] == null) continue;
            if (slot[id] >= 0) take(id, slot[id]);
            else webs.add(id);
        }
        webs.sort(Comparator.comparingInt((Integer id) -> uses[id]).reversed());
        for (int id : webs) take(id, lowestFree(id));
    }

    private int lowestFree(int id) {
        int size = size(id);
        for (int s = 0;; s++) {
            // the library's StackMapGenerator (JDK 25) would forget the last parameter when the next local is written
            if (size == 2 && s == parameterSlots - 1) continue;
            boolean free = true;
            for (int i = 0; i < size && free; i++)
                free = s + i >= taken.size() || !taken.get(s + i).clashes(ranges[id]);
            if (free && mayHold(s, classesOf(id))) return s;
        }
    }

    private Set<ClassDesc> classesOf(int web) {
        return classes.getOrDefault(web, Set.of());
    }

    private boolean mayHold(int local, Set<ClassDesc> more) {
        if (local >= held.size() || more.isEmpty() || held.get(local).isEmpty()) return true;
        return more.size() == 1 && held.get(local).equals(more);
    }

    private int size(int id) {
        Value v = values[id];
        return v == null ? 0 : v.type().slots();
    }

    private void take(int id, int at) {
        slot[id] = at;
        for (int i = 0; i < size(id); i++) {
            while (taken.size() <= at + i) {
                taken.add(new Range());
                held.add(new HashSet<>());
            }
            held.get(at + i).addAll(classesOf(id));
            taken.set(at + i, taken.get(at + i).with(ranges[id]));
        }
    }

    int of(Value v) {
        int s = slot[web(v.id())];
        if (s < 0) throw new IllegalStateException("no local for " + v);
        return s;
    }

    boolean same(Value a, Value b) {
        return of(a) == of(b);
    }

    /// The values that have locals.
    List<Value> values() {
        List<Value> all = new ArrayList<>();
        for (Value v : values) if (v != null) all.add(v);
        return all;
    }

    /// Where a value is in its local.
    Range range(Value v) {
        return own[v.id()];
    }
}

package org.cotangent.bytecode.lift;

import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.constant.ClassDesc;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cotangent.ir.Block;

/// The control flow of a method: the nodes that can be reached, in reverse post-order, each with the locals that are
/// live at its entry. The entry node comes first; nothing leads to it.
final class Flow {
    private record Range(int start, int end, int handler, Optional<ClassDesc> type) {}

    private record Visit(Node node, Iterator<Node> rest) {}

    private static final int LIMIT = 2_000_000;

    private final Code code;
    private final List<Range> ranges = new ArrayList<>();
    /// The node that begins at an instruction, before reachability is known.
    private final Map<Integer, Node> starts = new HashMap<>();
    private final Map<Integer, Node> landings = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Slots stored;
    private final int bound;

    /// `bound`: all slots of locals are below it.
    Flow(Code code, CodeAttribute attribute, int bound) {
        this.code = code;
        this.bound = bound;
        for (ExceptionCatch c : attribute.exceptionHandlers()) {
            int start = code.number(attribute.labelToBci(c.tryStart()));
            int end = code.number(attribute.labelToBci(c.tryEnd()));
            int handler = code.number(attribute.labelToBci(c.handler()));
            if (start >= end || handler >= code.count()) throw new Malformed(code.offset(start), "an empty range");
            ranges.add(new Range(start, end, handler, c.catchType().map(ClassEntry::asSymbol)));
        }
        stored = Slots.below(bound);
        for (int i = 0; i < code.count(); i++) if (code.written(i) >= 0) stored.add(code.written(i));
        List<Node> all = cut(leaders());
        connect(all);
        guard(all);
        order(entry());
        if ((long) bound * nodes.size() > 8L * LIMIT * 64) throw new Malformed(0, "too many locals in too many places");
        new Live().spread();
    }

    List<Node> nodes() {
        return nodes;
    }

    /// Whether the local in `slot` ever changes.
    boolean isStored(int slot) {
        return stored.has(slot);
    }

    /// The one class of exceptions that lead to `handler`; empty if there are several.
    Optional<ClassDesc> caught(Node handler) {
        Set<Optional<ClassDesc>> types = new HashSet<>();
        for (Range r : ranges) if (r.handler == handler.first) types.add(r.type);
        return types.size() == 1 ? types.iterator().next() : Optional.empty();
    }

    // ---- nodes ----------------------------------------------------------------------------------------------

    private boolean[] leaders() {
        boolean[] leads = new boolean[code.count() + 1];
        leads[0] = true;
        for (int i = 0; i < code.count(); i++) {
            if (code.jumps(i)) leads[code.first(i)] = true;
            if (code.isSwitch(i)) {
                leads[code.table(i).otherwise()] = true;
                for (int target : code.table(i).targets()) leads[target] = true;
            }
            if (code.endsNode(i)) leads[i + 1] = true;
        }
        for (Range r : ranges) {
            leads[r.start] = true;
            leads[r.end] = true;
            leads[r.handler] = true;
        }
        return leads;
    }

    private List<Node> cut(boolean[] leads) {
        Set<Integer> caught = new HashSet<>();
        for (Range r : ranges) caught.add(r.handler);
        Set<Integer> entered = caught.isEmpty() ? Set.of() : entered();
        List<Node> all = new ArrayList<>();
        for (int first = 0; first < code.count(); ) {
            int end = first + 1;
            while (end < code.count() && !leads[end]) end++;
            boolean handler = caught.contains(first);
            boolean shared = handler && entered.contains(first);
            Node n = new Node(first, end, handler && !shared, label(first, ""));
            all.add(n);
            starts.put(first, n);
            if (shared) {
                Node landing = new Node(first, first, true, label(first, "catch"));
                landing.exits.add(n);
                landings.put(first, landing);
            }
            first = end;
        }
        return all;
    }

    private Block.Label label(int first, String prefix) {
        return new Block.Label(prefix + code.offset(first));
    }

    /// Where control comes without an exception; in code that cannot be reached, too.
    private Set<Integer> entered() {
        Set<Integer> to = new HashSet<>();
        to.add(0);
        for (int i = 0; i < code.count(); i++) {
            if (code.jumps(i)) to.add(code.first(i));
            if (code.fallsThrough(i)) to.add(i + 1);
            if (code.isSwitch(i)) {
                to.add(code.table(i).otherwise());
                for (int target : code.table(i).targets()) to.add(target);
            }
        }
        return to;
    }

    private void connect(List<Node> all) {
        for (Node n : all) {
            int last = n.end - 1;
            if (code.isSwitch(last)) {
                for (int target : code.table(last).targets()) n.exits.add(at(target));
                n.exits.add(at(code.table(last).otherwise()));
            }
            if (code.jumps(last)) n.exits.add(at(code.first(last)));
            if (code.fallsThrough(last) && n.end < code.count()) n.exits.add(at(n.end));
        }
    }

    private Node at(int first) {
        Node n = starts.get(first);
        if (n == null) throw new IllegalStateException("no node at " + first);
        return n;
    }

    /// Gives each node that can throw the handlers around it; what comes after one that catches everything, or the same
    /// class, is never asked.
    private void guard(List<Node> all) {
        if (ranges.isEmpty()) return;
        Map<Integer, Integer> index = new HashMap<>();
        for (int k = 0; k < all.size(); k++) index.put(all.get(k).first, k);
        Map<Node, Set<Optional<ClassDesc>>> caught = new HashMap<>();
        int guards = 0;
        for (Range r : ranges) {
            Node target = landings.getOrDefault(r.handler, at(r.handler));
            for (int k = index.get(r.start); k < all.size() && all.get(k).first < r.end; k++) {
                Node n = all.get(k);
                if (!throwing(n)) continue;
                Set<Optional<ClassDesc>> types = caught.computeIfAbsent(n, _ -> new HashSet<>());
                if (types.contains(Optional.<ClassDesc>empty()) || !types.add(r.type)) continue;
                if (n.guards.isEmpty()) n.guards = new ArrayList<>(2);
                n.guards.add(new Node.Guard(r.type, target));
                if (++guards > LIMIT) throw new Malformed(0, "too many exception handlers");
            }
        }
    }

    private boolean throwing(Node n) {
        for (int i = n.first; i < n.end; i++) if (code.throwing(i)) return true;
        return false;
    }

    // ---- order ----------------------------------------------------------------------------------------------

    private Node entry() {
        Node first = at(0);
        if (!landings.containsKey(0) && !entered0()) return first;
        Node fresh = new Node(0, 0, false, new Block.Label("entry"));
        fresh.exits.add(first);
        return fresh;
    }

    private boolean entered0() {
        for (int i = 0; i < code.count(); i++) {
            if (code.jumps(i) && code.first(i) == 0) return true;
            if (!code.isSwitch(i)) continue;
            if (code.table(i).otherwise() == 0) return true;
            for (int target : code.table(i).targets()) if (target == 0) return true;
        }
        return false;
    }

    /// Numbers what can be reached from `entry` in reverse post-order.
    private void order(Node entry) {
        Deque<Visit> stack = new ArrayDeque<>();
        Set<Node> seen = new HashSet<>();
        seen.add(entry);
        stack.push(visit(entry));
        while (!stack.isEmpty()) {
            Visit top = stack.peek();
            if (top.rest().hasNext()) {
                Node next = top.rest().next();
                if (seen.add(next)) stack.push(visit(next));
            } else {
                nodes.add(top.node());
                stack.pop();
            }
        }
        Collections.reverse(nodes);
        for (int k = 0; k < nodes.size(); k++) nodes.get(k).order = k;
        for (Node n : nodes) {
            for (Node s : n.successors()) if (s.order <= n.order) s.open = true;
            int last = n.end - 1;
            if (n.end > n.first && n.end == code.count() && code.fallsThrough(last)) {
                throw new Malformed(code.offset(last), "control runs past the end of the code");
            }
        }
    }

    private static Visit visit(Node n) {
        return new Visit(n, n.successors().reversed().iterator());
    }

    // ---- liveness -------------------------------------------------------------------------------------------

    /// Which locals are live at the entry of each node. What a handler reads is live until the first instruction that
    /// may lead to it.
    private final class Live {
        private final Slots[] written = new Slots[nodes.size()];
        private final Slots[] writtenFirst = new Slots[nodes.size()];
        private final List<List<Node>> before = new ArrayList<>();
        private final Deque<Node> work = new ArrayDeque<>();

        void spread() {
            for (Node n : nodes) before.add(new ArrayList<>(2));
            for (Node n : nodes) {
                scan(n);
                for (Node s : n.successors()) before.get(s.order).add(n);
                work.push(n);
            }
            boolean[] waiting = new boolean[nodes.size()];
            java.util.Arrays.fill(waiting, true);
            while (!work.isEmpty()) {
                Node n = work.pop();
                waiting[n.order] = false;
                boolean news = false;
                for (Node s : n.exits) news |= n.live.addAll(s.live, written[n.order]);
                for (Node.Guard g : n.guards) news |= n.live.addAll(g.target().live, writtenFirst[n.order]);
                if (!news) continue;
                for (Node p : before.get(n.order)) {
                    if (waiting[p.order]) continue;
                    waiting[p.order] = true;
                    work.add(p);
                }
            }
            for (Node n : nodes) n.variables = n.live.list();
        }

        private void scan(Node n) {
            n.live = Slots.below(bound);
            Slots w = Slots.below(bound);
            Slots early = Slots.below(bound);
            boolean thrown = false;
            for (int i = n.first; i < n.end; i++) {
                int read = code.read(i);
                if (read >= 0 && !w.has(read)) n.live.add(read);
                thrown |= code.throwing(i);
                int wrote = code.written(i);
                if (wrote < 0) continue;
                w.add(wrote);
                if (!thrown) early.add(wrote);
            }
            written[n.order] = w;
            writtenFirst[n.order] = early;
        }
    }
}

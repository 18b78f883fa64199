package org.cotangent.bytecode.lift;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cotangent.ir.Block;

/// The control flow of a method: its nodes in reverse post-order, without those that cannot be reached. The entry node
/// comes first; nothing leads to it.
///
/// A piece of code is one node, or several if it belongs to a subroutine (`jsr`): one for each combination of return
/// addresses that may still be used.
final class Flow {
    private record Key(int first, Subroutines.Returns returns, boolean landing) {}

    private record Visit(Node node, Iterator<Node> rest) {}

    private static final int LIMIT = 50_000;

    private final Code code;
    private final Pieces pieces;
    private final Subroutines subroutines;
    private final Map<Key, Node> known = new HashMap<>();
    private final Deque<Node> work = new ArrayDeque<>();
    private final List<Node> nodes = new ArrayList<>();

    Flow(Code code, Pieces pieces, Subroutines subroutines) {
        this.code = code;
        this.pieces = pieces;
        this.subroutines = subroutines;
        Node entry = entry();
        while (!work.isEmpty()) connect(work.remove());
        order(entry);
        for (Node n : nodes) {
            for (Node s : n.successors()) {
                s.waysIn++;
                s.open |= s.order <= n.order;
            }
        }
    }

    List<Node> nodes() {
        return nodes;
    }

    private Node entry() {
        Node first = node(0, Subroutines.Returns.NONE, false);
        if (!pieces.jumpsToStart() && pieces.caught(0).isEmpty()) return first;
        Node fresh = new Node(0, 0, false, Subroutines.Returns.NONE, new Block.Label("entry"));
        fresh.exits.add(first);
        return fresh;
    }

    private Node node(int first, Subroutines.Returns returns, boolean caught) {
        boolean landing = caught && pieces.isEntered(first);
        return known.computeIfAbsent(new Key(first, returns, landing), _ -> {
            int end = landing ? first : pieces.end(first);
            Block.Label label = new Block.Label((landing ? "catch" : "") + code.offset(first));
            Node n = new Node(first, end, caught, returns, label);
            if (known.size() >= LIMIT) throw new Malformed(code.offset(first), "more than " + LIMIT + " blocks");
            work.add(n);
            return n;
        });
    }

    private void connect(Node n) {
        if (n.first == n.end) {
            n.exits.add(node(n.first, n.returns, false));
            return;
        }
        n.throwing = pieces.throwing(n.first);
        for (Pieces.Range r : pieces.protection(n.first)) {
            if (n.guards.isEmpty()) n.guards = new ArrayList<>(2);
            Node target = node(r.handler(), subroutines.thrown(n.returns, r.handler()), true);
            n.guards.add(new Node.Guard(r.type(), target));
        }
        int last = n.end - 1;
        Subroutines.Returns after = subroutines.after(n);
        if (code.isSwitch(last)) {
            for (int target : code.table(last).targets()) exit(n, target, after);
            exit(n, code.table(last).otherwise(), after);
        }
        if (code.jumps(last)) exit(n, code.first(last), after);
        if (code.returnsFromSubroutine(last)) exit(n, subroutines.target(n), after);
        if (!code.fallsThrough(last)) return;
        if (n.end == code.count()) throw new Malformed(code.offset(last), "control runs past the end of the code");
        exit(n, n.end, after);
    }

    private void exit(Node n, int target, Subroutines.Returns after) {
        n.exits.add(node(target, subroutines.used(after, target), false));
    }

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
    }

    private static Visit visit(Node n) {
        return new Visit(n, n.successors().reversed().iterator());
    }
}

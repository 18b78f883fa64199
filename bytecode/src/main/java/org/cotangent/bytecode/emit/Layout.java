package org.cotangent.bytecode.emit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/// The order in which nodes are written: reverse post-order, where what leaves a loop is visited first and so comes
/// after the loop, and the way on where a test fails, last and so next. Finds the loops around each node.
///
/// Loops by T. Wei et al., "A New Algorithm for Identifying Loops in Decompilation" (SAS 2007): one depth-first search,
/// irreducible flow included.
final class Layout {
    private final List<Node> nodes;
    private final int[] header;
    /// The depth in the search of nodes on its path; 0 elsewhere.
    private final int[] onPath;
    private final boolean[] isHeader;

    private static final class Visit {
        final Node node;
        final List<Node> next;
        int at;

        Visit(Node node, List<Node> next) {
            this.node = node;
            this.next = next;
        }
    }

    private Layout(List<Node> nodes) {
        this.nodes = nodes;
        header = new int[nodes.size()];
        onPath = new int[nodes.size()];
        isHeader = new boolean[nodes.size()];
        Arrays.fill(header, -1);
    }

    /// The nodes that can be reached from the first, in order, numbered anew, with their loop depths.
    static List<Node> of(List<Node> nodes) {
        Layout l = new Layout(nodes);
        l.findLoops();
        for (Node n : nodes) n.depth = l.depth(n);
        List<Node> order = l.order();
        for (int i = 0; i < order.size(); i++) order.get(i).index = i;
        return order;
    }

    private static List<Node> all(Node n) {
        if (n.guards.isEmpty()) return n.successors();
        return Stream.concat(n.guards.stream().map(Node.Guard::target), n.successors().stream()).toList();
    }

    // ---- loops ----------------------------------------------------------------------------------------------

    private void findLoops() {
        boolean[] seen = new boolean[nodes.size()];
        Deque<Visit> path = new ArrayDeque<>();
        enter(nodes.getFirst(), path, seen);
        while (!path.isEmpty()) {
            Visit top = path.peek();
            if (top.at == top.next.size()) {
                path.pop();
                onPath[top.node.index] = 0;
                if (!path.isEmpty()) tag(path.peek().node.index, header[top.node.index]);
                continue;
            }
            Node next = top.next.get(top.at++);
            if (!seen[next.index]) enter(next, path, seen);
            else meet(top.node.index, next.index);
        }
    }

    private void enter(Node n, Deque<Visit> path, boolean[] seen) {
        seen[n.index] = true;
        path.push(new Visit(n, all(n)));
        onPath[n.index] = path.size();
    }

    private void meet(int from, int to) {
        if (onPath[to] > 0) {
            isHeader[to] = true;
            tag(from, to);
            return;
        }
        int h = header[to];
        while (h >= 0 && onPath[h] == 0) h = header[h];
        tag(from, h);
    }

    /// `h` is around `n`: puts it in its place among the loops around `n`.
    private void tag(int n, int h) {
        int inner = n;
        int outer = h;
        if (n == h || h < 0) return;
        while (header[inner] >= 0) {
            int around = header[inner];
            if (around == outer) return;
            if (onPath[around] < onPath[outer]) {
                header[inner] = outer;
                inner = outer;
                outer = around;
            } else {
                inner = around;
            }
        }
        header[inner] = outer;
    }

    private int depth(Node n) {
        int depth = isHeader[n.index] ? 1 : 0;
        for (int h = header[n.index]; h >= 0; h = header[h]) depth++;
        return depth;
    }

    private boolean isAround(int loop, int n) {
        if (loop < 0) return true;
        for (int h = n; h >= 0; h = header[h]) if (h == loop) return true;
        return false;
    }

    // ---- order ----------------------------------------------------------------------------------------------

    private List<Node> order() {
        List<Node> order = new ArrayList<>();
        boolean[] seen = new boolean[nodes.size()];
        Deque<Visit> path = new ArrayDeque<>();
        Node first = nodes.getFirst();
        seen[first.index] = true;
        path.push(new Visit(first, leaversFirst(first)));
        while (!path.isEmpty()) {
            Visit top = path.peek();
            if (top.at == top.next.size()) {
                order.add(path.pop().node);
                continue;
            }
            Node next = top.next.get(top.at++);
            if (seen[next.index]) continue;
            seen[next.index] = true;
            path.push(new Visit(next, leaversFirst(next)));
        }
        Collections.reverse(order);
        return order;
    }

    private List<Node> leaversFirst(Node n) {
        List<Node> next = all(n);
        int loop = isHeader[n.index] ? n.index : header[n.index];
        if (next.size() < 2 || loop < 0) return next;
        List<Node> sorted = new ArrayList<>();
        for (Node s : next) if (!isAround(loop, s.index)) sorted.add(s);
        for (Node s : next) if (isAround(loop, s.index)) sorted.add(s);
        return sorted;
    }
}

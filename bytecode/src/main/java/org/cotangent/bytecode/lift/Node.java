package org.cotangent.bytecode.lift;

import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cotangent.ir.Block;

/// A straight piece of the code, entered at its first instruction and guarded by the same handlers throughout.
///
/// A node with no instructions is the landing of exceptions at code that is also reached in another way.
final class Node {
    /// What catches exceptions of class `type` (all, if empty) thrown in a node.
    record Guard(Optional<ClassDesc> type, Node target) {}

    /// The numbers of its first instruction and of the one after its last.
    final int first;

    final int end;
    final Block.Label label;
    /// Where its last instruction leads: the target before the fall-through, the cases before the default.
    final List<Node> exits = new ArrayList<>(2);
    /// Innermost first.
    List<Guard> guards = List.of();
    /// Whether exceptions land here, and nothing else comes here.
    final boolean handler;
    /// The return addresses of subroutines at its entry.
    final Subroutines.Returns returns;
    /// Whether an instruction in it throws.
    boolean throwing;
    /// The number of edges that lead to it.
    int waysIn;
    /// Whether it was lifted into the block of the node before it.
    boolean joined;
    /// Its place in reverse post-order.
    int order;
    /// Whether control comes here from a node that is not before it in the order.
    boolean open;
    /// The locals that may be read before they are written, here or later.
    Slots live = Slots.NONE;
    /// The same in ascending order.
    int[] variables = {};
    /// The ways in that are known so far.
    final List<Arrival> arrivals = new ArrayList<>(2);
    /// The positions in the arrivals that became parameters.
    final List<Integer> kept = new ArrayList<>(2);

    Node(int first, int end, boolean handler, Subroutines.Returns returns, Block.Label label) {
        this.first = first;
        this.end = end;
        this.handler = handler;
        this.returns = returns;
        this.label = label;
    }

    /// The guards' targets and the exits.
    List<Node> successors() {
        if (guards.isEmpty()) return exits;
        List<Node> all = new ArrayList<>(exits);
        for (Guard g : guards) all.add(g.target());
        return all;
    }
}

package org.cotangent.bytecode.emit;

import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cotangent.ir.Origin;
import org.cotangent.ir.Value;

/// A block as it will be written: steps, and how it ends. Edges that may have to move values are nodes of their own.
final class Node {
    int index;
    final List<Step> steps = new ArrayList<>();
    /// The number of steps at the start that only move values; guards hold after them.
    int prefix;
    Ending ending = new Ending.Leave(Optional.empty());
    /// The values that it, or what comes after it, finds in their locals.
    List<Value> live = List.of();
    /// Where it begins in the order of all steps.
    int position;
    /// How many loops are around.
    int depth;
    Origin origin = Origin.NONE;
    List<Guard> guards = List.of();

    Node(int index) {
        this.index = index;
    }

    /// What catches exceptions of the steps after the prefix: the class, and where to go.
    record Guard(Optional<ClassDesc> type, Node target) {}

    /// How a node ends.
    sealed interface Ending {
        /// Goes to a node.
        record Goto(Node target) implements Ending {}

        /// Goes to `then` if the test of what is on the stack succeeds, else to `otherwise`.
        record If(Opcode test, Node then, Node otherwise) implements Ending {}

        /// Pops a key.
        record Switch(List<Case> cases, Node otherwise) implements Ending {}

        /// Returns the value on the stack, if there is one.
        record Leave(Optional<Value> value) implements Ending {}

        /// Throws what is on the stack.
        record Throw() implements Ending {}
    }

    record Case(int key, Node target) {}

    /// The nodes that may come next, in order; guards apart.
    List<Node> successors() {
        return switch (ending) {
            case Ending.Goto(var target)               -> List.of(target);
            case Ending.If(_, var then, var otherwise) -> List.of(then, otherwise);
            case Ending.Switch(var cases, var otherwise) -> {
                List<Node> all = new ArrayList<>();
                for (Case c : cases) all.add(c.target());
                all.add(otherwise);
                yield all;
            }
            case Ending.Leave _, Ending.Throw _ -> List.of();
        };
    }
}

package org.cotangent.ir;

import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A straight line of code: parameters, lets, one exit, and the handlers that guard it.
///
/// @param origin where the exit came from
public record Block(
        Label label, List<Value> parameters, List<Let> lets, Exit exit, List<Handler> handlers, Origin origin) {

    /// The identity of a block.
    public static final class Label {
        private final String hint;

        public Label(String hint) {
            this.hint = hint;
        }

        public String hint() {
            return hint;
        }

        @Override
        public String toString() {
            return "^" + hint;
        }
    }

    /// A way to `target`, with values for its parameters.
    public record Edge(Label target, List<Value> arguments) {
        public static Edge to(Label target, Value... arguments) {
            return new Edge(target, List.of(arguments));
        }

        /// The same edge with each argument mapped.
        public Edge map(UnaryOperator<Value> values) {
            return arguments.isEmpty() ? this : new Edge(target, arguments.stream().map(values).toList());
        }
    }

    /// What happens to an exception of class `type` (empty: any) thrown in the block: the target's first parameter is
    /// the exception, the others are the edge's arguments, *as they were at the entry of the block*: they must be
    /// available there.
    public record Handler(Optional<ClassDesc> type, Edge edge) {}

    /// The edges out of this block: its exit's, then its handlers'.
    public List<Edge> edges() {
        if (handlers.isEmpty()) return exit.edges();
        List<Edge> all = new ArrayList<>(exit.edges());
        for (Handler h : handlers) all.add(h.edge());
        return all;
    }

    /// The same block with other lets and exit.
    public Block with(List<Let> newLets, Exit newExit) {
        return new Block(label, parameters, newLets, newExit, handlers, origin);
    }

    /// The same block with each value that it reads mapped; results and parameters stay.
    public Block map(UnaryOperator<Value> values) {
        List<Let> mapped = new ArrayList<>(lets.size());
        for (Let let : lets) mapped.add(new Let(let.result(), let.op().map(values), let.origin()));
        UnaryOperator<Edge> edges = e -> e.map(values);
        List<Handler> guards =
                handlers.stream().map(h -> new Handler(h.type(), edges.apply(h.edge()))).toList();
        return new Block(label, parameters, mapped, exit.map(values, edges), guards, origin);
    }
}

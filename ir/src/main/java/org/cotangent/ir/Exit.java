package org.cotangent.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// How a block ends.
public sealed interface Exit {
    /// Goes on at `edge`.
    record Jump(Block.Edge edge) implements Exit {}

    /// Goes on at `then` if the `I32` `condition` is not 0.
    record Branch(Value condition, Block.Edge then, Block.Edge otherwise) implements Exit {}

    /// Goes on at the case with `key`, or at `otherwise`.
    record Switch(Value key, List<Case> cases, Block.Edge otherwise) implements Exit {}

    /// Leaves the function; no value for void.
    record Return(List<Value> values) implements Exit {}

    /// Throws.
    record Throw(Value exception) implements Exit {}

    /// One case of a [Switch].
    record Case(int key, Block.Edge edge) {}

    /// The edges, in order; handlers belong to the block.
    default List<Block.Edge> edges() {
        return switch (this) {
            case Jump(var edge)                     -> List.of(edge);
            case Branch(_, var then, var otherwise) -> List.of(then, otherwise);
            case Switch(_, var cases, var otherwise) -> {
                List<Block.Edge> all = new ArrayList<>();
                for (Case c : cases) all.add(c.edge());
                all.add(otherwise);
                yield all;
            }
            case Return _, Throw _ -> List.of();
        };
    }

    /// The values that the exit itself reads; arguments of its edges are not among them.
    default List<Value> operands() {
        return switch (this) {
            case Jump _                      -> List.of();
            case Branch(var condition, _, _) -> List.of(condition);
            case Switch(var key, _, _)       -> List.of(key);
            case Return(var values)          -> values;
            case Throw(var exception)        -> List.of(exception);
        };
    }

    /// The same exit with each operand `v` as `values(v)` and each edge `e` as `edges(e)`.
    default Exit map(UnaryOperator<Value> values, UnaryOperator<Block.Edge> edges) {
        return switch (this) {
            case Jump(var edge) -> new Jump(edges.apply(edge));
            case Branch(var c, var then, var otherwise) ->
                    new Branch(values.apply(c), edges.apply(then), edges.apply(otherwise));
            case Switch(var key, var cases, var otherwise) ->
                    new Switch(
                            values.apply(key),
                            cases.stream().map(c -> new Case(c.key(), edges.apply(c.edge()))).toList(),
                            edges.apply(otherwise));
            case Return(var vs) -> new Return(vs.stream().map(values).toList());
            case Throw(var e)   -> new Throw(values.apply(e));
        };
    }
}

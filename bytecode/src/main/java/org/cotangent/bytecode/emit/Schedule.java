package org.cotangent.bytecode.emit;

import java.lang.classfile.Opcode;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cotangent.ir.Block;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Value;

/// A function as nodes: blocks, edges that move values, and landings, where handlers begin. What a handler reads is
/// held, from the entry of a guarded block on, in values of its own (`held`), which move to the handler's parameters at
/// the landing; if all goes well they share locals with both and nothing moves.
final class Schedule {
    private final Func f;
    private final Reads reads;
    private final Types types;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<Block.Label, Block> blocks;
    private final Map<Block.Label, Node> byLabel = new HashMap<>();
    private final Map<Block.Label, Landing> landings = new LinkedHashMap<>();
    private final Carry carry;
    private int nextId;

    private record Landing(Node node, List<Value> held) {}

    private Schedule(Func f, Reads reads, Types types) {
        this.f = f;
        this.reads = reads;
        this.types = types;
        this.blocks = f.byLabel();
        this.nextId = f.valueBound();
        this.carry = new Carry(f, reads);
    }

    /// The nodes of a function; `valueBound` is above all ids of values in them.
    record Nodes(List<Node> nodes, int valueBound) {}

    static Nodes of(Func f, Reads reads, Types types) {
        Schedule s = new Schedule(f, reads, types);
        for (Block b : f.blocks()) s.byLabel.put(b.label(), s.node(b));
        for (Block b : f.blocks()) for (Block.Handler h : b.handlers()) s.land(h.edge().target());
        for (int i = f.blocks().size() - 1; i >= 0; i--) s.write(f.blocks().get(i), i);
        s.landings.forEach((label, landing) -> s.write(s.block(label), landing));
        Standing.drop(s.nodes, put -> put.value().id() < f.valueBound() && reads.remade(put.value()));
        s.dropUnread();
        return new Nodes(s.nodes, s.nextId);
    }

    /// Constants that turned out not to be needed in a local.
    private void dropUnread() {
        Set<Value> read = new HashSet<>();
        for (Node n : nodes) {
            for (Step s : n.steps) {
                Value v = Ranges.read(s);
                if (v != null) read.add(v);
            }
        }
        for (Node n : nodes) {
            int i = n.steps.size() - 1;
            while (i > 0) {
                boolean unread = n.steps.get(i) instanceof Step.Store(var v)
                        && v.id() < f.valueBound()
                        && reads.held(v)
                        && !read.contains(v);
                if (unread) {
                    n.steps.subList(i - 1, i + 1).clear();
                    if (i < n.prefix) n.prefix -= 2;
                }
                i -= unread ? 2 : 1;
            }
        }
    }

    private Node node(Block b) {
        Node n = new Node(nodes.size());
        n.origin = b.origin();
        nodes.add(n);
        return n;
    }

    private Node target(Block.Label label) {
        Node n = byLabel.get(label);
        if (n == null) throw new IllegalStateException("no such block: " + label);
        return n;
    }

    private Block block(Block.Label label) {
        Block b = blocks.get(label);
        if (b == null) throw new IllegalStateException("no such block: " + label);
        return b;
    }

    private Landing land(Block.Label label) {
        Landing known = landings.get(label);
        if (known != null) return known;
        Block handler = block(label);
        List<Value> held = new ArrayList<>();
        for (Value p : handlerParameters(handler)) held.add(new Value(nextId++, p.type(), "", p.linear()));
        Landing landing = new Landing(node(handler), held);
        landings.put(label, landing);
        return landing;
    }

    private void write(Block handler, Landing landing) {
        Node n = landing.node();
        Value exception = handler.parameters().getFirst();
        if (!reads.needed(exception)) n.steps.add(new Step.Discard(exception));
        else if (carry.carried(handler.label()).isEmpty()) n.steps.add(new Step.Store(exception));
        n.steps.addAll(moves(landing.held(), handlerParameters(handler)));
        n.ending = new Node.Ending.Goto(target(handler.label()));
    }

    /// The handler's parameters that are read, without the exception.
    private List<Value> handlerParameters(Block handler) {
        return handler.parameters().stream().skip(1).filter(reads::needed).toList();
    }

    private static List<Step> moves(List<Value> from, List<Value> to) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < from.size(); i++) steps.add(new Step.Arg(from.get(i), to.get(i)));
        for (int i = from.size() - 1; i >= 0; i--) steps.add(new Step.Put(from.get(i), to.get(i)));
        return steps;
    }

    private void write(Block b, int number) {
        Node n = target(b.label());
        Trees trees = new Trees(reads, types, number, b.lets(), carry.under(number));
        n.ending = exit(b, trees);
        List<Step> all = Polish.of(trees.finish(), reads);
        List<Step> body = all.subList(carry.take(number, all), all.size());
        if (!b.handlers().isEmpty()) guard(b, n);
        n.prefix = n.steps.size();
        n.steps.addAll(body);
    }

    private void guard(Block b, Node n) {
        List<Node.Guard> guards = new ArrayList<>();
        Map<Block.Label, Boolean> seen = new HashMap<>();
        for (Block.Handler h : b.handlers()) {
            Landing landing = land(h.edge().target());
            guards.add(new Node.Guard(h.type(), landing.node()));
            if (seen.put(h.edge().target(), true) != null) continue;
            Block handler = block(h.edge().target());
            List<Value> arguments = new ArrayList<>();
            for (int i = 1; i < handler.parameters().size(); i++) {
                if (reads.needed(handler.parameters().get(i))) arguments.add(h.edge().arguments().get(i - 1));
            }
            hold(arguments, landing.held(), n);
        }
        n.guards = guards;
    }

    private void hold(List<Value> arguments, List<Value> held, Node n) {
        List<Step> puts = new ArrayList<>();
        for (int i = 0; i < held.size(); i++) {
            Value argument = arguments.get(i);
            if (reads.remade(argument) && !reads.held(argument)) {
                reads.let(argument).ifPresent(let -> n.steps.add(new Step.Run(let)));
                puts.add(new Step.Store(held.get(i)));
            } else {
                n.steps.add(new Step.Arg(argument, held.get(i)));
                puts.add(new Step.Put(argument, held.get(i)));
            }
        }
        n.steps.addAll(puts.reversed());
    }

    private Node.Ending exit(Block b, Trees trees) {
        return switch (b.exit()) {
            case Exit.Jump(var edge) -> {
                move(edge, trees, true);
                yield new Node.Ending.Goto(target(edge.target()));
            }
            case Exit.Branch(var condition, var then, var otherwise) -> {
                Node no = edge(b, otherwise, trees);
                Node yes = edge(b, then, trees);
                Opcode test = trees.test(condition);
                yield new Node.Ending.If(test, yes, no);
            }
            case Exit.Switch(var key, var cases, var otherwise) -> {
                Map<Block.Edge, Node> edges = new HashMap<>();
                List<Node.Case> targets = new ArrayList<>();
                for (Exit.Case c : cases) {
                    targets.add(new Node.Case(c.key(), edges.computeIfAbsent(c.edge(), e -> edge(b, e, trees))));
                }
                Node last = edges.computeIfAbsent(otherwise, e -> edge(b, e, trees));
                trees.push(key, ConstantDescs.CD_int);
                yield new Node.Ending.Switch(targets, last);
            }
            case Exit.Return(var values) -> {
                values.reversed().forEach(v -> trees.push(v, f.result().desc()));
                yield new Node.Ending.Leave(values.stream().findFirst());
            }
            case Exit.Throw(var exception) -> {
                trees.push(exception, ConstantDescs.CD_Throwable);
                yield new Node.Ending.Throw();
            }
        };
    }

    /// Where a branch goes for `e`: the target itself, or a node that moves the arguments.
    private Node edge(Block from, Block.Edge e, Trees trees) {
        if (block(e.target()).parameters().stream().noneMatch(reads::needed)) return target(e.target());
        Node n = node(from);
        move(e, trees, false);
        n.steps.addAll(trees.take());
        n.ending = new Node.Ending.Goto(target(e.target()));
        return n;
    }

    private void move(Block.Edge e, Trees trees, boolean always) {
        List<Value> arguments = new ArrayList<>();
        List<Optional<Value>> parameters = new ArrayList<>();
        List<Value> all = block(e.target()).parameters();
        List<Value> carried = carry.carried(e.target());
        for (Value p : carried) {
            arguments.add(e.arguments().get(all.indexOf(p)));
            parameters.add(Optional.empty());
        }
        for (int i = 0; i < all.size(); i++) {
            if (!reads.needed(all.get(i)) || carried.contains(all.get(i))) continue;
            arguments.add(e.arguments().get(i));
            parameters.add(Optional.of(all.get(i)));
        }
        trees.move(arguments, parameters, always);
    }
}

package org.cotangent.opt;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.cotangent.ir.Block;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Order;
import org.cotangent.ir.Origin;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;

/// A function that is being changed: its blocks by label, each replaced as a whole, new values, and values that have
/// come to mean others.
final class Draft {
    private final Func f;
    private final Map<Block.Label, Block> blocks;
    private final Map<Value, Value> replaced = new HashMap<>();
    private final Set<Block.Label> added = new HashSet<>();
    private int nextId;
    private boolean changed;

    Draft(Func f) {
        this.f = f;
        this.blocks = new LinkedHashMap<>(f.byLabel().size() * 2);
        for (Block b : f.blocks()) blocks.put(b.label(), b);
        this.nextId = f.valueBound();
    }

    Func before() {
        return f;
    }

    // ---- values ---------------------------------------------------------------------------------------------

    Value value(Type type, String hint, boolean linear) {
        return new Value(nextId++, type, hint, linear);
    }

    /// A new value of the same type, hint and mark.
    Value like(Value v) {
        return value(v.type(), v.hint(), v.linear());
    }

    List<Value> like(List<Value> values) {
        return values.stream().map(this::like).toList();
    }

    /// `op` with a new result.
    Let let(Op op, String hint, boolean linear, Origin origin) {
        return new Let(value(op.type(), hint, linear), op, origin);
    }

    /// A let whose result stands for nothing in particular of the type of `v`.
    Let nothing(Value v) {
        return let(Values.nothing(v), "", v.linear(), Origin.NONE);
    }

    /// From now on, and everywhere, `old` means `now`.
    void replace(Value old, Value now) {
        if (resolve(now) != old) replaced.put(old, now);
        changed = true;
    }

    /// What `v` means after replacements.
    Value resolve(Value v) {
        Value last = v;
        for (Value next = replaced.get(v); next != null; next = replaced.get(next)) last = next;
        if (last != v) replaced.put(v, last);
        return last;
    }

    // ---- blocks ---------------------------------------------------------------------------------------------

    Block.Label entry() {
        return f.entry().label();
    }

    Block block(Block.Label label) {
        Block b = blocks.get(label);
        if (b == null) throw new IllegalStateException("no such block: " + label);
        return b;
    }

    boolean contains(Block.Label label) {
        return blocks.containsKey(label);
    }

    /// Whether the block was not there before.
    boolean isNew(Block.Label label) {
        return added.contains(label);
    }

    Collection<Block> blocks() {
        return Collections.unmodifiableCollection(blocks.values());
    }

    List<Block.Label> labels() {
        return List.copyOf(blocks.keySet());
    }

    /// Adds `b`, or puts it in the place of the block with its label.
    void put(Block b) {
        if (blocks.put(b.label(), b) == null) added.add(b.label());
        changed = true;
    }

    void remove(Block.Label label) {
        blocks.remove(label);
        changed = true;
    }

    /// A new block without handlers.
    Block.Label add(String hint, List<Value> parameters, List<Let> lets, Exit exit, Origin origin) {
        Block.Label label = new Block.Label(hint);
        put(new Block(label, parameters, lets, exit, List.of(), origin));
        return label;
    }

    /// Adds lets before the exit of `label`.
    void append(Block.Label label, List<Let> lets) {
        if (lets.isEmpty()) return;
        Block b = block(label);
        List<Let> all = new ArrayList<>(b.lets());
        all.addAll(lets);
        put(b.with(all, b.exit()));
    }

    /// Adds a let in front of the others of `label`.
    void prepend(Block.Label label, Let let) {
        Block b = block(label);
        List<Let> all = new ArrayList<>(b.lets().size() + 1);
        all.add(let);
        all.addAll(b.lets());
        put(b.with(all, b.exit()));
    }

    void addParameters(Block.Label label, List<Value> parameters) {
        Block b = block(label);
        List<Value> all = new ArrayList<>(b.parameters());
        all.addAll(parameters);
        put(new Block(label, all, b.lets(), b.exit(), b.handlers(), b.origin()));
    }

    /// Drops parameters, and what edges hand over for them.
    Draft withoutParameters(Set<Value> gone) {
        Map<Block.Label, List<Value>> before = new HashMap<>();
        for (Block b : blocks.values()) {
            if (b.parameters().stream().anyMatch(gone::contains)) before.put(b.label(), b.parameters());
        }
        UnaryOperator<Block.Edge> shorter = e -> before.containsKey(e.target())
                ? new Block.Edge(e.target(), rest(before.getOrDefault(e.target(), List.of()), e.arguments(), gone))
                : e;
        for (Block.Label label : labels()) {
            List<Value> parameters = block(label).parameters();
            if (before.containsKey(label)) {
                Block b = block(label);
                List<Value> stay = rest(parameters, parameters, gone);
                put(new Block(label, stay, b.lets(), b.exit(), b.handlers(), b.origin()));
            }
            boolean shortens = block(label).edges().stream().anyMatch(e -> before.containsKey(e.target()));
            if (shortens) edges(label, shorter, shorter);
        }
        return this;
    }

    private static List<Value> rest(List<Value> parameters, List<Value> arguments, Set<Value> gone) {
        int offset = parameters.size() - arguments.size();
        List<Value> rest = new ArrayList<>(arguments.size());
        for (int i = 0; i < arguments.size(); i++) {
            if (!gone.contains(parameters.get(offset + i))) rest.add(arguments.get(i));
        }
        return rest;
    }

    /// Maps the edges of the exit of `label`, and those of its handlers.
    void edges(Block.Label label, UnaryOperator<Block.Edge> exits, UnaryOperator<Block.Edge> guards) {
        Block b = block(label);
        Exit exit = b.exit().map(UnaryOperator.identity(), exits);
        List<Block.Handler> handlers = b.handlers().stream()
                .map(h -> new Block.Handler(h.type(), guards.apply(h.edge())))
                .toList();
        put(new Block(label, b.parameters(), b.lets(), exit, handlers, b.origin()));
    }

    /// Whatever led from `source` to `target` leads to `to`, with the same arguments.
    void redirect(Block.Label source, Block.Label target, Block.Label to) {
        UnaryOperator<Block.Edge> turn = e -> e.target() == target ? new Block.Edge(to, e.arguments()) : e;
        edges(source, turn, turn);
    }

    /// The new function: blocks in order, values replaced; the function given if nothing has changed.
    Func build() {
        if (!changed) return f;
        List<Block> all = new ArrayList<>(blocks.values());
        if (!replaced.isEmpty()) all.replaceAll(b -> Values.map(b, this::resolve));
        Func sorted = Order.sorted(f, all);
        return new Func(f.name(), f.result(), sorted.blocks(), nextId);
    }
}

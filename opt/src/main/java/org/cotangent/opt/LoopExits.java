package org.cotangent.opt;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.cotangent.ir.Block;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Value;
import org.cotangent.ir.analysis.Liveness;
import org.cotangent.ir.analysis.Loops;
import org.cotangent.ir.analysis.Predecessors;
import org.cotangent.ir.analysis.Uses;

/// Each loop is left from its latch, to a block that takes what is read outside (loop-closed form). Last step of
/// [LoopShape]: needs what [LoopEntries] gives.
///
/// ```
/// ^a: branch c ? ^b : ^out(x)                   ^a: branch c ? ^b : ^latch(1, 0, x)
/// ^latch: ... jump ^head(i)                     ^old: ... jump ^latch(0, i, 0)
///                                               ^latch(which, i, x'): branch which ? ^exit(x') : ^head(i)
///                                               ^exit(x''): jump ^out(x'')
/// ```
///
/// With several targets the exit block switches on `which`. Handlers' edges first go to a landing block in the loop.
/// Inner loops come first: what leaves several loops leaves them one after the other. While edges are moved, values
/// are names; at the end each read of a name reads the parameter or definition that reaches it.
final class LoopExits implements Pass {
    private final boolean throwsAreExits;

    LoopExits(boolean throwsAreExits) {
        this.throwsAreExits = throwsAreExits;
    }

    @Override
    public String name() {
        return "loop-exits";
    }

    @Override
    public Func apply(Func f) {
        Loops loops = Loops.of(f);
        if (loops.all().isEmpty()) return f;
        Run run = new Run(f, loops, throwsAreExits ? new HashSet<>(f.byLabel().keySet()) : Returning.blocks(f));
        for (Loops.Loop loop : loops.all().reversed()) run.visit(loop);
        return run.finish();
    }

    /// Where loops are left to, and what is read there or after.
    private record Target(Block.Label label, List<Value> parameters, List<Value> names) {}

    private static final class Run {
        final Draft draft;
        final Predecessors predecessors;
        final Liveness liveness;
        final Set<Block.Label> returning;
        final Value[] byId;
        final Map<Block.Label, BitSet> defined = new HashMap<>();
        final Map<Block.Label, Set<Block.Label>> bodies = new HashMap<>();
        final Map<Block.Label, Block.Label> latches = new HashMap<>();
        final Map<Block.Label, Map<Value, Value>> renamed = new LinkedHashMap<>();

        Run(Func f, Loops loops, Set<Block.Label> returning) {
            this.draft = new Draft(f);
            this.predecessors = Predecessors.of(f);
            this.liveness = Liveness.of(f);
            this.returning = returning;
            this.byId = new Value[f.valueBound()];
            for (Block b : f.blocks()) {
                for (Value p : b.parameters()) byId[p.id()] = p;
                for (Let let : b.lets()) byId[let.result().id()] = let.result();
            }
            Uses uses = Uses.of(f);
            for (Loops.Loop loop : loops.all()) {
                bodies.put(loop.header(), new LinkedHashSet<>(loop.body()));
                latches.put(loop.header(), loop.latches().getFirst());
                defined.put(loop.header(), new BitSet());
            }
            for (Value v : byId) {
                if (v == null) continue;
                var loop = loops.innermost(uses.block(v));
                for (; loop.isPresent(); loop = loop.get().parent()) definedIn(loop.get()).set(v.id());
            }
        }

        private BitSet definedIn(Loops.Loop loop) {
            return defined.computeIfAbsent(loop.header(), _ -> new BitSet());
        }

        private Set<Block.Label> body(Loops.Loop loop) {
            return bodies.computeIfAbsent(loop.header(), _ -> new LinkedHashSet<>());
        }

        private Block.Label latch(Loops.Loop loop) {
            return latches.getOrDefault(loop.header(), loop.header());
        }

        void visit(Loops.Loop loop) {
            Map<Block.Label, Target> targets = new LinkedHashMap<>();
            addTargets(loop, latch(loop), targets);
            for (Block.Label label : body(loop)) addTargets(loop, label, targets);
            if (targets.isEmpty()) return;
            if (targets.size() == 1 && leavesOnce(loop)) close(loop, targets.values().iterator().next());
            else new Merge(loop, List.copyOf(targets.values())).run();
        }

        private void addTargets(Loops.Loop loop, Block.Label label, Map<Block.Label, Target> targets) {
            for (Block.Edge e : draft.block(label).edges()) {
                if (leaves(loop, e)) targets.computeIfAbsent(e.target(), t -> target(loop, t));
            }
        }

        private boolean leaves(Loops.Loop loop, Block.Edge e) {
            return !body(loop).contains(e.target()) && returning.contains(e.target());
        }

        private Target target(Loops.Loop loop, Block.Label label) {
            List<Value> names = new ArrayList<>();
            if (!draft.isNew(label)) {
                BitSet live = liveness.liveIn(label);
                live.and(definedIn(loop));
                live.stream().forEach(id -> names.add(byId[id]));
            }
            return new Target(label, draft.block(label).parameters(), names);
        }

        /// Whether the loop is left along one edge only, from its latch.
        private boolean leavesOnce(Loops.Loop loop) {
            int edges = 0;
            for (Block.Label label : body(loop)) {
                Block b = draft.block(label);
                boolean guards = b.handlers().stream().anyMatch(h -> leaves(loop, h.edge()));
                int mine = (int) b.edges().stream().filter(e -> leaves(loop, e)).count();
                if (guards || mine > 0 && label != latch(loop)) return false;
                edges += mine;
            }
            return edges == 1;
        }

        /// The latch has the only way out: it leads to the exit block.
        private void close(Loops.Loop loop, Target t) {
            Block.Label latch = latch(loop);
            boolean dedicated = !draft.isNew(t.label())
                    && predecessors.of(t.label()).size() == 1
                    && loop.parent().map(p -> body(p).contains(t.label())).orElse(true);
            if (dedicated && t.names().isEmpty()) return;
            List<Value> taken = draft.like(t.names());
            Block.Label exit = t.label();
            if (dedicated) {
                draft.addParameters(exit, taken);
            } else {
                List<Value> parameters = draft.like(t.parameters());
                Exit jump = new Exit.Jump(new Block.Edge(t.label(), parameters));
                exit = draft.add("exit", concat(parameters, taken), List.of(), jump, origin(loop));
                outside(loop, exit, List.of(t));
            }
            Block.Label to = exit;
            UnaryOperator<Block.Edge> turn =
                    e -> e.target() == t.label() ? new Block.Edge(to, concat(e.arguments(), t.names())) : e;
            draft.edges(latch, turn, e -> e);
            rename(exit, t.names(), taken);
        }

        /// `exit` belongs to the loops around `loop`, and may take the place of their latch.
        private void outside(Loops.Loop loop, Block.Label exit, List<Target> targets) {
            returning.add(exit);
            for (var p = loop.parent(); p.isPresent(); p = p.get().parent()) {
                body(p.get()).add(exit);
                Block.Label header = p.get().header();
                if (targets.stream().anyMatch(t -> t.label() == header)) latches.put(header, exit);
            }
        }

        private void inside(Loops.Loop loop, Block.Label block) {
            returning.add(block);
            body(loop).add(block);
            for (var p = loop.parent(); p.isPresent(); p = p.get().parent()) body(p.get()).add(block);
        }

        private void rename(Block.Label block, List<Value> names, List<Value> values) {
            Map<Value, Value> map = renamed.computeIfAbsent(block, _ -> new LinkedHashMap<>());
            for (int i = 0; i < names.size(); i++) map.put(names.get(i), values.get(i));
        }

        private org.cotangent.ir.Origin origin(Loops.Loop loop) {
            return draft.block(loop.header()).origin();
        }

        Func finish() {
            if (renamed.isEmpty()) return draft.build();
            Uses uses = Uses.of(draft.before());
            Reaching reaching = new Reaching(draft);
            Set<Value> names = new LinkedHashSet<>();
            renamed.forEach((block, map) -> map.forEach((name, value) -> {
                reaching.defineAtEntry(block, name, value);
                names.add(name);
            }));
            for (Value name : names) {
                if (uses.definition(name).isPresent()) reaching.define(uses.block(name), name, name);
                else reaching.defineAtEntry(uses.block(name), name, name);
            }
            reaching.rewrite();
            reaching.finish();
            return draft.build();
        }

        /// The ways out of one loop, merged at a new latch.
        private final class Merge {
            final Loops.Loop loop;
            final List<Target> targets;
            final Columns columns = new Columns();

            Merge(Loops.Loop loop, List<Target> targets) {
                this.loop = loop;
                this.targets = targets;
            }

            void run() {
                for (Target t : targets) land(t);
                Block header = draft.block(loop.header());
                Object again = loop.header();
                columns.add(again, header.parameters());
                for (Target t : targets) {
                    columns.add(t.label(), t.parameters());
                    for (Value name : t.names()) columns.add(name, List.of(name));
                }
                Block.Label latch = new Block.Label("latch");
                int rows = collectRows(again);
                columns.merge(rows);
                build(latch, header);
                turn(latch);
                latches.put(loop.header(), latch);
                inside(loop, latch);
            }

            /// Handlers' edges to `t` go to a landing block in the loop, which goes to `t`.
            private void land(Target t) {
                List<Block.Label> guarded = body(loop).stream()
                        .filter(l -> draft.block(l).handlers().stream().anyMatch(h -> h.edge().target() == t.label()))
                        .toList();
                if (guarded.isEmpty()) return;
                List<Value> parameters = draft.like(t.parameters());
                Exit jump = new Exit.Jump(new Block.Edge(t.label(), parameters));
                Block.Label landing = draft.add("landing", parameters, List.of(), jump, origin(loop));
                UnaryOperator<Block.Edge> turn =
                        e -> e.target() == t.label() ? new Block.Edge(landing, e.arguments()) : e;
                for (Block.Label label : guarded) draft.edges(label, e -> e, turn);
                inside(loop, landing);
            }

            private int collectRows(Object again) {
                int row = 0;
                for (Block.Label label : body(loop)) {
                    for (Block.Edge e : draft.block(label).exit().edges()) {
                        int which = which(e);
                        if (which < 0) continue;
                        columns.set(row, which == 0 ? again : e.target(), e.arguments());
                        if (which > 0) for (Value n : targets.get(which - 1).names()) columns.set(row, n, List.of(n));
                        row++;
                    }
                }
                return row;
            }

            /// 0 for the way back, the number of the target for a way out, else -1.
            private int which(Block.Edge e) {
                if (e.target() == loop.header()) return 0;
                for (int i = 0; i < targets.size(); i++) if (targets.get(i).label() == e.target()) return i + 1;
                return -1;
            }

            private void turn(Block.Label latch) {
                int row = 0;
                for (Block.Label label : List.copyOf(body(loop))) {
                    Block b = draft.block(label);
                    List<Let> defaults = new ArrayList<>();
                    List<Block.Edge> edges = new ArrayList<>();
                    boolean turned = false;
                    for (Block.Edge e : b.exit().edges()) {
                        int which = which(e);
                        edges.add(which < 0 ? e : new Block.Edge(latch, arguments(row++, which, defaults)));
                        turned |= which >= 0;
                    }
                    if (!turned) continue;
                    var next = edges.iterator();
                    Exit exit = b.exit().map(UnaryOperator.identity(), _ -> next.next());
                    draft.put(b.with(concat(b.lets(), defaults), exit));
                }
            }

            private List<Value> arguments(int row, int which, List<Let> defaults) {
                Let number = draft.let(Op.constant(which), "", false, origin(loop));
                defaults.add(number);
                List<Value> all = new ArrayList<>(List.of(number.result()));
                all.addAll(columns.row(row, v -> {
                    Let nothing = draft.nothing(v);
                    defaults.add(nothing);
                    return nothing.result();
                }));
                return all;
            }

            private void build(Block.Label latch, Block header) {
                Value which = draft.value(org.cotangent.ir.Type.I32, "which", false);
                List<Value> parameters = columns.parameters(draft);
                List<Value> names = targets.stream()
                        .flatMap(t -> t.names().stream())
                        .distinct()
                        .toList();
                List<Object> leaving = new ArrayList<>(names);
                for (Target t : targets) leaving.add(t.label());
                // what leaves: a parameter of the exit block for each column that a target wants
                Map<Value, Value> taken = new LinkedHashMap<>();
                if (targets.size() > 1) taken.put(which, draft.like(which));
                for (Object key : leaving) for (Value v : columns.of(key)) taken.computeIfAbsent(v, draft::like);
                Block.Label exit = draft.add(
                        "exit", List.copyOf(taken.values()), List.of(), dispatch(which, taken), header.origin());
                outside(loop, exit, targets);
                rename(exit, names, names.stream().map(n -> take(taken, columns.of(n).getFirst())).toList());
                Exit branch = new Exit.Branch(
                        which,
                        new Block.Edge(exit, List.copyOf(taken.keySet())),
                        new Block.Edge(header.label(), columns.of(header.label())));
                draft.put(new Block(
                        latch, concat(List.of(which), parameters), List.of(), branch, List.of(), header.origin()));
            }

            private Exit dispatch(Value which, Map<Value, Value> taken) {
                List<Block.Edge> edges = targets.stream()
                        .map(t -> new Block.Edge(
                                t.label(),
                                columns.of(t.label()).stream().map(v -> take(taken, v)).toList()))
                        .toList();
                if (edges.size() == 1) return new Exit.Jump(edges.getFirst());
                List<Exit.Case> cases = new ArrayList<>();
                for (int i = 0; i < edges.size() - 1; i++) cases.add(new Exit.Case(i + 1, edges.get(i)));
                return new Exit.Switch(take(taken, which), cases, edges.getLast());
            }
        }
    }

    private static Value take(Map<Value, Value> taken, Value v) {
        return taken.getOrDefault(v, v);
    }

    private static <T> List<T> concat(List<T> a, List<T> b) {
        if (b.isEmpty()) return a;
        List<T> all = new ArrayList<>(a);
        all.addAll(b);
        return all;
    }
}

package org.cotangent.opt;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.cotangent.ir.Block;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Origin;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;

/// A call becomes the body of the method:
///
/// ```
/// %r = call @Demo.f(%x)        jump ^entry    ^entry: ... %x ...  jump ^rest(%y)    ^rest(%r): ...
/// rest
/// ```
///
/// What guarded the call guards the body. A receiver that may be null is checked first. Calls in the bodies stay (until
/// the pass is applied again). Whoever chooses the bodies answers for what is lost with the call: the initialisation of
/// the method's class, a lock, a frame for caller-sensitive methods, and an end to recursion. The body of a constructor may
/// only take the place of its call if the object then becomes values: [Scalarize] does that.
public final class Inline implements Pass {
    /// The check that takes the place of the receiver's.
    static final Callee REQUIRE = Callee.of(
            ClassDesc.of("java.util.Objects"),
            "requireNonNull",
            MethodTypeDesc.of(ConstantDescs.CD_Object, ConstantDescs.CD_Object));

    private final Function<Op.Invoke, Optional<Func>> body;
    private final Predicate<Value> notNull;

    public Inline(Function<Op.Invoke, Optional<Func>> body) {
        this(body, _ -> false);
    }

    /// `notNull` knows receivers that need no check, such as `this`.
    public Inline(Function<Op.Invoke, Optional<Func>> body, Predicate<Value> notNull) {
        this.body = body;
        this.notNull = notNull;
    }

    @Override
    public String name() {
        return "inline";
    }

    @Override
    public Func apply(Func f) {
        Run run = new Run(f);
        for (Block b : f.blocks()) run.visit(b);
        return run.draft.build();
    }

    /// Throws if `x` is null.
    public static Op require(Value x) {
        return new Op.Invoke(Op.Invoke.Kind.STATIC, REQUIRE, List.of(x));
    }

    private final class Run {
        final Draft draft;
        final Known known;

        Run(Func f) {
            this.draft = new Draft(f);
            this.known = Known.of(f);
        }

        /// Cuts `b` at each call that has a body.
        void visit(Block b) {
            Block open = b;
            List<Let> lets = new ArrayList<>();
            for (Let let : b.lets()) {
                Optional<Func> callee = let.op() instanceof Op.Invoke call ? body.apply(call) : Optional.empty();
                if (callee.isEmpty()) {
                    lets.add(let);
                    continue;
                }
                check((Op.Invoke) let.op(), let.origin(), lets);
                open = cut(open, lets, let, callee.get());
                lets = new ArrayList<>();
            }
            if (open != b) draft.put(open.with(lets, open.exit()));
        }

        private void check(Op.Invoke call, Origin origin, List<Let> lets) {
            if (call.kind() == Op.Invoke.Kind.STATIC) return;
            Value receiver = call.args().getFirst();
            if (call.callee().isConstructor() || known.isNotNull(receiver) || notNull.test(receiver)) return;
            lets.add(draft.let(require(receiver), "", receiver.linear(), origin));
        }

        /// Ends `open` with `lets` and a jump into `callee`; gives the block, still without lets, to which it returns.
        private Block cut(Block open, List<Let> lets, Let call, Func callee) {
            List<Value> results = call.result().type() == Type.VOID ? List.of() : List.of(call.result());
            Block rest = new Block(
                    new Block.Label("rest"), results, List.of(), open.exit(), open.handlers(), open.origin());
            Copy copy = new Copy(call, rest.label(), open.handlers());
            Block.Label entry = copy.copy(callee);
            draft.put(new Block(
                    open.label(),
                    open.parameters(),
                    lets,
                    new Exit.Jump(Block.Edge.to(entry)),
                    open.handlers(),
                    call.origin()));
            return rest;
        }

        /// A copy of a body for one call.
        private final class Copy {
            final Let call;
            final Block.Label rest;
            final List<Block.Handler> handlers;
            final Map<Value, Value> values = new HashMap<>();
            final Map<Block.Label, Block.Label> labels = new HashMap<>();

            Copy(Let call, Block.Label rest, List<Block.Handler> handlers) {
                this.call = call;
                this.rest = rest;
                this.handlers = handlers;
            }

            Block.Label copy(Func callee) {
                List<Value> args = call.op().operands();
                for (int i = 0; i < args.size(); i++) values.put(callee.parameters().get(i), args.get(i));
                for (Block b : callee.blocks()) {
                    labels.put(b.label(), new Block.Label(b.label().hint()));
                    if (b != callee.entry()) for (Value p : b.parameters()) values.put(p, draft.like(p));
                    for (Let let : b.lets()) values.put(let.result(), draft.like(let.result()));
                }
                for (Block b : callee.blocks()) copy(b, b == callee.entry());
                return label(callee.entry().label());
            }

            private Value value(Value v) {
                return values.getOrDefault(v, v);
            }

            private Block.Label label(Block.Label l) {
                return labels.getOrDefault(l, l);
            }

            private Block.Edge edge(Block.Edge e) {
                return new Block.Edge(
                        label(e.target()), e.arguments().stream().map(this::value).toList());
            }

            private void copy(Block b, boolean entry) {
                List<Let> lets = new ArrayList<>(b.lets().size());
                UnaryOperator<Value> mapped = this::value;
                for (Let let : b.lets()) {
                    Origin origin = let.origin().inlinedAt(call.origin());
                    lets.add(new Let(value(let.result()), let.op().map(mapped), origin));
                }
                List<Block.Handler> guards = new ArrayList<>();
                for (Block.Handler h : b.handlers()) guards.add(new Block.Handler(h.type(), edge(h.edge())));
                guards.addAll(handlers);
                List<Value> parameters =
                        entry ? List.of() : b.parameters().stream().map(mapped).toList();
                Exit exit = b.exit() instanceof Exit.Return(var results)
                        ? new Exit.Jump(new Block.Edge(rest, results.stream().map(mapped).toList()))
                        : b.exit().map(mapped, this::edge);
                Origin origin = b.origin().inlinedAt(call.origin());
                draft.put(new Block(label(b.label()), parameters, lets, exit, guards, origin));
            }
        }
    }
}

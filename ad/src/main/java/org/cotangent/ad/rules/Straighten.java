package org.cotangent.ad.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cotangent.ir.Block;
import org.cotangent.ir.Bodies;
import org.cotangent.ir.Builder;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Effect;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Origin;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;

/// The lifted method of a rule becomes one straight line that is visibly linear in its tangents.
///
/// Conditionals become selections of coefficients (*if-conversion*), calls of helpers that are not accessible from
/// everywhere, or that are handed a tangent, become their bodies. What is not linear, or more than arithmetic, is refused
/// with its line.
final class Straighten {
    private static final Optional<Block.Label> END = Optional.empty();

    private final Bodies bodies;
    private final Access access;
    private final Builder b = new Builder(0, true);
    private final Forms forms = new Forms(b);
    private final Set<Callee> inlining = new HashSet<>();
    private Blame blame;
    private int speculating;

    Straighten(Bodies bodies, Access access, String rule) {
        this.bodies = bodies;
        this.access = access;
        this.blame = new Blame(rule, List.of());
    }

    /// The straight line of `rule`, whose parameters from `firstTangent` on are tangents.
    Func of(Func rule, int firstTangent, List<String> names) {
        Block.Label entry = b.block("entry");
        b.in(entry);
        List<Value> parameters = new ArrayList<>();
        for (Value p : rule.parameters()) {
            int i = parameters.size();
            parameters.add(b.parameter(entry, p.type(), names.get(i), i >= firstTangent));
        }
        Value out = run(rule, parameters, Origin.NONE);
        if (!out.linear() && !forms.isZero(out))
            throw blame.notLinear(b.origin(), "it returns a number that is not 0 where its tangents are 0");
        b.ret(out.linear() ? out : b.zero(out.type()));
        return withoutDead(b.build(rule.name(), rule.result()));
    }

    private Value run(Func f, List<Value> arguments, Origin place) {
        if (Meets.goesRound(f)) throw blame.notPlain(start(f, place), "it goes round a loop", ACCESSIBLE);
        Map<Value, Value> now = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) now.put(f.parameters().get(i), arguments.get(i));
        return new Walk(new Meets(f)).from(f.entry(), END, now).getFirst();
    }

    static Origin start(Func f, Origin otherwise) {
        return f.blocks().stream()
                .flatMap(block -> Stream.concat(block.lets().stream().map(Let::origin), Stream.of(block.origin())))
                .filter(o -> o.line() > 0)
                .findFirst()
                .orElse(otherwise);
    }

    // ---- control ----------------------------------------------------------------------------------------------

    /// Follows one function's blocks, both ways at a branch.
    private final class Walk {
        private final Meets meets;

        Walk(Meets meets) {
            this.meets = meets;
        }

        /// Appends everything from `block` on to where `until` begins; returns the arguments handed to it, or the
        /// function's result.
        List<Value> from(Block block, Optional<Block.Label> until, Map<Value, Value> now) {
            if (!block.handlers().isEmpty()) throw blame.notPlain(block.origin(), "it catches exceptions", PLAIN);
            if (block.exit() instanceof Exit.Throw)
                throw blame.notPlain(block.origin(), "it throws an exception", PLAIN);
            for (Let let : block.lets()) now.put(let.result(), append(let, now));
            b.at(block.origin());
            return switch (block.exit()) {
                case Exit.Return(var values) -> of(values, now);
                case Exit.Jump(var edge)     -> along(edge, until, now);
                case Exit.Branch(var condition, var then, var otherwise) -> {
                    Optional<Block.Label> meet = meets.after(block.label());
                    Forms.Condition asked = forms.asked(Straighten.of(condition, now));
                    List<Value> chosen = asked.holds()
                            ? choose(asked.value(), then, otherwise, meet, now)
                            : choose(asked.value(), otherwise, then, meet, now);
                    yield meet.equals(until) ? chosen : into(meet.orElseThrow(), chosen, until, now);
                }
                case Exit.Switch _ -> throw blame.notPlain(block.origin(), "it has a switch", PLAIN);
                case Exit.Throw _  -> throw new IllegalStateException("refused above");
            };
        }

        private List<Value> choose(
                Value condition,
                Block.Edge then,
                Block.Edge otherwise,
                Optional<Block.Label> meet,
                Map<Value, Value> now) {
            Origin place = b.origin();
            speculating++;
            List<Value> whenTrue = along(then, meet, new HashMap<>(now));
            List<Value> whenFalse = along(otherwise, meet, new HashMap<>(now));
            speculating--;
            b.at(place);
            List<Value> chosen = new ArrayList<>();
            for (int i = 0; i < whenTrue.size(); i++) chosen.add(merge(condition, whenTrue.get(i), whenFalse.get(i)));
            return chosen;
        }

        private List<Value> along(Block.Edge edge, Optional<Block.Label> until, Map<Value, Value> now) {
            List<Value> arguments = of(edge.arguments(), now);
            return until.isPresent() && until.get() == edge.target()
                    ? arguments
                    : into(edge.target(), arguments, until, now);
        }

        private List<Value> into(
                Block.Label label, List<Value> arguments, Optional<Block.Label> until, Map<Value, Value> now) {
            Block block = meets.block(label);
            for (int i = 0; i < arguments.size(); i++) now.put(block.parameters().get(i), arguments.get(i));
            return from(block, until, now);
        }
    }

    private Value merge(Value condition, Value x, Value y) {
        if (x == y) return x;
        if (!x.linear() && !y.linear()) return let(new Op.Select(condition, x, y), "");
        if (!x.linear() && !forms.isZero(x) || !y.linear() && !forms.isZero(y))
            throw blame.notLinear(b.origin(), "one side of a conditional is not 0 where its tangents are 0");
        return forms.choose(condition, x, y);
    }

    // ---- lets -------------------------------------------------------------------------------------------------

    private Value append(Let let, Map<Value, Value> now) {
        b.at(let.origin());
        Op op = let.op().map(x -> of(x, now));
        boolean linear = op.operands().stream().anyMatch(Value::linear);
        if (op instanceof Op.Select(var c, var x, var y) && !c.linear()) return merge(c, x, y);
        if (op instanceof Op.Invoke call && (linear || !access.isPublic(call.callee()))) return inline(call);
        if (linear) return linear(op, let.result().hint());
        if (speculating > 0 && op.effect() != Effect.PURE)
            throw blame.notPlain(let.origin(), "a conditional chooses whether to do more than arithmetic", ACCESSIBLE);
        if (!isPlain(op)) throw blame.notPlain(let.origin(), "it does more than arithmetic", PLAIN);
        return let(op, let.result().hint());
    }

    private boolean isPlain(Op op) {
        return switch (op) {
            case Op.Invoke(var kind, _, _) -> kind == Op.Invoke.Kind.STATIC;
            case Op.GetStatic(var field)   -> access.isPublicConstant(field);
            default                        -> op.effect() == Effect.PURE || op.effect() == Effect.TRAPS;
        };
    }

    private Value linear(Op op, String hint) {
        return switch (op) {
            case Op.Add(var x, var y) when x.linear() && y.linear() -> let(op, hint);
            case Op.Add(var x, var y) when forms.isZero(x) || forms.isZero(y) -> x.linear() ? x : y;
            case Op.Sub(var x, var y) when x.linear() && y.linear() -> let(op, hint);
            case Op.Sub(var x, var y) when forms.isZero(y) -> x;
            case Op.Sub(var x, var y) when forms.isZero(x) -> let(new Op.Neg(y), hint);
            case Op.Mul(var x, var y) when x.linear() != y.linear() -> let(op, hint);
            case Op.Div(_, var y) when !y.linear() -> let(op, hint);
            case Op.Neg _ -> let(op, hint);
            case Op.Convert(var kind, _) when kind.result().isFloating() -> let(op, hint);
            default -> throw blame.notLinear(b.origin(), Reasons.notLinear(op));
        };
    }

    private Value inline(Op.Invoke call) {
        Callee callee = call.callee();
        Origin place = b.origin();
        boolean handsTangent = call.args().stream().anyMatch(Value::linear);
        boolean own = call.kind() == Op.Invoke.Kind.STATIC && access.isOwn(callee) && call.type() != Type.VOID;
        Optional<Func> body = own ? bodies.body(callee) : Optional.empty();
        if (body.isEmpty() && handsTangent) throw blame.notLinear(place, Reasons.notLinear(call));
        if (body.isEmpty())
            throw blame.notPlain(
                    place, "it calls " + callee.shortName() + ", which is not accessible from everywhere", ACCESSIBLE);
        if (!inlining.add(callee)) throw blame.notPlain(place, callee.shortName() + " calls itself", ACCESSIBLE);
        Blame outer = blame;
        blame = blame.inside(place);
        Value result = run(body.get(), call.args(), place);
        blame = outer;
        inlining.remove(callee);
        b.at(place);
        return result;
    }

    private Value let(Op op, String hint) {
        return forms.define(b.let(op, hint), op);
    }

    private static List<Value> of(List<Value> xs, Map<Value, Value> now) {
        return xs.stream().map(x -> of(x, now)).toList();
    }

    private static Value of(Value x, Map<Value, Value> now) {
        Value y = now.get(x);
        if (y == null) throw new IllegalStateException("read before it is there: " + x);
        return y;
    }

    /// Coefficients have no effect, so what nobody reads is not there.
    private static Func withoutDead(Func f) {
        Block block = f.entry();
        Set<Value> read = new HashSet<>(block.exit().operands());
        List<Let> kept = new ArrayList<>();
        for (Let let : block.lets().reversed()) {
            if (!read.contains(let.result())) continue;
            read.addAll(let.op().operands());
            kept.addFirst(let);
        }
        return f.withBlocks(List.of(block.with(List.copyOf(kept), block.exit())));
    }

    private static final String PLAIN = "keep to arithmetic, conditionals and calls of static methods";
    private static final String ACCESSIBLE =
            "move it into a helper that is public and static, in a public class: it is then called, not inlined";
}

package org.cotangent.engine;

import java.lang.constant.ClassDesc;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.cotangent.ad.Derivatives;
import org.cotangent.ad.Variant;
import org.cotangent.ir.Block;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;
import org.cotangent.ir.text.Listing;
import org.jspecify.annotations.Nullable;

/// How a derivative is computed, for people: what is kept and which line asked for it, where the derivative is zero by
/// nature, which rules and which other methods serve, what would be refused.
///
/// Methods that are called by derivatives of their own are looked at, too, as far as it is known which they are.
public final class Story {
    private static final String INDENT = " ".repeat(19);
    private static final int MOST_CALLEES = 200;

    private final String what;
    private final Variant variant;
    private final Derivatives derivatives;
    private final Derivatives.Report report;
    private final Set<String> cuts = new LinkedHashSet<>();
    private final Set<String> rules = new TreeSet<>();
    private final Set<String> calls = new LinkedHashSet<>();
    private final Set<String> refusals = new LinkedHashSet<>();

    private Story(String what, Variant variant, Derivatives derivatives) {
        this.what = what;
        this.variant = variant;
        this.derivatives = derivatives;
        this.report = derivatives.report(variant);
        gather();
    }

    public static Story ofDerivative(Codes codes, Object f) {
        return tell("derivative", codes, f, Link.SCALAR);
    }

    public static Story ofGradient(Codes codes, Object f) {
        return tell("gradient", codes, f, Link.FORWARD);
    }

    public static Story ofPushforward(Codes codes, Object f) {
        return tell("pushforward", codes, f, Link.PUSH_MAPPING);
    }

    public static Story ofPullback(Codes codes, Object f) {
        return tell("pullback", codes, f, Link.FORWARD_MAPPING);
    }

    private static Story tell(String what, Codes codes, Object f, Link link) {
        Variant v = codes.variant(f, link, Form.of(argument(f)));
        return new Story(what, v, codes.engine().derivatives());
    }

    /// The class of the argument of `f`, as far as its code tells.
    private static ClassDesc argument(Object f) {
        Object at = f;
        while (at instanceof Wrapper w) at = w.inner();
        Optional<Lambda> lambda = Lambda.of(at);
        if (lambda.isPresent()) {
            Lambda l = lambda.get();
            if (Reflected.isBetween(l.implementation())
                    && Reflected.method(l.implementation()).type().parameterCount() == 1) {
                return Reflected.method(l.implementation()).type().parameterType(0);
            }
            return l.instantiated().parameterType(0);
        }
        for (java.lang.reflect.Method m : at.getClass().getMethods()) {
            boolean apply = m.getName().equals("applyAsDouble") || m.getName().equals("apply");
            if (apply && !m.isBridge() && m.getParameterCount() == 1) return Classes.desc(m.getParameterTypes()[0]);
        }
        return Type.OBJECT.desc();
    }

    // ---- gathering ------------------------------------------------------------------------------------------

    private void gather() {
        Deque<Variant> work = new ArrayDeque<>(List.of(variant));
        Set<Variant> seen = new LinkedHashSet<>(work);
        while (!work.isEmpty() && seen.size() < MOST_CALLEES) {
            Derivatives.Report r = derivatives.report(work.remove());
            cuts.addAll(r.cuts());
            for (Func stage : r.stages().values()) rules(stage);
            for (Op.Link link : links(last(r))) {
                if (!(link.target() instanceof Variant v) || !seen.add(v)) continue;
                boolean exact = Sources.isExact(v);
                String name = Sources.method(v).shortName();
                calls.add(exact ? name : name + " of whatever class it is called on");
                if (exact) work.add(v);
            }
        }
    }

    private static Func last(Derivatives.Report r) {
        Map<String, Func> stages = r.stages();
        Func forward = stages.get("forward");
        if (forward != null) return forward;
        return new ArrayList<>(stages.values()).getLast();
    }

    private static List<Op.Link> links(Func f) {
        List<Op.Link> all = new ArrayList<>();
        for (Block b : f.blocks()) {
            for (Let let : b.lets()) if (let.op() instanceof Op.Link link) all.add(link);
        }
        return all;
    }

    private void rules(Func f) {
        Map<Value, Op> definitions = new HashMap<>();
        for (Block b : f.blocks()) {
            for (Let let : b.lets()) {
                definitions.put(let.result(), let.op());
                if (!let.origin().rule().isEmpty()) rules.add(let.origin().rule());
                boolean refuses = let.op() instanceof Op.Invoke(_, var callee, _)
                        && callee.qualifiedName().equals("org.cotangent.runtime.Refusals.refuse");
                if (refuses && definitions.get(let.op().operands().getFirst()) instanceof Op.Const(String text, _)) {
                    refusals.add(text.replace("cannot differentiate ", "") + " at " + let.origin().place());
                }
            }
        }
    }

    // ---- telling --------------------------------------------------------------------------------------------

    /// The listing of a stage; [IllegalArgumentException], naming the stages, if there is none such.
    public String stage(String name) {
        Func f = report.stages().get(name);
        if (f == null) {
            throw new IllegalArgumentException(
                    "no stage `" + name + "`; there are " + String.join(", ", report.stages().keySet()));
        }
        return Listing.of(f);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(what + " of " + name() + "   " + place() + "\n");
        boolean reverse = variant.mode() != Variant.Mode.PUSHFORWARD;
        line(text, "depends on", List.of(dependence()));
        if (reverse) line(text, "keeps", report.kept().isEmpty() ? List.of("nothing") : report.kept());
        if (!cuts.isEmpty()) line(text, "is zero through", List.copyOf(cuts));
        line(text, "rules", List.of(rules.isEmpty() ? "none beyond arithmetic" : String.join(", ", rules)));
        if (!calls.isEmpty()) line(text, "calls", List.copyOf(calls));
        if (!refusals.isEmpty()) line(text, "would refuse", List.copyOf(refusals));
        StringJoiner sizes = new StringJoiner(" → ", "", " lets");
        report.stages().forEach((name, f) -> sizes.add(name + " " + f.size()));
        line(text, "stages", List.of(sizes.toString(), "explain().stage(\"" + lastStage() + "\") lists one"));
        return text.toString();
    }

    private String lastStage() {
        return new ArrayList<>(report.stages().keySet()).getLast();
    }

    private static void line(StringBuilder text, String head, List<String> lines) {
        String begin = "  " + head + " ".repeat(INDENT.length() - 2 - head.length());
        for (String each : lines) {
            text.append(begin).append(each).append('\n');
            begin = INDENT;
        }
    }

    private Func primal() {
        return report.stages().values().iterator().next();
    }

    private String name() {
        return primal().name().replace("lambda Reflected", "").replace("lambda ", "").replace("<reflected>", "");
    }

    private String place() {
        for (Block b : primal().blocks()) {
            for (Let let : b.lets()) if (let.origin().line() > 0) return let.origin().place();
            if (b.origin().line() > 0) return b.origin().place();
        }
        return "";
    }

    /// What the value depends on: its argument, or nothing. Only a number tells.
    private String dependence() {
        boolean zero = false;
        for (Func f : report.stages().values()) zero |= isZero(f);
        return zero ? "nothing: the derivative is zero" : "its argument";
    }

    /// Whether the tangent that a function returns or leaves in the context is known to be zero.
    private static boolean isZero(Func f) {
        Map<Value, Op> definitions = new HashMap<>();
        for (Block b : f.blocks()) for (Let let : b.lets()) definitions.put(let.result(), let.op());
        boolean zero = false;
        for (Block b : f.blocks()) {
            for (Let let : b.lets()) {
                boolean tangent = let.op() instanceof Op.PutField(var field, _, _)
                        && field.owner().equals(Op.CONTEXT)
                        && field.name().equals("c1");
                if (tangent && !isZero(definitions.get(let.op().operands().getLast()))) return false;
                zero |= tangent;
            }
            if (!(b.exit() instanceof Exit.Return(var values)) || values.size() != 2) continue;
            if (!isZero(definitions.get(values.getLast()))) return false;
            zero = true;
        }
        return zero;
    }

    private static boolean isZero(@Nullable Op op) {
        return op instanceof Op.Zero || op instanceof Op.Const(Double d, _) && d == 0;
    }
}

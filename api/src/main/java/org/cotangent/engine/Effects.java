package org.cotangent.engine;

import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.cotangent.ad.Treatment;
import org.cotangent.ad.Variant;
import org.cotangent.bytecode.Hierarchy;
import org.cotangent.ir.Block;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;
import org.jspecify.annotations.Nullable;

/// Whether a method of the program may run as it is when code of the JDK calls it back: it writes no floating point to memory
/// that outlives the call, and neither keeps nor returns an object that it made and that could hold a number.
///
/// Found in its bytecode and that of what it calls. A call on an object of unknown class means what the static type declares
/// and what the classes at hand (`witnesses`) make of it.
final class Effects {
    /// Where a reference comes from.
    enum From {
        /// It was there before.
        BEFORE,
        /// Made during the call.
        MADE,
        /// One or the other.
        EITHER;

        From or(@Nullable From other) {
            return other == null || other == this ? this : EITHER;
        }
    }

    /// What was found: why not, if so; where the result comes from; whether text is made, bits are taken; what was taken on
    /// trust.
    record Finding(Optional<String> whyNot, From result, boolean text, Trust trust) {
        static Finding not(String why) {
            return new Finding(Optional.of(why), From.EITHER, false, Trust.NONE);
        }
    }

    private static final int DEEPEST = 60;
    private static final Set<String> KEEPING =
            Set.of("add", "put", "set", "offer", "push", "replace", "compareAnd", "getAnd", "fill", "lazySet");

    private record Key(Callee callee, List<From> arguments) {}

    private final JvmWorld world;
    private final Hierarchy hierarchy;
    private final Lambdas lambdas;
    private final Set<ClassDesc> witnesses;
    private boolean askedWitnesses;
    private final Grounds grounds = new Grounds();
    private final Map<Key, Finding> known = new HashMap<>();
    private final Map<Key, Finding> under = new HashMap<>();

    Effects(JvmWorld world, Lambdas lambdas, Set<ClassDesc> witnesses) {
        this.world = world;
        this.hierarchy = world.classes().hierarchy();
        this.lambdas = lambdas;
        this.witnesses = witnesses;
    }

    /// Of a call of exactly `callee` from outside; `self`: its receiver, where it is known.
    Finding of(Callee callee, @Nullable Object self) {
        Optional<Func> body = world.body(callee);
        if (body.isEmpty()) return Finding.not(callee.shortName() + " has no bytecode");
        List<From> args = body.get().parameters().stream().map(_ -> From.BEFORE).toList();
        return of(callee, args, self);
    }

    /// What the findings so far rest on, beside code: empty if on something that is not the function's own.
    Optional<Grounds> grounds() {
        return askedWitnesses ? Optional.empty() : Optional.of(grounds);
    }

    /// Of a call of exactly `callee` with any arguments, on an object that was there before.
    Finding ofAny(Callee callee) {
        Optional<Func> body = world.body(callee);
        if (body.isEmpty()) return Finding.not(callee.shortName() + " has no bytecode");
        List<From> args = new ArrayList<>();
        for (Value _ : body.get().parameters()) args.add(args.isEmpty() ? From.BEFORE : From.EITHER);
        return of(callee, args, null);
    }

    private Finding of(Callee callee, List<From> args, @Nullable Object self) {
        Key key = new Key(callee, args);
        Finding k = self == null ? known.get(key) : null;
        if (k != null) return k;
        if (under.size() > DEEPEST) return Finding.not(callee.shortName() + " calls too many others");
        Finding assumed = under.get(key);
        if (assumed != null) return assumed;
        Finding found = new Finding(Optional.empty(), From.BEFORE, false, Trust.NONE);
        Optional<Func> body = world.body(callee);
        if (body.isEmpty()) return Finding.not(callee.shortName() + " has no bytecode");
        // what calls itself is first assumed to be harmless
        do {
            assumed = found;
            under.put(key, assumed);
            found = new Walk(body.get(), args, self).run();
        } while (found.whyNot().isEmpty() && !found.equals(assumed));
        under.remove(key);
        if (self == null && under.isEmpty()) known.put(key, found);
        return found;
    }

    /// Whether a class can be asked to hold no numbers.
    private boolean isHarmless(Type type) {
        return !type.isReference() || Jdk.isLeaf(type, hierarchy);
    }

    /// One method.
    private final class Walk {
        private final Func f;
        private final Map<Value, From> from = new HashMap<>();
        private final Map<Value, Object> objects = new HashMap<>();
        private final Map<Value, Lambda> functions = new HashMap<>();
        private final Map<Value, Value> same = new HashMap<>();
        private Optional<String> why = Optional.empty();
        private @Nullable From result;
        private boolean text;
        private Trust trust = Trust.NONE;
        private boolean changed;

        Walk(Func f, List<From> args, @Nullable Object self) {
            this.f = f;
            for (int i = 0; i < args.size(); i++) from.put(f.parameters().get(i), args.get(i));
            if (self != null) objects.put(f.parameters().getFirst(), self);
        }

        Finding run() {
            do {
                changed = false;
                for (Block b : f.blocks()) {
                    for (Let let : b.lets()) {
                        visit(let);
                        if (why.isPresent()) return new Finding(why, From.EITHER, text, trust);
                    }
                    flow(b);
                }
            } while (changed);
            return new Finding(Optional.empty(), result == null ? From.BEFORE : result, text, trust);
        }

        private void flow(Block b) {
            for (Block.Edge e : b.edges()) {
                List<Value> ps = Objects.requireNonNull(f.byLabel().get(e.target())).parameters();
                int offset = ps.size() - e.arguments().size();
                if (offset == 1) set(ps.getFirst(), From.EITHER);
                for (int i = 0; i < e.arguments().size(); i++) {
                    if (ps.get(offset + i).type().isReference()) set(ps.get(offset + i), from(e.arguments().get(i)));
                }
            }
            if (b.exit() instanceof Exit.Return(var values)) {
                for (Value v : values) {
                    if (!isHarmless(v.type())) result = from(v).or(result);
                }
            }
        }

        private From from(Value v) {
            return from.getOrDefault(v, From.BEFORE);
        }

        private void set(Value v, From more) {
            From now = more.or(from.get(v));
            if (from.put(v, now) != now) changed = true;
        }

        private void no(Let let, String what) {
            if (why.isEmpty()) why = Optional.of(what + " at " + let.origin().place());
        }

        private void visit(Let let) {
            Value z = let.result();
            switch (let.op()) {
                case Op.New _, Op.NewArray _, Op.NewMultiArray _ -> set(z, From.MADE);
                case Op.Cast(_, var x) -> {
                    set(z, from(x));
                    same.put(z, x);
                }
                case Op.Select(_, var x, var y) when z.type().isReference() -> set(z, from(x).or(from(y)));
                case Op.GetField(var field, var o) -> {
                    if (z.type().isReference()) set(z, read(o));
                    capture(z, field.name(), root(o));
                }
                case Op.GetElement(_, var a, _) when z.type().isReference() -> set(z, read(a));
                case Op.GetStatic(var field) when !isHarmless(z.type()) ->
                        trust = trust.and(new Trust(Set.of(), Set.of(field)));
                case Op.PutField(var field, var o, var v) -> write(let, "writes field " + field.name(), from(o), v);
                case Op.PutElement(_, var a, _, var v)    -> write(let, "writes into an array", from(a), v);
                case Op.PutStatic(var field, var v)       -> write(let, "writes field " + field.name(), From.BEFORE, v);
                case Op.Invoke call                       -> call(let, call);
                case Op.InvokeDynamic call                -> dynamic(let, call);
                default -> {}
            }
        }

        private From read(Value container) {
            return from(container) == From.BEFORE ? From.BEFORE : From.EITHER;
        }

        private void write(Let let, String what, From container, Value v) {
            if (container == From.MADE) return;
            if (v.type().isFloating()) no(let, what);
            if (v.type().isReference() && from(v) != From.BEFORE && !isHarmless(v.type())) {
                no(let, what + " with an object that it made");
            }
        }

        private Value root(Value v) {
            Value at = v;
            while (same.containsKey(at)) at = same.get(at);
            return at;
        }

        private void capture(Value z, String field, Value object) {
            Object o = objects.get(object);
            if (o == null || !z.type().isReference()) return;
            Object held = Captured.read(o, field);
            grounds.note(o, field, held);
            if (held != null) objects.put(z, held);
        }

        // ---- calls ------------------------------------------------------------------------------------------

        private void dynamic(Let let, Op.InvokeDynamic call) {
            if (world.of(call) instanceof Treatment.Closure) {
                Lambda.of(call.site()).ifPresent(l -> functions.put(let.result(), l));
                set(let.result(), From.MADE);
            } else if (world.of(call) instanceof Treatment.Unknown(var reason, _)) {
                no(let, reason);
            } else {
                if (call.site().invocationType().returnType().equals(java.lang.constant.ConstantDescs.CD_String)) {
                    text = true;
                }
                set(let.result(), From.BEFORE);
            }
        }

        private void call(Let let, Op.Invoke call) {
            Value z = let.result();
            List<From> args = call.args().stream().map(this::from).toList();
            Callee callee = call.callee();
            if (callee.isConstructor() && !Jdk.isJdk(callee.owner())) {
                take(let, callee, args, null);
                return;
            }
            switch (world.of(call)) {
                case Treatment.Box _, Treatment.Clone _ -> set(z, From.MADE);
                case Treatment.ByRule _, Treatment.Flat _, Treatment.Unbox _, Treatment.Bits _ -> {}
                case Treatment.Plain _ -> plain(let, call);
                case Treatment.ArrayCopy _ -> {
                    Value target = call.args().get(2);
                    if (from(target) != From.MADE) no(let, "copies into an array");
                }
                case Treatment.Guarded(Boundary.Check check) -> guarded(let, call, check);
                case Treatment.Follow(Variant.Method(var kind, var exact)) when kind == Op.Invoke.Kind.SPECIAL ->
                        take(let, exact, args,
                                call.args().isEmpty() ? null : objects.get(root(call.args().getFirst())));
                case Treatment.Follow(Variant.Method(_, var named)) -> virtual(let, call, named, args);
                case Treatment.Follow(Variant.Linked(AsIs asIs, _)) -> asIs(let, call, asIs);
                default                                             -> no(let, "calls " + callee.shortName());
            }
        }

        private void take(Let let, Callee callee, List<From> args, @Nullable Object self) {
            Finding found = of(callee, args, self);
            if (found.whyNot().isPresent() && why.isEmpty()) why = found.whyNot();
            text |= found.text();
            trust = trust.and(found.trust());
            if (let.result().type().isReference()) set(let.result(), found.result());
        }

        private void plain(Let let, Op.Invoke call) {
            boolean made = false;
            for (int i = 0; i < call.args().size(); i++) {
                Value v = call.args().get(i);
                if (!v.type().isReference() || from(v) == From.BEFORE || isHarmless(v.type())) continue;
                made = true;
                boolean kept = i > 0 && KEEPING.stream().anyMatch(call.callee().name()::startsWith);
                if (kept && from(call.args().getFirst()) != From.MADE) {
                    no(let, "keeps an object that it made in a collection");
                }
            }
            if (let.result().type().isReference()) set(let.result(), made ? From.EITHER : From.BEFORE);
        }

        private void guarded(Let let, Op.Invoke call, Boundary.Check check) {
            switch (check.conduct()) {
                case CALLS, ELEMENTS, TEXT, PARSES, LEAF, PLAIN -> {
                    text |= check.conduct() == Conduct.TEXT;
                    functions(let, call);
                    plain(let, call);
                }
                default -> no(let, "calls " + call.callee().shortName());
            }
        }

        /// Functions handed on to the JDK.
        private void functions(Let let, Op.Invoke call) {
            int offset = call.args().size() - call.callee().type().parameterCount();
            for (int i = offset; i < call.args().size(); i++) {
                if (!Jdk.isFunction(call.callee().type().parameterType(i - offset))) continue;
                Value v = root(call.args().get(i));
                Lambda l = functions.get(v);
                if (l == null && objects.get(v) == null) {
                    no(let, "hands on a function to " + call.callee().shortName());
                } else if (l != null) {
                    implementation(let, l);
                }
            }
        }

        private void implementation(Let let, Lambda l) {
            List<From> args = new ArrayList<>();
            world.body(l.implementation()).ifPresent(b -> b.parameters().forEach(_ -> args.add(From.EITHER)));
            take(let, l.implementation(), args, null);
        }

        private void virtual(Let let, Op.Invoke call, Callee named, List<From> args) {
            Value receiver = root(call.args().getFirst());
            Object o = objects.get(receiver);
            if (o != null) {
                Optional<ClassDesc> c = lambdas.nameOf(o);
                if (c.isEmpty() && o.getClass().isHidden()) {
                    no(let, "calls a lambda made elsewhere");
                } else {
                    selected(let, call, named, c.orElseGet(() -> Classes.desc(o.getClass())), args, o);
                }
                return;
            }
            Lambda l = functions.get(receiver);
            if (l != null) {
                implementation(let, l);
                return;
            }
            askedWitnesses = true;
            Set<ClassDesc> candidates = new HashSet<>();
            for (ClassDesc w : witnesses) if (hierarchy.isSubclass(w, named.owner())) candidates.add(w);
            Optional<Callee> declared = hierarchy.resolve(named)
                    .filter(m -> !m.isAbstract())
                    .map(Hierarchy.Method::callee);
            if (Jdk.isFunction(named.owner()) && !named.name().equals("compare")) {
                no(let, "calls a function, " + named.shortName());
            } else if (Jdk.isJdk(named.owner())) {
                asIs(let, call, new AsIs(named, declared.orElse(named), false, false));
            } else if (declared.isPresent()) {
                if (isOpen(declared.get())) trust = trust.and(new Trust(Set.of(named), Set.of()));
                take(let, declared.get(), args, null);
            } else if (candidates.isEmpty()) {
                no(let, "calls " + named.shortName() + ", which may do anything");
            }
            for (ClassDesc w : candidates) if (why.isEmpty()) selected(let, call, named, w, args, null);
        }

        private boolean isOpen(Callee declared) {
            return !hierarchy.isFinal(declared.owner())
                    && hierarchy.declared(declared.owner(), declared).filter(m -> m.flags().contains(AccessFlag.FINAL))
                            .isEmpty();
        }

        private void selected(
                Let let, Op.Invoke call, Callee named, ClassDesc receiver, List<From> args, @Nullable Object self) {
            switch (world.chosen(receiver, named)) {
                case Variant.Method(_, var exact) -> take(let, exact, args, self);
                case Variant.Linked(AsIs asIs, _) -> asIs(let, call, asIs);
                default                           -> no(let, "calls " + named.shortName());
            }
        }

        private void asIs(Let let, Op.Invoke call, AsIs asIs) {
            Op.Invoke exact = new Op.Invoke(Op.Invoke.Kind.VIRTUAL, asIs.declared(), call.args());
            switch (world.of(new Op.Link(asIs, call.callee().type(), call.args()))) {
                case Treatment.Guarded(Boundary.Check check) -> guarded(let, exact, check);
                case Treatment.Plain _                       -> plain(let, exact);
                case Treatment.Unbox _, Treatment.Flat _, Treatment.ByRule _ -> {}
                case Treatment.Follow(Variant.Method(_, var body)) ->
                        take(let, body, call.args().stream().map(this::from).toList(), null);
                default -> no(let, "calls " + asIs.declared().shortName());
            }
        }
    }
}

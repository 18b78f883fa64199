package org.cotangent.engine;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cotangent.ad.Lower;
import org.cotangent.ad.Treatment;
import org.cotangent.ad.Variant;
import org.cotangent.bytecode.Hierarchy;
import org.cotangent.ir.Block;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Value;

/// Whether a constructor may run once more for its tangents without anybody noticing: it writes only to `this` and to what it
/// allocates, and hands nothing to unknown code (OBJECTS §5, *original plus copy*).
final class Copies {
    /// The object under construction, what was made, and whether this is the copy and not a constructor that it calls for another
    /// object: such a one runs once more as a whole.
    private record Own(Optional<Value> self, Set<Value> made, boolean copy) {
        boolean contains(Value v) {
            return made.contains(v) || self.filter(s -> s == v).isPresent();
        }
    }

    private static final Set<String> WRITING = Set.of("sort", "fill");
    private static final Set<String> ADDING = Set.of("add", "addAll", "addFirst", "addLast", "put", "putAll", "set");

    private final JvmWorld world;
    private final Calls calls;
    private final Map<Callee, Optional<String>> known = new ConcurrentHashMap<>();
    private final Map<ClassDesc, Boolean> quiet = new ConcurrentHashMap<>();

    Copies(JvmWorld world, Calls calls) {
        this.world = world;
        this.calls = calls;
    }

    /// Why the part of a constructor that its tangents need may not run once more; empty if it may.
    Optional<String> whyNot(Callee constructor) {
        Optional<String> k = known.get(constructor);
        if (k != null) return k;
        Optional<String> found = check(constructor, new HashSet<>());
        known.put(constructor, found);
        return found;
    }

    /// Whether nobody can tell whether, and when, class `c` was initialised: its initialisers, and those above it, write nothing
    /// but their own fields and what they make.
    boolean isQuiet(ClassDesc c) {
        Boolean known = quiet.get(c);
        if (known != null) return known;
        Hierarchy h = world.classes().hierarchy();
        boolean all = true;
        for (ClassDesc s : h.supertypes(c)) {
            if (Jdk.isJdk(s)) continue;
            Callee initialiser = Callee.of(s, ConstantDescs.CLASS_INIT_NAME, ConstantDescs.MTD_void);
            boolean has = h.declared(s, initialiser).isPresent();
            all &= h.isKnown(s) && (!has || check(initialiser, new HashSet<>()).isEmpty());
        }
        quiet.put(c, all);
        return all;
    }

    private Optional<String> check(Callee callee, Set<Callee> under) {
        if (!under.add(callee)) return Optional.empty();
        Optional<Func> body = world.body(callee);
        if (body.isEmpty()) return Optional.of(callee.shortName() + " has no bytecode");
        boolean constructs = callee.isConstructor() || Lower.isCopy(callee);
        Own own = new Own(
                constructs ? Optional.of(body.get().parameters().getFirst()) : Optional.empty(), new HashSet<>(),
                Lower.isCopy(callee));
        if (Lower.isCopy(callee) && own.self.filter(v -> isReadEarly(body.get(), v)).isPresent()) {
            return Optional
                    .of("its constructor reads the object before its fields are set, and it cannot run a second time"
                            + " for its tangents unnoticed");
        }
        for (Block b : body.get().blocks()) {
            // a block that throws was not executed: the original came through
            if (b.exit() instanceof Exit.Throw) continue;
            for (Let let : b.lets()) {
                if (isOwn(let.op(), callee)) continue;
                Optional<String> why = check(let, own, under);
                if (why.isPresent()) return why;
            }
        }
        return Optional.empty();
    }

    /// Whether a field of `self` is read, or the object handed to a method, before all are set: in the copy they are.
    private static boolean isReadEarly(Func f, Value self) {
        Set<String> read = new HashSet<>();
        boolean handed = false;
        for (Block b : f.blocks()) {
            for (Let let : b.lets()) {
                switch (let.op()) {
                    case Op.GetField(var field, var o) when o == self -> read.add(field.name());
                    case Op.PutField(var field, var o, _) when o == self -> {
                        if (handed || read.contains(field.name())) return true;
                    }
                    case Op.Invoke call when !call.callee().isConstructor() -> handed |= call.args().contains(self);
                    default -> {}
                }
            }
        }
        return false;
    }

    /// Whether an initialiser writes a field of its class.
    private static boolean isOwn(Op op, Callee callee) {
        return op instanceof Op.PutStatic(var field, _)
                && field.owner().equals(callee.owner())
                && callee.name().equals(ConstantDescs.CLASS_INIT_NAME);
    }

    private Optional<String> check(Let let, Own own, Set<Callee> under) {
        return switch (let.op()) {
            case Op.New _, Op.NewArray _, Op.NewMultiArray _ -> {
                own.made.add(let.result());
                yield Optional.empty();
            }
            case Op.Cast(_, var x) when own.contains(x) -> {
                own.made.add(let.result());
                yield Optional.empty();
            }
            case Op.PutField(_, var object, _) when !own.contains(object) ->
                    no(let, "writes a field of another object");
            case Op.PutElement(_, var array, _, _) when !own.contains(array) -> no(let, "writes into an array");
            case Op.PutStatic _                                              -> no(let, "writes a static field");
            case Op.Monitor _                                                -> no(let, "locks");
            case Op.InvokeDynamic _, Op.Link _                               -> Optional.empty();
            case Op.Invoke call                                              -> call(let, call, own, under);
            default                                                          -> Optional.empty();
        };
    }

    private Optional<String> call(Let let, Op.Invoke call, Own own, Set<Callee> under) {
        if (call.callee().owner().isArray() && call.callee().name().equals("clone")) {
            own.made.add(let.result());
            return Optional.empty();
        }
        if (isOnOwn(let, call, own)) return Optional.empty();
        if (call.callee().isConstructor()) {
            if (Jdk.isJdk(call.callee().owner())) return Optional.empty();
            // what this(…) calls in a copy is a copy, too
            boolean same = own.copy && own.self.filter(v -> v == call.args().getFirst()).isPresent();
            return check(same ? Lower.copy(call.callee()) : call.callee(), under);
        }
        return switch (calls.of(call)) {
            case Treatment.ByRule _, Treatment.Flat _, Treatment.Box _, Treatment.Unbox _ -> Optional.empty();
            case Treatment.ArrayCopy _ ->
                    own.contains(call.args().get(2)) ? Optional.empty() : no(let, "writes into an array");
            case Treatment.Follow(Variant.Method(var kind, var callee)) when kind == Op.Invoke.Kind.SPECIAL ->
                    check(callee, under);
            case Treatment.Plain _, Treatment.Guarded _ when Jdk.isPure(call.callee()) -> Optional.empty();
            default -> no(let, "calls " + call.callee().shortName());
        };
    }

    /// Whether a call of the JDK does nothing but copy an array, or write into an array or a collection that was made here.
    private static boolean isOnOwn(Let let, Op.Invoke call, Own own) {
        Callee callee = call.callee();
        if (Jdk.name(callee.owner()).equals("java.util.Arrays")) {
            boolean copies = callee.name().startsWith("copyOf");
            if (copies) own.made.add(let.result());
            return copies || WRITING.contains(callee.name()) && own.contains(call.args().getFirst())
                    && callee.type().parameterType(0).componentType().isPrimitive();
        }
        return call.kind() != Op.Invoke.Kind.STATIC && callee.owner().packageName().equals("java.util")
                && ADDING.contains(callee.name()) && own.contains(call.args().getFirst());
    }

    private static Optional<String> no(Let let, String what) {
        return Optional.of("its constructor " + what + " at " + let.origin().place()
                + ", and it cannot run a second time for its tangents unnoticed");
    }
}

package org.cotangent.engine;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cotangent.bytecode.Hierarchy;
import org.cotangent.engine.Graph.Edge;
import org.cotangent.engine.Graph.Node;
import org.cotangent.ir.Block;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Value;
import org.cotangent.runtime.NotDifferentiable;

/// Which types can hold any numbers, so that a gradient can have their shape (DESIGN §1, *Shape of a gradient*): seen in the
/// bytecode of their constructors.
final class Shapes {
    private final JvmWorld world;
    private final Map<Class<?>, Optional<String>> known = new ConcurrentHashMap<>();

    Shapes(JvmWorld world) {
        this.world = world;
    }

    /// Refuses a part of a structure that cannot hold any numbers. `what` is to be held, `mend` gives it otherwise.
    void require(Node n, String what, String mend) {
        Optional<String> why = whyNot(n);
        if (why.isEmpty()) return;
        String path = Graph.path(n);
        String name = n.object.getClass().getSimpleName();
        throw refusal(what, path.isEmpty() ? name : "`" + path + "`, a " + name, why.get(), mend);
    }

    /// Refuses a class whose objects cannot hold any numbers.
    void require(Class<?> c, String what, String mend) {
        if (c == Double.class || c == Float.class) return;
        Optional<String> why = known(c);
        if (why.isPresent()) throw refusal(what, c.getSimpleName(), why.get(), mend);
    }

    private static NotDifferentiable refusal(String what, String shape, String why, String mend) {
        return new NotDifferentiable("no " + what + " in the shape of " + shape, List.of(), why, mend);
    }

    private Optional<String> known(Class<?> c) {
        Optional<String> why = known.get(c);
        return why != null ? why : known.computeIfAbsent(c, this::whyNot);
    }

    private Optional<String> whyNot(Node n) {
        return switch (n.kind) {
            case RECORD, OBJECT -> known(n.object.getClass());
            case COLLECTION     -> collection(n);
            case HOLDER         -> key(n);
            default             -> Optional.empty();
        };
    }

    private static Optional<String> collection(Node n) {
        if (!Containers.isFixed(n.object) && !Containers.isCopied(n.object)) {
            return Optional.of("a " + n.object.getClass().getName() + " cannot be copied");
        }
        if (n.object instanceof Set<?>) return Optional.of("a set cannot hold two equal numbers");
        if (n.object instanceof PriorityQueue<?>) return Optional.of("a priority queue keeps its own order");
        return n.object instanceof Map<?, ?> ? key(n) : Optional.empty();
    }

    private static Optional<String> key(Node n) {
        for (Edge e : n.edges) {
            boolean key = e.step() instanceof Graph.Key || e.step().equals("key");
            if (key && e.node().live) return Optional.of("its keys are numbers, and two of them may be equal");
        }
        return Optional.empty();
    }

    private Optional<String> whyNot(Class<?> c) {
        return c.isRecord() ? record(c) : ordinary(c);
    }

    // ---- records --------------------------------------------------------------------------------------------

    private Optional<String> record(Class<?> c) {
        List<ClassDesc> types = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (RecordComponent r : c.getRecordComponents()) {
            types.add(Classes.desc(r.getType()));
            names.add(r.getName());
        }
        Callee constructor = Callee.of(
                Classes.desc(c), ConstantDescs.INIT_NAME, MethodTypeDesc.of(ConstantDescs.CD_void, types));
        Optional<Func> body = world.body(constructor);
        if (body.isEmpty()) return Optional.of("there is no bytecode of " + c.getName());
        return onlyStores(body.get(), names) ? Optional.empty() : Optional.of(checks(c, body.get()));
    }

    private static boolean onlyStores(Func f, List<String> names) {
        if (f.blocks().size() != 1 || !(f.entry().exit() instanceof Exit.Return)) return false;
        List<Value> parameters = f.parameters();
        Set<String> stored = new HashSet<>();
        for (Let let : f.entry().lets()) {
            boolean fine = switch (let.op()) {
                case Op.PutField(var field, var o, var x) ->
                        o == parameters.getFirst()
                                && parameters.indexOf(x) == names.indexOf(field.name()) + 1
                                && stored.add(field.name());
                case Op.Invoke(_, var callee, _) ->
                        callee.isConstructor() && callee.owner().equals(ClassDesc.of("java.lang.Record"));
                default -> false;
            };
            if (!fine) return false;
        }
        return stored.size() == names.size();
    }

    // ---- ordinary classes -----------------------------------------------------------------------------------

    private Optional<String> ordinary(Class<?> c) {
        for (Class<?> s = c; s != Object.class; s = s.getSuperclass()) {
            if (s == null || Kind.isJdk(s)) {
                return Optional.of(c.getSimpleName() + " extends " + (s == null ? "nothing" : s.getName())
                        + ", whose constructor would have to run");
            }
            ClassDesc desc = Classes.desc(s);
            for (Hierarchy.Method m : world.classes().hierarchy().methods(desc)) {
                if (!m.callee().isConstructor()) continue;
                Optional<Func> body = world.body(m.callee());
                if (body.isEmpty()) return Optional.of("there is no bytecode of " + s.getName());
                if (!storesNumbers(body.get())) return Optional.of(checks(s, body.get()));
            }
        }
        return Optional.empty();
    }

    /// Whether floating-point parameters are only stored, or handed to another constructor of the object.
    private static boolean storesNumbers(Func f) {
        Set<Value> numbers = new HashSet<>(f.parameters());
        numbers.removeIf(p -> !p.type().isFloating());
        Value self = f.parameters().getFirst();
        for (Block b : f.blocks()) {
            for (Let let : b.lets()) {
                if (let.op().operands().stream().noneMatch(numbers::contains)) continue;
                boolean stored = let.op() instanceof Op.PutField(_, var o, _) && o == self;
                boolean handed = let.op() instanceof Op.Invoke(_, var callee, var args)
                        && callee.isConstructor()
                        && args.getFirst() == self;
                if (!stored && !handed) return false;
            }
            if (b.exit().operands().stream().anyMatch(numbers::contains)) return false;
            for (Block.Edge e : b.edges()) if (e.arguments().stream().anyMatch(numbers::contains)) return false;
        }
        return true;
    }

    private static String checks(Class<?> c, Func constructor) {
        String place = constructor.entry().origin().place();
        return "the constructor of " + c.getSimpleName() + (place.isEmpty() ? "" : " (" + place + ")")
                + " does more with its arguments than to store them, and would not take any numbers";
    }
}

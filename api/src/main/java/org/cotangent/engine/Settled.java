package org.cotangent.engine;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.cotangent.bytecode.Hierarchy;
import org.cotangent.ir.Block;
import org.cotangent.ir.FieldRef;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Value;
import org.cotangent.ir.analysis.Dominators;

/// Which final fields hold for good what any reader finds in them: nobody gets the object, or reads the field, before its
/// constructors have set it. (A constructor that calls a method that a subclass overrides shows that one unset fields.)
final class Settled {
    private static final Set<ClassDesc> SILENT =
            Set.of(ConstantDescs.CD_Object, ClassDesc.of("java.lang.Record"), ConstantDescs.CD_Enum);

    private final JvmWorld world;
    private final Map<FieldRef, Boolean> fields = new ConcurrentHashMap<>();
    private final Map<ClassDesc, Boolean> discreet = new ConcurrentHashMap<>();

    Settled(JvmWorld world) {
        this.world = world;
    }

    boolean is(FieldRef field) {
        Boolean known = fields.get(field);
        if (known != null) return known;
        boolean is = check(field);
        fields.put(field, is);
        return is;
    }

    private boolean check(FieldRef field) {
        if (!world.isFinal(field)) return false;
        if (Lambdas.isCapture(field)) return true;
        ClassDesc owner = world.classes().field(field).ref().owner();
        if (Jdk.isJdk(owner)) return true;
        return hierarchy().superclass(owner).map(this::isDiscreet).orElse(true)
                && constructors(owner, f -> !isSeenUnset(f, field.name()));
    }

    private Hierarchy hierarchy() {
        return world.classes().hierarchy();
    }

    private interface Law {
        boolean holds(Func constructor);
    }

    private boolean constructors(ClassDesc c, Law law) {
        for (Hierarchy.Method m : hierarchy().methods(c)) {
            if (!m.callee().isConstructor()) continue;
            Optional<Func> body = world.body(m.callee());
            if (body.isEmpty() || !law.holds(body.get())) return false;
        }
        return true;
    }

    /// Whether no constructor of `c`, nor of the classes above it, lets anybody else see the object.
    private boolean isDiscreet(ClassDesc c) {
        if (SILENT.contains(c)) return true;
        if (Jdk.isJdk(c)) return false;
        Boolean known = discreet.get(c);
        if (known != null) return known;
        boolean is = hierarchy().superclass(c).map(this::isDiscreet).orElse(false)
                && constructors(c, f -> !isSeenUnset(f, ""));
        discreet.put(c, is);
        return is;
    }

    /// Whether a constructor lets anybody see its object, or reads the field of this name, where it may not have set it yet;
    /// without a name, whether it lets anybody see its object at all.
    private static boolean isSeenUnset(Func f, String field) {
        Value self = f.parameters().getFirst();
        Set<Block.Label> set = new HashSet<>();
        for (Block b : f.blocks()) if (b.lets().stream().anyMatch(let -> sets(let, self, field))) set.add(b.label());
        Dominators dominators = Dominators.of(f);
        for (Block b : f.blocks()) {
            boolean before = set.stream().noneMatch(s -> dominators.visible(s, b.label()));
            for (Let let : b.lets()) {
                if (before && shows(let.op(), self, field)) return true;
                if (sets(let, self, field)) before = false;
            }
            boolean leaves = b.exit().operands().contains(self)
                    || b.edges().stream().anyMatch(e -> e.arguments().contains(self));
            if (before && leaves) return true;
        }
        return false;
    }

    /// Whether the field is set, by the constructor itself or by another of its class; a class below has fields still unset.
    private static boolean sets(Let let, Value self, String name) {
        if (name.isEmpty()) return false;
        return switch (let.op()) {
            case Op.PutField(var field, var o, _) -> o == self && field.name().equals(name);
            case Op.Invoke(_, var callee, var args) ->
                    callee.isConstructor() && args.getFirst() == self && self.type().desc().equals(callee.owner());
            default -> false;
        };
    }

    private static boolean shows(Op op, Value self, String name) {
        return switch (op) {
            case Op.GetField(var field, var o)               -> o == self && field.name().equals(name);
            case Op.PutField(_, _, var value)                -> value == self;
            case Op.Monitor _, Op.Compare _, Op.InstanceOf _ -> false;
            case Op.Invoke(_, var callee, var args) when callee.isConstructor() ->
                    args.subList(1, args.size()).contains(self);
            default -> op.operands().contains(self);
        };
    }
}

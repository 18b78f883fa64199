package org.cotangent.engine;

import java.lang.constant.ClassDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cotangent.ad.Allocate;
import org.cotangent.ir.Block;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Effect;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;
import org.jspecify.annotations.Nullable;

/// Whether a function can reach an array that it is given only by its argument, though the array is not a copy: then all
/// other memory is known to be inactive when it starts.
///
/// For that the function (with what is inlined into it) must call none of the program's methods and get no references but
/// from its argument, from what it makes and from what it has captured, and what it has captured must be arrays, which can be
/// compared with the argument. If, besides, it writes to no memory but arrays that it makes, and calls nobody who might, its
/// argument stays as it is: no copy is needed.
final class Apart {
    private static final Set<String> HARMLESS = Set.of(
            "Ljava/lang/String;",
            "Ljava/lang/Integer;",
            "Ljava/lang/Long;",
            "Ljava/lang/Boolean;",
            "Ljava/lang/Double;",
            "Ljava/lang/Float;",
            "Ljava/lang/Class;",
            "Ljava/util/Random;");

    /// Functions of which it is not so.
    static final Apart NEVER = new Apart(false, false, new Fields.Member[0]);

    private final boolean possible;
    private final boolean reads;
    private final Fields.Member[] captured;

    private Apart(boolean possible, boolean reads, Fields.Member[] captured) {
        this.possible = possible;
        this.reads = reads;
        this.captured = captured;
    }

    /// What is so of functions of the class of `f`, whose body is `body`.
    static Apart of(Object f, Optional<Func> body) {
        if (body.isEmpty() || f instanceof Wrapper || !isClosed(body.get())) return NEVER;
        List<Fields.Member> arrays = new ArrayList<>();
        for (Fields.Member m : Fields.of(f.getClass()).members) {
            if (!m.isReference() || isHarmless(Classes.desc(m.type))) continue;
            if (!isNested(Classes.desc(m.type))) return NEVER;
            arrays.add(m);
        }
        return new Apart(true, onlyReads(body.get()), arrays.toArray(Fields.Member[]::new));
    }

    /// Whether the functions write to no arrays but those that they make, and call nobody who could write to others.
    boolean onlyReads() {
        return reads;
    }

    /// Whether `f` cannot reach `x` but by its argument.
    boolean test(Object f, Object x) {
        if (!possible) return false;
        for (Fields.Member m : captured) if (holds(m.get(f), x)) return false;
        return true;
    }

    private static boolean holds(@Nullable Object array, Object x) {
        if (array == x) return true;
        if (array instanceof Object[] rows) for (Object row : rows) if (holds(row, x)) return true;
        return false;
    }

    // ---- types ----------------------------------------------------------------------------------------------

    /// An array of primitives, or of arrays of them, to any depth.
    private static boolean isNested(ClassDesc c) {
        ClassDesc element = c;
        while (element.isArray()) element = element.componentType();
        return c.isArray() && element.isPrimitive();
    }

    private static boolean isNumbers(ClassDesc c) {
        return c.isArray() && c.componentType().isPrimitive();
    }

    /// Nothing of this type is or leads to an array of numbers.
    private static boolean isHarmless(ClassDesc c) {
        if (c.isArray()) return c.componentType().isPrimitive() && !Type.of(c.componentType()).isFloating();
        return c.isPrimitive() || HARMLESS.contains(c.descriptorString());
    }

    // ---- code -----------------------------------------------------------------------------------------------

    private static boolean isClosed(Func f) {
        for (Block b : f.blocks()) {
            if (!b.handlers().isEmpty()) return false;
            for (Let let : b.lets()) if (!isClosed(let)) return false;
        }
        return true;
    }

    private static boolean isClosed(Let let) {
        boolean result = let.result().type() instanceof Type.Ref(var c) && !isHarmless(c);
        return switch (let.op()) {
            case Op.GetStatic _                                                                      -> !result;
            case Op.Link(Allocate _, _, _)                                                           -> true;
            case Op.Invoke(_, var callee, _) when callee.isConstructor() && isRecordOrObject(callee) -> true;
            case Op.InvokeDynamic(var site, _) ->
                    site.bootstrapMethod() instanceof DirectMethodHandleDesc bootstrap && isText(bootstrap);
            // others may know the array from elsewhere
            case Op.Invoke(_, var callee, var args) ->
                    !result && Jdk.isJdk(callee.owner()) && args.stream().allMatch(Apart::mayBeHanded);
            case Op.Link _ -> false;
            default        -> true;
        };
    }

    private static boolean onlyReads(Func f) {
        Set<Value> made = new HashSet<>();
        for (Block b : f.blocks()) {
            for (Let let : b.lets()) if (let.op() instanceof Op.NewArray) made.add(let.result());
        }
        return f.blocks().stream().flatMap(b -> b.lets().stream()).allMatch(let -> onlyReads(let.op(), made));
    }

    private static boolean onlyReads(Op op, Set<Value> made) {
        return switch (op) {
            case Op.PutElement(_, var array, _, var v) -> made.contains(array) && v.type() instanceof Type.Primitive;
            case Op.PutField _, Op.PutStatic _, Op.Monitor _, Op.InvokeDynamic _, Op.Link _ -> false;
            case Op.Invoke call -> call.effect() == Effect.PURE;
            default -> true;
        };
    }

    private static boolean isRecordOrObject(Callee constructor) {
        String owner = constructor.owner().descriptorString();
        return owner.equals("Ljava/lang/Object;") || owner.equals("Ljava/lang/Record;");
    }

    private static boolean isText(DirectMethodHandleDesc bootstrap) {
        return bootstrap.owner().displayName().equals("StringConcatFactory");
    }

    /// Nobody can put a reference into it.
    private static boolean mayBeHanded(Value v) {
        return !(v.type() instanceof Type.Ref(var c)) || isHarmless(c) || isNumbers(c);
    }
}

package org.cotangent.engine;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cotangent.ir.Block;
import org.cotangent.ir.Builder;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Origin;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;

/// `y = op` becomes `y = op; note(y, place)` for every op that computes, loads or gets a floating-point number.
///
/// All functions that went through one of these number their places together.
final class Noting {
    private static final ClassDesc NOTES = Classes.desc(Notes.class);
    private static final Callee NOTE = Callee.of(
            NOTES,
            "note",
            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_double, ConstantDescs.CD_int));

    private final List<Recording.Place> places = new ArrayList<>();
    private final Map<Recording.Place, Integer> numbers = new HashMap<>();

    /// Whether `c` is the class that takes the notes.
    static boolean isNotes(ClassDesc c) {
        return c.equals(NOTES);
    }

    synchronized Recording.Place place(int number) {
        return places.get(number);
    }

    synchronized Func apply(Func f) {
        Builder values = new Builder(f.valueBound());
        int added = 0;
        List<Block> blocks = new ArrayList<>();
        for (Block b : f.blocks()) {
            List<Let> lets = new ArrayList<>();
            for (Let let : b.lets()) {
                lets.add(let);
                if (isNoted(let)) added += note(let, values, lets);
            }
            blocks.add(b.with(List.copyOf(lets), b.exit()));
        }
        return added == 0 ? f : new Func(f.name(), f.result(), List.copyOf(blocks), f.valueBound() + added);
    }

    private static boolean isNoted(Let let) {
        return let.result().type().isFloating() && !(let.op() instanceof Op.Const) && !(let.op() instanceof Op.Zero);
    }

    /// Adds the note to `lets`; the number of values that it took.
    private int note(Let let, Builder values, List<Let> lets) {
        int before = lets.size();
        Value y = let.result();
        if (y.type() == Type.F32) y = with(new Op.Convert(Op.Convert.Kind.F2D, y), let.origin(), values, lets);
        int number = numbers.computeIfAbsent(place(let), p -> {
            places.add(p);
            return places.size() - 1;
        });
        Value place = with(Op.constant(number), let.origin(), values, lets);
        with(new Op.Invoke(Op.Invoke.Kind.STATIC, NOTE, List.of(y, place)), let.origin(), values, lets);
        return lets.size() - before;
    }

    private static Value with(Op op, Origin origin, Builder values, List<Let> lets) {
        Value v = values.value(op.type(), "", false);
        lets.add(new Let(v, op, origin));
        return v;
    }

    private static Recording.Place place(Let let) {
        Origin origin = let.origin();
        return new Recording.Place(origin.method(), origin.place(), what(let.op()));
    }

    private static String what(Op op) {
        return switch (op) {
            case Op.Add _                    -> "a sum";
            case Op.Sub _                    -> "a difference";
            case Op.Mul _                    -> "a product";
            case Op.Div _                    -> "a quotient";
            case Op.Rem _                    -> "a remainder";
            case Op.Neg _                    -> "a negation";
            case Op.Convert _                -> "a conversion";
            case Op.Invoke(_, var callee, _) -> callee.shortName();
            case Op.GetElement _             -> "an array element";
            case Op.GetField(var field, _)   -> field.name();
            case Op.GetStatic(var field)     -> field.name();
            default                          -> "a value";
        };
    }
}

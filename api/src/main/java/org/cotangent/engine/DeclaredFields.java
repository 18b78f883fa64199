package org.cotangent.engine;

import java.util.ArrayList;
import java.util.List;
import org.cotangent.bytecode.Hierarchy;
import org.cotangent.ir.Block;
import org.cotangent.ir.FieldRef;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;

/// `Sub.f`, which a class inherits, becomes `Super.f`, so that one field has one name; where the code may name its class.
final class DeclaredFields {
    private final Hierarchy hierarchy;
    private final String packageName;

    private DeclaredFields(Hierarchy hierarchy, String packageName) {
        this.hierarchy = hierarchy;
        this.packageName = packageName;
    }

    /// The same function, in the package of that name.
    static Func in(Func f, Hierarchy hierarchy, String packageName) {
        return new DeclaredFields(hierarchy, packageName).apply(f);
    }

    private Func apply(Func f) {
        boolean changed = false;
        List<Block> blocks = new ArrayList<>();
        for (Block b : f.blocks()) {
            List<Let> lets = b.lets().stream().map(this::declared).toList();
            boolean same = lets.equals(b.lets());
            changed |= !same;
            blocks.add(same ? b : b.with(lets, b.exit()));
        }
        return changed ? f.withBlocks(List.copyOf(blocks)) : f;
    }

    private Let declared(Let let) {
        return switch (let.op()) {
            case Op.GetField(var field, var o)        -> with(let, field, new Op.GetField(declared(field), o));
            case Op.PutField(var field, var o, var v) -> with(let, field, new Op.PutField(declared(field), o, v));
            case Op.GetStatic(var field)              -> with(let, field, new Op.GetStatic(declared(field)));
            case Op.PutStatic(var field, var v)       -> with(let, field, new Op.PutStatic(declared(field), v));
            default                                   -> let;
        };
    }

    private Let with(Let let, FieldRef field, Op op) {
        return declared(field).equals(field) ? let : new Let(let.result(), op, let.origin());
    }

    private FieldRef declared(FieldRef field) {
        return hierarchy.resolve(field)
                .map(Hierarchy.Field::ref)
                .filter(f -> hierarchy.isPublic(f.owner()) || f.owner().packageName().equals(packageName))
                .orElse(field);
    }
}

package org.cotangent.engine;

import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import org.cotangent.bytecode.emit.Hosts;
import org.cotangent.ir.Block;
import org.cotangent.ir.FieldRef;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Target;

/// Reads of captured values become linked calls before emission, since code cannot name the fields of lambda classes.
final class Captures {
    /// The read of a captured value.
    record Capture(FieldRef field) implements Target {
        @Override
        public String name() {
            return field.name();
        }
    }

    Func apply(Func f) {
        List<Block> blocks = new ArrayList<>();
        for (Block b : f.blocks()) {
            List<Let> lets = new ArrayList<>(b.lets().size());
            for (Let let : b.lets()) lets.add(new Let(let.result(), lower(let.op()), let.origin()));
            blocks.add(b.with(lets, b.exit()));
        }
        return f.withBlocks(blocks);
    }

    private static Op lower(Op op) {
        if (!(op instanceof Op.GetField(var field, var object)) || !Lambdas.isCapture(field)) return op;
        MethodTypeDesc type = MethodTypeDesc.of(field.type(), object.type().desc());
        return new Op.Link(new Capture(field), type, List.of(object));
    }

    static CallSite site(Classes classes, Capture c, MethodType type) {
        Class<?> owner = classes.of(c.field().owner());
        Class<?> value = classes.of(c.field().type());
        try {
            MethodHandles.Lookup there = MethodHandles.privateLookupIn(owner, Hosts.lookup(owner.getNestHost()));
            MethodHandle get = there.findGetter(owner, c.field().name(), value);
            return new ConstantCallSite(get.asType(type));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + c.field(), e);
        }
    }

}

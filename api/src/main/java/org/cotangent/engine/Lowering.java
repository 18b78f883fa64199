package org.cotangent.engine;

import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cotangent.ir.Block;
import org.cotangent.ir.Callee;
import org.cotangent.ir.FieldRef;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Target;

/// The last step before emission: what derivative code may not do by a plain instruction becomes a linked call. Reads of
/// captured values (lambda classes cannot be named); writes of final fields by transformed constructors.
final class Lowering {
    /// The read of a captured value.
    record Capture(FieldRef field) implements Target {
        @Override
        public String name() {
            return "captured:" + field.name();
        }
    }

    /// The write of a final field.
    record SetFinal(FieldRef field) implements Target {
        @Override
        public String name() {
            return "final:" + field.name();
        }
    }

    /// A call of code of the JDK that nobody else may call: of a copy of it.
    record Rewritten(Callee callee) implements Target {
        @Override
        public String name() {
            return callee.shortName();
        }
    }

    private final JvmWorld world;

    Lowering(JvmWorld world) {
        this.world = world;
    }

    Func apply(Func f) {
        List<Block> blocks = new ArrayList<>();
        for (Block b : f.blocks()) {
            List<Let> lets = new ArrayList<>(b.lets().size());
            for (Let let : b.lets()) lower(let.op()).ifPresent(op -> lets.add(new Let(let.result(), op, let.origin())));
            blocks.add(b.with(lets, b.exit()));
        }
        return f.withBlocks(blocks);
    }

    /// The op to be emitted; empty if there is nothing to do.
    private Optional<Op> lower(Op op) {
        return switch (op) {
            case Op.GetField(var field, var object) when Lambdas.isCapture(field) -> {
                MethodTypeDesc type = MethodTypeDesc.of(field.type(), object.type().desc());
                yield Optional.of(new Op.Link(new Capture(field), type, List.of(object)));
            }
            case Op.PutField(var field, var object, var value) when world.isFinal(field) -> {
                FieldRef declared = world.classes().field(field).ref();
                if (world.isMadeBefore(field)) yield Optional.empty();
                MethodTypeDesc type = MethodTypeDesc.of(
                        ConstantDescs.CD_void, object.type().desc(), value.type().desc());
                yield Optional.of(new Op.Link(new SetFinal(declared), type, List.of(object, value)));
            }
            case Op.Invoke(var kind, var callee, var args) when world.isClosed(kind, callee) -> {
                MethodTypeDesc type = MethodTypeDesc.of(
                        op.type().desc(), args.stream().map(v -> v.type().desc()).toList());
                yield Optional.of(new Op.Link(new Rewritten(callee), type, args));
            }
            default -> Optional.of(op);
        };
    }
}

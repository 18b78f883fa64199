package org.cotangent.bytecode.emit;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.List;
import java.util.Map;
import org.cotangent.ir.Block;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;
import org.jspecify.annotations.Nullable;

/// What the verifier will believe of references: what instructions make, merged where control joins. The types that
/// values carry are hints and may say less, or more.
final class Types {
    /// The class of null.
    private static final ClassDesc NOTHING = ConstantDescs.CD_void;

    private final Superclasses hierarchy;
    private final @Nullable ClassDesc[] classes;
    private boolean changed;

    /// `parameters`: the classes that the method's descriptor gives them, with the receiver's.
    Types(Func f, List<ClassDesc> parameters, Superclasses hierarchy) {
        this.hierarchy = hierarchy;
        classes = new ClassDesc[f.valueBound()];
        for (int i = 0; i < parameters.size(); i++) classes[f.parameters().get(i).id()] = parameters.get(i);
        Map<Block.Label, Block> blocks = f.byLabel();
        do {
            changed = false;
            for (Block b : f.blocks()) visit(b, blocks);
        } while (changed);
    }

    /// Whether the verifier must be told that `value` is a `wanted`.
    boolean mustAssert(Value value, ClassDesc wanted) {
        if (wanted.isPrimitive() || wanted.equals(ConstantDescs.CD_Object)) return false;
        ClassDesc c = classes[value.id()];
        return c != null && c != NOTHING && !hierarchy.assignable(c, wanted);
    }

    private void visit(Block b, Map<Block.Label, Block> blocks) {
        for (Let let : b.lets()) {
            if (let.result().type().isReference()) classes[let.result().id()] = made(let.op());
        }
        for (Block.Edge e : b.exit().edges()) flow(e, blocks, 0);
        for (Block.Handler h : b.handlers()) {
            flow(h.edge(), blocks, 1);
            Block target = blocks.get(h.edge().target());
            if (target != null) merge(target.parameters().getFirst(), h.type().orElse(ConstantDescs.CD_Throwable));
        }
    }

    private ClassDesc made(Op op) {
        return switch (op) {
            case Op.Null _, Op.Zero _           -> NOTHING;
            case Op.GetElement(_, var array, _) -> component(array);
            case Op.Select(_, var x, var y)     -> merged(of(x), of(y));
            default                             -> op.type().desc();
        };
    }

    private ClassDesc component(Value array) {
        ClassDesc c = of(array);
        if (c == NOTHING) return NOTHING;
        ClassDesc component = c.componentType();
        return component == null || component.isPrimitive() ? ConstantDescs.CD_Object : component;
    }

    private void flow(Block.Edge e, Map<Block.Label, Block> blocks, int shift) {
        Block target = blocks.get(e.target());
        if (target == null) return;
        for (int i = 0; i < e.arguments().size(); i++) {
            Value p = target.parameters().get(i + shift);
            if (p.type() instanceof Type.Ref) merge(p, of(e.arguments().get(i)));
        }
    }

    private ClassDesc of(Value v) {
        ClassDesc c = classes[v.id()];
        return c == null ? NOTHING : c;
    }

    private void merge(Value p, ClassDesc with) {
        ClassDesc before = classes[p.id()];
        ClassDesc now = before == null ? with : merged(before, with);
        if (now.equals(before)) return;
        classes[p.id()] = now;
        changed = true;
    }

    private ClassDesc merged(ClassDesc x, ClassDesc y) {
        if (x.equals(y) || y == NOTHING) return x;
        if (x == NOTHING) return y;
        ClassDesc cx = x.componentType();
        ClassDesc cy = y.componentType();
        if (cx == null && cy == null) return hierarchy.common(x, y);
        if (cx == null || cy == null || cx.isPrimitive() || cy.isPrimitive()) return ConstantDescs.CD_Object;
        return merged(cx, cy).arrayType();
    }
}

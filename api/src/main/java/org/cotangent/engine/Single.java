package org.cotangent.engine;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A box, or one record or ordinary object that leads to no other numbers than its own.
final class Single extends Copied {
    private final Object original;

    private Single(Object original, Object root) {
        super(root, cells(original), cells(root), Form.ANY);
        this.original = original;
    }

    private static Object[] cells(Object o) {
        return Structures.size(o) == 0 ? new Object[0] : new Object[] {o};
    }

    static boolean isSingle(Object x) {
        return switch (Kind.of(x)) {
            case BOX            -> true;
            case RECORD, OBJECT -> !Containers.isContainer(x) && leadsNowhere(x);
            default             -> false;
        };
    }

    private static boolean leadsNowhere(Object x) {
        for (Fields.Member m : Fields.of(x.getClass()).references) {
            Object part = m.get(x);
            if (part != null && Kind.of(part) != Kind.LEAF) return false;
        }
        return true;
    }

    static Copied copy(Object x) {
        return switch (Kind.of(x)) {
            case BOX    -> new Single(x, Fields.number(x.getClass(), ((Number) x).doubleValue()));
            case RECORD -> record(x);
            default     -> new Single(x, x);
        };
    }

    static Copied itself(Object x) {
        return new Single(x, x);
    }

    private static Copied record(Object x) {
        Fields fields = Fields.of(x.getClass());
        if (fields.numbers == 0) return new Single(x, x);
        Object[] args = fields.all(x);
        try {
            Object copy = Making.record(x.getClass(), args);
            if (Arrays.equals(args, fields.all(copy))) return new Single(x, copy);
        } catch (RuntimeException _) {
            // what it once took it does not take again
        }
        return Whole.copy(x);
    }

    @Override
    void requireShape(Shapes shapes, String what, String mend) {
        if (from.length > 0) shapes.require(original.getClass(), what, mend);
    }

    @Override
    Object[] match(@Nullable Object other, String name) {
        if (other == null || other.getClass() != original.getClass()) return Whole.itself(original).match(other, name);
        return cells(other);
    }

    @Override
    Shaped shape(Object[] numbers) {
        if (numbers.length == 0) return new Shaped(original, numbers);
        double[] all = (double[]) numbers[0];
        Object made = switch (Kind.of(original)) {
            case BOX    -> Fields.number(original.getClass(), all[0]);
            case RECORD -> Making.record(original.getClass(), Fields.of(original.getClass()).with(all, original));
            default     -> bare(all);
        };
        return new Shaped(made, new Object[] {made});
    }

    private Object bare(double[] all) {
        Object made = Making.bare(original.getClass());
        Fields fields = Fields.of(original.getClass());
        for (Fields.Member m : fields.members) if (!m.isNumber()) m.set(made, m.get(original));
        fields.scatter(all, made);
        return made;
    }

    @Override
    Object[] shadows(Object gradient) {
        Object[] cells = match(gradient, "gradient");
        if (gradient == original) throw Whole.shared("gradient");
        Kind kind = Kind.of(original);
        if (kind != Kind.OBJECT && cells.length > 0) {
            throw new IllegalArgumentException("a " + original.getClass().getSimpleName()
                    + " cannot be overwritten: use valueAndGradient(x)");
        }
        return Structures.zeros(cells);
    }

    @Override
    Object[] into(Object gradient, Object[] shadows) {
        if (shadows.length > 0) Fields.of(gradient.getClass()).scatter((double[]) shadows[0], gradient);
        return cells(gradient);
    }

    @Override
    int[] runs() {
        return Whole.itself(original).runs();
    }

    @Override
    Paths paths() {
        // its names do not depend on what it holds
        List<String> names = Graph.of(original).names();
        return new Paths(() -> names);
    }
}

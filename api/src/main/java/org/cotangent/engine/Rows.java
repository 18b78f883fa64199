package org.cotangent.engine;

import java.lang.reflect.Array;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A matrix, as Java has them: an array of arrays of numbers, perhaps null, perhaps one array in several places.
final class Rows extends Copied {
    private final Object[] rows;

    /// Which cell each row is, -1 for null.
    private final int[] places;

    private Rows(Object[] rows, int[] places, Object[] root, Object[] from, Object[] to, int form) {
        super(root, from, to, form);
        this.rows = rows;
        this.places = places;
    }

    static Rows copy(Object[] x) {
        int[] places = new int[x.length];
        Object[] from = distinct(x, places);
        Object[] to = new Object[from.length];
        for (int i = 0; i < to.length; i++) to[i] = Structures.numbers(from[i]);
        return new Rows(x, places, like(x, places, to), from, to, Form.NESTED);
    }

    static Rows itself(Object[] x) {
        int[] places = new int[x.length];
        Object[] from = distinct(x, places);
        return new Rows(x, places, x, from, from, Form.ANY);
    }

    private static Object[] distinct(Object[] x, int[] places) {
        IdentityHashMap<Object, Integer> seen = new IdentityHashMap<>(x.length);
        Object[] all = new Object[x.length];
        for (int i = 0; i < x.length; i++) {
            if (x[i] == null) {
                places[i] = -1;
                continue;
            }
            Integer before = seen.putIfAbsent(x[i], seen.size());
            places[i] = before == null ? seen.size() - 1 : before;
            all[places[i]] = x[i];
        }
        return java.util.Arrays.copyOf(all, seen.size());
    }

    private static Object[] like(Object[] x, int[] places, Object[] cells) {
        Object[] made = (Object[]) Array.newInstance(x.getClass().getComponentType(), x.length);
        for (int i = 0; i < made.length; i++) if (places[i] >= 0) made[i] = cells[places[i]];
        return made;
    }

    @Override
    void requireShape(Shapes shapes, String what, String mend) {}

    @Override
    Object[] match(@Nullable Object other, String name) {
        if (other == null || other.getClass() != rows.getClass()) return Whole.itself(rows).match(other, name);
        Object[] others = (Object[]) other;
        if (others.length != rows.length) return Whole.itself(rows).match(other, name);
        Object[] cells = new Object[from.length];
        for (int i = 0; i < rows.length; i++) {
            boolean fits = places[i] < 0
                    || others[i] != null
                            && Array.getLength(others[i]) == Array.getLength(rows[i])
                            && (cells[places[i]] == null || cells[places[i]] == others[i]);
            // the whole story has the message
            if (!fits) return Whole.itself(rows).match(other, name);
            if (places[i] >= 0) cells[places[i]] = others[i];
        }
        return cells;
    }

    @Override
    Shaped shape(Object[] numbers) {
        return new Shaped(like(rows, places, numbers), numbers);
    }

    @Override
    Object[] shadows(Object gradient) {
        Object[] cells = match(gradient, "gradient");
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>(2 * cells.length + 1));
        Collections.addAll(seen, from);
        for (Object cell : cells) if (!seen.add(cell)) throw Whole.shared("a row of gradient");
        return cells;
    }

    @Override
    Object[] into(Object gradient, Object[] shadows) {
        Object[] others = (Object[]) gradient;
        for (int i = 0; i < others.length; i++) {
            if (places[i] < 0 || others[i] == shadows[places[i]]) continue;
            System.arraycopy(shadows[places[i]], 0, others[i], 0, Array.getLength(others[i]));
        }
        return shadows;
    }

    @Override
    int[] runs() {
        int[] runs = new int[2 * from.length];
        for (int i = 0; i < from.length; i++) {
            runs[2 * i] = i;
            runs[2 * i + 1] = -1;
        }
        return runs;
    }

    @Override
    Paths paths() {
        return Whole.itself(rows.clone()).paths();
    }
}

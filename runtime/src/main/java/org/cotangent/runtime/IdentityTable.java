package org.cotangent.runtime;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Objects by identity and their shadows: a list to be searched while they are few, which asks no object for its hash; then
/// open addressing, powers of two, at most half full.
///
/// Boxes go by their bits, since a new object has no identity hash yet and making one costs more than all the rest; where
/// many are equal, by their identity after all. Nothing is removed, so a key is found along the way on which it was put.
final class IdentityTable {
    private static final int FEW = 8;
    private static final int EQUALS = 8;
    private static final int KEPT = 1 << 16;
    private static final @Nullable Object[] NONE = {};

    /// A key and its value, in turns.
    private @Nullable Object[] slots = NONE;
    private int size;
    private boolean hashed;
    /// Room for the next time that there are many: all null.
    private @Nullable Object[] spare = NONE;

    boolean isEmpty() {
        return size == 0;
    }

    @Nullable
    Object get(Object key) {
        return hashed ? slots[probe(key) + 1] : search(key);
    }

    private @Nullable Object search(Object key) {
        @Nullable
        Object[] s = slots;
        for (int at = 0; at < 2 * size; at += 2) if (s[at] == key) return s[at + 1];
        return null;
    }

    /// Where `key` is, or would be put.
    private int probe(Object key) {
        @Nullable
        Object[] s = slots;
        int mask = s.length - 2;
        int at;
        if (key instanceof Double || key instanceof Float) {
            at = 2 * mixed(key.hashCode()) & mask;
            for (int tries = 0; tries < EQUALS; tries++) {
                Object found = s[at];
                if (found == key || found == null) return at;
                at = at + 2 & mask;
            }
        }
        at = 2 * System.identityHashCode(key) & mask;
        while (true) {
            Object found = s[at];
            if (found == key || found == null) return at;
            at = at + 2 & mask;
        }
    }

    void put(Object key, Object value) {
        if (!hashed) {
            append(key, value);
            return;
        }
        if (4 * (size + 1) > slots.length) grow();
        int at = probe(key);
        if (slots[at] == null) size++;
        slots[at] = key;
        slots[at + 1] = value;
    }

    private void append(Object key, Object value) {
        int at = 0;
        while (at < 2 * size && slots[at] != key) at += 2;
        if (at == 2 * FEW) {
            grow();
            put(key, value);
            return;
        }
        if (slots.length == 0) slots = new Object[2 * FEW];
        if (at == 2 * size) size++;
        slots[at] = key;
        slots[at + 1] = value;
    }

    private void grow() {
        @Nullable
        Object[] old = slots;
        if (spare.length > old.length) {
            slots = spare;
            spare = NONE;
        } else {
            slots = new Object[hashed ? 2 * old.length : 8 * FEW];
        }
        hashed = true;
        for (int at = 0; at < old.length; at += 2) {
            Object key = old[at];
            if (key == null) continue;
            int to = probe(key);
            slots[to] = key;
            slots[to + 1] = old[at + 1];
        }
    }

    /// The shadows, in no particular order.
    Object[] values() {
        Object[] found = new Object[size];
        int n = 0;
        for (int at = 1; at < slots.length; at += 2) {
            Object value = slots[at];
            if (value != null) found[n++] = value;
        }
        return found;
    }

    /// Forgets all; keeps room for as many again, unless they were very many.
    void clear() {
        if (!hashed) {
            Arrays.fill(slots, 0, 2 * size, null);
        } else {
            boolean keeps = slots.length <= KEPT && 32 * size >= slots.length;
            if (keeps) Arrays.fill(slots, null);
            spare = keeps ? slots : NONE;
            slots = NONE;
            hashed = false;
        }
        size = 0;
    }

    private static int mixed(int hash) {
        int h = (hash ^ hash >>> 16) * 0x9E3779B1;
        return h ^ h >>> 15;
    }
}

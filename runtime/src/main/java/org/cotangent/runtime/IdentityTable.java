package org.cotangent.runtime;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Objects by identity and their shadows: a list to be searched while they are few, which asks no object for its hash; then
/// open addressing, powers of two, at most half full.
final class IdentityTable {
    private static final int FEW = 8;
    private static final @Nullable Object[] NONE = {};

    private @Nullable Object[] keys = NONE;
    private @Nullable Object[] values = NONE;
    private int size;
    private boolean hashed;

    boolean isEmpty() {
        return size == 0;
    }

    @Nullable
    Object get(Object key) {
        return hashed ? probe(key) : search(key);
    }

    private @Nullable Object search(Object key) {
        @Nullable
        Object[] k = keys;
        for (int at = 0; at < size; at++) if (k[at] == key) return values[at];
        return null;
    }

    private @Nullable Object probe(Object key) {
        @Nullable
        Object[] k = keys;
        int mask = k.length - 1;
        for (int at = hash(key) & mask;; at = at + 1 & mask) {
            Object found = k[at];
            if (found == key) return values[at];
            if (found == null) return null;
        }
    }

    void put(Object key, Object value) {
        if (hashed) {
            if (2 * (size + 1) > keys.length) grow(2 * keys.length);
            if (insert(key, value)) size++;
        } else {
            append(key, value);
        }
    }

    private void append(Object key, Object value) {
        int at = 0;
        while (at < size && keys[at] != key) at++;
        if (at == FEW) {
            grow(4 * FEW);
            put(key, value);
            return;
        }
        if (keys.length == 0) {
            keys = new Object[FEW];
            values = new Object[FEW];
        }
        keys[at] = key;
        values[at] = value;
        if (at == size) size++;
    }

    private boolean insert(Object key, @Nullable Object value) {
        int mask = keys.length - 1;
        int at = hash(key) & mask;
        while (keys[at] != null && keys[at] != key) at = at + 1 & mask;
        boolean fresh = keys[at] == null;
        keys[at] = key;
        values[at] = value;
        return fresh;
    }

    private void grow(int length) {
        @Nullable
        Object[] oldKeys = keys;
        @Nullable
        Object[] oldValues = values;
        keys = new Object[length];
        values = new Object[length];
        hashed = true;
        for (int at = 0; at < oldKeys.length; at++) {
            Object key = oldKeys[at];
            if (key != null) insert(key, oldValues[at]);
        }
    }

    /// The shadows, in no particular order.
    Object[] values() {
        return Arrays.stream(values).filter(v -> v != null).toArray();
    }

    /// Forgets all; keeps no more room than few need.
    void clear() {
        if (hashed) {
            keys = NONE;
            values = NONE;
            hashed = false;
        } else {
            Arrays.fill(keys, 0, size, null);
            Arrays.fill(values, 0, size, null);
        }
        size = 0;
    }

    private static int hash(Object key) {
        int h = System.identityHashCode(key) * 0x9E3779B1;
        return h ^ h >>> 15;
    }
}

package org.cotangent.runtime;

import org.jspecify.annotations.Nullable;

/// Objects by identity and their shadows: open addressing, powers of two, at most half full.
final class IdentityTable {
    private @Nullable Object[] keys = new Object[16];
    private @Nullable Object[] values = new Object[16];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    @Nullable Object get(Object key) {
        @Nullable Object[] k = keys;
        int mask = k.length - 1;
        for (int at = hash(key) & mask; ; at = at + 1 & mask) {
            Object found = k[at];
            if (found == key) return values[at];
            if (found == null) return null;
        }
    }

    void put(Object key, Object value) {
        if (2 * (size + 1) > keys.length) grow();
        if (insert(key, value)) size++;
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

    private void grow() {
        @Nullable Object[] oldKeys = keys;
        @Nullable Object[] oldValues = values;
        keys = new Object[2 * oldKeys.length];
        values = new Object[2 * oldKeys.length];
        for (int at = 0; at < oldKeys.length; at++) {
            Object key = oldKeys[at];
            if (key != null) insert(key, oldValues[at]);
        }
    }

    private static int hash(Object key) {
        int h = System.identityHashCode(key) * 0x9E3779B1;
        return h ^ h >>> 15;
    }
}

package org.cotangent.runtime;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Objects by identity and their shadows, in the order in which they came.
///
/// Programs mostly visit objects in the order in which they made them, perhaps with others between, and the reverse sweep
/// the other way round. So each place that asks has a cursor that goes on as it came: a wrong guess costs time only, since the
/// key that stands there is compared with the one asked for. What is not there is searched for along the list; once that has
/// taken as long as it would take to hash them, the entries go into an index: open addressing, powers of two, at most
/// half full. (The identity hash of a new object costs more than all the rest.) Boxes enter it by their bits; where many
/// are equal, by their identity after all. Nothing is removed, so a key is found along the way on which it was put.
final class IdentityTable {
    /// How many places may ask without disturbing each other.
    static final int CURSORS = 32;

    private static final int FIRST = 2;
    private static final int FEW = 8;
    private static final int EQUALS = 8;
    private static final int PATIENCE = 32;
    private static final int KINDS = 8;
    private static final int KEPT = 1 << 16;
    private static final int[] NONE = {};

    /// Keys and their values, in turns, with a free entry before and behind; a power of two.
    private @Nullable Object[] entries = new Object[2 * FEW];
    /// Where the next entry goes.
    private int end = FIRST;
    /// By place: how far it went the last time, and where it finds the next if it goes on so.
    private final int[] strides = new int[CURSORS];
    private final int[] expected = new int[CURSORS];
    /// By place: where it last jumped to. Loops within loops start there again.
    private final int[] starts = new int[CURSORS];
    /// Where a key stands in the entries; 0 where nothing is.
    private int[] index = NONE;
    /// How far the entries are in the index.
    private int indexed = FIRST;
    /// How many entries were looked at since then, and how many times as many as there are may be: more where that was of use.
    private long scanned;
    private int patience = PATIENCE;
    /// The classes of the keys, as long as they are few, and that of the last one.
    private final @Nullable Class<?>[] classes = new Class<?>[KINDS];
    private int kinds;
    private @Nullable Class<?> last;
    /// By place: the class of which there was no key when it last asked in vain.
    private final @Nullable Class<?>[] absent = new Class<?>[CURSORS];
    private boolean askedInVain;

    IdentityTable() {
        begin();
    }

    boolean isEmpty() {
        return end == FIRST;
    }

    /// The value of `key`, or null; `site` is the number of the place that asks.
    @Nullable
    Object get(@Nullable Object key, int site) {
        if (key == null) return null;
        @Nullable
        Object[] e = entries;
        int next = expected[site];
        if (e[next] == key) {
            expected[site] = next + strides[site] & e.length - 1;
            return e[next + 1];
        }
        int at = next - strides[site] & e.length - 1;
        if (e[at] == key) return e[at + 1];
        return absent[site] == key.getClass() ? null : search(key, at, site);
    }

    /// The value of `key`, which is not where it was expected, after `at`.
    private @Nullable Object search(Object key, int at, int site) {
        int back = at - strides[site] & entries.length - 1;
        if (entries[back] == key) return found(back, -strides[site], site);
        int start = starts[site];
        if (entries[start] == key) return found(start, strides[site], site);
        if (!holds(key.getClass())) {
            absent[site] = key.getClass();
            askedInVain = true;
            return null;
        }
        int found = scan(key);
        if (found == 0 && index.length > 0) found = index[probe(key)];
        if (found == 0) return null;
        starts[site] = found;
        return found(found, found - at, site);
    }

    private @Nullable Object found(int at, int stride, int site) {
        strides[site] = stride;
        expected[site] = at + stride & entries.length - 1;
        return entries[at + 1];
    }

    /// Whether any key may be of that class.
    private boolean holds(Class<?> c) {
        if (kinds > KINDS) return true;
        for (int i = 0; i < kinds; i++) if (classes[i] == c) return true;
        return false;
    }

    private void note(Class<?> c) {
        if (!holds(c)) {
            if (kinds++ < KINDS) classes[kinds - 1] = c;
            Arrays.fill(absent, null);
        }
        last = c;
    }

    /// Where `key` is among the entries that are not in the index, unless to look there has taken as long as to move them.
    private int scan(Object key) {
        int waiting = end - indexed;
        scanned += waiting;
        if (waiting > 2 * FEW && scanned > (long) patience * waiting) {
            patience /= 2;
            complete();
            return 0;
        }
        for (int at = end - 2; at >= indexed; at -= 2) {
            if (entries[at] != key) continue;
            patience = Math.min(patience + 1, PATIENCE);
            return at;
        }
        return 0;
    }

    private void complete() {
        if (end > index.length) {
            index = new int[2 * Integer.highestOneBit(end)];
            indexed = FIRST;
        }
        for (int at = indexed; at < end; at += 2) {
            int to = probe(Objects.requireNonNull(entries[at]));
            index[to] = at;
        }
        indexed = end;
        scanned = 0;
    }

    /// Where the index has `key`, or would have it.
    private int probe(Object key) {
        int[] all = index;
        int mask = all.length - 1;
        int to;
        if (key instanceof Double || key instanceof Float) {
            to = mixed(key.hashCode()) & mask;
            for (int tries = 0; tries < EQUALS; tries++) {
                int at = all[to];
                if (at == 0 || entries[at] == key) return to;
                to = to + 1 & mask;
            }
        }
        to = System.identityHashCode(key) & mask;
        while (true) {
            int at = all[to];
            if (at == 0 || entries[at] == key) return to;
            to = to + 1 & mask;
        }
    }

    /// Gives `key` a value, the one that it has if it has any.
    void put(Object key, Object value) {
        if (key.getClass() != last) note(key.getClass());
        int at = end;
        if (at + 4 > entries.length) entries = Arrays.copyOf(entries, 2 * entries.length);
        entries[at] = key;
        entries[at + 1] = value;
        end = at + 2;
    }

    /// All values, some perhaps twice.
    Object[] values() {
        Object[] found = new Object[(end - FIRST) / 2];
        for (int i = 0; i < found.length; i++) found[i] = Objects.requireNonNull(entries[FIRST + 2 * i + 1]);
        return found;
    }

    /// Forgets all; keeps room for as many again, unless they were very many, and what the places expect: the next evaluation
    /// may go the same way.
    void clear() {
        if (entries.length <= KEPT) {
            Arrays.fill(entries, FIRST, end, null);
        } else {
            entries = new Object[2 * FEW];
            begin();
        }
        Arrays.fill(classes, 0, Math.min(kinds, KINDS), null);
        if (askedInVain) Arrays.fill(absent, null);
        askedInVain = false;
        kinds = 0;
        last = null;
        index = NONE;
        indexed = FIRST;
        end = FIRST;
        scanned = 0;
    }

    private void begin() {
        Arrays.fill(starts, FIRST);
        Arrays.fill(strides, 2);
        Arrays.fill(expected, FIRST);
    }

    private static int mixed(int hash) {
        int h = (hash ^ hash >>> 16) * 0x9E3779B1;
        return h ^ h >>> 15;
    }
}

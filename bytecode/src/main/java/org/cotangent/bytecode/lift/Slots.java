package org.cotangent.bytecode.lift;

import java.util.Arrays;

/// A set of local slots.
record Slots(long[] words) {
    static final Slots NONE = new Slots(new long[0]);

    static Slots below(int bound) {
        return new Slots(new long[(bound + 63) / 64]);
    }

    boolean has(int slot) {
        return slot >>> 6 < words.length && (words[slot >>> 6] & 1L << slot) != 0;
    }

    void add(int slot) {
        words[slot >>> 6] |= 1L << slot;
    }

    void remove(int slot) {
        words[slot >>> 6] &= ~(1L << slot);
    }

    void clear() {
        Arrays.fill(words, 0);
    }

    boolean meets(Slots other) {
        for (int w = 0; w < words.length; w++) if ((words[w] & other.words[w]) != 0) return true;
        return false;
    }

    /// Adds what `from` has and `except` has not; tells whether that was news.
    boolean addAll(Slots from, Slots except) {
        boolean news = false;
        for (int w = 0; w < from.words.length; w++) {
            long added = from.words[w] & ~except.words[w] & ~words[w];
            words[w] |= added;
            news |= added != 0;
        }
        return news;
    }

    /// The slots in ascending order.
    int[] list() {
        int n = 0;
        for (long w : words) n += Long.bitCount(w);
        int[] all = new int[n];
        n = 0;
        for (int i = 0; i < words.length; i++) {
            for (long w = words[i]; w != 0; w &= w - 1) all[n++] = 64 * i + Long.numberOfTrailingZeros(w);
        }
        return all;
    }

    @Override
    public String toString() {
        return Arrays.toString(list());
    }
}

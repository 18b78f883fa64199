package org.cotangent.bytecode.emit;

import java.util.Arrays;

/// Where, in the order of the code, a local is needed: disjoint segments, each with a label that says what the local
/// holds there. Ranges that overlap only where their labels agree may share a local: they hold the same.
final class Range {
    private int[] starts = new int[2];
    private int[] ends = new int[2];
    private int[] labels = new int[2];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    /// Adds a segment that starts no earlier than those there.
    void add(int start, int end, int label) {
        if (start >= end) return;
        int last = size - 1;
        if (last >= 0 && ends[last] >= start && labels[last] == label) {
            ends[last] = Math.max(ends[last], end);
            return;
        }
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
            labels = Arrays.copyOf(labels, 2 * size);
        }
        starts[size] = start;
        ends[size] = end;
        labels[size++] = label;
    }

    /// A segment.
    interface Segment {
        void at(int start, int end);
    }

    void forEach(Segment action) {
        for (int i = 0; i < size; i++) action.at(starts[i], ends[i]);
    }

    /// Whether both are needed somewhere for different things.
    boolean clashes(Range other) {
        return size <= other.size ? clashes(this, other) : clashes(other, this);
    }

    private static boolean clashes(Range few, Range many) {
        int k = 0;
        for (int i = 0; i < few.size; i++) {
            k = many.firstEndingAfter(few.starts[i], k);
            for (int j = k; j < many.size && many.starts[j] < few.ends[i]; j++) {
                if (many.labels[j] != few.labels[i]) return true;
            }
        }
        return false;
    }

    /// The first segment from `from` on that ends after `position`: galloping, then by halves.
    private int firstEndingAfter(int position, int from) {
        int low = from;
        int step = 1;
        while (low + step < size && ends[low + step - 1] <= position) {
            low += step;
            step *= 2;
        }
        int high = Math.min(size, low + step);
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends[middle] <= position) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /// Both ranges, which do not clash.
    Range with(Range other) {
        Range all = new Range();
        int i = 0;
        int j = 0;
        while (i < size || j < other.size) {
            boolean mine = j >= other.size || i < size && starts[i] <= other.starts[j];
            if (mine) all.add(starts[i], ends[i], labels[i++]);
            else all.add(other.starts[j], other.ends[j], other.labels[j++]);
        }
        return all;
    }

    @Override
    public String toString() {
        StringBuilder s = new StringBuilder();
        for (int i = 0; i < size; i++) {
            s.append('[').append(starts[i]).append(',').append(ends[i]).append("):").append(labels[i]).append(' ');
        }
        return s.toString();
    }
}

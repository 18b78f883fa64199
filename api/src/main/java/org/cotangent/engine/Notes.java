package org.cotangent.engine;

/// What the code of a [Recording] notes while it runs: the numbers that it computes, and where it computes them.
///
/// All this is plain Java that is differentiated with the code that calls it, and never runs undifferentiated. At other times,
/// when code of a recording runs once more because the program has kept an object of it, nothing is kept.
final class Notes {
    private static final double[] NOTHING = {};
    private static final int[] NOWHERE = {};

    /// Which note is the first to be kept.
    private static int from;
    private static double[] values = NOTHING;
    private static double[] weights = NOTHING;
    private static double sum;
    private static int[] places = NOWHERE;
    private static int count;
    private static int before;

    private Notes() {}

    /// Values are kept from now on: `length` of them, from number `first` on.
    static void keep(int first, int length) {
        from = first;
        count = 0;
        before = 0;
        values = new double[length];
        weights = NOTHING;
    }

    /// Values are added up from now on: as many as there are weights, from number `first` on.
    static void add(int first, double[] by) {
        from = first;
        count = 0;
        sum = 0;
        values = NOTHING;
        weights = by;
    }

    /// `value` was computed at `place`.
    static void note(double value, int place) {
        int at = count++ - from;
        if (at < 0) {
            before = 31 * before + place;
        } else if (at < values.length) {
            values[at] = value;
            places[at] = place;
        } else if (at < weights.length && weights[at] != 0) {
            sum += weights[at] * value;
        }
    }

    static double[] values() {
        return values;
    }

    static double sum() {
        return sum;
    }

    /// Makes room for the places of `length` values.
    static void prepare(int length) {
        places = new int[length];
    }

    /// The places of the values that are kept.
    static int[] places() {
        return places;
    }

    /// How many values there were.
    static int count() {
        return count;
    }

    /// Which way the program came to the first value that is kept, as a number.
    static int before() {
        return before;
    }

    static void forget() {
        values = NOTHING;
        weights = NOTHING;
        places = NOWHERE;
    }
}

package org.cotangent.engine;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The names of the numbers in a structure, made when somebody asks.
public final class Paths {
    static final Paths NONE = new Paths(List::of);
    private static final int NEAREST = 3;

    private final Supplier<List<String>> make;
    private @Nullable List<String> names;
    private final Map<String, Integer> places = new HashMap<>();

    Paths(Supplier<List<String>> make) {
        this.make = make;
    }

    /// All names, in order.
    public synchronized List<String> names() {
        List<String> all = names;
        if (all == null) {
            names = all = List.copyOf(make.get());
            for (int i = 0; i < all.size(); i++) places.putIfAbsent(all.get(i), i);
        }
        return all;
    }

    /// The place of a name; [IllegalArgumentException], with the nearest names, if there is none such.
    public synchronized int place(String path) {
        Objects.requireNonNull(path, "path");
        List<String> all = names();
        Integer at = places.get(path);
        if (at != null) return at;
        List<String> near = all.stream()
                .sorted(Comparator.comparingInt(n -> distance(n, path)))
                .limit(NEAREST)
                .toList();
        throw new IllegalArgumentException("no number is called `" + path + "`"
                + (near.isEmpty() ? ": there are none" : "; the nearest are `" + String.join("`, `", near) + "`"));
    }

    /// How many characters must be changed, added or taken away to get from one to the other (Levenshtein).
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) row[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}

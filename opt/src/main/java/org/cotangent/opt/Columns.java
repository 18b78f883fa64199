package org.cotangent.opt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.cotangent.ir.Value;

/// What a block must hand on, for edges into it of which each knows a part: groups of columns (each will be one
/// parameter), a row for each edge. Columns that sometimes agree and never disagree become one.
final class Columns {
    private static final class Column {
        final Value like;
        final Map<Integer, Value> cells = new TreeMap<>();
        Column merged = this;

        Column(Value like) {
            this.like = like;
        }

        Column found() {
            Column c = this;
            while (c.merged != c) c = c.merged;
            return c;
        }

        boolean agrees(Column other) {
            if (like.linear() != other.like.linear() || !like.type().equals(other.like.type())) return false;
            if (cells.values().stream().noneMatch(other.cells.values()::contains)) return false;
            return cells.entrySet().stream()
                    .allMatch(e -> other.cells.getOrDefault(e.getKey(), e.getValue()) == e.getValue());
        }
    }

    private final Map<Object, List<Column>> groups = new LinkedHashMap<>();
    private final List<Column> distinct = new ArrayList<>();
    private final Map<Column, Value> parameters = new HashMap<>();

    /// A group `key` with one column for each of `like`; nothing if there is one already.
    void add(Object key, List<Value> like) {
        groups.computeIfAbsent(key, _ -> like.stream().map(Column::new).toList());
    }

    /// In `row`, the group `key` is `values`.
    void set(int row, Object key, List<Value> values) {
        List<Column> group = group(key);
        for (int i = 0; i < values.size(); i++) group.get(i).cells.put(row, values.get(i));
    }

    /// No more rows: columns that agree become one.
    void merge(int rows) {
        for (List<Column> group : groups.values()) {
            for (Column c : group) {
                Column same = null;
                for (Column d : distinct) if (same == null && d.agrees(c)) same = d;
                if (same == null) {
                    distinct.add(c);
                } else {
                    same.cells.putAll(c.cells);
                    c.merged = same;
                }
            }
        }
    }

    /// One new value for each distinct column.
    List<Value> parameters(Draft draft) {
        return distinct.stream()
                .map(c -> parameters.computeIfAbsent(c, x -> draft.like(x.like)))
                .toList();
    }

    /// The parameters of the group `key`.
    List<Value> of(Object key) {
        return group(key).stream().map(c -> parameters.getOrDefault(c.found(), c.like)).toList();
    }

    /// What the edge `row` hands on; `nothing` makes what it does not know.
    List<Value> row(int row, UnaryOperator<Value> nothing) {
        List<Value> values = new ArrayList<>();
        for (Column c : distinct) {
            Value v = c.cells.get(row);
            values.add(v != null ? v : nothing.apply(c.like));
        }
        return values;
    }

    private List<Column> group(Object key) {
        List<Column> group = groups.get(key);
        if (group == null) throw new IllegalArgumentException("no columns for " + key);
        return group;
    }
}

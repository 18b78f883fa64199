package org.cotangent.ir.text;

import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;

/// The values of a listing that is read. Numbers are ids; the other names get the ids left over, in the order in which
/// they appear, and results that have no name the ids after those.
final class ValueNames {
    private static final int MOST = 10_000_000;

    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<String, Value> defined = new HashMap<>();
    private final BitSet taken = new BitSet();

    ValueNames(List<String> lines) {
        Set<String> names = new LinkedHashSet<>();
        for (String line : lines) collect(line, names);
        for (String name : names) {
            if (isNumber(name)) give(name, Integer.parseInt(name));
        }
        for (String name : names) {
            if (!ids.containsKey(name)) give(name, taken.nextClearBit(0));
        }
    }

    private static String read(Cursor in) {
        in.expect("%");
        return in.run(Spelling::isPath, "a value's name");
    }

    /// A name at its `%`, which nothing has defined yet.
    String fresh(Cursor in) {
        int start = in.place();
        String name = read(in);
        if (defined.containsKey(name)) throw in.errorAt("a second definition of %" + name, start);
        boolean digits = name.chars().allMatch(c -> Names.isDigit((char) c));
        if (digits && !isNumber(name)) throw in.errorAt("not a number for a value: " + name, start);
        return name;
    }

    Value define(String name, Type type, boolean linear) {
        Value v = new Value(ids.getOrDefault(name, 0), type, Names.base(name), linear);
        defined.put(name, v);
        return v;
    }

    Value nameless(boolean linear) {
        int id = taken.nextClearBit(0);
        taken.set(id);
        return new Value(id, Type.VOID, "", linear);
    }

    Value use(Cursor in) {
        int start = in.place();
        String name = read(in);
        Value v = defined.get(name);
        if (v == null) throw in.errorAt("no value %" + name + " so far", start);
        return v;
    }

    int bound() {
        return taken.length();
    }

    private void give(String name, int id) {
        ids.put(name, id);
        taken.set(id);
    }

    private static boolean isNumber(String name) {
        boolean digits = name.length() < 9 && name.chars().allMatch(c -> Names.isDigit((char) c));
        return digits && Integer.parseInt(name) < MOST && (name.length() == 1 || name.charAt(0) != '0');
    }

    /// The names in a line, outside quotes and comments.
    private static void collect(String line, Set<String> names) {
        boolean quoted = false;
        int end = Cursor.comment(line);
        for (int i = 0; i < end; i++) {
            char c = line.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '%' && !quoted) {
                int start = i + 1;
                while (i + 1 < end && Spelling.isPath(line.charAt(i + 1))) i++;
                if (i >= start) names.add(line.substring(start, i + 1));
            }
        }
    }
}

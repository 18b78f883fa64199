package org.cotangent.ir.text;

import java.util.HashMap;
import java.util.Map;
import org.cotangent.ir.Block;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;

/// The names of values and blocks in one listing.
///
/// A value with a hint is called by it, the second with the same hint `%x.1`, and so on; one without is called by a
/// number: its id, or (normalised) its place among all values. Hints that end in such a number lose it. The entry block,
/// which has no line of its own, is `^entry`.
final class Names {
    private final Map<Value, String> values = new HashMap<>();
    private final Map<Block.Label, String> labels = new HashMap<>();
    private final Map<String, Integer> used = new HashMap<>();
    private final boolean normalised;

    private Names(boolean normalised) {
        this.normalised = normalised;
    }

    static Names of(Func f, boolean normalised) {
        Names names = new Names(normalised);
        for (Block b : f.blocks()) names.note(b, b == f.entry());
        return names;
    }

    String of(Value v) {
        String name = values.get(v);
        return name == null ? v + "?" : name;
    }

    String of(Block.Label l) {
        String name = labels.get(l);
        return name == null ? l + "?" : name;
    }

    /// Whether a let is written without a result: it has none.
    static boolean isSilent(Let let) {
        return let.result().type() == Type.VOID && let.op().type() == Type.VOID;
    }

    /// A hint as it is spelled: plain characters, no number at the end; empty if nothing is left.
    static String base(String hint) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < hint.length(); i++) plain.append(Spelling.isPath(hint.charAt(i)) ? hint.charAt(i) : '_');
        int end = plain.length();
        while (true) {
            int start = end;
            while (start > 0 && isDigit(plain.charAt(start - 1))) start--;
            if (start == end) return plain.substring(0, end);
            if (start == 0) return "";
            if (plain.charAt(start - 1) != '.') return plain.substring(0, end);
            end = start - 1;
        }
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private void note(Block b, boolean entry) {
        String hint = entry ? "entry" : b.label().hint();
        int place = labels.size();
        labels.computeIfAbsent(b.label(), _ -> fresh("^", hint, place));
        for (Value p : b.parameters()) note(p);
        for (Let let : b.lets()) {
            if (!isSilent(let)) note(let.result());
        }
    }

    private void note(Value v) {
        int place = values.size();
        values.computeIfAbsent(v, _ -> fresh("%", v.hint(), normalised ? place : v.id()));
    }

    private String fresh(String sigil, String hint, int number) {
        String base = base(hint);
        if (base.isEmpty()) return sigil + number;
        int before = used.merge(sigil + base, 1, Integer::sum) - 1;
        return sigil + base + (before == 0 ? "" : "." + before);
    }
}

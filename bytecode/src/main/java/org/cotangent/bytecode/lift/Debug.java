package org.cotangent.bytecode.lift;

import java.lang.classfile.Attributes;
import java.lang.classfile.Opcode;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.attribute.LineNumberInfo;
import java.lang.classfile.attribute.LineNumberTableAttribute;
import java.lang.classfile.attribute.LocalVariableInfo;
import java.lang.classfile.attribute.LocalVariableTableAttribute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.cotangent.ir.Origin;

/// Lines and names of local variables, as far as there are tables. They are for people: broken tables are ignored.
final class Debug {
    private record Name(int from, int to, String name) {}

    private final String method;
    private final String file;
    private final Map<Integer, List<Name>> names = new HashMap<>();
    private final NavigableMap<Integer, Integer> lines = new TreeMap<>();
    private Origin last;

    Debug(String method, String file, CodeAttribute code) {
        this.method = method;
        this.file = file;
        last = Origin.at(method, file, 0);
        try {
            Reading.of(() -> read(code));
        } catch (Malformed _) {
            // what was read so far
        }
    }

    private boolean read(CodeAttribute code) {
        for (LineNumberTableAttribute t : code.findAttributes(Attributes.lineNumberTable())) {
            for (LineNumberInfo line : t.lineNumbers()) lines.put(line.startPc(), line.lineNumber());
        }
        for (LocalVariableTableAttribute t : code.findAttributes(Attributes.localVariableTable())) {
            for (LocalVariableInfo v : t.localVariables()) add(v);
        }
        return true;
    }

    /// The place of the instruction at `offset`, for a refusal.
    String place(int offset) {
        if (offset < 0) return method;
        Map.Entry<Integer, Integer> line = lines.floorEntry(offset);
        return method + (line == null ? "" : " (" + file + ":" + line.getValue() + ")") + ", offset " + offset;
    }

    private void add(LocalVariableInfo v) {
        List<Name> list = names.computeIfAbsent(v.slot(), _ -> new ArrayList<>(2));
        list.add(new Name(v.startPc(), v.startPc() + v.length(), v.name().stringValue()));
    }

    /// The line of each instruction: of the last entry before it, in the order of the code.
    int[] lines(Code code) {
        int[] each = new int[code.count()];
        if (lines.isEmpty()) return each;
        int line = 0;
        for (int i = 0; i < each.length; i++) {
            Integer here = lines.get(code.offset(i));
            if (here != null) line = here;
            each[i] = line;
        }
        return each;
    }

    Origin origin(int line) {
        if (last.line() != line) last = Origin.at(method, file, line);
        return last;
    }

    /// The name of the variable in `slot` at offset `at`; empty if unknown.
    String name(int slot, int at) {
        List<Name> list = names.get(slot);
        if (list == null) return "";
        for (Name n : list) if (n.from() <= at && at < n.to()) return n.name();
        return "";
    }

    /// The name of the variable in which the next instruction stores what instruction `i` makes.
    String stored(Code code, int i) {
        if (names.isEmpty() || i + 2 > code.count()) return "";
        int slot = code.op(i + 1) == Opcode.IINC ? -1 : code.written(i + 1);
        return slot < 0 ? "" : name(slot, code.offset(i + 2));
    }
}

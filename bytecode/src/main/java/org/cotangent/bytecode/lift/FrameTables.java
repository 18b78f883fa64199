package org.cotangent.bytecode.lift;

import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassReader;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.constant.ClassDesc;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// Where the StackMapTables of a class stand in its file.
///
/// The class-file library makes lists of a table's frames, each with all its locals: more than there is memory for, if
/// the table is made for that.
final class FrameTables {
    private static final int SKIPPED_AT_START = 8;
    private static final int MEMBER_HEAD = 6;
    private static final int ATTRIBUTE_HEAD = 6;

    private final ClassReader file;
    private final Constants constants;
    private final IdentityHashMap<MethodModel, Integer> attributes = new IdentityHashMap<>();

    FrameTables(ClassModel model, Constants constants) {
        this.constants = constants;
        // a parsed class file is its own reader
        file = (ClassReader) model.constantPool();
        int at = afterPool() + 6;
        at += 2 + 2 * file.readU2(at);
        int fields = file.readU2(at);
        at += 2;
        for (int k = 0; k < fields; k++) at = afterAttributes(at + MEMBER_HEAD);
        at += 2;
        for (MethodModel m : model.methods()) {
            attributes.put(m, at + MEMBER_HEAD);
            at = afterAttributes(at + MEMBER_HEAD);
        }
    }

    /// The frames of `method`, whose parameters (with the receiver) are of these classes; none if it has no table.
    Frames of(MethodModel method, int maxLocals, List<ClassDesc> parameters) {
        OptionalInt at = table(method);
        if (at.isEmpty()) return new Frames(Map.of());
        return new FrameReader(file, at.getAsInt(), constants, maxLocals, parameters).read();
    }

    private OptionalInt table(MethodModel method) {
        Integer at = attributes.get(method);
        OptionalInt code = at == null ? OptionalInt.empty() : attribute(at, "Code");
        if (code.isEmpty()) return code;
        int table = code.getAsInt() + 8 + file.readInt(code.getAsInt() + 4);
        return attribute(table + 2 + 8 * file.readU2(table), "StackMapTable");
    }

    /// The content of the attribute `name` in the list at `at`.
    private OptionalInt attribute(int at, String name) {
        int n = file.readU2(at);
        int next = at + 2;
        for (int k = 0; k < n; k++) {
            if (file.readEntry(next, Utf8Entry.class).equalsString(name)) return OptionalInt.of(next + ATTRIBUTE_HEAD);
            next = afterAttribute(next);
        }
        return OptionalInt.empty();
    }

    private int afterAttributes(int at) {
        int n = file.readU2(at);
        int next = at + 2;
        for (int k = 0; k < n; k++) next = afterAttribute(next);
        return next;
    }

    private int afterAttribute(int at) {
        int length = file.readInt(at + 2);
        if (length < 0 || length > file.classfileLength()) throw new Malformed("an attribute longer than the file");
        return at + ATTRIBUTE_HEAD + length;
    }

    private int afterPool() {
        int n = file.readU2(SKIPPED_AT_START);
        int at = SKIPPED_AT_START + 2;
        for (int k = 1; k < n; k++) {
            int tag = file.readU1(at);
            at += switch (tag) {
                case PoolEntry.TAG_UTF8                          -> 3 + file.readU2(at + 1);
                case PoolEntry.TAG_LONG, PoolEntry.TAG_DOUBLE    -> 9;
                case PoolEntry.TAG_CLASS, PoolEntry.TAG_STRING   -> 3;
                case PoolEntry.TAG_METHOD_TYPE                   -> 3;
                case PoolEntry.TAG_MODULE, PoolEntry.TAG_PACKAGE -> 3;
                case PoolEntry.TAG_METHOD_HANDLE                 -> 4;
                default                                          -> 5;
            };
            if (tag == PoolEntry.TAG_LONG || tag == PoolEntry.TAG_DOUBLE) k++;
        }
        return at;
    }
}

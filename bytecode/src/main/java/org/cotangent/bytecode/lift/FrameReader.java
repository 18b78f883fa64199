package org.cotangent.bytecode.lift;

import java.lang.classfile.ClassReader;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cotangent.bytecode.lift.Frames.Entry;
import org.cotangent.bytecode.lift.Frames.Frame;
import org.cotangent.bytecode.lift.Frames.Other;
import org.cotangent.ir.Type;

/// Reads a StackMapTable: each frame says how it differs from the one before, the first from the parameters.
final class FrameReader {
    private static final int LIMIT = 10_000_000;

    private final ClassReader file;
    private final Constants constants;
    private final int maxLocals;
    private List<Entry> locals = new ArrayList<>();
    private int at;
    private int size;

    /// `at`: where the frames begin, with their number; `parameters`: what is in the locals at the start of the method.
    FrameReader(ClassReader file, int at, Constants constants, int maxLocals, List<ClassDesc> parameters) {
        this.file = file;
        this.at = at;
        this.constants = constants;
        this.maxLocals = maxLocals;
        for (ClassDesc p : parameters) locals.add(entry(Type.of(p)));
    }

    private static Entry entry(Type type) {
        if (type.isReference()) return new Frames.Reference(type.desc());
        return type.slots() == 2 ? Other.WIDE : Other.NARROW;
    }

    Frames read() {
        Map<Integer, Frame> frames = new HashMap<>();
        int n = u2();
        int offset = -1;
        for (int k = 0; k < n; k++) {
            int kind = file.readU1(at++);
            offset += 1 + (kind < 64 ? kind : kind < 128 ? kind - 64 : u2());
            Frame f = new Frame(locals, List.of());
            if (kind >= 64 && kind < 128 || kind == 247) {
                f = new Frame(locals, List.of(entry()));
            } else if (kind >= 248 && kind < 251) {
                f = new Frame(chopped(251 - kind), List.of());
            } else if (kind > 251 && kind < 255) {
                f = new Frame(appended(kind - 251), List.of());
            } else if (kind == 255) {
                f = new Frame(entries(u2()), entries(u2()));
            } else if (kind >= 128 && kind < 247) {
                throw new Malformed("there is no frame of type " + kind);
            }
            locals = f.locals();
            size += locals.size();
            if (locals.size() > maxLocals || size > LIMIT) throw new Malformed("frames with too many locals");
            frames.put(offset, f);
        }
        return new Frames(frames);
    }

    private List<Entry> chopped(int n) {
        if (n > locals.size()) throw new Malformed("a frame with less than no locals");
        return List.copyOf(locals.subList(0, locals.size() - n));
    }

    private List<Entry> appended(int n) {
        List<Entry> more = new ArrayList<>(locals.size() + n);
        more.addAll(locals);
        for (int k = 0; k < n; k++) more.add(entry());
        return more;
    }

    private List<Entry> entries(int n) {
        List<Entry> all = new ArrayList<>();
        for (int k = 0; k < n; k++) all.add(entry());
        return all;
    }

    private Entry entry() {
        int tag = file.readU1(at++);
        return switch (tag) {
            case 0, 1, 2, 6 -> Other.NARROW;
            case 3, 4       -> Other.WIDE;
            case 5          -> Other.NULL;
            case 7          -> new Frames.Reference(constants.type(u2()));
            case 8 -> {
                at += 2;
                yield Other.NARROW;
            }
            default -> throw new Malformed("there is no type " + tag + " in frames");
        };
    }

    private int u2() {
        at += 2;
        return file.readU2(at - 2);
    }
}

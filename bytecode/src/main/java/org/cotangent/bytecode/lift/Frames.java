package org.cotangent.bytecode.lift;

import java.lang.constant.ClassDesc;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The classes of references where control joins, as the StackMapTable says; nothing else of it is believed.
///
/// @param byOffset the frames, by the offset of the instruction that they are for
record Frames(Map<Integer, Frame> byOffset) {
    /// What a local or a place of the stack holds.
    sealed interface Entry {}

    /// An object or an array of class `type`.
    record Reference(ClassDesc type) implements Entry {}

    /// What is no object, or an uninitialised one: that keeps the class of its `New`, a `this` its own.
    enum Other implements Entry {
        NULL,
        NARROW,
        WIDE
    }

    /// The locals and the stack, a long or a double as one entry.
    record Frame(List<Entry> locals, List<Entry> stack) {}

    boolean isEmpty() {
        return byOffset.isEmpty();
    }

    /// Whether the frame at `at` says that the local in `slot` is null, whichever way control came.
    boolean isNullLocal(int at, int slot) {
        return local(at, slot) == Other.NULL;
    }

    boolean isNullOnStack(int at, int position) {
        return stack(at, position) == Other.NULL;
    }

    /// The class of the reference in local `slot` at offset `at`, if a frame tells.
    Optional<ClassDesc> classOfLocal(int at, int slot) {
        return local(at, slot) instanceof Reference(var type) ? Optional.of(type) : Optional.empty();
    }

    /// The class of the reference at `position` of the stack, counted in values from the bottom.
    Optional<ClassDesc> classOnStack(int at, int position) {
        return stack(at, position) instanceof Reference(var type) ? Optional.of(type) : Optional.empty();
    }

    private Entry local(int at, int slot) {
        Frame f = byOffset.get(at);
        if (f == null) return Other.NARROW;
        int s = 0;
        for (Entry e : f.locals()) {
            if (s == slot) return e;
            if (s > slot) break;
            s += e == Other.WIDE ? 2 : 1;
        }
        return Other.NARROW;
    }

    private Entry stack(int at, int position) {
        Frame f = byOffset.get(at);
        return f != null && position < f.stack().size() ? f.stack().get(position) : Other.NARROW;
    }
}

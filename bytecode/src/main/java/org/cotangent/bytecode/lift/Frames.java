package org.cotangent.bytecode.lift;

import java.lang.classfile.Attributes;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.attribute.StackMapFrameInfo.ObjectVerificationTypeInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.SimpleVerificationTypeInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.UninitializedVerificationTypeInfo;
import java.lang.classfile.attribute.StackMapFrameInfo.VerificationTypeInfo;
import java.lang.classfile.attribute.StackMapFrameInfo;
import java.lang.constant.ClassDesc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The classes of references where control joins, as the StackMapTable says; nothing else of it is believed.
final class Frames {
    private final Map<Integer, StackMapFrameInfo> byOffset = new HashMap<>();

    Frames(CodeAttribute code) {
        Reading.of(() -> code.findAttribute(Attributes.stackMapTable())).ifPresent(table -> Reading.of(() -> {
            for (StackMapFrameInfo f : table.entries()) byOffset.put(code.labelToBci(f.target()), f);
            return byOffset;
        }));
    }

    boolean isEmpty() {
        return byOffset.isEmpty();
    }

    /// Whether the frame at `at` says that the local in `slot` is null, whichever way control came.
    boolean isNullLocal(int at, int slot) {
        return local(at, slot).filter(t -> t == SimpleVerificationTypeInfo.NULL).isPresent();
    }

    boolean isNullOnStack(int at, int position) {
        return stack(at, position).filter(t -> t == SimpleVerificationTypeInfo.NULL).isPresent();
    }

    /// The class of the reference in local `slot` at offset `at`, if a frame tells.
    Optional<ClassDesc> classOfLocal(int at, int slot) {
        return local(at, slot).flatMap(Frames::classOf);
    }

    /// The class of the reference at `position` of the stack, counted in values from the bottom.
    Optional<ClassDesc> classOnStack(int at, int position) {
        return stack(at, position).flatMap(Frames::classOf);
    }

    private Optional<VerificationTypeInfo> local(int at, int slot) {
        StackMapFrameInfo f = byOffset.get(at);
        if (f == null) return Optional.empty();
        int s = 0;
        for (VerificationTypeInfo t : f.locals()) {
            if (s == slot) return Optional.of(t);
            if (s > slot) break;
            s += t == SimpleVerificationTypeInfo.LONG || t == SimpleVerificationTypeInfo.DOUBLE ? 2 : 1;
        }
        return Optional.empty();
    }

    private Optional<VerificationTypeInfo> stack(int at, int position) {
        StackMapFrameInfo f = byOffset.get(at);
        List<VerificationTypeInfo> stack = f == null ? List.of() : f.stack();
        return position < stack.size() ? Optional.of(stack.get(position)) : Optional.empty();
    }

    private static Optional<ClassDesc> classOf(VerificationTypeInfo t) {
        return switch (t) {
            case ObjectVerificationTypeInfo o -> Optional.of(Reading.of(o::classSymbol));
            // an object made here and not yet initialised keeps the class of its New, a `this` its own
            case UninitializedVerificationTypeInfo _, SimpleVerificationTypeInfo _ -> Optional.empty();
        };
    }
}

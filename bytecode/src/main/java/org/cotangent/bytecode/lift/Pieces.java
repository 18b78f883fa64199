package org.cotangent.bytecode.lift;

import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The code cut into pieces: each is entered at its first instruction, left after its last, and protected by the same
/// handlers throughout.
final class Pieces {
    /// Exceptions of class `type` (all, if empty) thrown by instructions from `start` to before `end` go to `handler`.
    record Range(int start, int end, int handler, Optional<ClassDesc> type) {}

    private static final int LIMIT = 2_000_000;

    private final Code code;
    private final List<Range> ranges = new ArrayList<>();
    private final BitSet starts = new BitSet();
    /// Where control comes without an exception; in code that cannot be reached, too.
    private final BitSet entered = new BitSet();
    private final List<List<Range>> protection;
    private int protections;

    Pieces(Code code, CodeAttribute attribute) {
        this.code = code;
        for (ExceptionCatch c : Reading.of(attribute::exceptionHandlers)) ranges.add(range(attribute, c));
        cut();
        protection = new ArrayList<>(Collections.nCopies(code.count(), List.of()));
        ranges.forEach(this::protect);
    }

    private Range range(CodeAttribute attribute, ExceptionCatch c) {
        int start = code.number(attribute.labelToBci(c.tryStart()));
        int end = code.number(attribute.labelToBci(c.tryEnd()));
        int handler = code.number(attribute.labelToBci(c.handler()));
        if (start >= end || handler >= code.count()) throw new Malformed(code.offset(start), "an empty range");
        return new Range(start, end, handler, Reading.of(() -> c.catchType().map(ClassEntry::asSymbol)));
    }

    List<Range> ranges() {
        return ranges;
    }

    /// The number of the instruction after the piece that begins with `first`.
    int end(int first) {
        return starts.nextSetBit(first + 1);
    }

    /// The handlers of the piece that begins with `first`, in the order in which they are asked; none if nothing in it
    /// throws.
    List<Range> protection(int first) {
        return protection.get(first);
    }

    /// Whether a jump, a switch or the instruction before leads to `i`, or it is the method's first.
    boolean isEntered(int i) {
        return entered.get(i);
    }

    /// Whether a jump or a switch leads to the first instruction.
    boolean jumpsToStart() {
        for (int i = 0; i < code.count(); i++) {
            if (code.jumps(i) && code.first(i) == 0) return true;
            if (code.isSwitch(i) && (code.table(i).otherwise() == 0 || leadsTo(code.table(i), 0))) return true;
        }
        return false;
    }

    private static boolean leadsTo(Code.Table table, int target) {
        return Arrays.stream(table.targets()).anyMatch(t -> t == target);
    }

    private void cut() {
        entered.set(0);
        for (int i = 0; i < code.count(); i++) {
            if (code.jumps(i)) entered.set(code.first(i));
            if (code.isSwitch(i)) {
                entered.set(code.table(i).otherwise());
                for (int target : code.table(i).targets()) entered.set(target);
            }
        }
        starts.or(entered);
        BitSet returned = code.returnSlots();
        for (int i = 0; i < code.count(); i++) {
            if (code.fallsThrough(i)) entered.set(i + 1);
            // what a handler knows of return addresses is the same throughout a piece
            boolean returns = code.written(i) >= 0 && returned.get(code.written(i));
            if (returns || code.jumps(i) || !code.fallsThrough(i)) starts.set(i + 1);
        }
        for (Range r : ranges) {
            starts.set(r.start);
            starts.set(r.end);
            starts.set(r.handler);
        }
        starts.set(code.count());
    }

    /// What comes after a handler that catches everything, or the same class, is never asked.
    private void protect(Range r) {
        for (int first = r.start; first < r.end; first = end(first)) {
            List<Range> inner = protection.get(first);
            if (inner.isEmpty() && !throwing(first)) continue;
            if (inner.stream().anyMatch(i -> i.type.isEmpty() || i.type.equals(r.type))) continue;
            if (inner.isEmpty()) protection.set(first, inner = new ArrayList<>(2));
            inner.add(r);
            if (++protections > LIMIT) throw new Malformed(code.offset(first), "too many exception handlers");
        }
    }

    /// Whether an instruction of the piece that begins with `first` throws.
    boolean throwing(int first) {
        for (int i = first; i < end(first); i++) if (code.throwing(i)) return true;
        return false;
    }

    /// All classes of exceptions that lead to `handler`; empty stands for all.
    Set<Optional<ClassDesc>> caught(int handler) {
        Set<Optional<ClassDesc>> types = new HashSet<>();
        for (Range r : ranges) if (r.handler == handler) types.add(r.type);
        return types;
    }
}

package org.cotangent.bytecode.roundtrip;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LineNumber;
import java.lang.classfile.instruction.NopInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/// Makes of a class file one that means the same and that no compiler would write: operands are shuffled and shuffled back,
/// in all forms of `dup`, objects before their constructors, too; control goes round corners and back; code lies in another
/// order, with dead code between; handlers that only throw again cover ranges that begin and end anywhere, themselves among
/// them; tables for debugging and frames may be missing.
final class Mutant {
    private final RandomGenerator random;

    private Mutant(long seed) {
        random = new Random(seed);
    }

    /// `withoutFrames`: for class files old enough to need none.
    static byte[] of(byte[] classFile, long seed, boolean withoutFrames) {
        Mutant mutant = new Mutant(seed);
        ClassFile format = ClassFile.of(
                withoutFrames
                        ? ClassFile.StackMapsOption.DROP_STACK_MAPS
                        : ClassFile.StackMapsOption.STACK_MAPS_WHEN_REQUIRED,
                seed % 3 == 0
                        ? ClassFile.LineNumbersOption.DROP_LINE_NUMBERS
                        : ClassFile.LineNumbersOption.PASS_LINE_NUMBERS);
        ClassTransform all = (c, element) -> {
            if (element instanceof MethodModel m) c.transformMethod(m, (method, part) -> {
                if (part instanceof java.lang.classfile.CodeModel code) {
                    boolean constructor = m.methodName().equalsString("<init>");
                    method.transformCode(code, mutant.new Writer(constructor));
                } else {
                    method.with(part);
                }
            });
            else if (element instanceof java.lang.classfile.ClassFileVersion && withoutFrames) c.withVersion(49, 0);
            else c.with(element);
        };
        return format.transformClass(format.parse(classFile), all);
    }

    /// What code is made of.
    private sealed interface Part {
        record Bind(Label label) implements Part {}

        record Do(CodeElement element) implements Part {}
    }

    /// @param line that of its beginning
    private record Piece(List<Part> parts, Optional<LineNumber> line, Label start, Label end) {
        /// Whether control can reach its end.
        boolean fallsThrough() {
            for (Part p : parts.reversed()) {
                if (p instanceof Part.Bind) return true;
                if (p instanceof Part.Do(Instruction i)) return Piece.fallsThrough(i);
            }
            return true;
        }

        private static boolean fallsThrough(Instruction i) {
            return switch (i.opcode().kind()) {
                case RETURN, THROW_EXCEPTION, TABLE_SWITCH, LOOKUP_SWITCH -> false;
                default -> i.opcode() != Opcode.GOTO && i.opcode() != Opcode.GOTO_W;
            };
        }
    }

    /// The code of one method: all is read first, then written.
    private final class Writer implements CodeTransform {
        private final boolean constructor;
        private final List<Part> parts = new ArrayList<>();
        private final List<ExceptionCatch> catches = new ArrayList<>();

        Writer(boolean constructor) {
            this.constructor = constructor;
        }

        @Override
        public void accept(CodeBuilder b, CodeElement e) {
            switch (e) {
                case ExceptionCatch c            -> catches.add(c);
                case LabelTarget t               -> parts.add(new Part.Bind(t.label()));
                case Instruction _, LineNumber _ -> parts.add(new Part.Do(e));
                default -> {} // tables for debugging
            }
        }

        @Override
        public void atEnd(CodeBuilder b) {
            if (!constructor) for (int k = random.nextInt(3); k > 0; k--) coverSome(b);
            List<Piece> pieces = pieces(b);
            List<Piece> order = new ArrayList<>(pieces.subList(1, pieces.size()));
            if (random.nextBoolean()) Collections.shuffle(order, Random.from(random));
            order.addFirst(pieces.getFirst());
            for (Piece p : order) write(b, p, pieces);
            catches(b, pieces);
        }

        /// A handler for a range of instructions, itself behind all of them: throws what it catches.
        private void coverSome(CodeBuilder b) {
            int from = random.nextInt(parts.size());
            int to = from + 1 + random.nextInt(parts.size() - from);
            Label start = b.newLabel();
            Label end = b.newLabel();
            Label handler = b.newLabel();
            boolean itself = random.nextBoolean();
            if (!itself) parts.add(to, new Part.Bind(end));
            parts.addAll(from, List.of(new Part.Bind(start), new Part.Do(NopInstruction.of())));
            parts.addAll(List.of(new Part.Bind(handler), new Part.Do(NopInstruction.of())));
            if (itself) parts.add(new Part.Bind(end));
            parts.add(new Part.Do(ThrowInstruction.of()));
            catches.add(ExceptionCatch.of(handler, start, end));
        }

        private List<Piece> pieces(CodeBuilder b) {
            List<Piece> pieces = new ArrayList<>();
            int cuts = random.nextInt(6);
            int from = 0;
            while (from < parts.size()) {
                int to = cuts-- <= 0 ? parts.size() : from + 1 + random.nextInt(parts.size() - from);
                Optional<LineNumber> line = parts.subList(0, from + 1).stream()
                        .filter(p -> p instanceof Part.Do(LineNumber _))
                        .map(p -> (LineNumber) ((Part.Do) p).element())
                        .reduce((_, later) -> later);
                pieces.add(new Piece(parts.subList(from, to), line, b.newLabel(), b.newLabel()));
                from = to;
            }
            return pieces;
        }

        private void write(CodeBuilder b, Piece p, List<Piece> all) {
            p.line().ifPresent(b::with);
            b.labelBinding(p.start()).nop();
            for (Part part : p.parts()) {
                switch (part) {
                    case Part.Bind(var label)   -> b.labelBinding(label);
                    case Part.Do(Instruction i) -> write(b, i);
                    case Part.Do(var element)   -> b.with(element);
                }
            }
            int next = all.indexOf(p) + 1;
            if (next < all.size() && p.fallsThrough()) b.goto_(all.get(next).start());
            else b.nop().aconst_null().athrow();
            b.labelBinding(p.end());
        }

        private void write(CodeBuilder b, Instruction i) {
            Detour detour = new Detour(b, random);
            if (random.nextInt(4) == 0) detour.before(i);
            if (i instanceof IncrementInstruction inc && random.nextBoolean()) {
                b.iload(inc.slot()).loadConstant(inc.constant()).iadd().istore(inc.slot());
            } else {
                b.with(i);
            }
            if (i.opcode() == Opcode.NEW && random.nextInt(3) == 0) detour.one(TypeKind.REFERENCE);
        }

        /// Each range of a handler becomes one in each piece.
        private void catches(CodeBuilder b, List<Piece> pieces) {
            Map<Label, Integer> places = new HashMap<>();
            for (int k = 0; k < parts.size(); k++) {
                if (parts.get(k) instanceof Part.Bind(var label)) places.put(label, k);
            }
            for (ExceptionCatch c : catches) {
                int from = places.getOrDefault(c.tryStart(), 0);
                int to = places.getOrDefault(c.tryEnd(), parts.size());
                int at = 0;
                for (Piece p : pieces) {
                    int end = at + p.parts().size();
                    if (from < end && to > at) {
                        Label start = from > at ? c.tryStart() : p.start();
                        Label stop = to < end ? c.tryEnd() : p.end();
                        b.with(ExceptionCatch.of(c.handler(), start, stop, c.catchType()));
                    }
                    at = end;
                }
            }
        }
    }
}

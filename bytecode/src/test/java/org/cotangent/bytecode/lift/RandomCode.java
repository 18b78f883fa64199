package org.cotangent.bytecode.lift;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.DiscontinuedInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// A random method that the JVM accepts and no compiler would write: any flow between blocks that are entered with
/// things on the stack, all forms of `dup`, locals of changing type, objects that are shuffled before they are
/// initialised, handlers that cover themselves and are jumped to, subroutines in old class files.
///
/// It takes `(int, long, float, double, int[], RuntimeException)` and returns an int that depends on all of them.
final class RandomCode {
    static final MethodTypeDesc TYPE = MethodTypeDesc.ofDescriptor("(IJFD[ILjava/lang/RuntimeException;)I");

    private static final ClassDesc CELL = ClassDesc.of("java.util.concurrent.atomic.AtomicInteger");
    private static final ClassDesc FAILURE = ClassDesc.of("java.lang.RuntimeException");
    /// The parameters, by slot; they keep their types.
    private static final List<Local> FIXED = List.of(
            new Local(0, Kind.I), new Local(1, Kind.J), new Local(3, Kind.F), new Local(4, Kind.D),
            new Local(6, Kind.ARRAY), new Local(7, Kind.FAILURE));
    private static final int FUEL = 8;
    private static final int FIRST_WILD = 9;
    private static final int WILD = 5;
    private static final int FIRST_RETURN = FIRST_WILD + WILD + 1;

    private enum Kind {
        I(TypeKind.INT), J(TypeKind.LONG), F(TypeKind.FLOAT), D(TypeKind.DOUBLE),
        ARRAY(TypeKind.REFERENCE), FAILURE(TypeKind.REFERENCE), CELL(TypeKind.REFERENCE), RAW(TypeKind.REFERENCE);

        final TypeKind type;

        Kind(TypeKind type) {
            this.type = type;
        }

        int slots() {
            return type.slotSize();
        }
    }

    private record Local(int slot, Kind kind) {}

    /// An operand; `raw` tells objects apart that are not yet initialised.
    private record Item(Kind kind, int raw) {}

    private record Place(Label label, List<Kind> stack) {}

    private final RandomGenerator random;
    private final CodeBuilder c;
    private final boolean old;
    private final List<Item> stack = new ArrayList<>();
    private final List<Optional<Item>> wild = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private final List<Place> handlers = new ArrayList<>();
    private final List<Place> subroutines = new ArrayList<>();
    private int raws;
    /// Subroutines call others where it is their turn, so that none is entered twice at a time.
    private boolean inSubroutine;

    private RandomCode(RandomGenerator random, CodeBuilder c, boolean old) {
        this.random = random;
        this.c = c;
        this.old = old;
    }

    static Assembled of(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int[] versions = {45, ClassFile.JAVA_5_VERSION, ClassFile.JAVA_6_VERSION + 2, 65, 69};
        int version = versions[random.nextInt(versions.length)];
        return Assembled.of(version, TYPE, c -> new RandomCode(random, c, version < 50).write());
    }

    private void write() {
        int blocks = 3 + random.nextInt(8);
        for (int k = 0; k < blocks; k++) places.add(new Place(c.newLabel(), signature()));
        for (int k = random.nextInt(3); k > 0; k--) handlers.add(new Place(c.newLabel(), List.of(Kind.FAILURE)));
        if (old) for (int k = random.nextInt(3); k > 0; k--) subroutines.add(new Place(c.newLabel(), signature()));
        c.loadConstant(0).istore(FIRST_RETURN + 2);
        c.loadConstant(40).istore(FUEL);
        List<Label> starts = new ArrayList<>(List.of(c.newBoundLabel()));
        forget();
        steps(random.nextInt(6));
        go(places.get(random.nextInt(blocks)));
        List<Place> bodies = new ArrayList<>(places);
        bodies.addAll(handlers);
        for (Place p : bodies) {
            starts.add(c.newBoundLabel());
            block(p);
        }
        starts.add(c.newBoundLabel());
        inSubroutine = true;
        for (int k = 0; k < subroutines.size(); k++) subroutine(k);
        for (Place h : handlers) {
            for (int k = random.nextInt(4); k > 0; k--) {
                int from = random.nextInt(starts.size() - 1);
                int to = from + 1 + random.nextInt(starts.size() - 1 - from);
                c.exceptionCatch(starts.get(from), starts.get(to), h.label(), FAILURE);
            }
        }
    }

    private List<Kind> signature() {
        Kind[] kinds = {Kind.I, Kind.J, Kind.F, Kind.D, Kind.ARRAY, Kind.FAILURE, Kind.CELL};
        List<Kind> all = new ArrayList<>();
        for (int k = random.nextInt(4); k > 0; k--) all.add(kinds[random.nextInt(kinds.length)]);
        return all;
    }

    private void forget() {
        wild.clear();
        for (int k = 0; k <= WILD; k++) wild.add(Optional.empty());
    }

    // ---- blocks ---------------------------------------------------------------------------------------------

    private void enter(Place p) {
        c.labelBinding(p.label());
        stack.clear();
        for (Kind k : p.stack()) stack.add(new Item(k, 0));
        forget();
    }

    private void block(Place p) {
        enter(p);
        Label on = c.newLabel();
        c.iinc(FUEL, -1).iload(FUEL).ifgt(on);
        giveBack();
        c.labelBinding(on);
        steps(2 + random.nextInt(12));
        switch (random.nextInt(8)) {
            case 0 -> giveBack();
            case 1 -> {
                load(new Item(Kind.FAILURE, 0));
                c.athrow();
            }
            case 2 -> choose();
            case 3, 4 -> {
                branch(any());
                steps(random.nextInt(4));
                go(any());
            }
            default -> go(any());
        }
    }

    private Place any() {
        int k = random.nextInt(places.size() + handlers.size());
        return k < places.size() ? places.get(k) : handlers.get(k - places.size());
    }

    private void go(Place p) {
        arrange(p.stack());
        c.goto_(p.label());
    }

    private void branch(Place p) {
        arrange(p.stack());
        switch (random.nextInt(3)) {
            case 0 -> {
                load(new Item(Kind.I, 0));
                load(new Item(Kind.I, 0));
                pops(2);
                c.branch(List.of(Opcode.IF_ICMPLT, Opcode.IF_ICMPNE, Opcode.IF_ICMPGE).get(random.nextInt(3)),
                        p.label());
            }
            case 1 -> {
                load(new Item(Kind.I, 0));
                pops(1);
                c.branch(List.of(Opcode.IFEQ, Opcode.IFLT, Opcode.IFGT).get(random.nextInt(3)), p.label());
            }
            default -> {
                load(new Item(Kind.FAILURE, 0));
                pops(1);
                c.branch(List.of(Opcode.IFNULL, Opcode.IFNONNULL).get(random.nextInt(2)), p.label());
            }
        }
    }

    /// A switch between two places with the same stack, or one.
    private void choose() {
        Place p = any();
        arrange(p.stack());
        List<Place> fitting = new ArrayList<>();
        for (Place q : places) if (q.stack().equals(p.stack())) fitting.add(q);
        if (fitting.isEmpty()) fitting.add(p);
        c.iload(0).loadConstant(7).iand();
        List<SwitchCase> cases = new ArrayList<>();
        for (int k = 0; k < 4; k++) {
            if (random.nextBoolean()) cases.add(SwitchCase.of(k, fitting.get(random.nextInt(fitting.size())).label()));
        }
        // the frame generator of JDK 25 never ends on code that ends with a lookupswitch without cases
        if (random.nextBoolean() && !cases.isEmpty()) c.lookupswitch(p.label(), cases);
        else c.tableswitch(0, 3, p.label(), cases);
    }

    private void subroutine(int k) {
        Place p = subroutines.get(k);
        enter(p);
        c.astore(FIRST_RETURN + k);
        steps(random.nextInt(8));
        if (k + 1 < subroutines.size() && random.nextBoolean()) call(k + 1);
        arrange(p.stack());
        c.with(DiscontinuedInstruction.RetInstruction.of(FIRST_RETURN + k));
    }

    private void call(int k) {
        arrange(subroutines.get(k).stack());
        c.with(DiscontinuedInstruction.JsrInstruction.of(subroutines.get(k).label()));
        forget();
    }

    /// Returns a number that depends on the fixed locals.
    private void giveBack() {
        c.iload(0).loadConstant(31).imul();
        c.lload(1).l2i().iadd().loadConstant(31).imul();
        c.fload(3).invokestatic(ConstantDescs.CD_Float, "floatToIntBits", MethodTypeDesc.ofDescriptor("(F)I")).iadd();
        c.loadConstant(31).imul();
        c.dload(4).invokestatic(ConstantDescs.CD_Double, "doubleToLongBits", MethodTypeDesc.ofDescriptor("(D)J"));
        c.dup2().bipush(32).lushr().lxor().l2i().iadd();
        c.ireturn();
    }

    // ---- instructions ---------------------------------------------------------------------------------------

    private void steps(int n) {
        for (int k = 0; k < n; k++) step();
    }

    private void step() {
        switch (random.nextInt(14)) {
            case 0, 1 -> load(new Item(List.of(Kind.values()).get(random.nextInt(6)), 0));
            case 2    -> constant();
            case 3    -> store();
            case 4, 5 -> shuffle();
            case 6, 7 -> arithmetic();
            case 8    -> convert();
            case 9    -> element();
            case 10   -> make();
            case 11   -> initialise();
            case 12 -> {
                if (!subroutines.isEmpty() && !inSubroutine) call(0);
                else c.iinc(0, random.nextInt(9) - 4);
            }
            default -> wild();
        }
    }

    private void push(Item item) {
        stack.add(item);
    }

    private void pops(int n) {
        for (int k = 0; k < n; k++) stack.removeLast();
    }

    private Kind top(int below) {
        return below < stack.size() ? stack.get(stack.size() - 1 - below).kind() : Kind.RAW;
    }

    private void load(Item item) {
        if (item.kind() == Kind.CELL) {
            c.new_(CELL).dup().iload(0).invokespecial(CELL, "<init>", MethodTypeDesc.ofDescriptor("(I)V"));
        } else {
            for (Local l : FIXED) if (l.kind() == item.kind()) c.loadLocal(l.kind().type, l.slot());
        }
        push(item);
    }

    private void constant() {
        switch (random.nextInt(5)) {
            case 4 -> {
                c.aconst_null();
                push(new Item(random.nextInt(3) > 0 ? Kind.FAILURE : Kind.ARRAY, 0));
            }
            case 0 -> {
                c.loadConstant(List.of(0, 1, -1, 7, 300, 70_000).get(random.nextInt(6)));
                push(new Item(Kind.I, 0));
            }
            case 1 -> {
                c.loadConstant((long) random.nextInt(5));
                push(new Item(Kind.J, 0));
            }
            case 2 -> {
                c.loadConstant(random.nextInt(5) * 0.5f);
                push(new Item(Kind.F, 0));
            }
            default -> {
                c.loadConstant(random.nextInt(5) * 0.25);
                push(new Item(Kind.D, 0));
            }
        }
    }

    private void store() {
        Kind k = top(0);
        for (Local l : FIXED) {
            if (l.kind() != k || stack.isEmpty()) continue;
            c.storeLocal(k.type, l.slot());
            pops(1);
            return;
        }
    }

    /// Into or out of a local of changing type.
    private void wild() {
        int at = random.nextInt(WILD);
        if (wild.get(at).isPresent() && random.nextBoolean()) {
            Item item = wild.get(at).get();
            c.loadLocal(item.kind().type, FIRST_WILD + at);
            push(item);
        } else if (!stack.isEmpty() && !(old && top(0) == Kind.RAW)) {
            Item item = stack.getLast();
            c.storeLocal(item.kind().type, FIRST_WILD + at);
            if (at > 0 && wild.get(at - 1).filter(i -> i.kind().slots() == 2).isPresent()) {
                wild.set(at - 1, Optional.empty());
            }
            wild.set(at, Optional.of(item));
            if (item.kind().slots() == 2) wild.set(at + 1, Optional.empty());
            pops(1);
        }
    }

    private record Shuffle(Opcode op, int upper, int below) {}

    private static final List<Shuffle> SHUFFLES = List.of(
            new Shuffle(Opcode.DUP, 1, 0), new Shuffle(Opcode.DUP_X1, 1, 1), new Shuffle(Opcode.DUP_X2, 1, 2),
            new Shuffle(Opcode.DUP2, 2, 0), new Shuffle(Opcode.DUP2_X1, 2, 1), new Shuffle(Opcode.DUP2_X2, 2, 2));

    private void shuffle() {
        if (stack.size() > 12) return;
        int which = random.nextInt(9);
        if (which < 6) {
            Shuffle s = SHUFFLES.get(which);
            int upper = items(stack.size(), s.upper());
            int lower = upper < 0 ? -1 : items(stack.size() - upper, s.below());
            if (lower < 0) return;
            c.with(StackInstruction.of(s.op()));
            List<Item> copied = List.copyOf(stack.subList(stack.size() - upper, stack.size()));
            stack.addAll(stack.size() - upper - lower, copied);
        } else if (which == 6 && stack.size() > 1 && top(0).slots() == 1 && top(1).slots() == 1) {
            c.swap();
            Item upper = stack.removeLast();
            stack.add(stack.size() - 1, upper);
        } else if (which == 7 && !stack.isEmpty()) {
            drop();
        } else if (which == 8 && items(stack.size(), 2) > 0) {
            c.pop2();
            pops(items(stack.size(), 2));
        }
    }

    /// How many items below `end` take `slots` slots together; -1 if none do.
    private int items(int end, int slots) {
        int n = 0;
        int left = slots;
        while (left > 0 && end - n > 0) left -= stack.get(end - 1 - n++).kind().slots();
        return left == 0 ? n : -1;
    }

    private void drop() {
        if (top(0).slots() == 2) c.pop2();
        else c.pop();
        pops(1);
    }

    private void arithmetic() {
        Kind k = top(0);
        if (stack.size() < 2 || k != top(1) || k.type == TypeKind.REFERENCE) return;
        List<List<Opcode>> ops = List.of(
                List.of(Opcode.IADD, Opcode.ISUB, Opcode.IMUL, Opcode.IDIV, Opcode.IREM, Opcode.IAND, Opcode.ISHL),
                List.of(Opcode.LADD, Opcode.LSUB, Opcode.LMUL, Opcode.LDIV, Opcode.LXOR, Opcode.LOR, Opcode.LREM),
                List.of(Opcode.FADD, Opcode.FSUB, Opcode.FMUL, Opcode.FDIV, Opcode.FADD, Opcode.FSUB, Opcode.FREM),
                List.of(Opcode.DADD, Opcode.DSUB, Opcode.DMUL, Opcode.DDIV, Opcode.DADD, Opcode.DSUB, Opcode.DREM));
        c.with(OperatorInstruction.of(ops.get(k.ordinal()).get(random.nextInt(7))));
        pops(1);
    }

    private void convert() {
        if (stack.isEmpty()) return;
        boolean up = random.nextBoolean();
        Kind to = switch (top(0)) {
            case I  -> up ? Kind.J : Kind.D;
            case J  -> up ? Kind.I : Kind.F;
            case F  -> up ? Kind.D : Kind.I;
            case D  -> up ? Kind.F : Kind.J;
            default -> top(0);
        };
        if (to == top(0)) return;
        c.conversion(top(0).type, to.type);
        pops(1);
        push(new Item(to, 0));
    }

    /// Reads an element of the array, or writes one; the index may be out of bounds.
    private void element() {
        c.aload(6);
        c.iload(0);
        if (random.nextInt(4) > 0) c.loadConstant(3).iand();
        if (random.nextBoolean()) {
            c.iaload();
            push(new Item(Kind.I, 0));
        } else {
            c.lload(1).l2i().iastore();
        }
    }

    private void make() {
        c.new_(CELL);
        push(new Item(Kind.RAW, ++raws));
    }

    /// Runs the constructor of an object that is on top of the stack, or reads from one that is initialised.
    private void initialise() {
        if (!stack.isEmpty() && top(0) == Kind.CELL) {
            c.invokevirtual(CELL, "incrementAndGet", MethodTypeDesc.ofDescriptor("()I"));
            pops(1);
            push(new Item(Kind.I, 0));
        }
        if (stack.isEmpty() || top(0) != Kind.RAW) return;
        int raw = stack.getLast().raw();
        c.iload(0).invokespecial(CELL, "<init>", MethodTypeDesc.ofDescriptor("(I)V"));
        pops(1);
        stack.replaceAll(i -> i.raw() == raw && i.kind() == Kind.RAW ? new Item(Kind.CELL, 0) : i);
        wild.replaceAll(i -> i.map(w -> w.raw() == raw && w.kind() == Kind.RAW ? new Item(Kind.CELL, 0) : w));
    }

    /// Makes the stack what `wanted` says, and forgets what only this way knows.
    private void arrange(List<Kind> wanted) {
        int same = 0;
        while (same < wanted.size() && same < stack.size() && stack.get(same).kind() == wanted.get(same)) same++;
        while (stack.size() > same) drop();
        for (Kind k : wanted.subList(same, wanted.size())) load(new Item(k, 0));
    }
}

package org.cotangent.bytecode.lift;

import java.lang.classfile.Opcode;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/// The instructions of a method, decoded and numbered from 0; wide and short forms are made one.
///
/// All pushes of an int are `SIPUSH`; jumps name the number of the instruction that they lead to. Every byte of the code
/// belongs to one instruction, every jump leads to one: both are checked here.
final class Code {
    /// The cases of a switch, in order of their keys.
    record Table(int[] keys, int[] targets, int otherwise) {}

    private static final Opcode[] BY_BYTE = new Opcode[256];

    static {
        for (Opcode op : Opcode.values()) if (!op.isWide()) BY_BYTE[op.bytecode()] = op;
    }

    private final byte[] bytes;
    private Opcode[] op;
    private int[] offset;
    private int[] first;
    private int[] second;
    private final Map<Integer, Table> tables = new HashMap<>();
    /// One more than the number of the instruction at an offset.
    private final int[] numbers;
    private int count;

    Code(byte[] bytes) {
        this.bytes = bytes;
        int guess = bytes.length / 2 + 8;
        op = new Opcode[guess];
        offset = new int[guess];
        first = new int[guess];
        second = new int[guess];
        numbers = new int[bytes.length + 1];
        for (int at = 0; at < bytes.length; at = decode(at)) {}
        if (count == 0) throw new Malformed(0, "there is no code");
        offset[count] = bytes.length;
        numbers[bytes.length] = count + 1;
        resolve();
    }

    /// The number of instructions.
    int count() {
        return count;
    }

    Opcode op(int i) {
        return op[i];
    }

    /// Where instruction `i` stands; the length of the code for the one after the last.
    int offset(int i) {
        return offset[i];
    }

    /// The local slot, the index into the constant pool, the number, or the target of a jump.
    int first(int i) {
        return first[i];
    }

    /// The increment of an `iinc`, the dimensions of a `multianewarray`.
    int second(int i) {
        return second[i];
    }

    Table table(int i) {
        Table t = tables.get(i);
        if (t == null) throw new IllegalStateException("no switch at " + i);
        return t;
    }

    /// The number of the instruction at `at`; the end of the code has one, too.
    int number(int at) {
        int n = at < 0 || at >= numbers.length ? 0 : numbers[at];
        if (n == 0) throw new Malformed(at, "no instruction begins there");
        return n - 1;
    }

    /// Whether control can go on to the next instruction.
    boolean fallsThrough(int i) {
        return switch (op[i]) {
            case GOTO, JSR, RET, TABLESWITCH, LOOKUPSWITCH, ATHROW   -> false;
            case IRETURN, LRETURN, FRETURN, DRETURN, ARETURN, RETURN -> false;
            default                                                  -> true;
        };
    }

    /// Whether the instruction jumps to its first operand.
    boolean jumps(int i) {
        return op[i].kind() == Opcode.Kind.BRANCH || op[i] == Opcode.JSR;
    }

    boolean isSwitch(int i) {
        return op[i] == Opcode.TABLESWITCH || op[i] == Opcode.LOOKUPSWITCH;
    }

    boolean isSubroutineCall(int i) {
        return op[i] == Opcode.JSR;
    }

    boolean returnsFromSubroutine(int i) {
        return op[i] == Opcode.RET;
    }

    /// The slots that some `ret` reads.
    BitSet returnSlots() {
        BitSet slots = new BitSet();
        for (int i = 0; i < count; i++) if (returnsFromSubroutine(i)) slots.set(first[i]);
        return slots;
    }

    /// The slots that are ever written.
    BitSet writtenSlots() {
        BitSet slots = new BitSet();
        for (int i = 0; i < count; i++) if (written(i) >= 0) slots.set(written(i));
        return slots;
    }

    /// The slot that the instruction writes, or -1.
    int written(int i) {
        return switch (op[i]) {
            case ISTORE, LSTORE, FSTORE, DSTORE, ASTORE, IINC -> first[i];
            default                                           -> -1;
        };
    }

    /// One more than the highest slot of a local that is used.
    int slotBound() {
        int bound = 0;
        for (int i = 0; i < count; i++) {
            switch (op[i]) {
                case LLOAD, DLOAD, LSTORE, DSTORE                           -> bound = Math.max(bound, first[i] + 2);
                case ILOAD, FLOAD, ALOAD, ISTORE, FSTORE, ASTORE, IINC, RET -> bound = Math.max(bound, first[i] + 1);
                default -> {}
            }
        }
        return bound;
    }

    /// The slot that the instruction reads, or -1.
    int read(int i) {
        return switch (op[i]) {
            case ILOAD, LLOAD, FLOAD, DLOAD, ALOAD, IINC -> first[i];
            default                                      -> -1;
        };
    }

    /// Whether a handler may see an exception of the instruction.
    boolean throwing(int i) {
        return switch (op[i]) {
            case LDC, LDC2_W                                                                -> true;
            case IDIV, LDIV, IREM, LREM                                                     -> true;
            case IALOAD, LALOAD, FALOAD, DALOAD, AALOAD, BALOAD, CALOAD, SALOAD             -> true;
            case IASTORE, LASTORE, FASTORE, DASTORE, AASTORE, BASTORE, CASTORE, SASTORE     -> true;
            case GETSTATIC, PUTSTATIC, GETFIELD, PUTFIELD                                   -> true;
            case INVOKEVIRTUAL, INVOKESPECIAL, INVOKESTATIC, INVOKEINTERFACE, INVOKEDYNAMIC -> true;
            case NEW, NEWARRAY, ANEWARRAY, MULTIANEWARRAY, ARRAYLENGTH                      -> true;
            case ATHROW, CHECKCAST, INSTANCEOF, MONITORENTER, MONITOREXIT                   -> true;
            default                                                                         -> false;
        };
    }

    // ---- decoding -------------------------------------------------------------------------------------------

    /// Decodes the instruction at `at` and returns where the next one begins.
    private int decode(int at) {
        int b = bytes[at] & 0xff;
        if (b <= 0x0f) return b >= 0x02 && b <= 0x08 ? add(at, Opcode.SIPUSH, b - 3, 0, 1) : plain(at, b);
        if (b <= 0x14) return push(at, b);
        if (b <= 0x19) return add(at, opcode(at, b), u1(at + 1), 0, 2);
        if (b <= 0x2d) return add(at, opcode(at, 0x15 + (b - 0x1a) / 4), (b - 0x1a) % 4, 0, 1);
        if (b <= 0x35) return plain(at, b);
        if (b <= 0x3a) return add(at, opcode(at, b), u1(at + 1), 0, 2);
        if (b <= 0x4e) return add(at, opcode(at, 0x36 + (b - 0x3b) / 4), (b - 0x3b) % 4, 0, 1);
        if (b == 0x84) return add(at, Opcode.IINC, u1(at + 1), s1(at + 2), 3);
        if (b <= 0x98) return plain(at, b);
        if (b <= 0xa8 || b == 0xc6 || b == 0xc7) return add(at, opcode(at, b), at + s2(at + 1), 0, 3);
        if (b == 0xa9) return add(at, Opcode.RET, u1(at + 1), 0, 2);
        if (b == 0xaa) return tableSwitch(at);
        if (b == 0xab) return lookupSwitch(at);
        if (b <= 0xb1) return plain(at, b);
        return b == 0xc4 ? wide(at) : other(at, b);
    }

    private int push(int at, int b) {
        return switch (b) {
            case 0x10 -> add(at, Opcode.SIPUSH, s1(at + 1), 0, 2);
            case 0x11 -> add(at, Opcode.SIPUSH, s2(at + 1), 0, 3);
            case 0x12 -> add(at, Opcode.LDC, u1(at + 1), 0, 2);
            case 0x13 -> add(at, Opcode.LDC, u2(at + 1), 0, 3);
            default   -> add(at, Opcode.LDC2_W, u2(at + 1), 0, 3);
        };
    }

    private int other(int at, int b) {
        return switch (b) {
            case 0xb9, 0xba             -> add(at, opcode(at, b), u2(at + 1), 0, 5);
            case 0xbc                   -> add(at, Opcode.NEWARRAY, u1(at + 1), 0, 2);
            case 0xbe, 0xbf, 0xc2, 0xc3 -> plain(at, b);
            case 0xc5                   -> add(at, Opcode.MULTIANEWARRAY, u2(at + 1), u1(at + 3), 4);
            case 0xc8                   -> add(at, Opcode.GOTO, at + s4(at + 1), 0, 5);
            case 0xc9                   -> add(at, Opcode.JSR, at + s4(at + 1), 0, 5);
            default                     -> add(at, opcode(at, b), u2(at + 1), 0, 3);
        };
    }

    private int wide(int at) {
        int b = u1(at + 1);
        boolean local = b >= 0x15 && b <= 0x19 || b >= 0x36 && b <= 0x3a || b == 0xa9;
        if (local) return add(at, opcode(at, b), u2(at + 2), 0, 4);
        if (b == 0x84) return add(at, Opcode.IINC, u2(at + 2), s2(at + 4), 6);
        throw new Malformed(at, "wide before an instruction that has no wide form");
    }

    private int tableSwitch(int at) {
        int p = (at + 4) & ~3;
        int low = s4(p + 4);
        int high = s4(p + 8);
        long cases = (long) high - low + 1;
        if (cases < 0 || cases > (bytes.length - p) / 4) throw new Malformed(at, "a switch longer than the code");
        int[] keys = new int[(int) cases];
        int[] targets = new int[(int) cases];
        for (int k = 0; k < cases; k++) {
            keys[k] = low + k;
            targets[k] = at + s4(p + 12 + 4 * k);
        }
        tables.put(count, new Table(keys, targets, at + s4(p)));
        return add(at, Opcode.TABLESWITCH, 0, 0, p + 12 + 4 * (int) cases - at);
    }

    private int lookupSwitch(int at) {
        int p = (at + 4) & ~3;
        int cases = s4(p + 4);
        if (cases < 0 || cases > (bytes.length - p) / 8) throw new Malformed(at, "a switch longer than the code");
        int[] keys = new int[cases];
        int[] targets = new int[cases];
        for (int k = 0; k < cases; k++) {
            keys[k] = s4(p + 8 + 8 * k);
            targets[k] = at + s4(p + 12 + 8 * k);
            if (k > 0 && keys[k] <= keys[k - 1]) throw new Malformed(at, "the keys of a switch are not in order");
        }
        tables.put(count, new Table(keys, targets, at + s4(p)));
        return add(at, Opcode.LOOKUPSWITCH, 0, 0, p + 8 + 8 * cases - at);
    }

    private int plain(int at, int b) {
        return add(at, opcode(at, b), 0, 0, 1);
    }

    private int add(int at, Opcode what, int a, int b, int length) {
        if (at + length > bytes.length) throw new Malformed(at, "the code ends inside an instruction");
        if (count + 1 >= op.length) grow();
        op[count] = what;
        offset[count] = at;
        first[count] = a;
        second[count] = b;
        numbers[at] = ++count;
        return at + length;
    }

    private void grow() {
        int size = bytes.length + 2;
        op = Arrays.copyOf(op, size);
        offset = Arrays.copyOf(offset, size);
        first = Arrays.copyOf(first, size);
        second = Arrays.copyOf(second, size);
    }

    /// Offsets that are jumped to become numbers.
    private void resolve() {
        for (int i = 0; i < count; i++) if (jumps(i)) first[i] = target(i, first[i]);
        tables.replaceAll((i, t) -> {
            for (int k = 0; k < t.targets().length; k++) t.targets()[k] = target(i, t.targets()[k]);
            return new Table(t.keys(), t.targets(), target(i, t.otherwise()));
        });
    }

    private int target(int i, int at) {
        int n = at < 0 || at >= bytes.length ? 0 : numbers[at];
        if (n == 0) throw new Malformed(offset[i], "a jump to " + at + ", where no instruction begins");
        return n - 1;
    }

    private static Opcode opcode(int at, int b) {
        Opcode op = BY_BYTE[b];
        if (op == null) throw new Malformed(at, "there is no instruction 0x" + Integer.toHexString(b));
        return op;
    }

    private int u1(int at) {
        if (at >= bytes.length) throw new Malformed(at, "the code ends inside an instruction");
        return bytes[at] & 0xff;
    }

    private int s1(int at) {
        return (byte) u1(at);
    }

    private int u2(int at) {
        return u1(at) << 8 | u1(at + 1);
    }

    private int s2(int at) {
        return (short) u2(at);
    }

    private int s4(int at) {
        return u2(at) << 16 | u2(at + 2);
    }
}

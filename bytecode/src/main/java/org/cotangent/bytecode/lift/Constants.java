package org.cotangent.bytecode.lift;

import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.ConstantDynamicEntry;
import java.lang.classfile.constantpool.DoubleEntry;
import java.lang.classfile.constantpool.FieldRefEntry;
import java.lang.classfile.constantpool.FloatEntry;
import java.lang.classfile.constantpool.IntegerEntry;
import java.lang.classfile.constantpool.InterfaceMethodRefEntry;
import java.lang.classfile.constantpool.InvokeDynamicEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.LongEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.constantpool.MethodTypeEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.cotangent.ir.Callee;
import org.cotangent.ir.FieldRef;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;

/// What the constant pool of a class says, each entry read once.
final class Constants {
    private static final int NESTED_CONSTANTS = 10_000;
    private static final int NESTING = 100;

    private final ClassModel model;
    private final AtomicReferenceArray<Object> read;

    Constants(ClassModel model) {
        this.model = model;
        read = new AtomicReferenceArray<>(model.constantPool().size());
    }

    ClassDesc type(int index) {
        return once(index, ClassDesc.class, e -> {
            if (e instanceof ClassEntry c) return c.asSymbol();
            throw wrong("a class");
        });
    }

    FieldRef field(int index) {
        return once(index, FieldRef.class, e -> {
            if (!(e instanceof FieldRefEntry f)) throw wrong("a field");
            if (f.typeSymbol().equals(ConstantDescs.CD_void)) throw wrong("a field that has a value");
            return new FieldRef(f.owner().asSymbol(), f.name().stringValue(), f.typeSymbol());
        });
    }

    Callee callee(int index) {
        return once(index, Callee.class, e -> {
            if (!(e instanceof MemberRefEntry m) || e instanceof FieldRefEntry) throw wrong("a method");
            boolean inInterface = e instanceof InterfaceMethodRefEntry;
            return new Callee(
                    m.owner().asSymbol(),
                    m.name().stringValue(),
                    MethodTypeDesc.ofDescriptor(m.type().stringValue()),
                    inInterface);
        });
    }

    DynamicCallSiteDesc site(int index) {
        return once(index, DynamicCallSiteDesc.class, e -> {
            if (!(e instanceof InvokeDynamicEntry site)) throw wrong("a dynamic call site");
            new Nesting().check(site.bootstrap().arguments(), 0);
            return site.asSymbol();
        });
    }

    /// What `ldc` pushes.
    Op.Const loadable(int index) {
        return once(index, Op.Const.class, e -> switch (e) {
            case IntegerEntry i      -> new Op.Const(i.intValue(), Type.I32);
            case LongEntry l         -> new Op.Const(l.longValue(), Type.I64);
            case FloatEntry f        -> new Op.Const(f.floatValue(), Type.F32);
            case DoubleEntry d       -> new Op.Const(d.doubleValue(), Type.F64);
            case StringEntry s       -> Op.constant(s.stringValue());
            case ClassEntry c        -> new Op.Const(c.asSymbol(), new Type.Ref(ConstantDescs.CD_Class));
            case MethodTypeEntry m   -> new Op.Const(m.asSymbol(), new Type.Ref(ConstantDescs.CD_MethodType));
            case MethodHandleEntry m -> new Op.Const(m.asSymbol(), new Type.Ref(ConstantDescs.CD_MethodHandle));
            case ConstantDynamicEntry d -> {
                new Nesting().check(d.bootstrap().arguments(), 0);
                yield new Op.Const(d.asSymbol(), Type.of(d.typeSymbol()));
            }
            default -> throw wrong("a constant to be loaded");
        });
    }

    /// A computed constant may be made of others, hostile ones of themselves or of exponentially many.
    private static final class Nesting {
        private int left = NESTED_CONSTANTS;

        void check(List<LoadableConstantEntry> arguments, int depth) {
            for (LoadableConstantEntry a : arguments) {
                if (--left < 0 || depth > NESTING) throw new Malformed("a constant computed from too many others");
                if (a instanceof ConstantDynamicEntry d) check(d.bootstrap().arguments(), depth + 1);
            }
        }
    }

    private <T> T once(int index, Class<T> what, Function<PoolEntry, T> reader) {
        if (index <= 0 || index >= read.length()) throw new Malformed("no constant " + index);
        Object known = read.get(index);
        if (what.isInstance(known)) return what.cast(known);
        T now = read(index, reader);
        read.set(index, now);
        return now;
    }

    private <T> T read(int index, Function<PoolEntry, T> reader) {
        try {
            return Reading.of(() -> reader.apply(model.constantPool().entryByIndex(index)));
        } catch (Malformed e) {
            throw new Malformed("constant " + index + ": " + e.why());
        }
    }

    private static Malformed wrong(String wanted) {
        return new Malformed("it is not " + wanted);
    }
}

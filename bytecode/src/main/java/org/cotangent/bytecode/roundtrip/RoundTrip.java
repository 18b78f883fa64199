package org.cotangent.bytecode.roundtrip;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.constant.ClassDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import org.cotangent.bytecode.ClassFileBodies;
import org.cotangent.bytecode.emit.Emit;
import org.cotangent.bytecode.emit.EmitOptions;
import org.cotangent.bytecode.emit.Superclasses;
import org.cotangent.bytecode.lift.Lift;
import org.cotangent.ir.Func;
import org.cotangent.ir.verify.Verifier;
import org.cotangent.runtime.CotangentException;
import org.cotangent.runtime.UnsupportedBytecode;
import org.jspecify.annotations.Nullable;

/// Class files through the IR and back: every method with code is lifted, checked by our laws, emitted from the function
/// alone, and checked by the rules of the JVM.
///
/// What does not get through keeps its own code in the new class file, and is reported.
public final class RoundTrip {
    /// Where a method failed.
    public enum Step {
        LIFT,
        LAWS,
        EMIT,
        JVM
    }

    /// Why a method did not get through.
    public record Failure(Step step, String reason) {}

    /// One method with code: bytes of code before and after, nanoseconds for lifting and emitting it.
    public record Method(String name, int before, int after, long lift, long emit, Optional<Failure> failure) {}

    /// The new class file, and how each of its methods with code fared.
    public record Result(byte[] bytes, List<Method> methods) {}

    private final Superclasses superclasses;
    private final BinaryOperator<ClassDesc> common;
    private final ClassFile format;

    /// Round trips of classes that stand among those that `loader` knows.
    public RoundTrip(ClassLoader loader) {
        superclasses = Superclasses.of(loader);
        common = new ClassFileBodies(loader).hierarchy()::common;
        format = ClassFile.of(
                ClassFile.ClassHierarchyResolverOption.of(superclasses),
                ClassFile.DebugElementsOption.PASS_DEBUG);
    }

    /// Lifts and emits all methods of a class. Throws [org.cotangent.runtime.UnsupportedBytecode] if `classFile` is none.
    public Result of(byte[] classFile) {
        ClassModel model;
        try {
            model = format.parse(classFile);
        } catch (RuntimeException e) {
            throw unreadable("this is no class file", "byte 0", e);
        }
        try {
            return new Run(model, classFile).result();
        } catch (UnsupportedBytecode e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            // what stands outside of methods is read when the new class file is written
            throw unreadable("the class file of " + name(model) + " cannot be read", name(model), e);
        }
    }

    private static UnsupportedBytecode unreadable(String what, String where, Throwable why) {
        return new UnsupportedBytecode(what, List.of(where), why.toString(), "name a jar or folder of class files");
    }

    private static String name(ClassModel model) {
        try {
            return model.thisClass().name().stringValue().replace('/', '.');
        } catch (RuntimeException _) {
            return "a class without a name";
        }
    }

    /// What becomes of one method.
    private static final class Fate {
        final MethodModel method;
        final String name;
        final int before;
        @Nullable
        Func func;
        @Nullable
        Failure failure;
        long lift;
        long emit;

        Fate(ClassModel model, MethodModel method, CodeAttribute code) {
            this.method = method;
            this.name = name(model) + "."
                    + method.methodName().stringValue() + method.methodType().stringValue();
            this.before = code.codeLength();
        }

        void fail(Step step, Throwable cause) {
            String reason = cause instanceof CotangentException refusal
                    ? refusal.what() + (refusal.why().isEmpty() ? "" : ": " + refusal.why())
                    : cause.toString();
            failure = new Failure(step, reason);
            func = null;
        }
    }

    private final class Run {
        private final ClassModel model;
        private final byte[] before;
        private final IdentityHashMap<MethodModel, Fate> fates = new IdentityHashMap<>();
        private final List<Fate> all = new ArrayList<>();
        private final EmitOptions options;

        Run(ClassModel model, byte[] before) {
            this.model = model;
            this.before = before;
            String file = model.findAttribute(Attributes.sourceFile())
                    .map(a -> a.sourceFile().stringValue())
                    .orElse("");
            this.options = EmitOptions.of(superclasses, file).version(model.majorVersion());
            for (MethodModel m : model.methods()) {
                m.findAttribute(Attributes.code()).ifPresent(code -> all.add(new Fate(model, m, code)));
            }
            all.forEach(f -> fates.put(f.method, f));
        }

        Result result() {
            Lift lift = Lift.of(model, common);
            for (Fate f : all) lift(lift, f);
            byte[] bytes = emitted();
            Map<String, Integer> sizes = new HashMap<>();
            for (MethodModel m : format.parse(bytes).methods()) {
                m.findAttribute(Attributes.code()).ifPresent(code -> sizes.put(key(m), code.codeLength()));
            }
            return new Result(bytes, all.stream()
                    .map(f -> new Method(f.name, f.before, sizes.getOrDefault(key(f.method), 0), f.lift, f.emit,
                            Optional.ofNullable(f.failure)))
                    .toList());
        }

        private static String key(MethodModel m) {
            return m.methodName().stringValue() + m.methodType().stringValue();
        }

        private void lift(Lift lift, Fate f) {
            long start = System.nanoTime();
            try {
                f.func = lift.method(f.method).orElseThrow();
            } catch (RuntimeException | StackOverflowError e) {
                f.fail(Step.LIFT, e);
                return;
            }
            f.lift = System.nanoTime() - start;
            try {
                Verifier.verify(f.func);
            } catch (RuntimeException | StackOverflowError e) {
                f.fail(Step.LAWS, e);
            }
        }

        /// The class with all that can be emitted. What breaks it is found by emitting each method alone.
        private byte[] emitted() {
            Optional<byte[]> whole = attempt(() -> build(Set.copyOf(all))).filter(bytes -> errors(bytes).isEmpty());
            if (whole.isPresent()) return whole.get();
            for (Fate f : all) if (f.func != null) alone(f);
            return build(Set.copyOf(all));
        }

        private static Optional<byte[]> attempt(Supplier<byte[]> build) {
            try {
                return Optional.of(build.get());
            } catch (RuntimeException | StackOverflowError _) {
                return Optional.empty();
            }
        }

        private void alone(Fate f) {
            byte[] bytes;
            try {
                bytes = build(Set.of(f));
            } catch (RuntimeException | StackOverflowError e) {
                f.fail(Step.EMIT, e);
                return;
            }
            List<VerifyError> errors = errors(bytes);
            if (!errors.isEmpty() && errors(before).isEmpty()) f.fail(Step.JVM, errors.getFirst());
        }

        private List<VerifyError> errors(byte[] bytes) {
            return format.verify(bytes);
        }

        /// The class file with the code of `some` made from their functions.
        private byte[] build(Set<Fate> some) {
            ClassTransform transform = (builder, element) -> {
                Fate f = element instanceof MethodModel m ? fates.get(m) : null;
                if (f == null || f.func == null || !some.contains(f)) builder.with(element);
                else builder.transformMethod(f.method, code(f, f.func));
            };
            return format.transformClass(model, transform);
        }

        private MethodTransform code(Fate f, Func func) {
            EmitOptions how = options.constructor(f.method.methodName().equalsString("<init>"));
            return (builder, element) -> {
                if (!(element instanceof CodeModel)) {
                    builder.with(element);
                    return;
                }
                long start = System.nanoTime();
                builder.withCode(code -> Emit.emit(code, func, how));
                f.emit = System.nanoTime() - start;
            };
        }
    }
}

package org.cotangent.bytecode.lift;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.function.Consumer;
import org.cotangent.bytecode.roundtrip.RoundTrip;
import org.cotangent.ir.Func;
import org.cotangent.ir.interpret.Interpreter;
import org.cotangent.ir.interpret.LookupCalls;
import org.cotangent.ir.verify.Verifier;
import org.jspecify.annotations.Nullable;

/// A class with one static method `run`, written instruction by instruction.
record Assembled(byte[] bytes) {
    static final ClassDesc NAME = ClassDesc.of(Assembled.class.getPackageName() + ".Made");

    /// What a call gave: a value, or an exception's class.
    record Outcome(@Nullable Object value, Optional<Class<?>> thrown) {}

    static Assembled of(int version, MethodTypeDesc type, Consumer<CodeBuilder> code) {
        ClassFile.StackMapsOption frames = version < ClassFile.JAVA_6_VERSION
                ? ClassFile.StackMapsOption.DROP_STACK_MAPS
                : ClassFile.StackMapsOption.STACK_MAPS_WHEN_REQUIRED;
        return new Assembled(ClassFile.of(frames).build(NAME, c -> c.withVersion(version, 0)
                .withMethodBody("run", type, ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC, code)));
    }

    int codeLength() {
        MethodModel run = ClassFile.of().parse(bytes).methods().getFirst();
        return run.findAttribute(Attributes.code()).orElseThrow().codeLength();
    }

    Func lifted() {
        ClassModel model = ClassFile.of().parse(bytes);
        MethodModel run = model.methods().getFirst();
        Func f = Lift.of(model).method(run).orElseThrow();
        Verifier.verify(f);
        return f;
    }

    /// The class made of the lifted function alone.
    Assembled emitted() {
        RoundTrip.Result result = new RoundTrip(Assembled.class.getClassLoader()).of(bytes);
        assertEquals(Optional.empty(), result.methods().getFirst().failure());
        return new Assembled(result.bytes());
    }

    /// What the JVM makes of it.
    Outcome run(@Nullable Object... args) throws Throwable {
        MethodHandles.Lookup lookup = MethodHandles.lookup().defineHiddenClass(bytes, true);
        MethodType type = MethodType.fromMethodDescriptorString(
                ClassFile.of().parse(bytes).methods().getFirst().methodType().stringValue(),
                Assembled.class.getClassLoader());
        try {
            return new Outcome(
                    lookup.findStatic(lookup.lookupClass(), "run", type).invokeWithArguments(args), Optional.empty());
        } catch (VerifyError | ClassFormatError e) {
            throw new AssertionError(e);
        } catch (Throwable e) {
            return new Outcome(null, Optional.of(e.getClass()));
        }
    }

    /// What the lifted function gives.
    Outcome interpret(@Nullable Object... args) {
        Interpreter interpreter = new Interpreter(new LookupCalls(MethodHandles.lookup()), 1_000_000);
        Func f = lifted();
        try {
            return new Outcome(interpreter.run(f, args), Optional.empty());
        } catch (org.cotangent.ir.interpret.Stuck e) {
            throw e;
        } catch (Throwable e) {
            return new Outcome(null, Optional.of(e.getClass()));
        }
    }
}

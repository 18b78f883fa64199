package org.cotangent.bytecode.roundtrip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.cotangent.bytecode.lift.Lift;
import org.cotangent.ir.Func;
import org.cotangent.ir.interpret.Interpreter;
import org.cotangent.ir.interpret.LookupCalls;
import org.cotangent.ir.verify.Verifier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Programs, and what a mutator of legal bytecode makes of them, give the same three ways: on the JVM, lifted and
/// interpreted, and emitted again. The same values, exceptions, notes on the way; emitted code has the same stack traces.
/// `-Dcotangent.mutants=N` makes more mutants.
class MutantTest {
    private static final int MUTANTS = Integer.getInteger("cotangent.mutants", 40);
    private static final int FIRST = Integer.getInteger("cotangent.mutant", 0);

    /// @param thrown class and message of the exception and its cause, then the frames of ours
    private record Outcome(String value, List<String> thrown, List<String> frames, List<String> log) {
        Outcome withoutFrames() {
            return new Outcome(value, thrown, List.of(), log);
        }
    }

    private interface Run {
        @Nullable
        Object of(int a, List<Object> log) throws Throwable;
    }

    private static Outcome outcome(int a, Run run) {
        List<Object> log = new ArrayList<>();
        String value = "";
        List<String> thrown = new ArrayList<>();
        List<String> frames = new ArrayList<>();
        try {
            value = String.valueOf(run.of(a, log));
        } catch (InvocationTargetException e) {
            for (Throwable t = e.getCause(); t != null; t = t.getCause()) tell(t, thrown, frames);
        } catch (VerifyError | ClassFormatError | org.cotangent.ir.interpret.Stuck e) {
            throw new AssertionError(e);
        } catch (Throwable e) {
            for (Throwable t = e; t != null; t = t.getCause()) tell(t, thrown, frames);
        }
        return new Outcome(value, thrown, frames, log.stream().map(String::valueOf).toList());
    }

    private static void tell(Throwable t, List<String> thrown, List<String> frames) {
        thrown.add(t.getClass().getName() + ": " + message(t));
        for (Throwable s : t.getSuppressed()) thrown.add("suppressed " + s);
        Arrays.stream(t.getStackTrace())
                .map(f -> f.getClassName() + "." + f.getMethodName() + ":" + f.getLineNumber())
                .filter(f -> f.contains("Programs"))
                .forEach(frames::add);
    }

    /// Without the names of loaders, and without what the JVM tells in terms of the bytecode.
    private static String message(Throwable t) {
        String m = String.valueOf(t.getMessage());
        return t instanceof NullPointerException || t instanceof ClassCastException
                ? ""
                : m.replaceAll("'[^']*'| \\(.*", "");
    }

    private static List<Method> programs(Class<?> c) {
        return Arrays.stream(c.getDeclaredMethods())
                .filter(m -> !Modifier.isPrivate(m.getModifiers()) && !m.isSynthetic())
                .peek(m -> m.setAccessible(true))
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    private static byte[] file(String name) {
        try (InputStream in =
                MutantTest.class.getClassLoader().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) throw new AssertionError("no " + name);
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Programs.class, PlainPrograms.class})
    void mutantsDoWhatTheOriginalsDo(Class<?> original) throws ReflectiveOperationException {
        ClassLoader parent = MutantTest.class.getClassLoader();
        String prefix = original.getName();
        for (int seed = FIRST; seed < FIRST + MUTANTS; seed++) {
            int s = seed;
            boolean old = original == PlainPrograms.class && seed % 2 == 1;
            Again mutants = Again.made(parent, n -> n.startsWith(prefix), bytes -> Mutant.of(bytes, s, old));
            RoundTrip roundTrip = new RoundTrip(parent);
            Again emitted = Again.made(parent, n -> n.startsWith(prefix),
                    bytes -> Again.bytes(roundTrip, Mutant.of(bytes, s, old)));
            byte[] file = Mutant.of(file(prefix), seed, old);
            check("seed " + seed, original, mutants.loadClass(prefix), emitted.loadClass(prefix), file);
        }
    }

    private static void check(String place, Class<?> original, Class<?> mutant, Class<?> emitted, byte[] file)
            throws ReflectiveOperationException {
        Method rights = mutant.getDeclaredMethod("lookup");
        rights.setAccessible(true);
        MethodHandles.Lookup lookup = (MethodHandles.Lookup) rights.invoke(null);
        List<Method> before = programs(original);
        List<Method> after = programs(mutant);
        List<Method> again = programs(emitted);
        ClassModel model = ClassFile.of().parse(file);
        Lift lift = Lift.of(model);
        for (int k = 0; k < before.size(); k++) {
            Method m = after.get(k);
            Method n = again.get(k);
            Method o = before.get(k);
            MethodModel code = model.methods().stream()
                    .filter(c -> c.methodName().equalsString(m.getName()))
                    .findFirst()
                    .orElseThrow();
            Func f = lift.method(code).orElseThrow();
            Verifier.verify(f);
            for (int a = -1; a < 7; a++) {
                String where = place + ", " + m.getName() + "(" + a + ")";
                Outcome wanted = outcome(a, (x, log) -> m.invoke(null, x, log));
                assertEquals(outcome(a, (x, log) -> o.invoke(null, x, log)).withoutFrames(), wanted.withoutFrames(),
                        where);
                assertEquals(wanted, outcome(a, (x, log) -> n.invoke(null, x, log)), where);
                LookupCalls calls = new LookupCalls(lookup);
                Outcome interpreted = outcome(a, (x, log) -> new Interpreter(calls, 1_000_000).run(f, x, log));
                assertEquals(wanted.withoutFrames(), interpreted.withoutFrames(), where);
            }
        }
    }
}

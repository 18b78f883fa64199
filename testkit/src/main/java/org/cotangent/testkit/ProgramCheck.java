package org.cotangent.testkit;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import org.cotangent.Cotangent;
import org.cotangent.Gradient;
import org.cotangent.Objective;
import org.cotangent.runtime.CotangentException;
import org.jspecify.annotations.Nullable;

/// Checks the derivatives of a [RandomProgram]: the laws of [GradientCheck]; that they leave in memory what the plain run leaves
/// there, to the last bit; and, where the plain run throws, that they throw the same and leave the same.
public final class ProgramCheck {
    private static final long SEED = 42;
    private static final Verdict RIGHT = new Verdict(Verdict.Kind.RIGHT, "", "");

    private final RandomProgram program;
    private final int order;
    private final Objective<double[]> f;

    private ProgramCheck(RandomProgram program, int order) {
        this.program = program;
        this.order = order;
        this.f = program.objective();
    }

    /// What came out: all laws hold, a refusal with its reason, or a wrong answer, with the law that it breaks.
    public record Verdict(Kind kind, String what, String details) {
        /// What came out, in a word.
        public enum Kind {
            RIGHT,
            REFUSED,
            WRONG
        }

        /// Whether both say the same but for the details.
        public boolean isLike(Verdict other) {
            return kind == other.kind && what.equals(other.what);
        }

        /// Whether no law is broken: by right derivatives, or by none.
        public boolean isSound() {
            return kind != Kind.WRONG;
        }
    }

    /// Checks derivatives up to `order`.
    public static Verdict of(RandomProgram program, int order) {
        try {
            return new ProgramCheck(program, order).verdict();
        } catch (CotangentException e) {
            return new Verdict(isOurs(e) ? Verdict.Kind.WRONG : Verdict.Kind.REFUSED, e.what(), e.toString());
        } catch (RuntimeException | LinkageError e) {
            return new Verdict(Verdict.Kind.WRONG, "throws " + e.getClass().getName(), trace(e));
        }
    }

    /// A refusal that hides a fault.
    private static boolean isOurs(CotangentException e) {
        return e.mend().contains("fault of Cotangent");
    }

    private static String trace(Throwable e) {
        StringBuilder text = new StringBuilder();
        for (Throwable t = e; t != null; t = t.getCause()) {
            text.append(text.isEmpty() ? "" : "caused by ").append(t).append('\n');
            for (StackTraceElement at : List.of(t.getStackTrace()).subList(0, Math.min(8, t.getStackTrace().length))) {
                text.append("    at ").append(at).append('\n');
            }
        }
        return text.toString();
    }

    private static Verdict wrong(String law, String details) {
        return new Verdict(Verdict.Kind.WRONG, law, details);
    }

    private Verdict verdict() {
        double[] written = program.point();
        double[] own = program.point();
        Outcome plain = outcome(() -> program.run(program.point()));
        Optional<Verdict> broken = differs(
                "into",
                outcome(() -> gradient().into(own, new double[own.length]), own),
                outcome(() -> program.run(written), written))
                .or(() -> differs("valueAndGradient", outcome(this::value), plain))
                .or(() -> differs("forward mode", outcome(() -> along(plain)), plain))
                .or(() -> order < 2 ? Optional.empty() : differs("∇² v", outcome(() -> second(plain)), plain));
        return broken.orElseGet(() -> plain.thrown().isEmpty() ? laws() : RIGHT);
    }

    private double value() {
        return gradient().valueAndGradient(program.point()).value();
    }

    private Gradient<double[]> gradient() {
        return Cotangent.gradient(f);
    }

    /// For its effects: the value is that of the plain run.
    private double along(Outcome plain) {
        Cotangent.directionalDerivative(f, program.point(), direction());
        return plain.value();
    }

    private double second(Outcome plain) {
        Cotangent.hessianVector(f, program.point(), direction());
        return plain.value();
    }

    private double[] direction() {
        return new Random(SEED).doubles(program.point().length, -1, 1).toArray();
    }

    private Verdict laws() {
        GradientReport report = GradientCheck.of(f)
                .rounding(program.isSingle() ? 1e-4 : 1e-9)
                .tolerance(program.isSingle() ? 2e-3 : 1e-6)
                .roughAllowed()
                .order(order)
                .at(program.point());
        if (report.passed()) return RIGHT;
        return wrong(report.disagreements().getFirst().law(), report.toString());
    }

    private static Optional<Verdict> differs(String way, Outcome found, Outcome plain) {
        if (!found.thrown().equals(plain.thrown())) {
            return Optional.of(wrong(way + ": throws as the plain run does",
                    "throws [" + found.thrown() + "] instead of [" + plain.thrown() + "]\n" + found.trace()));
        }
        if (Double.doubleToRawLongBits(found.value()) != Double.doubleToRawLongBits(plain.value())) {
            return Optional.of(wrong(way + ": value", found.value() + " instead of " + plain.value()));
        }
        if (found.memory().equals(plain.memory())) return Optional.empty();
        return Optional
                .of(wrong(way + ": memory as the plain run leaves it", difference(found.memory(), plain.memory())));
    }

    private static String difference(String found, String expected) {
        List<String> a = found.lines().toList();
        List<String> b = expected.lines().toList();
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            if (!a.get(i).equals(b.get(i))) return a.get(i) + " instead of " + b.get(i);
        }
        return a.size() + " parts instead of " + b.size();
    }

    /// How a run ended: its value, or what it threw; and what it left in memory.
    private record Outcome(double value, String thrown, String trace, String memory) {}

    private Outcome outcome(Callable<Double> run, Object... roots) {
        double value = 0;
        Throwable thrown = null;
        try {
            value = run.call();
        } catch (CotangentException e) {
            throw e;
        } catch (InvocationTargetException e) {
            thrown = e.getCause();
        } catch (Exception | LinkageError | StackOverflowError e) {
            thrown = e;
        }
        String memory = Memory.of(program.method().getDeclaringClass(), roots);
        return new Outcome(value, told(thrown), thrown == null ? "" : trace(thrown), memory);
    }

    /// What a program can tell of an exception; the text of a `NullPointerException` describes bytecode.
    private static String told(@Nullable Throwable e) {
        if (e == null || e instanceof NullPointerException) return e == null ? "" : e.getClass().getName();
        return e.getClass().getName() + ": " + e.getMessage();
    }
}

package org.cotangent.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import org.cotangent.Cotangent;
import org.cotangent.Objective;
import org.cotangent.ValueAndGradient;
import org.cotangent.engine.Options;
import org.cotangent.rule.RulesFor;
import org.cotangent.testkit.GradientReport.Disagreement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A check that fails names the line: here with rules that are wrong on purpose.
public class WrongLineTest {
    private static final Options USUAL = Options.current();
    private static final Pattern NUMBER = Pattern.compile("(-?\\d+\\.\\d+)( ± \\S+)?");

    /// `sin` is wrong in both modes, `cbrt` in reverse mode only.
    @RulesFor(Math.class)
    static final class WrongRules {
        static double dSin(double x, double dx) {
            return 0.5 * Math.cos(x) * dx;
        }

        static double dCbrt(double x, double dx) {
            return Modes.onlyForward(x) / (3 * Math.cbrt(x) * Math.cbrt(x)) * dx;
        }
    }

    /// Called by a rule.
    public static final class Modes {
        public static double onlyForward(double x) {
            boolean reverse = StackWalker.getInstance().walk(all -> all.anyMatch(Modes::isGradient));
            return reverse ? 0.5 : 1;
        }

        private static boolean isGradient(StackWalker.StackFrame frame) {
            return frame.getMethodName().startsWith("gradient");
        }
    }

    private static final String SOURCE =
            """
                    import java.util.function.DoubleUnaryOperator;

                    public class Model {
                        public static double both(double[] x) {
                            double a = Parts.scaled(x[0], x[1]);
                            double b = new Parts(a).shifted(x[1]);
                            double c = Math.sin(b) + Parts.total(x);
                            return c * a + Math.sin(c);
                        }

                        public static double reverse(double[] x) {
                            double a = Parts.scaled(x[0], x[1]);
                            double b = new Parts(a).shifted(x[1]);
                            double c = Math.cbrt(b) + Parts.total(x);
                            return c * a + Math.cbrt(c);
                        }

                        public static double deep(double[] x) {
                            Parts p = new Parts(x[0]);
                            for (int i = 0; i < 9; i++) p.step(v -> v * x[1] + 1, i);
                            return p.at * x[0];
                        }

                        public static double turning(double[] x) {
                            double a = x[0] - 1.5;
                            return (a == 0 ? 1 : Math.expm1(a) / a) * x[1];
                        }

                        public static double right(double[] x) {
                            return x[0] * x[1];
                        }
                    }

                    class Parts {
                        double at;

                        Parts(double at) {
                            this.at = at;
                        }

                        double shifted(double by) {
                            return at * at + by;
                        }

                        static double scaled(double v, double w) {
                            return Math.exp(v) * w;
                        }

                        static double total(double[] x) {
                            double sum = 0;
                            for (double each : x) sum += each * each;
                            return sum;
                        }

                        void step(DoubleUnaryOperator f, int i) {
                            at = f.applyAsDouble(at);
                            if (i == 7) at = halved(() -> Math.sin(at));
                        }

                        static double halved(java.util.function.DoubleSupplier s) {
                            return 0.5 * s.getAsDouble();
                        }
                    }
                    """;

    @BeforeEach
    void wrongRules() {
        Options.use(new Options(USUAL.without(), USUAL.verify(), List.of(WrongRules.class)));
    }

    @AfterEach
    void usual() {
        Options.use(USUAL);
    }

    private static Objective<double[]> program(String name) throws ReflectiveOperationException {
        Class<?> model = Compiled.of("Model", SOURCE).loadClass("Model");
        return Cotangent.objective(model.getMethod(name, double[].class));
    }

    /// The first disagreement, its numbers to a few digits.
    private static String first(GradientReport report, String law) {
        return report.disagreements().stream()
                .filter(d -> d.law().equals(law))
                .findFirst()
                .map(d -> NUMBER.matcher(d.toString()).replaceAll(n -> "%.4f".formatted(Double.valueOf(n.group(1)))))
                .orElse("");
    }

    private static void fails(String program, String law, String expected) throws ReflectiveOperationException {
        GradientReport report = GradientCheck.of(program(program)).order(1).at(1.5, 0.7);
        assertEquals(expected, first(report, law));
    }

    @Test
    void aRuleThatIsWrongInBothModes() throws ReflectiveOperationException {
        fails("both", "forward = differences",
                """
                        forward = differences   x[0]   1.8313, should be -10.3730
                            first at Model.java:7 in Model.both: Math.sin has the derivative -4.3133, differences give -8.6266""");
    }

    @Test
    void aRuleThatIsWrongInReverseMode() throws ReflectiveOperationException {
        fails("reverse", "reverse = forward",
                """
                        reverse = forward   x[0]   27.2387, should be 29.6697
                            first at Model.java:14 in Model.reverse: Math.cbrt has the derivative 0.6824 by reverse mode, 1.3647 by forward mode""");
    }

    @Test
    void aLineOfALambdaInALoop() throws ReflectiveOperationException {
        fails("deep", "forward = differences",
                """
                        forward = differences   x[0]   0.9548, should be 0.9398
                            first at Model.java:57 in Parts.lambda$step$0: Math.sin has the derivative -0.0287, differences give -0.0574""");
    }

    @Test
    void aWayThatNoNeighbourTakes() throws ReflectiveOperationException {
        fails("turning", "forward = differences",
                """
                        forward = differences   x[0]   0.0000, should be 0.3500
                            after Model.java:25 in Model.turning the program takes another way at neighbouring points""");
    }

    /// Somebody else's gradient of a program that Cotangent differentiates well.
    private record NotOurs(Derivatives ours) implements Derivatives {
        @Override
        public java.util.Optional<Objective<double[]>> program() {
            return ours.program();
        }

        @Override
        public ToDoubleFunction<double[]> function() {
            return ours.function();
        }

        @Override
        public ValueAndGradient<double[]> valueAndGradient(double[] x) {
            double[] gradient = {2 * x[1], x[0]};
            return new ValueAndGradient<>(ours.valueAndGradient(x).value(), gradient);
        }

        @Override
        public double into(double[] x, double[] gradient) {
            return ours.into(x, gradient);
        }

        @Override
        public double along(double[] x, double[] v) {
            return ours.along(x, v);
        }

        @Override
        public double[] hessianVector(double[] x, double[] v) {
            return ours.hessianVector(x, v);
        }

        @Override
        public Derivatives ofSlope(double[] v) {
            return ours.ofSlope(v);
        }
    }

    @Test
    void noLineIsWrong() throws ReflectiveOperationException {
        GradientReport report = GradientCheck.of(new NotOurs(Derivatives.of(program("right")))).order(1).at(1.5, 0.7);
        assertEquals(
                """
                        reverse = forward   x[0]   1.4000, should be 0.7000
                            line unknown: each of the 4 numbers that are computed on the way is right, where every number is noted""",
                first(report, "reverse = forward"));
    }
}

package org.cotangent.cli;

import java.io.PrintStream;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.cotangent.Cotangent;
import org.cotangent.Gradient;
import org.cotangent.Objective;
import org.cotangent.Tangents;
import org.cotangent.cli.demo.Timing;

/// `./cotangent grad TARGET Class::method ARG...`: value and gradient of a static method, with a check.
final class Grad {
    private static final String FORM = "./cotangent grad TARGET Class::method ARG...";

    private final PrintStream out;
    private final Point point;
    private final Objective<Object> f;
    private final Gradient<Object> gradient;

    private Grad(PrintStream out, Call call) {
        this.out = out;
        this.point = new Point(call);
        this.f = Cotangent.objective(call.method());
        this.gradient = Cotangent.gradient(f);
    }

    /// Returns 0 if the gradient agrees with differences, else 1.
    static int run(List<String> args, PrintStream out) throws Usage {
        if (args.size() < 2) throw new Usage(FORM);
        MethodName name = MethodName.parse(args.get(1));
        List<Argument> words = new ArrayList<>();
        for (String word : args.subList(2, args.size())) words.add(Argument.parse(word));
        try (Target target = Target.open(args.getFirst())) {
            Call call = Call.of(new Lookups(target).methods(name), words);
            if (new Point(call).flat().length == 0) {
                throw new Usage(Lookups.signature(call.method())
                        + " got no floating-point number: nothing to differentiate by");
            }
            return new Grad(out, call).run(call.method());
        }
    }

    private int run(Method method) {
        out.println(title(method));
        double value;
        try {
            value = f.applyAsDouble(point.at(point.flat()));
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            out.println("threw        " + e + (e.getCause() == null ? "" : ", caused by " + e.getCause()));
            return 1;
        }
        Tangents<Object> found = gradient.tangents(point.at(point.flat()));
        Modes modes = Modes.of(f, point, found.flat());
        out.println("value        " + (method.getReturnType() == float.class ? "" + (float) value : "" + value));
        out.println("gradient     " + point.shown(modes.gradient()));
        out.println("modes        " + modes);
        Check check = Check.of(x -> f.applyAsDouble(point.at(x)), point, modes.gradient());
        out.println("differences  " + check);
        boolean same = Double.doubleToLongBits(value) == Double.doubleToLongBits(found.value());
        if (!same) out.println("DIFFERENT value beside the gradient: " + found.value());
        time();
        return check.holds() && modes.agree() && same ? 0 : 1;
    }

    private static String title(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName()
                + Arrays.stream(method.getParameters())
                        .map(p -> p.getType().getSimpleName() + (p.isNamePresent() ? " " + p.getName() : ""))
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    /// Two points in turn, so that nothing is computed once for all calls; fresh ones if the method overwrites its arguments.
    private void time() {
        double[] x = point.flat();
        x[0] = Math.nextUp((float) x[0]);
        Object[] points = {point.at(point.flat()), point.at(x)};
        double _ = f.applyAsDouble(points[0]);
        boolean kept = Arrays.deepEquals(new Object[] {point.at(point.flat())}, new Object[] {points[0]});
        int[] turn = {0};
        double function = Timing.of(
                kept ? () -> f.applyAsDouble(points[turn[0]++ & 1]) : () -> f.applyAsDouble(point.at(x)));
        double both = Timing.of(
                () -> gradient.valueAndGradient(points[turn[0]++ & 1]).value());
        out.printf(
                Locale.ROOT,
                "time         function %s, with gradient %s: %.1f times%n",
                Timing.shown(function),
                Timing.shown(both),
                both / function);
    }
}

package org.cotangent.opt;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Func;
import org.cotangent.ir.Op;
import org.cotangent.ir.interpret.Interpreter;
import org.cotangent.ir.interpret.LookupCalls;
import org.jspecify.annotations.Nullable;

/// What can be seen of a run of a random program: its result or what it throws, and the arrays it was handed.
record Observed(String result, boolean threw, String memory, String shadows) {
    private static final long FUEL = 3_000_000;
    private static final int[] NUMBERS = {0, 1, 3, -2, 2};

    /// Runs on some inputs, with the arrays apart and with both the same one.
    static List<Observed> of(Func f) {
        return of(f, _ -> null);
    }

    /// The same, where some callees are functions.
    static List<Observed> of(Func f, Function<Callee, @Nullable Func> bodies) {
        List<Observed> all = new ArrayList<>();
        for (int k = 0; k < NUMBERS.length; k++) all.add(run(f, bodies, NUMBERS[k], k));
        return all;
    }

    private static Observed run(Func f, Function<Callee, @Nullable Func> bodies, int n, int k) {
        double[] p = {0.5, -1, 2, k / 4.0};
        double[] q = k % 2 == 0 ? p : new double[] {1, 2, -0.0, 3};
        double[] dp = {1, 0.25, -0.5, 2};
        double[] dq = k % 2 == 0 ? dp : new double[] {-1, 0.125, 3, 0};
        int[] o = {1, 2, 3, 0};
        List<Object> args = new ArrayList<>(List.of(n, k, k / 4.0, p, q, o));
        if (f.parameters().size() > args.size()) args.addAll(List.of(dp, dq));
        String result;
        boolean threw = false;
        try {
            result = String.valueOf(new Interpreter(new Bodies(bodies), FUEL).run(f, args.toArray()));
        } catch (RuntimeException e) {
            result = e.getClass().getSimpleName();
            threw = true;
        }
        String memory = Arrays.toString(p) + Arrays.toString(q) + Arrays.toString(o);
        String shadows = Arrays.toString(dp) + Arrays.toString(dq);
        return new Observed(result, threw, memory, shadows.replace("-0.0", "0.0")); // structural zero has no sign
    }

    /// The same, but that some exception was thrown may stand for that another one was.
    static List<Observed> whateverThrown(List<Observed> all) {
        return all.stream()
                .map(o -> o.threw ? new Observed("", true, o.memory, o.shadows) : o)
                .toList();
    }

    /// The same, without the shadows where something was thrown.
    static List<Observed> withoutLostTangents(List<Observed> all) {
        return all.stream()
                .map(o -> o.threw ? new Observed(o.result, true, o.memory, "") : o)
                .toList();
    }

    private static final class Bodies extends LookupCalls {
        private final Function<Callee, @Nullable Func> bodies;

        Bodies(Function<Callee, @Nullable Func> bodies) {
            super(MethodHandles.lookup());
            this.bodies = bodies;
        }

        @Override
        public @Nullable Object invoke(Op.Invoke op, List<@Nullable Object> args) throws Throwable {
            Func body = bodies.apply(op.callee());
            return body == null ? super.invoke(op, args) : new Interpreter(this, FUEL).run(body, args.toArray());
        }
    }
}

package org.cotangent.bytecode.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.cotangent.ir.Func;
import org.cotangent.ir.interpret.Interpreter;
import org.cotangent.ir.interpret.LookupCalls;
import org.cotangent.ir.interpret.Stuck;
import org.cotangent.ir.text.Listing;
import org.cotangent.ir.verify.Verifier;
import org.junit.jupiter.api.Test;

/// Random functions do as bytecode what the interpreter makes of them. `-Dcotangent.functions=N` tries more.
class RandomFuncTest {
    private static final int FUNCTIONS = Integer.getInteger("cotangent.functions", 1000);
    private static final int FIRST = Integer.getInteger("cotangent.function", 0);

    private record Outcome(Object value, List<Double> doubles, List<Integer> ints) {}

    private interface Call {
        Object of(Object... args) throws Throwable;
    }

    private static Outcome outcome(int a, Call call) {
        int[] ints = {30, a, 2, 3};
        double[] doubles = {0.5, a, -2, 1e9};
        Object o = a % 2 == 0 ? new AtomicInteger(a) : "text";
        Object value;
        try {
            value = call.of(a, 5L - a, 0.5f * a, 2.0, ints, doubles, o);
        } catch (VerifyError | Stuck e) {
            throw e;
        } catch (Throwable e) {
            value = e.getClass();
        }
        return new Outcome(
                value,
                java.util.Arrays.stream(doubles).boxed().toList(),
                java.util.Arrays.stream(ints).boxed().toList());
    }

    @Test
    void bytecodeDoesWhatTheFunctionSays() throws Throwable {
        int run = 0;
        for (int seed = FIRST; seed < FIRST + FUNCTIONS; seed++) {
            Func f = RandomFunc.of(seed);
            String place = "seed " + seed;
            MethodHandle code;
            try {
                Verifier.verify(f);
                Lookup in = Methods.define(
                        RandomFuncTest.class, "f", List.of(new Methods.Method("f", RandomFunc.TYPE, f)), null);
                code = in.findStatic(in.lookupClass(), "f", RandomFunc.TYPE.resolveConstantDesc(in));
            } catch (RuntimeException | Error e) {
                throw new AssertionError(place + "\n" + Listing.of(f), e);
            }
            for (int a = -2; a < 3; a++) {
                Outcome wanted;
                try {
                    wanted = outcome(a,
                            args -> new Interpreter(new LookupCalls(MethodHandles.lookup()), 20_000).run(f, args));
                } catch (Stuck e) {
                    // a handler that leads back to where it came from: runs forever
                    continue;
                }
                run++;
                Outcome found = outcome(a, code::invokeWithArguments);
                assertEquals(wanted, found, () -> place + "\n" + Listing.of(f));
            }
        }
        assertTrue(run > 4 * FUNCTIONS, run + " runs ended");
    }
}

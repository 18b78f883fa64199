package org.cotangent.bytecode.lift;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.cotangent.ir.text.Listing;
import org.junit.jupiter.api.Test;

/// Random methods give the same on the JVM, when they are lifted and interpreted, and when they are emitted again. `-Dcotangent.programs=N` tries more.
class RandomCodeTest {
    private static final int PROGRAMS = Integer.getInteger("cotangent.programs", 800);
    private static final int FIRST = Integer.getInteger("cotangent.program", 0);

    @Test
    void liftedCodeDoesWhatTheCodeDoes() throws Throwable {
        for (int seed = FIRST; seed < FIRST + PROGRAMS; seed++) {
            Assembled code = RandomCode.of(seed);
            Assembled emitted = emitted(seed, code);
            for (int a = -3; a < 12; a += 5) {
                int[] x = {4, 3, 2, 1, 0, -1, -2, -3};
                int[] y = x.clone();
                int[] z = x.clone();
                RuntimeException e = a == 2 ? null : new IllegalStateException();
                Assembled.Outcome wanted = code.run(a, 5L - a, 0.5f * a, 2.0, x, e);
                String place = "seed " + seed + ", argument " + a;
                Assembled.Outcome found;
                try {
                    found = code.interpret(a, 5L - a, 0.5f * a, 2.0, y, e);
                } catch (RuntimeException | Error f) {
                    throw new AssertionError(place, f);
                }
                assertEquals(wanted, found, () -> place + "\n" + Listing.of(code.lifted()));
                assertArrayEquals(x, y, place);
                assertEquals(wanted, emitted.run(a, 5L - a, 0.5f * a, 2.0, z, e), place);
                assertArrayEquals(x, z, place);
            }
        }
    }

    private static Assembled emitted(long seed, Assembled code) {
        try {
            return code.emitted();
        } catch (RuntimeException | Error e) {
            throw new AssertionError("seed " + seed + "\n" + Listing.of(code.lifted()), e);
        }
    }
}

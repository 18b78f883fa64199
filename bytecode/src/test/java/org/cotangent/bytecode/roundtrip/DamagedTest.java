package org.cotangent.bytecode.roundtrip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.cotangent.bytecode.ClassFileBodies;
import org.cotangent.bytecode.Damage;
import org.cotangent.bytecode.Hierarchy;
import org.cotangent.ir.Callee;
import org.cotangent.runtime.UnsupportedBytecode;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Class files that are cut off, or damaged anywhere: whoever is handed one gives an answer, or an [UnsupportedBytecode] that
/// says where. Nothing else comes out. `-Dcotangent.fuzz=N` damages each class N times.
class DamagedTest {
    private static final int TIMES = Integer.getInteger("cotangent.fuzz", 50);
    private static final int FIRST = Integer.getInteger("cotangent.fuzz.first", 0);

    private int answered;
    private int refused;

    @ParameterizedTest
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    @ValueSource(strings = {
        "java.util.Optional",
        "java.util.ArrayDeque",
        "java.util.Formatter$FormatSpecifier",
        "java.lang.Character",
        "java.util.concurrent.StructuredTaskScope$Joiner",
        "java.util.regex.Pattern$Branch",
        "org.cotangent.bytecode.roundtrip.Programs",
    })
    void anAnswerOrARefusal(String name) throws IOException {
        byte[] whole = Damage.classFile(name);
        Damage.seeds(name, FIRST, TIMES, seed -> {
            byte[] damaged = damaged(whole, new Random(seed));
            roundTrip(damaged);
            lift(name, whole, damaged);
        });
        assertTrue(answered > 0 && refused > 0, answered + " answers, " + refused + " refusals");
    }

    private void roundTrip(byte[] damaged) {
        try {
            RoundTrip.Result result = new RoundTrip(DamagedTest.class.getClassLoader()).of(damaged);
            for (RoundTrip.Method m : result.methods()) {
                Optional<RoundTrip.Failure> laws = m.failure().filter(f -> f.step() == RoundTrip.Step.LAWS);
                assertEquals(Optional.empty(), laws);
            }
            answered++;
        } catch (UnsupportedBytecode e) {
            placed(e);
        }
    }

    private void placed(UnsupportedBytecode e) {
        refused++;
        assertFalse(e.what().isEmpty() || e.where().isEmpty() || e.why().isEmpty() || e.mend().isEmpty(),
                e::getMessage);
    }

    /// The methods of the class, and what the hierarchy says of it, from a class file that is damaged.
    private void lift(String name, byte[] whole, byte[] damaged) {
        ClassLoader loader = DamagedTest.class.getClassLoader();
        ClassDesc owner = ClassDesc.of(name);
        ClassFileBodies bodies = new ClassFileBodies(
                loader, (_, asked) -> asked.equals(name) ? Optional.of(damaged) : Optional.empty());
        for (var m : ClassFile.of().parse(whole).methods()) {
            try {
                var _ = bodies.body(Callee.of(owner, m.methodName().stringValue(), m.methodTypeSymbol()));
                answered++;
            } catch (UnsupportedBytecode e) {
                placed(e);
            }
        }
        Hierarchy h = bodies.hierarchy();
        for (Runnable ask : List.<Runnable>of(
                () -> h.supertypes(owner), () -> h.fields(owner), () -> h.methods(owner), () -> h.isRecord(owner))) {
            try {
                ask.run();
                answered++;
            } catch (UnsupportedBytecode e) {
                placed(e);
            }
        }
    }

    private static byte[] damaged(byte[] whole, Random random) {
        if (random.nextInt(8) == 0) return Arrays.copyOf(whole, random.nextInt(whole.length));
        byte[] damaged = whole.clone();
        // close to the start lies the constant pool
        int end = random.nextInt(3) == 0 ? Math.min(whole.length, 400) : whole.length;
        for (int k = 1 + random.nextInt(8); k > 0; k--) {
            int at = 4 + random.nextInt(end - 4);
            switch (random.nextInt(4)) {
                case 0 -> damaged[at] = (byte) random.nextInt(256);
                case 1 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> damaged[at] = (byte) (random.nextBoolean() ? 0xff : 0);
                default -> System.arraycopy(
                        whole, random.nextInt(whole.length - 8), damaged, Math.min(at, whole.length - 8), 8);
            }
        }
        return damaged;
    }
}

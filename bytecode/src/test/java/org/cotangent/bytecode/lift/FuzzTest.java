package org.cotangent.bytecode.lift;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.cotangent.bytecode.Damage;
import org.cotangent.ir.Func;
import org.cotangent.ir.verify.Verifier;
import org.cotangent.runtime.UnsupportedBytecode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Damaged class files: every method is lifted to a function that keeps the laws, or refused with a place. Nothing else
/// comes out. `-Dcotangent.fuzz=N` damages each class N times instead of a few.
class FuzzTest {
    private static final int TIMES = Integer.getInteger("cotangent.fuzz", 30);

    private int lifted;
    private int refused;

    @ParameterizedTest
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    @ValueSource(strings = {
        "java.lang.Math",
        "java.lang.String",
        "java.util.HashMap",
        "java.util.concurrent.ThreadPoolExecutor",
        "java.util.regex.Pattern",
        "java.io.ObjectInputStream",
        "java.lang.invoke.MethodHandles",
        "java.util.stream.Collectors",
    })
    void damagedClassesAreLiftedOrRefused(String name) throws IOException {
        byte[] whole = Damage.classFile(name);
        List<int[]> codes = codes(whole);
        Damage.seeds(name, 0, TIMES, seed -> liftAll(damage(whole, codes, random(seed))));
        assertTrue(lifted > 0 && refused > 0, lifted + " lifted, " + refused + " refused");
    }

    /// Subroutines, handlers of themselves, things on the stack at joins.
    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void damagedOddCodeIsLiftedOrRefused() {
        Damage.seeds("odd code", 0, 20 * TIMES, seed -> {
            byte[] whole = RandomCode.of(seed).bytes();
            liftAll(damage(whole, codes(whole), random(seed)));
        });
        assertTrue(lifted > 0 && refused > 0, lifted + " lifted, " + refused + " refused");
    }

    private void liftAll(byte[] file) {
        ClassModel model;
        List<MethodModel> methods;
        Lift lift;
        try {
            model = ClassFile.of().parse(file);
            methods = model.methods();
        } catch (IllegalArgumentException | IndexOutOfBoundsException _) {
            return;
        }
        try {
            lift = Lift.of(model);
        } catch (UnsupportedBytecode _) {
            refused++;
            return;
        }
        for (MethodModel m : methods) {
            try {
                Optional<Func> f = lift.method(m);
                f.ifPresent(Verifier::verify);
                lifted++;
            } catch (UnsupportedBytecode _) {
                refused++;
            }
        }
    }

    /// Some bytes anywhere, or in the code of methods.
    private static byte[] damage(byte[] whole, List<int[]> codes, RandomGenerator random) {
        byte[] damaged = whole.clone();
        boolean inCode = random.nextInt(4) > 0;
        int bytes = 1 + random.nextInt(inCode ? 40 : 6);
        for (int k = 0; k < bytes; k++) {
            int[] range = inCode ? codes.get(random.nextInt(codes.size())) : new int[] {10, whole.length};
            int at = range[0] + random.nextInt(range[1] - range[0]);
            damaged[at] = switch (random.nextInt(4)) {
                case 0  -> (byte) (damaged[at] + 1);
                case 1  -> whole[range[0] + random.nextInt(range[1] - range[0])];
                case 2  -> (byte) (damaged[at] ^ 1 << random.nextInt(8));
                default -> (byte) random.nextInt(256);
            };
        }
        return damaged;
    }

    /// Where the code of each method stands in the file, with its exception table and attributes.
    private static List<int[]> codes(byte[] whole) {
        List<int[]> all = new ArrayList<>();
        for (MethodModel m : ClassFile.of().parse(whole).methods()) {
            m.findAttribute(Attributes.code()).ifPresent(code -> {
                byte[] bytes = code.codeArray();
                for (int at = 0; at + bytes.length <= whole.length; at++) {
                    int end = at + bytes.length;
                    if (java.util.Arrays.equals(whole, at, end, bytes, 0, bytes.length)) {
                        all.add(new int[] {at - 8, Math.min(whole.length, end + 12)});
                        break;
                    }
                }
            });
        }
        return all;
    }

    private static RandomGenerator random(int seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}

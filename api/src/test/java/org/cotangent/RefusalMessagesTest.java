package org.cotangent;

import static org.cotangent.Cotangent.gradient;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.stream.Stream;
import org.cotangent.runtime.CotangentException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What refusals say: kept in `src/test/golden/refusals`; `-Dcotangent.bless` rewrites it.
class RefusalMessagesTest {
    @TestFactory
    Stream<DynamicTest> messages() {
        return Arrays.stream(Refused.class.getDeclaredMethods())
                .filter(m -> m.getReturnType() == double.class && !m.isSynthetic()
                        && !java.lang.reflect.Modifier.isPrivate(m.getModifiers()))
                .map(m -> DynamicTest.dynamicTest(m.getName(), () -> check(m)));
    }

    private static Object argument(String method) {
        return switch (method) {
            case "shape"  -> List.of(new Refused.Normal(1, 2));
            case "closed" -> new DoubleAdder();
            default       -> new double[] {0.5, 1.5};
        };
    }

    private static void check(Method m) throws IOException {
        Gradient<Object> g = gradient(Cotangent.objective(m));
        CotangentException e = assertThrows(CotangentException.class, () -> g.apply(argument(m.getName())));
        Path kept = Path.of("src/test/golden/refusals", m.getName() + ".txt");
        String said = e.getMessage() + "\n";
        if (System.getProperty("cotangent.bless") != null) Files.writeString(kept, said);
        assertEquals(Files.readString(kept), said);
    }
}

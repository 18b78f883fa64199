package org.cotangent.testkit;

import java.util.stream.Stream;
import org.cotangent.samples.TheTwelve;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The twelve programs and their variants obey every law, to second order.
class TwelveTest {
    @TestFactory
    Stream<DynamicTest> firstOrder() {
        return TheTwelve.all().stream()
                .map(each -> DynamicTest.dynamicTest(each.name(), () -> SamplesTest.check(each, 1)));
    }

    @TestFactory
    Stream<DynamicTest> secondOrder() {
        return TheTwelve.all().stream()
                .map(each -> DynamicTest.dynamicTest(each.name(), () -> SamplesTest.check(each, 2)));
    }
}

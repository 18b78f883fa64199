package org.cotangent.samples;

import java.util.List;
import java.util.stream.Stream;

/// The twelve programs with which the first version proves itself, and variants of each.
public final class TheTwelve {
    private TheTwelve() {}

    /// In order; the name of each begins with its number.
    public static List<Sample> all() {
        return Stream.of(
                GaussianMixture.all(),
                CharacterLstm.all(),
                NewtonInLoop.all(),
                AliasedParameters.all(),
                RecursionThenOverwrite.all(),
                CyclicLink.all(),
                ShapesLater.all(),
                StoredLambda.all(),
                HalfWritten.all(),
                StaticAccumulator.all(),
                SelfRegistering.all(),
                BoxesInCollections.all())
                .flatMap(List::stream)
                .toList();
    }
}

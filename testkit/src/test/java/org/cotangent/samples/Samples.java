package org.cotangent.samples;

import java.util.List;
import java.util.stream.Stream;

/// Every sample program: the twelve with their variants, then the broad corpus, file by file.
public final class Samples {
    private Samples() {}

    /// All, by unique names.
    public static List<Sample> all() {
        return Stream.concat(TheTwelve.all().stream(), corpus().stream()).toList();
    }

    /// All but the twelve.
    public static List<Sample> corpus() {
        return Stream.of(
                Arithmetic.all(),
                Overwriting.all(),
                Loops.all(),
                Branches.all(),
                Unneeded.all(),
                Calls.all(),
                Functions.all(),
                Ranks.all(),
                Handlers.all(),
                BoxKinds.all(),
                Collected.all(),
                HandedFunctions.all(),
                OwnCollections.all(),
                Temporaries.all(),
                Sorting.all(),
                Inheritance.all(),
                Interfaces.all(),
                InnerClasses.all(),
                Enums.all(),
                Patterns.all(),
                Generics.all(),
                Cached.all(),
                Structured.all(),
                References.all(),
                Thrown.all(),
                Primitives.all(),
                Dispatching.all(),
                Records.all(),
                Constructing.all(),
                BelowJdk.all(),
                Nested.all(),
                Texts.all(),
                Found.all(),
                MathFunctions.all(),
                StrictMathFunctions.all())
                .flatMap(List::stream)
                .toList();
    }
}

package org.cotangent.samples;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Every sample program: the twelve with their variants, then the broad corpus, file by file.
public final class Samples {
    private Samples() {}

    /// All, by unique names.
    public static List<Sample> all() {
        return families().values().stream().flatMap(List::stream).toList();
    }

    /// All but the twelve.
    public static List<Sample> corpus() {
        Map<String, List<Sample>> others = families();
        others.remove("TheTwelve");
        return others.values().stream().flatMap(List::stream).toList();
    }

    /// All, by the names of the classes that hold them.
    public static Map<String, List<Sample>> families() {
        Map<String, List<Sample>> all = new LinkedHashMap<>();
        all.put("TheTwelve", TheTwelve.all());
        all.put("Arithmetic", Arithmetic.all());
        all.put("Overwriting", Overwriting.all());
        all.put("Loops", Loops.all());
        all.put("Branches", Branches.all());
        all.put("Unneeded", Unneeded.all());
        all.put("Calls", Calls.all());
        all.put("Functions", Functions.all());
        all.put("Ranks", Ranks.all());
        all.put("Handlers", Handlers.all());
        all.put("BoxKinds", BoxKinds.all());
        all.put("Collected", Collected.all());
        all.put("ListReads", ListReads.all());
        all.put("HandedFunctions", HandedFunctions.all());
        all.put("OwnCollections", OwnCollections.all());
        all.put("Temporaries", Temporaries.all());
        all.put("Sorting", Sorting.all());
        all.put("Inheritance", Inheritance.all());
        all.put("Interfaces", Interfaces.all());
        all.put("InnerClasses", InnerClasses.all());
        all.put("Enums", Enums.all());
        all.put("Patterns", Patterns.all());
        all.put("Generics", Generics.all());
        all.put("Cached", Cached.all());
        all.put("Structured", Structured.all());
        all.put("References", References.all());
        all.put("Thrown", Thrown.all());
        all.put("Primitives", Primitives.all());
        all.put("Dispatching", Dispatching.all());
        all.put("Records", Records.all());
        all.put("Constructing", Constructing.all());
        all.put("BelowJdk", BelowJdk.all());
        all.put("Kept", Kept.all());
        all.put("Nested", Nested.all());
        all.put("Texts", Texts.all());
        all.put("Found", Found.all());
        all.put("MathFunctions", MathFunctions.all());
        all.put("StrictMathFunctions", StrictMathFunctions.all());
        return all;
    }
}

package org.cotangent.ir.verify;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.cotangent.ir.Func;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;
import org.cotangent.ir.text.Listing;

/// A function under examination, by one law at a time.
final class Subject {
    private static final int EXCERPT = 10;

    final Func f;
    private String law = "";

    Subject(Func f) {
        this.f = f;
    }

    /// What is examined now: `thisIsALaw` is shown as `this is a law`.
    void law(String name) {
        law = name;
    }

    /// Throws, unless `holds`, that the law is broken at `part`: a block, let, exit or handler of the function.
    void check(boolean holds, Object part, Supplier<String> what) {
        if (holds) return;
        throw new Violation(sentence(law), "in " + f.name() + ": " + what.get(), Listing.excerpt(f, part, EXCERPT));
    }

    static String sentence(String name) {
        return Arrays.stream(name.split("(?=[A-Z])"))
                .map(w -> w.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
    }

    /// Whether values of the two types are alike to the JVM: the same number type, or both references.
    static boolean alike(Type a, Type b) {
        return a == b || a.isReference() && b.isReference();
    }

    static boolean isLinearNumber(Value v) {
        return v.linear() && v.type().isFloating();
    }
}

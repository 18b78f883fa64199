package org.cotangent.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where an op came from: a line of source, the rule that made it (or empty), and the call that was inlined around it.
///
/// @param method the method, as `Demo.pow`
/// @param file the source file, as `Demo.java`; empty if unknown
/// @param line the line; 0 if unknown
/// @param rule the differentiation rule, as `MathRules.dSin`; empty for the program's own code
/// @param caller the call that was replaced by the method's body, if it was
public record Origin(String method, String file, int line, String rule, Optional<Origin> caller) {
    /// No place at all.
    public static final Origin NONE = new Origin("", "", 0, "", Optional.empty());

    /// A line of a method.
    public static Origin at(String method, String file, int line) {
        return new Origin(method, file, line, "", Optional.empty());
    }

    /// The same place, made by rule `name`.
    public Origin byRule(String name) {
        return new Origin(method, file, line, name, caller);
    }

    /// The same place, inlined at `call`.
    public Origin inlinedAt(Origin call) {
        if (equals(NONE)) return call;
        if (call.equals(NONE)) return this;
        return new Origin(method, file, line, rule, Optional.of(caller.map(c -> c.inlinedAt(call)).orElse(call)));
    }

    /// `Demo.java:14`, or the method's name where the line is unknown.
    public String place() {
        return line > 0 && !file.isEmpty() ? file + ":" + line : method;
    }

    /// The places from this one outwards, innermost first: `Demo.pow (Demo.java:14)`.
    public List<String> chain() {
        List<String> places = new ArrayList<>();
        for (Optional<Origin> o = Optional.of(this); o.isPresent(); o = o.get().caller) {
            if (!o.get().method.isEmpty()) places.add(o.get().method + " (" + o.get().place() + ")");
        }
        return places;
    }

    @Override
    public String toString() {
        return rule.isEmpty() ? place() : place() + "  " + rule;
    }
}

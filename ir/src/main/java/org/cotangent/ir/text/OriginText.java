package org.cotangent.ir.text;

import java.util.List;
import java.util.Optional;
import org.cotangent.ir.Origin;

/// Prints and reads the right-hand column: `Demo.java:14  MathRules.dSin  < Main.java:3` is the place, the rule that made
/// the op, and the calls that were inlined around it.
final class OriginText {
    private static final String CALL = "  < ";
    private static final String RULE = "  ";

    private OriginText() {}

    static String of(Origin origin) {
        StringBuilder out = new StringBuilder(origin.toString());
        Optional<Origin> caller = origin.caller();
        while (caller.isPresent()) {
            out.append(CALL).append(caller.get());
            caller = caller.get().caller();
        }
        return out.toString();
    }

    /// The origin in a comment, which starts with `; ` or is empty.
    static Origin parse(String comment) {
        if (!comment.startsWith("; ")) return Origin.NONE;
        List<String> calls = List.of(comment.substring(2).split(CALL, -1));
        Optional<Origin> origin = Optional.empty();
        for (String call : calls.reversed()) origin = Optional.of(one(call, origin));
        return origin.orElse(Origin.NONE);
    }

    private static Origin one(String text, Optional<Origin> caller) {
        int split = text.indexOf(RULE);
        String place = split < 0 ? text.stripTrailing() : text.substring(0, split);
        String rule = split < 0 ? "" : text.substring(split).strip();
        int colon = place.lastIndexOf(':');
        if (colon <= 0 || !isLine(place.substring(colon + 1))) return new Origin(place, "", 0, rule, caller);
        return new Origin("", place.substring(0, colon), Integer.parseInt(place.substring(colon + 1)), rule, caller);
    }

    private static boolean isLine(String text) {
        return !text.isEmpty()
                && text.length() < 10
                && text.charAt(0) != '0'
                && text.chars().allMatch(c -> Names.isDigit((char) c));
    }
}

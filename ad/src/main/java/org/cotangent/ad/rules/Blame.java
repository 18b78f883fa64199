package org.cotangent.ad.rules;

import java.util.ArrayList;
import java.util.List;
import org.cotangent.ir.Origin;
import org.cotangent.runtime.BadRule;

/// What is wrong with the rule that is being read, and where.
///
/// @param rule the rule's name
/// @param calls the calls from the rule to the helper that is being read, innermost first
record Blame(String rule, List<Origin> calls) {

    /// The same rule, inside a helper that `call` calls.
    Blame inside(Origin call) {
        List<Origin> all = new ArrayList<>(calls);
        all.addFirst(call);
        return new Blame(rule, List.copyOf(all));
    }

    BadRule notLinear(Origin at, String why) {
        return new BadRule(
                rule + " is not linear in its tangents",
                where(at),
                why,
                "a sum of coefficients times tangents, such as: return cos(x) * dx;");
    }

    BadRule notPlain(Origin at, String why, String mend) {
        return new BadRule(rule + " cannot be inlined", where(at), why, mend);
    }

    private List<String> where(Origin at) {
        List<String> places = new ArrayList<>();
        places.add(at.place());
        for (Origin call : calls) places.add(call.place());
        return places;
    }
}

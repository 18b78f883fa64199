package org.cotangent.runtime;

import java.util.List;

/// A rule table that does not say what a derivative is: no method that the rule could be for, or two; a
/// signature that fits none of the three kinds; a differential that is not linear in its tangents.
///
/// Found when the table is read, before any function runs; [#where] names the line of the rule.
public final class BadRule extends CotangentException {
    private static final long serialVersionUID = 1L;

    public BadRule(String what, List<String> where, String why, String mend) {
        super(what, where, why, mend);
    }
}

package org.cotangent.runtime;

import java.util.List;

/// A number that depends on the input went where its derivative cannot follow: through text, a hash code,
/// arithmetic on raw bits, native code, a method without a rule.
///
/// Either the derivative exists and Cotangent needs to be told (a rule), or the derivative is zero by
/// intention and the program should say so (`Cotangent.stopGradient`), or the value has no business there.
public final class NotDifferentiable extends CotangentException {
    private static final long serialVersionUID = 1L;

    public NotDifferentiable(String what, List<String> where, String why, String mend) {
        super(what, where, why, mend);
    }
}

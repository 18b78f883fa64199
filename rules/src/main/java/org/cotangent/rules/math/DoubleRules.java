package org.cotangent.rules.math;

import org.cotangent.rule.Inactive;
import org.cotangent.rule.RulesFor;

/// Differentials of the static methods of [Double] that compute with doubles, and those that only ask a question.
@RulesFor(Double.class)
@Inactive({"compare", "isFinite", "isInfinite", "isNaN"})
public final class DoubleRules {
    private DoubleRules() {}

    static double dSum(double x, double y, double dx, double dy) {
        return dx + dy;
    }

    static double dMax(double x, double y, double dx, double dy) {
        return (x >= y ? 1.0 : 0.0) * dx + (x >= y ? 0.0 : 1.0) * dy;
    }

    static double dMin(double x, double y, double dx, double dy) {
        return (x <= y ? 1.0 : 0.0) * dx + (x <= y ? 0.0 : 1.0) * dy;
    }
}

package org.cotangent.rules.math;

import org.cotangent.rule.Inactive;
import org.cotangent.rule.RulesFor;

/// Differentials of the static methods of [Float] that compute with floats, and those that only ask a question.
@RulesFor(Float.class)
@Inactive({"compare", "isFinite", "isInfinite", "isNaN"})
public final class FloatRules {
    private FloatRules() {}

    static float dSum(float x, float y, float dx, float dy) {
        return dx + dy;
    }

    static float dMax(float x, float y, float dx, float dy) {
        return (x >= y ? 1f : 0f) * dx + (x >= y ? 0f : 1f) * dy;
    }

    static float dMin(float x, float y, float dx, float dy) {
        return (x <= y ? 1f : 0f) * dx + (x <= y ? 0f : 1f) * dy;
    }
}

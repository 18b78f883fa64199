package org.cotangent.samples;

import java.util.List;

/// Each function of [Math] that takes or gives floating point, away from its kinks; named by its signature.
final class MathFunctions {
    private MathFunctions() {}

    static List<Sample> all() {
        return List.of(
                Sample.of("Math.abs(double)", x -> Math.abs(x[0]) * x[1], -1.3, 0.7),
                Sample.of("Math.abs(float)", x -> Math.abs((float) x[0]) * x[1], -1.3, 0.7)
                        .single(),
                Sample.of("Math.acos(double)", x -> Math.acos(x[0]), 0.3),
                Sample.of("Math.asin(double)", x -> Math.asin(x[0]), 0.3),
                Sample.of("Math.atan(double)", x -> Math.atan(x[0]), 1.3),
                Sample.of("Math.atan2(double, double)", x -> Math.atan2(x[0], x[1]), 1.3, -0.7),
                Sample.of("Math.cbrt(double)", x -> Math.cbrt(x[0]), -1.3),
                Sample.of("Math.ceil(double)", x -> Math.ceil(x[0]) * x[1] + x[0], 1.3, 0.7),
                Sample.of(
                        "Math.clamp(double, double, double)",
                        x -> Math.clamp(x[0], x[1], 2) * x[0]
                                + Math.clamp(x[0], 3, x[2])
                                + Math.clamp(x[2], x[1], x[0]),
                        1.3,
                        0.7,
                        4.0),
                Sample.of(
                        "Math.clamp(float, float, float)",
                        x -> Math.clamp((float) x[0], (float) x[1], 2f) * x[0],
                        1.3,
                        0.7)
                        .single(),
                Sample.of("Math.copySign(double, double)", x -> Math.copySign(x[0], x[1]) * x[0] * x[1], 1.3, -0.7),
                Sample.of(
                        "Math.copySign(float, float)",
                        x -> Math.copySign((float) x[0], (float) x[1]) * x[0],
                        1.3,
                        -0.7)
                        .single(),
                Sample.of("Math.cos(double)", x -> Math.cos(x[0]), 1.3),
                Sample.of("Math.cosh(double)", x -> Math.cosh(x[0]), 1.3),
                Sample.of("Math.exp(double)", x -> Math.exp(x[0]), 1.3),
                Sample.of("Math.expm1(double)", x -> Math.expm1(x[0]), 0.3),
                Sample.of("Math.floor(double)", x -> Math.floor(x[0]) * x[1] + x[0] * x[0], 1.3, 0.7),
                Sample.of("Math.fma(double, double, double)", x -> Math.fma(x[0], x[1], x[2]), 1.3, 0.7, 0.2),
                Sample.of(
                        "Math.fma(float, float, float)",
                        x -> Math.fma((float) x[0], (float) x[1], (float) x[2]),
                        1.3,
                        0.7,
                        0.2)
                        .single(),
                Sample.of("Math.getExponent(double)", x -> Math.getExponent(x[0]) * x[0], 5.3),
                Sample.of("Math.getExponent(float)", x -> Math.getExponent((float) x[0]) * x[0], 5.3)
                        .single(),
                Sample.of("Math.hypot(double, double)", x -> Math.hypot(x[0], x[1]), 3.0, -4.0),
                Sample.of("Math.IEEEremainder(double, double)", x -> Math.IEEEremainder(x[0], x[1]), 5.3, 1.4),
                Sample.of("Math.log(double)", x -> Math.log(x[0]), 1.3),
                Sample.of("Math.log10(double)", x -> Math.log10(x[0]), 1.3),
                Sample.of("Math.log1p(double)", x -> Math.log1p(x[0]), 0.3),
                Sample.of("Math.max(double, double)", x -> Math.max(x[0], x[1]) * x[0], 1.3, 0.7),
                Sample.of("Math.max(float, float)", x -> Math.max((float) x[0], (float) x[1]) * x[0], 0.3, 0.7)
                        .single(),
                Sample.of("Math.min(double, double)", x -> Math.min(x[0], x[1]) * x[0], 1.3, 0.7),
                Sample.of("Math.min(float, float)", x -> Math.min((float) x[0], (float) x[1]) * x[0], 0.3, 0.7)
                        .single(),
                Sample.of("Math.nextAfter(double, double)", x -> Math.nextAfter(x[0], x[1]) * x[0], 1.3, 0.7),
                Sample.of("Math.nextAfter(float, double)", x -> Math.nextAfter((float) x[0], x[1]) * x[0], 1.3, 0.7)
                        .single(),
                Sample.of("Math.nextDown(double)", x -> Math.nextDown(x[0]) * x[0], 1.3),
                Sample.of("Math.nextDown(float)", x -> Math.nextDown((float) x[0]) * x[0], 1.3)
                        .single(),
                Sample.of("Math.nextUp(double)", x -> Math.nextUp(x[0]) * x[0], 1.3),
                Sample.of("Math.nextUp(float)", x -> Math.nextUp((float) x[0]) * x[0], 1.3)
                        .single(),
                Sample.of("Math.pow(double, double)", x -> Math.pow(x[0], x[1]) + Math.pow(x[2], 3), 1.3, 0.7, -0.6),
                Sample.of("Math.random()", x -> Math.random() < 2 ? x[0] * x[0] : 0, 1.3),
                Sample.of("Math.rint(double)", x -> Math.rint(x[0]) * x[0], 1.3),
                Sample.of("Math.round(double)", x -> Math.round(x[0]) * x[0], 1.3),
                Sample.of("Math.round(float)", x -> Math.round((float) x[0]) * x[0], 1.3)
                        .single(),
                Sample.of("Math.scalb(double, int)", x -> Math.scalb(x[0], 3) * x[0], 1.3),
                Sample.of("Math.scalb(float, int)", x -> Math.scalb((float) x[0], -2) * x[0], 1.3)
                        .single(),
                Sample.of("Math.signum(double)", x -> Math.signum(x[0]) * x[0] * x[1], -1.3, 0.7),
                Sample.of("Math.signum(float)", x -> Math.signum((float) x[0]) * x[0] * x[1], -1.3, 0.7)
                        .single(),
                Sample.of("Math.sin(double)", x -> Math.sin(x[0]), 1.3),
                Sample.of("Math.sinh(double)", x -> Math.sinh(x[0]), 1.3),
                Sample.of("Math.sqrt(double)", x -> Math.sqrt(x[0]), 1.3),
                Sample.of("Math.tan(double)", x -> Math.tan(x[0]), 0.6),
                Sample.of("Math.tanh(double)", x -> Math.tanh(x[0]), 0.6),
                Sample.of("Math.toDegrees(double)", x -> Math.toDegrees(x[0]) * x[0], 1.3),
                Sample.of("Math.toRadians(double)", x -> Math.toRadians(x[0]) * x[0], 1.3),
                Sample.of("Math.ulp(double)", x -> Math.ulp(x[0]) * x[0] * 1e16, 1.3),
                Sample.of("Math.ulp(float)", x -> Math.ulp((float) x[0]) * x[0] * 1e7, 1.3)
                        .single());
    }
}

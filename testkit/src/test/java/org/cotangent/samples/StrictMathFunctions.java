package org.cotangent.samples;

import java.util.List;

/// Each function of [StrictMath] that takes or gives floating point, away from its kinks; named by its signature.
final class StrictMathFunctions {
    private StrictMathFunctions() {}

    static List<Sample> all() {
        return List.of(
                Sample.of("StrictMath.abs(double)", x -> StrictMath.abs(x[0]) * x[1], -1.3, 0.7),
                Sample.of("StrictMath.abs(float)", x -> StrictMath.abs((float) x[0]) * x[1], -1.3, 0.7)
                        .single(),
                Sample.of("StrictMath.acos(double)", x -> StrictMath.acos(x[0]), 0.3),
                Sample.of("StrictMath.asin(double)", x -> StrictMath.asin(x[0]), 0.3),
                Sample.of("StrictMath.atan(double)", x -> StrictMath.atan(x[0]), 1.3),
                Sample.of("StrictMath.atan2(double, double)", x -> StrictMath.atan2(x[0], x[1]), 1.3, -0.7),
                Sample.of("StrictMath.cbrt(double)", x -> StrictMath.cbrt(x[0]), -1.3),
                Sample.of("StrictMath.ceil(double)", x -> StrictMath.ceil(x[0]) * x[1] + x[0], 1.3, 0.7),
                Sample.of(
                        "StrictMath.clamp(double, double, double)",
                        x -> StrictMath.clamp(x[0], x[1], 2) * x[0]
                                + StrictMath.clamp(x[0], 3, x[2])
                                + StrictMath.clamp(x[2], x[1], x[0]),
                        1.3,
                        0.7,
                        4.0),
                Sample.of(
                        "StrictMath.clamp(float, float, float)",
                        x -> StrictMath.clamp((float) x[0], (float) x[1], 2f) * x[0],
                        1.3,
                        0.7)
                        .single(),
                Sample.of(
                        "StrictMath.copySign(double, double)",
                        x -> StrictMath.copySign(x[0], x[1]) * x[0] * x[1],
                        1.3,
                        -0.7),
                Sample.of(
                        "StrictMath.copySign(float, float)",
                        x -> StrictMath.copySign((float) x[0], (float) x[1]) * x[0],
                        1.3,
                        -0.7)
                        .single(),
                Sample.of("StrictMath.cos(double)", x -> StrictMath.cos(x[0]), 1.3),
                Sample.of("StrictMath.cosh(double)", x -> StrictMath.cosh(x[0]), 1.3),
                Sample.of("StrictMath.exp(double)", x -> StrictMath.exp(x[0]), 1.3),
                Sample.of("StrictMath.expm1(double)", x -> StrictMath.expm1(x[0]), 0.3),
                Sample.of("StrictMath.floor(double)", x -> StrictMath.floor(x[0]) * x[1] + x[0] * x[0], 1.3, 0.7),
                Sample.of(
                        "StrictMath.fma(double, double, double)", x -> StrictMath.fma(x[0], x[1], x[2]), 1.3, 0.7, 0.2),
                Sample.of(
                        "StrictMath.fma(float, float, float)",
                        x -> StrictMath.fma((float) x[0], (float) x[1], (float) x[2]),
                        1.3,
                        0.7,
                        0.2)
                        .single(),
                Sample.of("StrictMath.getExponent(double)", x -> StrictMath.getExponent(x[0]) * x[0], 5.3),
                Sample.of("StrictMath.getExponent(float)", x -> StrictMath.getExponent((float) x[0]) * x[0], 5.3)
                        .single(),
                Sample.of("StrictMath.hypot(double, double)", x -> StrictMath.hypot(x[0], x[1]), 3.0, -4.0),
                Sample.of(
                        "StrictMath.IEEEremainder(double, double)",
                        x -> StrictMath.IEEEremainder(x[0], x[1]),
                        5.3,
                        1.4),
                Sample.of("StrictMath.log(double)", x -> StrictMath.log(x[0]), 1.3),
                Sample.of("StrictMath.log10(double)", x -> StrictMath.log10(x[0]), 1.3),
                Sample.of("StrictMath.log1p(double)", x -> StrictMath.log1p(x[0]), 0.3),
                Sample.of("StrictMath.max(double, double)", x -> StrictMath.max(x[0], x[1]) * x[0], 1.3, 0.7),
                Sample.of(
                        "StrictMath.max(float, float)",
                        x -> StrictMath.max((float) x[0], (float) x[1]) * x[0],
                        0.3,
                        0.7)
                        .single(),
                Sample.of("StrictMath.min(double, double)", x -> StrictMath.min(x[0], x[1]) * x[0], 1.3, 0.7),
                Sample.of(
                        "StrictMath.min(float, float)",
                        x -> StrictMath.min((float) x[0], (float) x[1]) * x[0],
                        0.3,
                        0.7)
                        .single(),
                Sample.of(
                        "StrictMath.nextAfter(double, double)", x -> StrictMath.nextAfter(x[0], x[1]) * x[0], 1.3, 0.7),
                Sample.of(
                        "StrictMath.nextAfter(float, double)",
                        x -> StrictMath.nextAfter((float) x[0], x[1]) * x[0],
                        1.3,
                        0.7)
                        .single(),
                Sample.of("StrictMath.nextDown(double)", x -> StrictMath.nextDown(x[0]) * x[0], 1.3),
                Sample.of("StrictMath.nextDown(float)", x -> StrictMath.nextDown((float) x[0]) * x[0], 1.3)
                        .single(),
                Sample.of("StrictMath.nextUp(double)", x -> StrictMath.nextUp(x[0]) * x[0], 1.3),
                Sample.of("StrictMath.nextUp(float)", x -> StrictMath.nextUp((float) x[0]) * x[0], 1.3)
                        .single(),
                Sample.of(
                        "StrictMath.pow(double, double)",
                        x -> StrictMath.pow(x[0], x[1]) + StrictMath.pow(x[2], 3),
                        1.3,
                        0.7,
                        -0.6),
                Sample.of("StrictMath.random()", x -> StrictMath.random() < 2 ? x[0] * x[0] : 0, 1.3),
                Sample.of("StrictMath.rint(double)", x -> StrictMath.rint(x[0]) * x[0], 1.3),
                Sample.of("StrictMath.round(double)", x -> StrictMath.round(x[0]) * x[0], 1.3),
                Sample.of("StrictMath.round(float)", x -> StrictMath.round((float) x[0]) * x[0], 1.3)
                        .single(),
                Sample.of("StrictMath.scalb(double, int)", x -> StrictMath.scalb(x[0], 3) * x[0], 1.3),
                Sample.of("StrictMath.scalb(float, int)", x -> StrictMath.scalb((float) x[0], -2) * x[0], 1.3)
                        .single(),
                Sample.of("StrictMath.signum(double)", x -> StrictMath.signum(x[0]) * x[0] * x[1], -1.3, 0.7),
                Sample.of("StrictMath.signum(float)", x -> StrictMath.signum((float) x[0]) * x[0] * x[1], -1.3, 0.7)
                        .single(),
                Sample.of("StrictMath.sin(double)", x -> StrictMath.sin(x[0]), 1.3),
                Sample.of("StrictMath.sinh(double)", x -> StrictMath.sinh(x[0]), 1.3),
                Sample.of("StrictMath.sqrt(double)", x -> StrictMath.sqrt(x[0]), 1.3),
                Sample.of("StrictMath.tan(double)", x -> StrictMath.tan(x[0]), 0.6),
                Sample.of("StrictMath.tanh(double)", x -> StrictMath.tanh(x[0]), 0.6),
                Sample.of("StrictMath.toDegrees(double)", x -> StrictMath.toDegrees(x[0]) * x[0], 1.3),
                Sample.of("StrictMath.toRadians(double)", x -> StrictMath.toRadians(x[0]) * x[0], 1.3),
                Sample.of("StrictMath.ulp(double)", x -> StrictMath.ulp(x[0]) * x[0] * 1e16, 1.3),
                Sample.of("StrictMath.ulp(float)", x -> StrictMath.ulp((float) x[0]) * x[0] * 1e7, 1.3)
                        .single());
    }
}

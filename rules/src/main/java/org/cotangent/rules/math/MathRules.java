package org.cotangent.rules.math;

import static java.lang.Math.*;

import org.cotangent.rule.Domain;
import org.cotangent.rule.Flat;
import org.cotangent.rule.Inactive;
import org.cotangent.rule.Result;
import org.cotangent.rule.RulesFor;

/// Differentials of [Math] and [StrictMath], as a table of derivatives would print them.
///
/// Where there is no derivative:
///
/// - *kinks*: `abs` is 0 at 0; `max` and `min` give a tie to the first argument; `clamp` passes at its ends;
/// - *the edge of a domain* (`sqrt`, `pow` and `hypot` at 0, `asin` and `acos` at ±1): a slope that would be infinite is 0.
///   A smooth argument that stays in the domain is stationary where it touches the edge, so `sqrt(x * x)`, norms and
///   angles come out as for `abs`;
/// - *poles and vertical tangents* (`log` and `cbrt` at 0): infinite, or NaN where infinity meets a zero.
///
/// A coefficient of zero cuts off every finite tangent; an infinite or NaN tangent makes the sum NaN. Nothing overflows
/// or loses digits on the way to a derivative that is itself a normal number of type double, for normal arguments.
@RulesFor({Math.class, StrictMath.class})
@Flat({"ceil", "floor", "getExponent", "rint", "round", "signum", "ulp"})
@Inactive("random")
public final class MathRules {
    private static final double LOG10_E = 0.4342944819032518;

    private MathRules() {}

    // ---- exponentials and logarithms ------------------------------------------------------------------------

    static double dExp(double x, @Result double y, double dx) {
        return y * dx;
    }

    static double dExpm1(double x, double dx) {
        return exp(x) * dx;
    }

    @Domain(from = 0.01)
    static double dLog(double x, double dx) {
        return dx / x;
    }

    @Domain(from = 0.01)
    static double dLog10(double x, double dx) {
        return LOG10_E / x * dx;
    }

    @Domain(from = -0.99)
    static double dLog1p(double x, double dx) {
        return dx / (1 + x);
    }

    // ---- powers ---------------------------------------------------------------------------------------------

    @Domain(from = 0.01)
    static double dSqrt(double x, @Result double y, double dx) {
        return dx / (2 * orInfinity(y));
    }

    @Domain(from = 0.01)
    static double dCbrt(double x, @Result double y, double dx) {
        return dx / (3 * y * y);
    }

    static double dHypot(double x, double y, @Result double r, double dx, double dy) {
        return x / orInfinity(r) * dx + y / orInfinity(r) * dy;
    }

    static double dPow(@Domain(from = 0.01) double x, double y, @Result double z, double dx, double dy) {
        return powByBase(x, y, z) * dx + powByExponent(x, y, z) * dy;
    }

    /// `y * x^(y-1)`, from the result `z` where that is as good. At 0, whole exponents keep the derivatives of all
    /// orders that the polynomial has.
    public static double powByBase(double x, double y, double z) {
        if (x == 0 && y >= 0 && y < 1) return 0;
        boolean reuse = y != rint(y) && abs(z) >= Double.MIN_NORMAL && abs(z) <= Double.MAX_VALUE;
        return reuse ? y * (z / x) : y * pow(x, y - 1);
    }

    /// `log(x) * z`; 0 at base 0. NaN for negative bases: between whole exponents there is no power.
    public static double powByExponent(double x, double y, double z) {
        return x == 0 || z == 0 ? 0 : log(x) * z;
    }

    // ---- trigonometry ---------------------------------------------------------------------------------------

    static double dSin(double x, double dx) {
        return cos(x) * dx;
    }

    static double dCos(double x, double dx) {
        return -sin(x) * dx;
    }

    @Domain(from = -1.5, to = 1.5)
    static double dTan(double x, @Result double y, double dx) {
        return (1 + y * y) * dx;
    }

    @Domain(from = -0.99, to = 0.99)
    static double dAsin(double x, double dx) {
        return dx / orInfinity(sqrt((1 - x) * (1 + x)));
    }

    @Domain(from = -0.99, to = 0.99)
    static double dAcos(double x, double dx) {
        return -dx / orInfinity(sqrt((1 - x) * (1 + x)));
    }

    static double dAtan(double x, double dx) {
        return dx / (1 + x * x);
    }

    /// `(x * dy - y * dx) / (x * x + y * y)`, divided through by the larger of the two. 0 at the origin.
    static double dAtan2(double y, double x, double dy, double dx) {
        boolean steep = abs(y) > abs(x);
        double large = orInfinity(steep ? y : x);
        double ratio = (steep ? x : y) / large;
        double scale = 1 / (1 + ratio * ratio) / large;
        return (steep ? ratio : 1) * scale * dy - (steep ? 1 : ratio) * scale * dx;
    }

    static double dToRadians(double x, double dx) {
        return PI / 180 * dx;
    }

    static double dToDegrees(double x, double dx) {
        return 180 / PI * dx;
    }

    // ---- hyperbolic functions -------------------------------------------------------------------------------

    static double dSinh(double x, double dx) {
        return cosh(x) * dx;
    }

    static double dCosh(double x, double dx) {
        return sinh(x) * dx;
    }

    static double dTanh(double x, @Result double y, double dx) {
        return tanhSlope(x, y) * dx;
    }

    /// `1 - y * y`, whose digits cancel for large `x`.
    public static double tanhSlope(double x, double y) {
        return abs(y) < 0.9 ? (1 - y) * (1 + y) : 1 / cosh(x) / cosh(x);
    }

    // ---- choosing -------------------------------------------------------------------------------------------

    static double dAbs(double x, double dx) {
        return signum(x) * dx;
    }

    static float dAbs(float x, float dx) {
        return signum(x) * dx;
    }

    static double dMax(double x, double y, double dx, double dy) {
        return (x >= y ? 1.0 : 0.0) * dx + (x >= y ? 0.0 : 1.0) * dy;
    }

    static float dMax(float x, float y, float dx, float dy) {
        return (x >= y ? 1f : 0f) * dx + (x >= y ? 0f : 1f) * dy;
    }

    static double dMin(double x, double y, double dx, double dy) {
        return (x <= y ? 1.0 : 0.0) * dx + (x <= y ? 0.0 : 1.0) * dy;
    }

    static float dMin(float x, float y, float dx, float dy) {
        return (x <= y ? 1f : 0f) * dx + (x <= y ? 0f : 1f) * dy;
    }

    static double dClamp(double x, double lo, double hi, double dx, double dLo, double dHi) {
        return (x < lo || x > hi ? 0.0 : 1.0) * dx + (x < lo ? 1.0 : 0.0) * dLo + (x > hi ? 1.0 : 0.0) * dHi;
    }

    static float dClamp(float x, float lo, float hi, float dx, float dLo, float dHi) {
        return (x < lo || x > hi ? 0f : 1f) * dx + (x < lo ? 1f : 0f) * dLo + (x > hi ? 1f : 0f) * dHi;
    }

    // ---- close to the machine -------------------------------------------------------------------------------

    static double dFma(double x, double y, double z, double dx, double dy, double dz) {
        return y * dx + x * dy + dz;
    }

    static float dFma(float x, float y, float z, float dx, float dy, float dz) {
        return y * dx + x * dy + dz;
    }

    static double dIEEEremainder(double x, @Domain(from = 0.5) double y, @Result double r, double dx, double dy) {
        return dx - rint(x / y - r / y) * dy;
    }

    static double dCopySign(double x, double sign, double dx, double dSign) {
        return signum(x) * copySign(1.0, sign) * dx;
    }

    static float dCopySign(float x, float sign, float dx, float dSign) {
        return signum(x) * copySign(1f, sign) * dx;
    }

    /// In two steps, since neither `2^n` nor its inverse need be a number where `scalb(x, n)` is one.
    static double dScalb(double x, int n, double dx) {
        return scalb(1.0, n - n / 2) * (scalb(1.0, n / 2) * dx);
    }

    static float dScalb(float x, int n, float dx) {
        return scalb(1f, n - n / 2) * (scalb(1f, n / 2) * dx);
    }

    static double dNextUp(double x, double dx) {
        return dx;
    }

    static float dNextUp(float x, float dx) {
        return dx;
    }

    static double dNextDown(double x, double dx) {
        return dx;
    }

    static float dNextDown(float x, float dx) {
        return dx;
    }

    static double dNextAfter(double x, double direction, double dx, double dDirection) {
        return dx;
    }

    static float dNextAfter(float x, double direction, float dx, double dDirection) {
        return dx;
    }

    /// A divisor that makes a quotient 0 at the edge of a domain, and its derivatives of all orders too.
    private static double orInfinity(double divisor) {
        return divisor == 0 ? Double.POSITIVE_INFINITY : divisor;
    }
}

package org.cotangent.testkit;

import java.util.Random;
import org.cotangent.Objective;

/// Checks the derivatives of a function at a point against differences and against each other.
///
/// The laws, to the order asked for (two, unless told otherwise):
/// - *value*: bit-identical with the plain run, by every way that gives it;
/// - *input*: untouched by `valueAndGradient`; after `into` as the plain run leaves it;
/// - *forward = differences*: in each coordinate and in random directions, within the error that the
///   extrapolation itself estimates and a tolerance;
/// - *reverse = forward*: ⟨∇f, v⟩ is the derivative in direction v, without differences, so to rounding;
/// - *linear*: the derivative along a u + b v is a times that along u and b times that along v;
/// - *again*: the same bits in a second call, in another thread, and into a gradient that held something;
/// - *second order*: ∇² v against differences of the gradient; ⟨u, ∇²v⟩ = ⟨v, ∇²u⟩; and the function
///   `x -> ⟨∇f, v⟩` obeys all the laws above and has the gradient ∇² v.
///
/// Where forward mode differs from differences, or reverse from forward mode, the report names the first line of the program
/// whose own derivative is wrong, or says why it is not known: the function's derivative is made once more, of code that
/// notes every floating-point number it computes, and these are compared one by one.
///
/// ```java
/// GradientCheck.of(Model::loss).at(1.5, 0.7).orThrow();
/// ```
public final class GradientCheck {
    /// More coordinates than this are sampled.
    private static final int COORDINATES = 24;

    private final Derivatives derivatives;
    private final Settings settings;

    private GradientCheck(Derivatives derivatives, Settings settings) {
        this.derivatives = derivatives;
        this.settings = settings;
    }

    /// How closely to look; `rough` says whether points at which differences do not converge are passed over.
    record Settings(double tolerance, double rounding, int order, long seed, boolean rough) {}

    /// A check of Cotangent's derivatives of `f`.
    public static GradientCheck of(Objective<double[]> f) {
        return of(Derivatives.of(f));
    }

    /// A check of derivatives made by any means.
    public static GradientCheck of(Derivatives derivatives) {
        return new GradientCheck(derivatives, new Settings(1e-6, 1e-10, 2, 42, false));
    }

    /// What forward mode may differ from differences, relative to the largest component.
    public GradientCheck tolerance(double other) {
        return with(new Settings(other, settings.rounding, settings.order, settings.seed, settings.rough));
    }

    /// What two derivatives may differ by rounding, relative to the sum of the magnitudes that were added up.
    public GradientCheck rounding(double other) {
        return with(new Settings(settings.tolerance, other, settings.order, settings.seed, settings.rough));
    }

    /// The order up to which to check: 1, 2, or higher.
    public GradientCheck order(int other) {
        if (other < 1) {
            throw new IllegalArgumentException("an order is at least 1, not " + other);
        }
        return with(new Settings(settings.tolerance, settings.rounding, other, settings.seed, settings.rough));
    }

    /// Another choice of random directions.
    public GradientCheck seed(long other) {
        return with(new Settings(settings.tolerance, settings.rounding, settings.order, other, settings.rough));
    }

    /// Passes over directions in which differences do not converge, as beside a kink, instead of reporting them.
    public GradientCheck roughAllowed() {
        return with(new Settings(settings.tolerance, settings.rounding, settings.order, settings.seed, true));
    }

    private GradientCheck with(Settings other) {
        return new GradientCheck(derivatives, other);
    }

    /// Checks at one point, which is not changed.
    public GradientReport at(double... x) {
        Laws laws = new Laws(derivatives, x.clone(), settings, new Random(settings.seed));
        laws.firstOrder(COORDINATES);
        if (settings.order > 1) {
            laws.secondOrder(settings.order);
        }
        return laws.report();
    }
}

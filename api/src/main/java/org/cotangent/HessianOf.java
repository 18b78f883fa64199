package org.cotangent;

import java.util.Objects;
import org.cotangent.engine.Matrices;
import org.cotangent.engine.Wrapper;

/// The Hessian of an objective of arrays.
final class HessianOf extends OfFunction<Objective<double[]>> implements Mapping<double[], double[][]>, Wrapper {
    private static final long serialVersionUID = 1;

    HessianOf(Objective<double[]> f) {
        super(f);
    }

    @Override
    public double[][] apply(double[] x) {
        Objects.requireNonNull(x, "x");
        return Matrices.hessian(codes(), f, x);
    }
}

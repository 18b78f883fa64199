package org.cotangent;

import java.util.Objects;
import org.cotangent.engine.Matrices;
import org.cotangent.engine.Wrapper;

/// The Jacobian of a mapping of arrays.
final class JacobianOf extends OfFunction<Mapping<double[], double[]>>
        implements
            Mapping<double[], double[][]>,
            Wrapper {
    private static final long serialVersionUID = 1;

    JacobianOf(Mapping<double[], double[]> f) {
        super(f);
    }

    @Override
    public double[][] apply(double[] x) {
        Objects.requireNonNull(x, "x");
        return Matrices.jacobian(codes(), f, x);
    }
}

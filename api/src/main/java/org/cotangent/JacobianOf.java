package org.cotangent;

import java.util.Objects;
import org.cotangent.engine.Codes;
import org.cotangent.engine.Matrices;
import org.cotangent.engine.Wrapper;
import org.jspecify.annotations.Nullable;

/// The Jacobian of a mapping of arrays.
final class JacobianOf implements Mapping<double[], double[][]>, Wrapper {
    private static final long serialVersionUID = 1;

    private final Mapping<double[], double[]> f;
    private transient @Nullable Codes codes;

    JacobianOf(Mapping<double[], double[]> f) {
        this.f = Objects.requireNonNull(f, "f");
    }

    private Codes codes() {
        Codes c = codes;
        if (c == null) codes = c = Codes.of(f);
        return c;
    }

    @Override
    public double[][] apply(double[] x) {
        return Matrices.jacobian(codes(), f, x);
    }

    @Override
    public Object inner() {
        return f;
    }
}

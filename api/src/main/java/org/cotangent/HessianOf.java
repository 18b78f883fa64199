package org.cotangent;

import java.util.Objects;
import org.cotangent.engine.Codes;
import org.cotangent.engine.Matrices;
import org.cotangent.engine.Wrapper;
import org.jspecify.annotations.Nullable;

/// The Hessian of an objective of arrays.
final class HessianOf implements Mapping<double[], double[][]>, Wrapper {
    private static final long serialVersionUID = 1;

    private final Objective<double[]> f;
    private transient @Nullable Codes codes;

    HessianOf(Objective<double[]> f) {
        this.f = Objects.requireNonNull(f, "f");
    }

    private Codes codes() {
        Codes c = codes;
        if (c == null) codes = c = Codes.of(f);
        return c;
    }

    @Override
    public double[][] apply(double[] x) {
        return Matrices.hessian(codes(), f, x);
    }

    @Override
    public Object inner() {
        return f;
    }
}

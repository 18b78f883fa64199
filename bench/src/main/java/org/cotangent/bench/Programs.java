package org.cotangent.bench;

import Jama.Matrix;
import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.cotangent.cli.demo.Gmm;

/// Programs that compute and do little else, to be run as they are and emitted again.
final class Programs {
    private static final long SEED = 2026;

    private Programs() {}

    /// A mixture of ten Gaussians in ten dimensions at a thousand points.
    static DoubleSupplier gmm() {
        Gmm.Problem problem = Gmm.generate(10, 10, 1000, SEED);
        return () -> problem.model().objective(problem.start());
    }

    /// A recurrent network over a thousand characters.
    static DoubleSupplier lstm() {
        Lstm.Problem problem = Lstm.generate(2, 1024, SEED);
        return () -> problem.model().loss(problem.parameters());
    }

    /// The singular values of a matrix, by somebody else's library.
    static DoubleSupplier svd() {
        Random random = new Random(SEED);
        double[][] x = new double[60][40];
        for (double[] row : x) Arrays.setAll(row, _ -> random.nextGaussian());
        return () -> new Matrix(x).svd().norm2();
    }

    /// How many primes there are below two hundred thousand, found with ints and booleans.
    static DoubleSupplier sieve() {
        return () -> {
            boolean[] composite = new boolean[200_000];
            int count = 0;
            for (int p = 2; p < composite.length; p++) {
                if (composite[p]) continue;
                count++;
                for (long q = (long) p * p; q < composite.length; q += p) composite[(int) q] = true;
            }
            return count;
        };
    }
}

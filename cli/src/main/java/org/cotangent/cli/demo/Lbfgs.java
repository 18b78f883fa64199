package org.cotangent.cli.demo;

import cc.mallet.optimize.LimitedMemoryBFGS;
import cc.mallet.optimize.Optimizable;
import cc.mallet.optimize.OptimizationException;
import org.cotangent.Gradient;

/// Mallet's L-BFGS on a function whose gradient is ours. Mallet maximises: it gets both negated.
final class Lbfgs {
    private final Gradient<double[]> gradient;
    private final double[] x;
    private final double[] slope;
    private final LimitedMemoryBFGS mallet;
    private double value;
    private boolean stale = true;
    private int evaluations;

    Lbfgs(Gradient<double[]> gradient, double[] start) {
        this.gradient = gradient;
        this.x = start.clone();
        this.slope = new double[x.length];
        this.mallet = new LimitedMemoryBFGS(new Negated());
        mallet.setTolerance(1e-12);
    }

    /// One step down.
    void step() {
        try {
            mallet.optimize(1);
        } catch (OptimizationException e) {
            // no lower point in this direction: the next step begins anew, with the steepest descent
            mallet.reset();
        }
    }

    double value() {
        evaluate();
        return value;
    }

    double[] point() {
        return x.clone();
    }

    int evaluations() {
        return evaluations;
    }

    private void evaluate() {
        if (stale) {
            var result = gradient.valueAndGradient(x);
            value = result.value();
            for (int i = 0; i < slope.length; i++) {
                slope[i] = -result.gradient()[i];
            }
            stale = false;
            evaluations++;
        }
    }

    private final class Negated implements Optimizable.ByGradientValue {
        @Override
        public double getValue() {
            return -value();
        }

        @Override
        public void getValueGradient(double[] out) {
            evaluate();
            System.arraycopy(slope, 0, out, 0, out.length);
        }

        @Override
        public int getNumParameters() {
            return x.length;
        }

        @Override
        public void getParameters(double[] out) {
            System.arraycopy(x, 0, out, 0, out.length);
        }

        @Override
        public double getParameter(int i) {
            return x[i];
        }

        @Override
        public void setParameters(double[] from) {
            System.arraycopy(from, 0, x, 0, x.length);
            stale = true;
        }

        @Override
        public void setParameter(int i, double to) {
            x[i] = to;
            stale = true;
        }
    }
}

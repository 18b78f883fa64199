package org.cotangent.debugger;

import java.util.Arrays;
import org.cotangent.Cotangent;
import org.cotangent.Objective;

/// The program under the debugger.
final class Debuggee {
    private Debuggee() {}

    private record Scaled(double[] values, double factor) {}

    static double loss(double[] x, int power) {
        double total = 0;
        for (int i = 0; i < x.length; i++) {
            double term = term(x[i], power);
            total += term; // the loop
        }
        return total;
    }

    private static double term(double base, int power) {
        double product = 1;
        for (int k = 0; k < power; k++) {
            if (k > 1_000) throw new IllegalStateException();
            product *= base; // the power
        }
        return product;
    }

    static double scaled(Scaled s) {
        return loss(s.values, 3) * s.factor;
    }

    static void main() {
        Objective<double[]> f = x -> scaled(new Scaled(x, 2));
        System.out.println(Arrays.toString(Cotangent.gradient(f).apply(new double[] {3, 5})));
    }
}

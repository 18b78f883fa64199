package org.cotangent.cli.demo;

/// Chebyshev's polynomials of the first and second kind, each defined by the other.
final class Chebyshev {
    private Chebyshev() {}

    static double t10(double x) {
        return first(10, x);
    }

    static double first(int n, double x) {
        return switch (n) {
            case 0  -> 1;
            case 1  -> x;
            default -> x * first(n - 1, x) - (1 - x * x) * second(n - 2, x);
        };
    }

    static double second(int n, double x) {
        return n == 0 ? 1 : x * second(n - 1, x) + first(n, x);
    }
}

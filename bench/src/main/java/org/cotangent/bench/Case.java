package org.cotangent.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.cotangent.Objective;
import org.cotangent.cli.demo.Gmm;
import org.cotangent.cli.demo.Reference;

/// A function to measure: at which point, what its gradient should be, and how it is computed by hand, if known.
///
/// @param source where the numbers came from
record Case(
        String source,
        Objective<double[]> f,
        double[] x,
        Optional<Reference> reference,
        Optional<UnaryOperator<double[]>> byHand) {
    private static final long SEED = 2026;

    /// A unit of length in which no point is so far from a component that its weight is a denormal number.
    private static final double SMALL = 0.3;

    /// The names of all cases, in the order of the table.
    static final List<String> NAMES =
            List.of(
                    "gmm d2 K5",
                    "gmm d10 K10",
                    "gmm d20 K25",
                    "gmm d64 K10",
                    "gmm d64 K10 small",
                    "lstm l2 c1024",
                    "lstm l4 c4096",
                    "horner",
                    "logistic",
                    "vectors",
                    "cells",
                    "list",
                    "tree",
                    "classes",
                    "boxes",
                    "lambdas",
                    "try");

    /// The case of that name: from the folder of ADBench if it has the file, else generated.
    static Case of(String name, Path data) {
        String[] words = name.split(" ");
        if (words.length == 1) return small(name);
        int first = Integer.parseInt(words[1].substring(1));
        int second = Integer.parseInt(words[2].substring(1));
        String file = String.join("_", List.of(words).subList(0, 3));
        double unit = words.length > 3 ? SMALL : 1;
        return words[0].equals("gmm") ? mixture(first, second, file, data, unit) : lstm(first, second, file, data);
    }

    private static Case small(String name) {
        Objective<double[]> f =
                switch (name) {
                    case "horner"   -> Case::horner;
                    case "logistic" -> Case::logistic;
                    default         -> Objects.of(name);
                };
        double[] x = name.equals("horner") ? coefficients() : name.equals("logistic") ? new double[] {3.9, 0.3}
                : Objects.start();
        return new Case("generated", f, x, Optional.empty(), Optional.empty());
    }

    private static double[] coefficients() {
        double[] c = new double[100_000];
        for (int i = 0; i < c.length; i++) c[i] = Math.sin(i);
        return c;
    }

    private static double horner(double[] c) {
        double sum = 0;
        for (int i = 0; i < c.length; i++) sum = sum * 0.999 + c[i];
        return sum;
    }

    private static double logistic(double[] p) {
        double r = p[0];
        double x = p[1];
        for (int i = 0; i < 100_000; i++) x = r * x * (1 - x);
        return x;
    }

    private static Case mixture(int d, int k, String file, Path data, double unit) {
        Path path = data.resolve("gmm").resolve("1k").resolve(file + ".txt");
        boolean there = Files.isReadable(path);
        Gmm.Problem problem = (there ? Gmm.read(path) : Gmm.generate(d, k, 1000, SEED)).in(unit);
        Gmm gmm = problem.model();
        Mixture plain = new Mixture(gmm.dimension(), gmm.components(), gmm.data(), gmm.gamma(), gmm.m());
        return new Case(
                there ? "ADBench" : "generated",
                plain::objective,
                problem.start(),
                reference(there && unit == 1, data, file.replace("gmm", "gmm_1k")),
                Optional.of(problem.model()::gradientByHand));
    }

    private static Case lstm(int layers, int length, String file, Path data) {
        Path path = data.resolve("lstm").resolve(file + ".txt");
        boolean there = Files.isReadable(path);
        Lstm.Problem problem = there ? Lstm.read(path) : Lstm.generate(layers, length, SEED);
        return new Case(
                there ? "ADBench" : "generated",
                problem.model()::loss,
                problem.parameters(),
                reference(there, data, file),
                Optional.empty());
    }

    private static Optional<Reference> reference(boolean there, Path data, String name) {
        Path path = data.resolve("reference").resolve(name + ".tsv");
        return there && Files.isReadable(path) ? Optional.of(Reference.read(path)) : Optional.empty();
    }
}

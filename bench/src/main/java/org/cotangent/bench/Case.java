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

    /// The names of all cases, in the order of the table.
    static final List<String> NAMES =
            List.of("gmm d2 K5", "gmm d10 K10", "gmm d20 K25", "gmm d64 K10", "lstm l2 c1024", "lstm l4 c4096");

    /// The case of that name: from the folder of ADBench if it has the file, else generated.
    static Case of(String name, Path data) {
        String[] words = name.split(" ");
        int first = Integer.parseInt(words[1].substring(1));
        int second = Integer.parseInt(words[2].substring(1));
        String file = String.join("_", words);
        return words[0].equals("gmm") ? mixture(first, second, file, data) : lstm(first, second, file, data);
    }

    private static Case mixture(int d, int k, String file, Path data) {
        Path path = data.resolve("gmm").resolve("1k").resolve(file + ".txt");
        boolean there = Files.isReadable(path);
        Gmm.Problem problem = there ? Gmm.read(path) : Gmm.generate(d, k, 1000, SEED);
        return new Case(
                there ? "ADBench" : "generated",
                problem.model()::objective,
                problem.start(),
                reference(there, data, file.replace("gmm", "gmm_1k")),
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

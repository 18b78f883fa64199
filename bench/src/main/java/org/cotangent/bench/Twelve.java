package org.cotangent.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.cotangent.Cotangent;
import org.cotangent.Gradient;
import org.cotangent.Objective;
import org.cotangent.cli.demo.Timing;
import org.cotangent.engine.Operations;

/// `./cotangent java org.cotangent.bench.Twelve [--samples FOLDER] [NUMBER...]`: what the gradients of the twelve sample programs
/// cost. The samples belong to the tests, so they are compiled from their sources, by default those in this folder.
///
/// Times are medians of thread CPU time, function and gradient (through `into`) in turns, each program in a JVM of its own.
/// Operations are counted by the interpreter.
public final class Twelve {
    private static final String PROGRAMS = "org.cotangent.samples.TheTwelve";
    private static final int COUNT = 12;

    private record Program(String name, Objective<double[]> f, double[] x) {}

    private Twelve() {}

    static void main(String[] args) throws ReflectiveOperationException {
        List<String> words = new ArrayList<>(List.of(args));
        if (words.size() == 2 && words.getFirst().equals("row")) {
            row(program(words.getLast()));
            return;
        }
        if (words.size() == 2 && words.getFirst().equals("once")) {
            once(program(words.getLast()));
            return;
        }
        Path samples = Path.of("testkit", "src", "test", "java", "org", "cotangent", "samples");
        if (words.size() > 1 && words.getFirst().equals("--samples")) {
            samples = Path.of(words.get(1));
            words.subList(0, 2).clear();
        }
        if (words.isEmpty()) for (int i = 1; i <= COUNT; i++) words.add("" + i);
        for (String each : words)
            if (!each.matches("[1-9]|1[0-2]")) refuse("[--samples FOLDER] NUMBER..., from 1 to 12");
        table(words, compiled(samples));
    }

    private static void refuse(String why) {
        System.err.println(why);
        System.exit(2);
    }

    // ---- the samples ----------------------------------------------------------------------------------------

    private static Path compiled(Path samples) {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        if (javac == null) refuse("no Java compiler here: run on a JDK, not on a JRE");
        if (!Files.isReadable(samples.resolve("TheTwelve.java"))) {
            refuse("no TheTwelve.java in " + samples + ": run in the repository, or name the folder with --samples");
        }
        try (Stream<Path> files = Files.walk(samples)) {
            Path folder = Files.createTempDirectory("cotangent");
            List<String> command = new ArrayList<>(List.of(
                    "-g", "-nowarn", "-proc:none", "-cp", System.getProperty("java.class.path"),
                    "-d", folder.toString()));
            files.map(Path::toString).filter(f -> f.endsWith(".java")).forEach(command::add);
            if (javac.run(null, null, null, command.toArray(String[]::new)) != 0) refuse("the samples do not compile");
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The first variant of the program of that number.
    @SuppressWarnings("unchecked")
    private static Program program(String number) throws ReflectiveOperationException {
        for (Object sample : (List<?>) Class.forName(PROGRAMS).getMethod("all").invoke(null)) {
            String name = (String) sample.getClass().getMethod("name").invoke(sample);
            if (!name.startsWith(number + " ")) continue;
            return new Program(
                    name,
                    (Objective<double[]>) sample.getClass().getMethod("f").invoke(sample),
                    (double[]) sample.getClass().getMethod("x").invoke(sample));
        }
        throw new IllegalArgumentException("no program " + number);
    }

    // ---- the table ------------------------------------------------------------------------------------------

    private static void table(List<String> numbers, Path samples) {
        System.out.printf(
                "%-32s %10s %10s %6s %10s %10s %6s %10s %8s%n",
                "", "function", "gradient", "ratio", "operations", "gradient's", "ratio", "first call", "bytes");
        for (String number : numbers) {
            String row = Forked.output(List.of("-XX:+UseSerialGC"), samples, Twelve.class, List.of("row", number));
            System.out.printf("%s %,8d%n", row.stripTrailing(), bytes(number, samples));
        }
        Dumped.delete(samples);
    }

    private static int bytes(String number, Path samples) {
        Dumped dumped = Dumped.of(options -> Forked.output(options, samples, Twelve.class, List.of("once", number)));
        return dumped.bytes();
    }

    private static void once(Program p) {
        double _ = Cotangent.gradient(p.f).into(p.x.clone(), new double[p.x.length]);
    }

    private static void row(Program p) {
        double[] out = new double[p.x.length];
        double _ = p.f.applyAsDouble(p.x.clone());
        double start = Interleaved.cpu();
        Gradient<double[]> gradient = Cotangent.gradient(p.f);
        double _ = gradient.into(p.x.clone(), out);
        double first = Interleaved.cpu() - start;
        long plain = Operations.ofFunction(p.f, p.x.clone());
        long both = Operations.ofGradient(p.f, p.x.clone(), new double[p.x.length]);
        double[] x = p.x.clone();
        List<DoubleSupplier> pieces = List.of(() -> p.f.applyAsDouble(x), () -> gradient.into(x, out));
        double[] seconds = Interleaved.medians(pieces);
        System.out.printf(
                Locale.ROOT,
                "%-32s %10s %10s %6.2f %10d %10d %6.2f %10s",
                p.name,
                Timing.shown(seconds[0]),
                Timing.shown(seconds[1]),
                seconds[1] / seconds[0],
                plain,
                both,
                (double) both / plain,
                Timing.shown(first));
    }
}

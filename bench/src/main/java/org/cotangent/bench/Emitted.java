package org.cotangent.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;
import org.cotangent.bytecode.roundtrip.RoundTrip;

/// `./cotangent java org.cotangent.bench.Emitted [PROGRAM...]`: how fast programs are when all of their classes are lifted and
/// emitted again, against the classes that the compiler made, in turns in one JVM.
///
/// Each program is measured in several JVMs, since a JVM's compilers decide differently each time; the median counts.
public final class Emitted {
    private static final List<String> NAMES = List.of("gmm", "lstm", "svd", "sieve");
    private static final int RUNS = 5;

    private Emitted() {}

    static void main(String[] args) throws ReflectiveOperationException {
        if (args.length == 2 && args[1].equals("once")) {
            measure(args[0]);
            return;
        }
        List<String> names = args.length == 0 ? NAMES : List.of(args);
        if (!NAMES.containsAll(names)) {
            System.err.println("PROGRAM..., out of: " + String.join(", ", NAMES));
            System.exit(2);
        }
        System.out.printf("%-8s %12s %12s  %s%n", "", "compiled", "emitted", "ratio, and that of each run");
        for (String name : names) System.out.println(row(name));
    }

    private static String row(String name) {
        double[][] all = new double[RUNS][];
        for (int run = 0; run < RUNS; run++) {
            String said = Forked.output(List.of("-XX:+UseSerialGC"), Emitted.class, List.of(name, "once"));
            all[run] = Arrays.stream(said.strip().split(" ")).mapToDouble(Double::parseDouble).toArray();
        }
        Arrays.sort(all, (x, y) -> Double.compare(x[1] / x[0], y[1] / y[0]));
        double[] middle = all[RUNS / 2];
        StringBuilder ratios = new StringBuilder();
        for (double[] each : all) ratios.append(String.format(Locale.ROOT, " %.2f", each[1] / each[0]));
        return String.format(
                Locale.ROOT, "%-8s %9.3f ms %9.3f ms  %.2f  (%s )", name, middle[0] * 1e3, middle[1] * 1e3,
                middle[1] / middle[0], ratios);
    }

    /// Prints the seconds that a program takes as it is and emitted.
    private static void measure(String name) throws ReflectiveOperationException {
        RoundTrip roundTrip = new RoundTrip(Emitted.class.getClassLoader());
        DoubleSupplier compiled = program(name, new Copies(bytes -> bytes));
        DoubleSupplier emitted = program(name, new Copies(bytes -> emitted(roundTrip, bytes)));
        if (compiled.getAsDouble() != emitted.getAsDouble()) throw new IllegalStateException(name + " differs");
        double[] seconds = Interleaved.medians(List.of(compiled, emitted));
        System.out.println(seconds[0] + " " + seconds[1]);
    }

    private static byte[] emitted(RoundTrip roundTrip, byte[] classFile) {
        RoundTrip.Result result = roundTrip.of(classFile);
        if (result.methods().stream().anyMatch(m -> m.failure().isPresent())) {
            throw new IllegalStateException("not emitted: " + result.methods());
        }
        return result.bytes();
    }

    private static DoubleSupplier program(String name, ClassLoader loader) throws ReflectiveOperationException {
        Method made = loader.loadClass(Programs.class.getName()).getDeclaredMethod(name);
        made.setAccessible(true);
        return (DoubleSupplier) made.invoke(null);
    }

    /// A loader with copies of its own of the programs' classes.
    private static final class Copies extends ClassLoader {
        private static final List<String> OWN = List.of(
                Programs.class.getName(), Lstm.class.getName(), "org.cotangent.cli.demo.Gmm", "Jama.");

        private final UnaryOperator<byte[]> make;

        Copies(UnaryOperator<byte[]> make) {
            super(Emitted.class.getClassLoader());
            this.make = make;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (OWN.stream().noneMatch(name::startsWith)) return super.loadClass(name, resolve);
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                if (known != null) return known;
                byte[] bytes = make.apply(file(name));
                return defineClass(name, bytes, 0, bytes.length);
            }
        }

        private byte[] file(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) throw new ClassNotFoundException(name);
                return in.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

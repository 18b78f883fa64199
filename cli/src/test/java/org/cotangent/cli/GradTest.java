package org.cotangent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Gradients of methods of other people's, of every kind of target.
class GradTest {
    private static final String SOURCE =
            """
                    package demo.programs;

                    public class Programs {
                        static double norm(double[] x) {
                            double sum = 0;
                            for (double v : x) sum += v * v;
                            return Math.sqrt(sum);
                        }

                        private static double power(double x, int n) {
                            double r = 1;
                            for (int i = 0; i < n; i++) r *= x;
                            return r;
                        }

                        static double bilinear(double[][] a, double[] x, String how) {
                            double sum = 0;
                            for (double[] row : a) for (int j = 0; j < x.length; j++) sum += row[j] * x[j];
                            return how.equals("twice") ? 2 * sum : sum;
                        }

                        static float square(float x) {
                            return x * x;
                        }

                        static double overwrites(double[] x) {
                            x[0] *= 2;
                            return x[0] * x[1];
                        }

                        static double elsewhere(double x) {
                            return Beside.twice(x) * x;
                        }

                        private static final class Inner {
                            private static double cube(double x) {
                                return x * x * x;
                            }
                        }

                        static double text(double x) {
                            return Double.parseDouble(String.valueOf(x));
                        }
                    }
                    """;

    @TempDir
    Path folder;

    private Said grad(String method, String... arguments) throws IOException {
        Path programs = Files.createDirectories(folder.resolve("demo/programs"));
        Files.writeString(
                programs.resolve("Beside.java"),
                "package demo.programs; class Beside { static double twice(double x) { return 2 * x; } }");
        Path source = Files.writeString(programs.resolve("Programs.java"), SOURCE);
        String[] all = new String[arguments.length + 3];
        all[0] = "grad";
        all[1] = source.toString();
        all[2] = method;
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return Said.by(all);
    }

    private static void gives(String value, String gradient, Said said) {
        assertEquals("", said.err());
        assertEquals(value, said.line("value"));
        assertEquals(gradient, said.line("gradient"));
        assertTrue(said.line("differences").contains("agree"), said::out);
        assertTrue(said.line("time").matches("function .*s, with gradient .*s: .* times"), said::out);
        assertEquals(0, said.code());
    }

    @Test
    void anArtifactOfMaven() {
        gives("5.0", "[0.6, 0.8]", Said.by("grad", "gov.nist.math:jama:1.0.3", "Jama.util.Maths::hypot", "3", "4"));
    }

    @Test
    void anArtifactThatIsNotThere() {
        Said said = Said.by("grad", "gov.nist.math:jama:0.0.0", "Jama.util.Maths::hypot", "3", "4");
        assertEquals("Maven finds no gov.nist.math:jama:0.0.0: look the version up on central.sonatype.com\n",
                said.err());
        assertEquals(2, said.code());
    }

    @Test
    void aJar() throws Usage {
        Path jama = Maven.resolve("gov.nist.math:jama:1.0.3").getFirst();
        gives("5.0", "[0.6, 0.8]", Said.by("grad", jama.toString(), "Maths::hypot", "3", "4"));
    }

    @Test
    void aSourceFile() throws IOException {
        gives("5.0", "[0.6, 0.8]", grad("demo.programs.Programs::norm", "[3,4]"));
        gives("5.0", "[0.6, 0.8]", grad("Programs::norm", "[3,4]"));
    }

    @Test
    void aFolderOfClasses() throws IOException, Usage {
        grad("Programs::norm", "[1]");
        try (JavaSource classes = JavaSource.compile(folder.resolve("demo/programs/Programs.java"))) {
            String target = classes.classes().toString();
            gives("18.0", "12.0", Said.by("grad", target, "demo.programs.Programs::elsewhere", "3"));
        }
    }

    @Test
    void privateMethodsAndClasses() throws IOException {
        gives("1024.0", "5120.0", grad("Programs::power", "2", "10"));
        gives("8.0", "12.0", grad("Programs.Inner::cube", "2"));
    }

    @Test
    void severalParameters() throws IOException {
        gives(
                "20.0",
                "[[[2.0, 2.0], [2.0, 2.0]], [8.0, 12.0]]",
                grad("Programs::bilinear", "[[1,2],[3,4]]", "[1,1]", "twice"));
    }

    @Test
    void singlePrecision() throws IOException {
        gives("9.0", "6.0", grad("Programs::square", "3"));
    }

    @Test
    void argumentsThatAreOverwritten() throws IOException {
        gives("4.0", "[4.0, 2.0]", grad("Programs::overwrites", "[1,2]"));
    }

    @Test
    void refusalsHaveFourLinesAndCodeOne() throws IOException {
        Said said = grad("Programs::text", "2");
        assertEquals(1, said.code());
        assertEquals(4, said.err().lines().count(), said::err);
        assertTrue(said.err().contains("Programs.java:42"), said::err);
    }

    @Test
    void rawBitsInSomebodysLibraryAreRefused() {
        Said said = Said.by(
                "grad", "org.apache.commons:commons-math3:3.6.1", "org.apache.commons.math3.special.Gamma::logGamma",
                "2.5");
        assertEquals(1, said.code());
        assertTrue(said.err().matches("(?s).*FastMath\\.java:\\d+.*"), said::err);
        assertTrue(said.err().contains("doubleToRawLongBits") || said.err().contains("raw bits"), said::err);
    }
}

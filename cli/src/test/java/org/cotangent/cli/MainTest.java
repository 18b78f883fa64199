package org.cotangent.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Bad usage: one line that says what to type, code 2, and no stack trace.
class MainTest {
    @TempDir
    Path folder;

    private String file = "";

    @BeforeEach
    void write() throws IOException {
        Path source = folder.resolve("Bad.java");
        Files.writeString(
                source,
                """
                        class Bad {
                            static double f(double x) { return x; }
                            static int count(double x) { return 1; }
                            double here(double x) { return x; }
                            static double none(int n) { return n; }
                            static double unit(java.util.concurrent.TimeUnit t, double x) { return x; }
                        }
                        """);
        file = source.toString();
    }

    private static void mends(String expected, String... args) {
        Said said = Said.by(args);
        assertAll(
                () -> assertTrue(said.err().strip().contains(expected), said::err),
                () -> assertEquals(1, said.err().lines().count(), said::err),
                () -> assertEquals("", said.out()),
                () -> assertEquals(2, said.code()));
    }

    @Test
    void commandsAreListed() {
        mends("say what to do: demo, grad, explain or roundtrip");
        mends("no command gard", "gard");
        mends("./cotangent grad TARGET Class::method ARG", "grad", file);
        mends("./cotangent explain TARGET Class::method", "explain", file);
        mends("./cotangent roundtrip", "roundtrip");
        mends("./cotangent roundtrip", "roundtrip", "--to");
    }

    @Test
    void targetsAreMended() throws IOException {
        mends("no file nowhere.jar: a target is a jar, a class folder, a .java file, or group:artifact", "grad",
                "nowhere.jar", "A::f");
        mends("no file nowhere.java", "grad", "nowhere.java", "A::f");
        mends("an artifact needs a version: gov.nist.math:jama:VERSION", "grad", "gov.nist.math:jama", "A::f");
        mends("this JDK has no module nowhere", "roundtrip", "jdk:nowhere");
        mends("no class files in ", "roundtrip", folder.toString());
        Path newer = Files.createDirectory(folder.resolve("newer"));
        byte[] future = {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0, 99, 0, 1};
        Files.write(newer.resolve("A.class"), future);
        mends("A cannot be loaded: it was compiled for a newer Java than this one", "grad", newer.toString(), "A::f");
        mends("would be overwritten: name another folder behind --to", "roundtrip", "--to", newer.toString(),
                newer.toString());
        Path text = Files.writeString(folder.resolve("text.jar"), "no jar");
        mends("text.jar is not a jar", "grad", text.toString(), "A::f");
        Path wrong = Files.writeString(folder.resolve("Wrong.java"), "class Wrong {\n    int x = y;\n}\n");
        mends("Wrong.java:2 does not compile: cannot find symbol, symbol:   variable y", "grad", wrong.toString(),
                "A::f");
    }

    @Test
    void methodsAreMended() {
        mends("Bad.f names no method: write Class::method", "grad", file, "Bad.f", "1");
        mends("no class Good in ", "grad", file, "Good::f", "1");
        mends("perhaps Bad", "grad", file, "bad::f", "1");
        mends("no method g in Bad: it has f, none, unit", "grad", file, "Bad::g", "1");
        mends("Bad.count gives int: name a method that gives double or float", "grad", file, "Bad::count", "1");
        mends("java.lang.Math belongs to the JDK: name a method of a program", "grad", file, "java.lang.Math::sin",
                "1");
        mends("Bad.here is not static", "grad", file, "Bad::here", "1");
        mends("Bad.f has no such parameters: f(double)", "grad", file, "Bad::f(int)", "1");
    }

    @Test
    void argumentsAreMended() {
        mends("f(double) does not take 2 arguments", "grad", file, "Bad::f", "1", "2");
        mends("argument 1 is no double: write it as 1.5", "grad", file, "Bad::f", "one");
        mends("argument 1 is no int: write it as 3", "grad", file, "Bad::none", "1.5");
        mends("write it as one of NANOSECONDS, MICROSECONDS", "grad", file, "Bad::unit", "s", "1");
        mends("none(int) got no floating-point number: nothing to differentiate by", "grad", file, "Bad::none", "1");
    }

    @Test
    void whatTheMethodThrowsIsSaid() throws IOException {
        Path source = Files.writeString(
                folder.resolve("Thrower.java"),
                "class Thrower { static double f(double x) { throw new IllegalStateException(\"no\"); }"
                        + " static native double g(double x); }");
        Said said = Said.by("grad", source.toString(), "Thrower::f", "1");
        assertEquals("java.lang.IllegalStateException: no", said.line("threw"));
        assertEquals(1, said.code());
        assertFalse(said.err().contains("at "), said::err);
        Said linked = Said.by("grad", source.toString(), "Thrower::g", "1");
        assertEquals("java.lang.UnsatisfiedLinkError: 'double Thrower.g(double)'", linked.line("threw"));
        assertEquals("", linked.err());
    }
}

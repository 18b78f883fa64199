package org.cotangent.bytecode.roundtrip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.apache.commons.math3.TestUtils;
import org.junit.jupiter.api.Test;
import org.junit.runner.Description;
import org.junit.runner.JUnitCore;
import org.junit.runner.notification.Failure;
import org.junit.runner.notification.RunListener;

/// The published tests of Commons Math give on emitted classes, test by test, what they give on the originals. The tests
/// themselves are emitted again, too.
///
/// Which ones run: of the classes that the project itself runs (`…Test`, `…TestBinary`, `…TestPermutations`, not
/// `…AbstractTest`), in order of their names, each [#EACH]th from the first on. `-Dcotangent.commons-math=1` runs all: 6521.
class CommonsMathTest {
    private static final int EACH = Integer.getInteger("cotangent.commons-math", 8);

    private static final Predicate<String> THEIRS = name -> name.startsWith("org.apache.commons.math3.");

    @Test
    void testsGiveTheSame() throws Exception {
        ClassLoader parent = CommonsMathTest.class.getClassLoader();
        Again original = Again.original(parent, THEIRS);
        Again emitted = Again.emitted(parent, THEIRS);
        List<String> names = names();
        int count = 0;
        for (int i = 0; i < names.size(); i += EACH) {
            Map<String, String> wanted = results(original, names.get(i));
            assertEquals(wanted, results(emitted, names.get(i)), names.get(i));
            count += wanted.size();
        }
        assertTrue(count > 100, count + " tests ran");
    }

    private static List<String> names() throws IOException {
        String jar = TestUtils.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        try (JarFile file = new JarFile(jar)) {
            return file.stream()
                    .map(JarEntry::getName)
                    .filter(n -> n.matches("[^$]*(Test|TestBinary|TestPermutations)\\.class"))
                    .filter(n -> !n.endsWith("AbstractTest.class"))
                    .map(n -> n.substring(0, n.length() - ".class".length()).replace('/', '.'))
                    .sorted()
                    .toList();
        }
    }

    /// What came of each test of a class, by name.
    private static Map<String, String> results(ClassLoader loader, String name) throws ClassNotFoundException {
        Map<String, String> results = new TreeMap<>();
        JUnitCore junit = new JUnitCore();
        junit.addListener(new RunListener() {
            private final List<String> said = new ArrayList<>();

            @Override
            public void testStarted(Description test) {
                said.clear();
            }

            @Override
            public void testFailure(Failure failure) {
                said.add("failed: " + failure.getException());
                results.put(failure.getDescription().getDisplayName(), said.toString());
            }

            @Override
            public void testAssumptionFailure(Failure failure) {
                said.add("assumed: " + failure.getException());
            }

            @Override
            public void testIgnored(Description test) {
                results.put(test.getDisplayName(), "ignored");
            }

            @Override
            public void testFinished(Description test) {
                results.put(test.getDisplayName(), said.toString());
            }
        });
        junit.run(loader.loadClass(name));
        return results;
    }
}

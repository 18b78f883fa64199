package org.cotangent.cli;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The arrows between packages; those between modules are in their `module-info`.
///
/// Two carry the design: rule tables never see the compiler, and `ad` never sees class files.
final class ArchitectureTest {

    private static final String OURS = "org.cotangent";

    /// What each package sees, besides the JDK and itself; short names, below `org.cotangent`.
    private static final Map<String, Set<String>> SEES = Map.ofEntries(
            entry("ir", Set.of()),
            entry("ir.text", Set.of("ir")),
            entry("ir.analysis", Set.of("ir")),
            entry("ir.verify", Set.of("ir", "ir.analysis", "ir.text")),
            entry("ir.interpret", Set.of("ir")),
            entry("opt", Set.of("ir", "ir.analysis", "ir.text", "ir.verify")),
            entry("runtime", Set.of()),
            entry("bytecode", Set.of("ir", "ir.analysis", "runtime", "bytecode.lift")),
            entry("bytecode.lift", Set.of("ir", "ir.analysis", "runtime")),
            entry("bytecode.emit", Set.of("ir", "ir.analysis", "runtime", "bytecode")),
            entry(
                    "bytecode.roundtrip",
                    Set.of("ir", "ir.verify", "runtime", "bytecode", "bytecode.lift", "bytecode.emit")),
            entry("rule", Set.of()),
            entry("rules.math", Set.of("rule")),
            entry("rules.array", Set.of("rule")),
            entry("rules.util", Set.of("rule")),
            entry("ad", Set.of("ir", "ir.analysis", "ir.text", "opt", "runtime", "ad.rules")),
            entry("ad.rules",
                    Set.of("ir", "ir.analysis", "opt", "runtime", "rule", "rules.math", "rules.array", "rules.util")));

    /// Names that say nothing. Tables of rules are called after what they are for: `rules.util` is for `java.util`.
    private static final Pattern EMPTY_NAME = Pattern.compile(
            ".*\\.(util|utils|common|impl|manager|helper)(\\..*)?|(.*\\.)?(Abstract\\w+|\\w+(Impl|Utils?|Helper|Manager))");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages(OURS);

    @Test
    void packagesSeeOnlyWhatTheyMay() {
        assertEquals(List.of(), violations(ArchitectureTest::isForbidden));
    }

    @Test
    void onlyTheBytecodeModuleSeesClassFiles() {
        assertEquals(
                List.of(),
                violations(d -> d.getTargetClass().getPackageName().startsWith("java.lang.classfile")
                        && !d.getOriginClass().getPackageName().startsWith(OURS + ".bytecode")));
    }

    @Test
    void namesSaySomething() {
        assertFalse(CLASSES.isEmpty());
        var empty = CLASSES.stream()
                .map(JavaClass::getName)
                .filter(n -> !n.startsWith(OURS + ".rules.") && EMPTY_NAME.matcher(n).matches())
                .toList();
        assertEquals(List.of(), empty);
    }

    private static List<String> violations(Predicate<Dependency> forbidden) {
        return dependencies().filter(forbidden)
                .map(d -> d.getOriginClass().getName() + " sees " + d.getTargetClass().getName())
                .distinct().sorted().toList();
    }

    private static Stream<Dependency> dependencies() {
        return CLASSES.stream().flatMap(c -> c.getDirectDependenciesFromSelf().stream());
    }

    private static boolean isForbidden(Dependency d) {
        String from = shortName(d.getOriginClass());
        String to = shortName(d.getTargetClass());
        return !to.isEmpty() && !from.equals(to) && SEES.containsKey(from) && !SEES.get(from).contains(to);
    }

    /// The package below ours (`front door` for ours itself); empty for the packages of others.
    private static String shortName(JavaClass type) {
        String name = type.getPackageName();
        if (name.equals(OURS)) return "front door";
        return name.startsWith(OURS + ".") ? name.substring(OURS.length() + 1) : "";
    }
}

package org.cotangent.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Artifacts by their coordinates, fetched by Maven itself: what it found is remembered, since starting it takes seconds.
final class Maven {
    private static final Pattern COORDINATE = Pattern.compile("[\\w.-]+:[\\w.-]+:[\\w.-]+");
    private static final String GOAL = "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:build-classpath";

    private Maven() {}

    static boolean isCoordinate(String text) {
        return COORDINATE.matcher(text).matches();
    }

    /// The jars of `group:artifact:version` and of what it needs, its own first.
    static List<Path> resolve(String coordinate) throws Usage {
        Path known = cache().resolve(coordinate.replace(':', '/') + ".classpath");
        Optional<List<Path>> remembered = remembered(known);
        if (remembered.isPresent()) return remembered.get();
        String classPath = fetch(coordinate);
        try {
            Files.createDirectories(known.getParent());
            Files.writeString(known, classPath);
        } catch (IOException _) {
            // then it is fetched again next time
        }
        return paths(classPath);
    }

    private static Path cache() {
        String set = System.getenv("XDG_CACHE_HOME");
        Path base = set == null || set.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(set);
        return base.resolve("cotangent").resolve("artifacts");
    }

    private static Optional<List<Path>> remembered(Path known) {
        try {
            return Optional.of(paths(Files.readString(known))).filter(all -> all.stream().allMatch(Files::exists));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static List<Path> paths(String classPath) {
        return Arrays.stream(classPath.strip().split(File.pathSeparator)).map(Path::of).toList();
    }

    private static String fetch(String coordinate) throws Usage {
        Path folder;
        try {
            folder = Files.createTempDirectory("cotangent");
        } catch (IOException e) {
            throw new Usage("no temporary folder: " + e.getMessage());
        }
        Path pom = folder.resolve("pom.xml");
        Path answer = folder.resolve("classpath");
        Path log = folder.resolve("log");
        try (Waiting _ = Waiting.on("fetching " + coordinate + " with Maven")) {
            Files.writeString(pom, pom(coordinate.split(":")));
            int code = run(pom, answer, log);
            if (code != 0) throw new Usage(reason(coordinate, code, Files.readString(log)));
            return Files.readString(answer);
        } catch (IOException e) {
            throw new Usage(
                    "no Maven found (" + e.getMessage() + "): install it, or name a jar instead of " + coordinate);
        } finally {
            for (Path p : List.of(pom, answer, log, folder)) p.toFile().delete();
        }
    }

    private static int run(Path pom, Path answer, Path log) throws IOException {
        ProcessBuilder mvn = new ProcessBuilder(
                "mvn", "-B", "-q", "-Dstyle.color=never", "-f", pom.toString(), GOAL,
                "-Dmdep.outputFile=" + answer, "-Dmdep.includeScope=runtime");
        mvn.environment().put("JAVA_HOME", System.getProperty("java.home"));
        mvn.redirectErrorStream(true).redirectOutput(log.toFile());
        try {
            return mvn.start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private static String pom(String[] parts) {
        return """
                <project>
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>org.cotangent.target</groupId>
                  <artifactId>target</artifactId>
                  <version>1</version>
                  <dependencies>
                    <dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>
                  </dependencies>
                </project>
                """
                .formatted(parts[0], parts[1], parts[2]);
    }

    /// Why Maven failed, on one line.
    private static String reason(String coordinate, int code, String log) {
        int version = coordinate.lastIndexOf(':');
        String name = coordinate.substring(0, version) + ":jar" + coordinate.substring(version);
        if (log.contains("Could not find artifact " + name) || log.contains(name + " was not found")) {
            return "Maven finds no " + coordinate + ": look the version up on central.sonatype.com";
        }
        String error = log.lines()
                .filter(line -> line.startsWith("[ERROR]"))
                .findFirst()
                .map(line -> line.substring("[ERROR]".length()).strip())
                .orElse("it ended with code " + code);
        return "Maven cannot fetch " + coordinate + ": " + error;
    }
}

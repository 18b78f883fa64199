package org.cotangent.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Formats Java sources (`apply`), or says which are not formatted (`check`).
///
/// Files and folders named behind the command stand for all, which are those in the `src` of every folder of the working
/// directory. Exit code 1 if a file is not formatted or cannot be parsed.
final class Format {

    private Format() {}

    static void main(String[] args) throws IOException {
        boolean apply = args.length > 0 && args[0].equals("apply");
        var places = args.length > 1 ? Stream.of(args).skip(1).map(Path::of) : modules();
        boolean good = true;
        for (Path file : places.flatMap(Format::sources).sorted().toList()) good &= visit(file, apply);
        if (!good) System.exit(1);
    }

    private static boolean visit(Path file, boolean apply) throws IOException {
        String source = Files.readString(file);
        var formatted = Layout.of(file.getFileName().toString(), source);
        if (formatted.isEmpty()) {
            System.err.println("cannot be parsed: " + file);
            return false;
        }
        if (formatted.get().equals(source)) return true;
        if (apply) Files.writeString(file, formatted.get());
        System.err.println((apply ? "formatted: " : "not formatted (./cotangent format): ") + file);
        return apply;
    }

    private static Stream<Path> modules() throws IOException {
        try (var folders = Files.list(Path.of(""))) {
            return folders.map(f -> f.resolve("src")).filter(Files::isDirectory).toList().stream();
        }
    }

    private static Stream<Path> sources(Path place) {
        try (var files = Files.walk(place)) {
            return files.filter(f -> f.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

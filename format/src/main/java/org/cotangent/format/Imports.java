package org.cotangent.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;

/// Imports in alphabetical order, each once: modules, then static ones, then the rest, with an empty line between.
///
/// A file with a comment between its imports is left alone.
final class Imports {

    private static final List<Predicate<String>> GROUPS = List.of(
            line -> line.startsWith("import module "),
            line -> line.startsWith("import static "),
            line -> !line.startsWith("import module ") && !line.startsWith("import static "));

    private Imports() {}

    static String sort(String source) {
        List<String> lines = new ArrayList<>(Arrays.asList(source.split("\n", -1)));
        int first = 0;
        while (first < lines.size() && !lines.get(first).startsWith("import ")) first++;
        int end = first;
        while (end < lines.size() && (lines.get(end).isBlank() || lines.get(end).startsWith("import "))) end++;
        if (first == lines.size()) return source;
        var imports = lines.subList(first, end);
        var sorted = sorted(imports);
        imports.clear();
        imports.addAll(sorted);
        return String.join("\n", lines);
    }

    private static List<String> sorted(List<String> imports) {
        List<String> sorted = new ArrayList<>();
        for (var group : GROUPS) {
            var members = new TreeSet<String>();
            for (String line : imports) if (!line.isBlank() && group.test(line)) members.add(line);
            sorted.addAll(members);
            if (!members.isEmpty()) sorted.add("");
        }
        return sorted;
    }
}

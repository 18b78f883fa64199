package org.cotangent.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Adjacent one-line cases of a switch stand in columns, where the result fits the line width.
///
/// It also puts back the space behind the comma in `case A _, B _`, which Eclipse's formatter loses. Text blocks are not
/// touched.
final class Cases {

    private static final int WIDTH = 120;

    private Cases() {}

    static String align(String source) {
        List<String> lines = new ArrayList<>(Arrays.asList(source.split("\n", -1)));
        List<Integer> group = new ArrayList<>();
        boolean inText = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            boolean isCode = !inText;
            if (line.split("\"\"\"", -1).length % 2 == 0) inText = !inText;
            if (!isCode || !isCase(line)) {
                align(lines, group);
                continue;
            }
            lines.set(i, spaced(line));
            if (!group.isEmpty() && indentation(lines.get(group.getFirst())) != indentation(line)) align(lines, group);
            if (line.endsWith(";") && arrow(lines.get(i)) > 0) group.add(i);
            else align(lines, group);
        }
        return String.join("\n", lines);
    }

    /// Aligns the arrows of the lines in `group`, and empties it.
    private static void align(List<String> lines, List<Integer> group) {
        int column = group.stream().mapToInt(i -> arrow(lines.get(i))).max().orElse(0);
        boolean fits = group.stream().allMatch(i -> lines.get(i).length() + column - arrow(lines.get(i)) <= WIDTH);
        for (int i : fits ? group : List.<Integer>of()) {
            String line = lines.get(i);
            int arrow = arrow(line);
            lines.set(i, line.substring(0, arrow) + " ".repeat(column - arrow) + line.substring(arrow));
        }
        group.clear();
    }

    private static boolean isCase(String line) {
        String text = line.strip();
        return text.startsWith("case ") || text.startsWith("default ->");
    }

    private static int indentation(String line) {
        return line.length() - line.stripLeading().length();
    }

    /// A space behind each comma between the patterns of a case.
    private static String spaced(String line) {
        int arrow = arrow(line);
        String label = arrow > 0 ? line.substring(0, arrow) : line;
        return label.replaceAll("(?<=\\w|\\)),(?=\\w)", ", ") + line.substring(label.length());
    }

    /// Where the space before the arrow of a case is; -1 if there is none.
    private static int arrow(String line) {
        int depth = 0;
        for (int i = 0; i < line.length(); i++) {
            switch (line.charAt(i)) {
                case '(', '{'  -> depth++;
                case ')', '}'  -> depth--;
                case '"', '\'' -> i = endOfLiteral(line, i);
                case ' ' -> {
                    if (depth == 0 && line.startsWith(" -> ", i)) return i;
                }
                default -> {}
            }
        }
        return -1;
    }

    private static int endOfLiteral(String line, int start) {
        for (int i = start + 1; i < line.length(); i++) {
            if (line.charAt(i) == '\\') i++;
            else if (line.charAt(i) == line.charAt(start)) return i;
        }
        return line.length();
    }
}

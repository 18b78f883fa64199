package org.cotangent.cli;

import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An argument as it was typed: a word or number, a list `[1, 2, [3]]`, or a table of numbers from `@file`.
///
/// [#as] gives it as a value of a parameter's type, if it fits; [#rank] says how well.
sealed interface Argument {
    /// A number, a truth value, a string.
    record Word(String text) implements Argument {}

    /// What stands in brackets.
    record Group(List<Argument> parts) implements Argument {}

    /// The lines of a file, each with the words on it.
    record Table(List<Group> lines) implements Argument {
        /// All words in a row.
        Group flat() {
            return new Group(lines.stream().flatMap(line -> line.parts().stream()).toList());
        }
    }

    static Argument parse(String text) throws Usage {
        if (text.startsWith("@")) return file(text.substring(1));
        return text.startsWith("[") ? new Brackets(text).parse() : new Word(text);
    }

    private static Argument file(String name) throws Usage {
        String text;
        try {
            text = Files.readString(Path.of(name)).strip();
        } catch (IOException _) {
            throw new Usage("cannot read " + name + ": @FILE takes a file of numbers, or of an array [1,2,3]");
        }
        if (text.startsWith("[")) return new Brackets(text).parse();
        List<Group> lines = new ArrayList<>();
        for (String line : text.lines().filter(l -> !l.isBlank()).toList()) {
            lines.add(new Group(Arrays.stream(line.strip().split("[\\s,;]+")).<Argument>map(Word::new).toList()));
        }
        return new Table(lines);
    }

    /// This as a value of class `type`, or null if it is none.
    default @Nullable Object as(Class<?> type) {
        return switch (this) {
            case Word(var text)   -> Scalars.as(text, type).orElse(null);
            case Group(var parts) -> type.isArray() ? array(parts, type.componentType()) : null;
            case Table t when type.isArray() && type.componentType().isArray() ->
                    new Group(List.copyOf(t.lines())).as(type);
            case Table t when type.isArray()               -> t.flat().as(type);
            case Table t when t.flat().parts().size() == 1 -> t.flat().parts().getFirst().as(type);
            case Table _                                   -> null;
        };
    }

    private static @Nullable Object array(List<Argument> parts, Class<?> component) {
        Object array = Array.newInstance(component, parts.size());
        for (int i = 0; i < parts.size(); i++) {
            Object element = parts.get(i).as(component);
            if (element == null) return null;
            Array.set(array, i, element);
        }
        return array;
    }

    /// How natural this is as a value of `type`: less is better.
    default int rank(Class<?> type) {
        Class<?> element = type;
        while (element.isArray()) element = element.componentType();
        return Scalars.rank(element, first(this).orElse(""));
    }

    private static Optional<String> first(Argument a) {
        return switch (a) {
            case Word(var text)   -> Optional.of(text);
            case Group(var parts) -> parts.isEmpty() ? Optional.empty() : first(parts.getFirst());
            case Table t          -> first(t.flat());
        };
    }

    /// The reader of what stands in brackets: parts are parted by commas, spaces or both.
    final class Brackets {
        private final String text;
        private int at;

        Brackets(String text) {
            this.text = text;
        }

        Argument parse() throws Usage {
            Argument all = part();
            space();
            if (at < text.length()) throw wrong("has something behind its last bracket");
            return all;
        }

        private Argument part() throws Usage {
            if (text.charAt(at) == '[') return group();
            int start = at;
            while (at < text.length() && "[], \t\r\n".indexOf(text.charAt(at)) < 0) at++;
            return new Word(text.substring(start, at));
        }

        private Group group() throws Usage {
            at++;
            List<Argument> parts = new ArrayList<>();
            space();
            while (at < text.length() && text.charAt(at) != ']') {
                int before = at;
                parts.add(part());
                if (at == before) throw wrong("has nothing where an element should be");
                space();
                if (at < text.length() && text.charAt(at) == ',') at++;
                space();
            }
            if (at == text.length()) throw wrong("lacks a closing bracket");
            at++;
            return new Group(parts);
        }

        private void space() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
        }

        private Usage wrong(String what) {
            String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
            return new Usage("the array " + shown + " " + what + ": write it as [1,2,3]");
        }
    }
}

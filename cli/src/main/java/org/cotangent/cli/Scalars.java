package org.cotangent.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Words as values of the types that hold one: numbers, truth values, characters, strings, constants of an enum.
final class Scalars {
    private static final Map<Class<?>, Function<String, Object>> READERS = Map.of(
            double.class, Double::valueOf,
            float.class, Float::valueOf,
            int.class, Integer::valueOf,
            long.class, Long::valueOf,
            short.class, Short::valueOf,
            byte.class, Byte::valueOf);
    private static final Map<Class<?>, Class<?>> BOXES = Map.of(
            Double.class, double.class,
            Float.class, float.class,
            Integer.class, int.class,
            Long.class, long.class,
            Short.class, short.class,
            Byte.class, byte.class,
            Boolean.class, boolean.class,
            Character.class, char.class);
    /// From the best to the worst for a number.
    private static final List<Class<?>> ORDER = List.of(
            double.class, float.class, int.class, long.class, short.class, byte.class, char.class, boolean.class);

    private static final int SHOWN = 6;

    private Scalars() {}

    static boolean isFloating(Class<?> type) {
        Class<?> t = BOXES.getOrDefault(type, type);
        return t == double.class || t == float.class;
    }

    /// Whether words are understood as values of `type`.
    static boolean isKnown(Class<?> type) {
        return BOXES.containsKey(type) || BOXES.containsValue(type) || isText(type) || type.isEnum();
    }

    private static boolean isText(Class<?> type) {
        return type == String.class || type == CharSequence.class;
    }

    /// How a value of `type` is written.
    static String example(Class<?> type) {
        Class<?> t = BOXES.getOrDefault(type, type);
        if (t.isEnum()) {
            return Arrays.stream(t.getEnumConstants())
                    .limit(SHOWN)
                    .map(c -> ((Enum<?>) c).name())
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        if (t == boolean.class) return "true or false";
        return isFloating(t) ? "1.5" : t == char.class ? "c" : "3";
    }

    static Optional<Object> as(String word, Class<?> type) {
        Class<?> t = BOXES.getOrDefault(type, type);
        Function<String, Object> reader = READERS.get(t);
        if (reader != null) return number(word, reader);
        if (t == boolean.class) {
            return word.equals("true") || word.equals("false") ? Optional.of(Boolean.valueOf(word)) : Optional.empty();
        }
        if (t == char.class) return word.length() == 1 ? Optional.of(word.charAt(0)) : Optional.empty();
        if (isText(t)) return Optional.of(word);
        if (!t.isEnum()) return Optional.empty();
        for (Object constant : t.getEnumConstants())
            if (((Enum<?>) constant).name().equals(word)) return Optional.of(constant);
        return Optional.empty();
    }

    private static Optional<Object> number(String word, Function<String, Object> reader) {
        try {
            return Optional.of(reader.apply(word));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /// How natural `word` is as a value of `type`: less is better.
    static int rank(Class<?> type, String word) {
        Class<?> t = BOXES.getOrDefault(type, type);
        boolean plain =
                word.isEmpty() || as(word, double.class).isPresent() || word.equals("true") || word.equals("false");
        int place = isText(t) ? (plain ? ORDER.size() : -1) : ORDER.indexOf(t);
        if (place < 0 && !isText(t)) place = ORDER.size() + 1;
        return 2 * place + (t == type ? 0 : 1);
    }
}

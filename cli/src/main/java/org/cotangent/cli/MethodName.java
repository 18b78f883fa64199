package org.cotangent.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A method as it was typed: `Class::method`, or `Class::method(double,int)` where the name alone is not enough.
record MethodName(String className, String method, Optional<List<String>> types) {
    static MethodName parse(String text) throws Usage {
        int at = text.indexOf("::");
        if (at <= 0 || at + 2 == text.length()) {
            throw new Usage(text + " names no method: write Class::method, as in Jama.util.Maths::hypot");
        }
        String className = text.substring(0, at);
        String rest = text.substring(at + 2);
        int open = rest.indexOf('(');
        if (open < 0) return new MethodName(className, rest, Optional.empty());
        if (!rest.endsWith(")")) throw new Usage(text + " lacks a closing parenthesis");
        String types = rest.substring(open + 1, rest.length() - 1).strip();
        List<String> all = types.isEmpty() ? List.of() : Arrays.asList(types.split("\\s*,\\s*"));
        return new MethodName(className, rest.substring(0, open), Optional.of(all));
    }

    /// Whether the parameters are those that were asked for, if any were; `double[]`, `String` and `java.lang.String` will do.
    boolean allows(Class<?>[] parameters) {
        if (types.isEmpty()) return true;
        if (types.get().size() != parameters.length) return false;
        for (int i = 0; i < parameters.length; i++) {
            String asked = types.get().get(i).replace("...", "[]");
            if (!asked.equals(parameters[i].getTypeName()) && !asked.equals(parameters[i].getSimpleName()))
                return false;
        }
        return true;
    }
}

package org.cotangent.ir.text;

import java.lang.constant.ClassDesc;
import java.util.Set;
import org.cotangent.ir.Type;

/// How names, classes and strings are spelled, so that they can be read back whatever characters they contain.
///
/// Classes are written as in Java, without `java.lang.`, and with a dot first if they are in no package: `Math`,
/// `java.util.Map$Entry`, `.Demo`, `double[]`. What cannot be written so is a descriptor in quotes.
final class Spelling {
    private Spelling() {}

    /// Words that mean something where a class may stand.
    private static final Set<String> RESERVED = Set.of(
            "i32", "i64", "f32", "f64", "void", "linear", "boolean", "byte", "char", "short", "int", "long", "float",
            "double", "any", "interface", "class");

    /// Characters of names, not counting dots.
    static boolean isPlain(char c) {
        return Character.isJavaIdentifierPart(c) && !Character.isIdentifierIgnorable(c) && !Character.isSurrogate(c)
                || c == '-';
    }

    static boolean isPath(char c) {
        return isPlain(c) || c == '.';
    }

    static boolean isDescriptor(char c) {
        return isPlain(c) || "/;[()".indexOf(c) >= 0;
    }

    /// Characters that targets may have in their names without quotes.
    static boolean isTarget(char c) {
        return isPath(c) || "/:;<>#+*'~!".indexOf(c) >= 0;
    }

    static String type(Type type) {
        return switch (type) {
            case Type.Primitive p         -> p.toString();
            case Type.Ref(ClassDesc desc) -> classOf(desc);
        };
    }

    static String classOf(ClassDesc desc) {
        if (desc.isPrimitive()) return desc.displayName();
        String d = desc.descriptorString();
        int rank = 0;
        while (d.charAt(rank) == '[') rank++;
        String element = d.substring(rank);
        String brackets = "[]".repeat(rank);
        if (element.length() == 1) return ClassDesc.ofDescriptor(element).displayName() + brackets;
        String path = element.substring(1, element.length() - 1).replace('/', '.');
        String shown = path.indexOf('.') < 0
                ? "." + path
                : path.startsWith("java.lang.") && path.indexOf('.', 10) < 0 ? path.substring(10) : path;
        if (!path.chars().allMatch(c -> isPath((char) c)) || RESERVED.contains(shown)) return quoted(d);
        return shown + brackets;
    }

    /// The class that `shown` spells, without brackets and quotes.
    static ClassDesc classNamed(String shown) {
        if (shown.startsWith(".")) return ClassDesc.of(shown.substring(1));
        return switch (shown) {
            case "boolean", "byte", "char", "short", "int", "long", "float", "double", "void" -> primitive(shown);
            default -> ClassDesc.of(shown.indexOf('.') < 0 ? "java.lang." + shown : shown);
        };
    }

    private static ClassDesc primitive(String name) {
        String letter =
                switch (name) {
                    case "boolean" -> "Z";
                    case "long"    -> "J";
                    default        -> name.substring(0, 1).toUpperCase(java.util.Locale.ROOT);
                };
        return ClassDesc.ofDescriptor(letter);
    }

    /// A member's name.
    static String member(String name) {
        boolean plain = !name.isEmpty() && name.chars().allMatch(c -> isPlain((char) c));
        return plain || name.equals("<init>") || name.equals("<clinit>") ? name : quoted(name);
    }

    static String target(String name) {
        return !name.isEmpty() && name.chars().allMatch(c -> isTarget((char) c)) ? name : quoted(name);
    }

    /// The descriptor of a method or field.
    static String descriptor(String descriptor) {
        boolean plain = descriptor.chars().allMatch(c -> isDescriptor((char) c))
                && descriptor.lastIndexOf('(') <= 0
                && descriptor.indexOf(')') == descriptor.lastIndexOf(')');
        return plain ? descriptor : quoted(descriptor);
    }

    static String function(String name) {
        boolean plain = !name.isEmpty() && name.strip().equals(name) && name.chars().allMatch(c -> isPrintable((char) c)
                && c != '(' && c != '"' && c != ';');
        return plain ? name : quoted(name);
    }

    static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"'  -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default   -> out.append(isPrintable(c) ? String.valueOf(c) : String.format("\\u%04x", (int) c));
            }
        }
        return out.append('"').toString();
    }

    private static boolean isPrintable(char c) {
        return c >= ' ' && c < 127 || Character.isLetterOrDigit(c) && !Character.isSurrogate(c);
    }
}

package org.cotangent.ir.text;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.function.Supplier;
import org.cotangent.ir.Type;

/// A place in a line of a listing, and how to read on from there. Blanks before what is read are skipped.
final class Cursor {
    interface CharTest {
        boolean test(char c);
    }

    /// A class and the name of one of its members.
    record Member(ClassDesc owner, String name) {}

    private final String raw;
    private final String text;
    private final int line;
    private int at;

    Cursor(String raw, int line) {
        this.raw = raw;
        this.text = raw.substring(0, comment(raw));
        this.line = line;
    }

    /// Where the comment of a line starts: at a `;` that stands first or after a blank, outside quotes.
    static int comment(String line) {
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted && c == '\\') i++;
            else if (c == '"') quoted = !quoted;
            else if (c == ';' && !quoted && (i == 0 || Character.isWhitespace(line.charAt(i - 1)))) return i;
        }
        return line.length();
    }

    BadListing error(String message) {
        return errorAt(message, at);
    }

    BadListing errorAt(String message, int place) {
        return new BadListing(message, line, place + 1, raw);
    }

    /// Where the next thing starts.
    int place() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
        return at;
    }

    int line() {
        return line;
    }

    boolean isAtEnd() {
        return place() == text.length();
    }

    void end() {
        if (!isAtEnd()) throw error("unexpected '" + text.substring(at).stripTrailing() + "'");
    }

    boolean sees(String token) {
        return text.startsWith(token, place());
    }

    boolean take(String token) {
        if (!sees(token)) return false;
        at += token.length();
        return true;
    }

    /// Takes `word` if no name goes on after it.
    boolean takeWord(String word) {
        int after = place() + word.length();
        boolean whole = after >= text.length() || !Spelling.isPath(text.charAt(after));
        return whole && take(word);
    }

    void expect(String token) {
        if (!take(token)) throw error("expected '" + token + "'");
    }

    void expectWord(String word) {
        if (!takeWord(word)) throw error("expected '" + word + "'");
    }

    String run(CharTest test, String what) {
        int start = place();
        while (at < text.length() && test.test(text.charAt(at))) at++;
        if (at == start) throw error("expected " + what);
        return text.substring(start, at);
    }

    /// A name that is quoted if it has to be.
    String name(CharTest test, String what) {
        return sees("\"") ? string() : run(test, what);
    }

    String string() {
        expect("\"");
        StringBuilder out = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') return out.toString();
            out.append(c == '\\' ? escaped() : c);
        }
        throw error("no closing quote");
    }

    private char escaped() {
        char c = at < text.length() ? text.charAt(at++) : ' ';
        return switch (c) {
            case 'n'       -> '\n';
            case 'r'       -> '\r';
            case 't'       -> '\t';
            case '"', '\\' -> c;
            case 'u' -> {
                if (at + 4 > text.length()) throw error("expected four hexadecimal digits");
                int start = at;
                at += 4;
                yield (char) (int) orError(
                        () -> Integer.parseInt(text, start, start + 4, 16), "not four hexadecimal digits", start);
            }
            default -> throw errorAt("no such escape", at - 1);
        };
    }

    int integer() {
        int start = place();
        String digits = run(c -> Names.isDigit(c) || c == '-', "an int");
        return orError(() -> Integer.parseInt(digits), "not an int: " + digits, start);
    }

    /// A path up to its last dot, and the name after it.
    Member member() {
        int start = place();
        if (sees("\"")) {
            ClassDesc owner = quotedClass();
            expect(".");
            return new Member(owner, memberName());
        }
        String path = run(Spelling::isPath, "a class and a member");
        int dot = path.lastIndexOf('.');
        if (sees("[]")) {
            ClassDesc owner = brackets(orError(() -> Spelling.classNamed(path), "not a class: " + path, start));
            expect(".");
            return new Member(owner, memberName());
        }
        if (dot < 0) throw errorAt("expected a class, a dot and a member", start);
        String ownerPath = path.substring(0, dot);
        ClassDesc owner = orError(() -> Spelling.classNamed(ownerPath), "not a class: " + ownerPath, start);
        String last = path.substring(dot + 1);
        return new Member(owner, last.isEmpty() ? memberName() : last);
    }

    String memberName() {
        if (take("<init>")) return "<init>";
        if (take("<clinit>")) return "<clinit>";
        return name(Spelling::isPlain, "a member's name");
    }

    ClassDesc classDesc() {
        if (sees("\"")) return quotedClass();
        int start = place();
        String path = run(Spelling::isPath, "a class");
        return brackets(orError(() -> Spelling.classNamed(path), "not a class: " + path, start));
    }

    private ClassDesc quotedClass() {
        int start = place();
        String descriptor = string();
        return orError(() -> ClassDesc.ofDescriptor(descriptor), "not a descriptor: " + descriptor, start);
    }

    private ClassDesc brackets(ClassDesc element) {
        ClassDesc desc = element;
        while (take("[]")) desc = desc.arrayType();
        return desc;
    }

    Type type() {
        for (Type.Primitive p : Type.Primitive.values()) {
            if (takeWord(p.toString())) return p;
        }
        int start = place();
        ClassDesc desc = classDesc();
        if (desc.isPrimitive()) throw errorAt("a value is i32, i64, f32, f64 or a reference", start);
        return Type.of(desc);
    }

    String descriptor() {
        return name(Spelling::isDescriptor, "a descriptor");
    }

    MethodTypeDesc methodType() {
        int start = place();
        String descriptor = descriptor();
        return orError(() -> MethodTypeDesc.ofDescriptor(descriptor), "not a method's descriptor: " + descriptor,
                start);
    }

    /// What `read` gives; its refusal is an error at `place`.
    <T> T orError(Supplier<T> read, String message, int place) {
        try {
            return read.get();
        } catch (BadListing e) {
            throw e;
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw errorAt(message, place);
        }
    }
}

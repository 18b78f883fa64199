package org.cotangent.ir.text;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.cotangent.ir.Block;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Origin;
import org.cotangent.ir.Value;

/// Prints a function, one let per line, and where it came from on the right; [ListingParser] is the inverse.
///
/// ```
/// func Demo.pow(%x: f64, %n: i32) -> f64
///     %2 = const 1.0                              ; Demo.java:50
///     jump ^head(%2, %n)
/// ^head(%r: f64, %k: i32):
///     catch ArithmeticException ^failed(%r)
///     ...
/// ```
///
/// A value's type is said where it is not implied by its op; `%5: linear = mul %dx, %y` marks what is linear. Handlers
/// stand before the lets, as their arguments are taken at the block's entry.
public final class Listing {
    /// What may be left out.
    public enum Option {
        /// Values without a name are numbered in order of appearance: equal programs give equal listings.
        NORMALISED,
        /// Only the program, not where it came from.
        WITHOUT_ORIGINS
    }

    private record Line(String text, Origin origin, Object part) {}

    private static final int ORIGIN_COLUMN = 48;
    private static final String INDENT = "    ";

    private final List<Line> lines = new ArrayList<>();
    private final Names names;
    private final OpText ops;

    private Listing(Func f, boolean normalised) {
        this.names = Names.of(f, normalised);
        this.ops = new OpText(names);
        for (Block b : f.blocks()) block(f, b);
    }

    /// All of `f`, with origins; values without a name by their ids.
    public static String of(Func f) {
        return of(f, Set.of());
    }

    /// `f` as golden files show it: normalised, without origins.
    public static String normalised(Func f) {
        return of(f, EnumSet.allOf(Option.class));
    }

    public static String of(Func f, Set<Option> options) {
        Listing listing = new Listing(f, options.contains(Option.NORMALISED));
        boolean origins = !options.contains(Option.WITHOUT_ORIGINS);
        return listing.lines.stream().map(l -> text(l, origins) + "\n").collect(Collectors.joining());
    }

    /// About `count` lines around `part`, a let, block, exit or handler of `f`, which is marked.
    public static String excerpt(Func f, Object part, int count) {
        List<Line> lines = new Listing(f, false).lines;
        int at = 0;
        while (at < lines.size() && lines.get(at).part() != part) at++;
        int from = Math.max(0, Math.min(at - count / 2, lines.size() - count));
        StringBuilder out = new StringBuilder();
        for (int i = from; i < Math.min(from + count, lines.size()); i++) {
            out.append(i == at ? "> " : "  ").append(text(lines.get(i), true)).append('\n');
        }
        return out.toString();
    }

    private void block(Func f, Block b) {
        String parameters = b.parameters().stream().map(this::parameter).collect(Collectors.joining(", "));
        String head = b == f.entry()
                ? "func " + Spelling.function(f.name()) + "(" + parameters + ") -> " + Spelling.type(f.result())
                : names.of(b.label()) + (parameters.isEmpty() ? "" : "(" + parameters + ")") + ":";
        lines.add(new Line(head, Origin.NONE, b));
        for (Block.Handler h : b.handlers()) lines.add(new Line(INDENT + ops.of(h), Origin.NONE, h));
        for (Let let : b.lets()) lines.add(new Line(INDENT + let(let), let.origin(), let));
        lines.add(new Line(INDENT + ops.of(b.exit()), b.origin(), b.exit()));
    }

    private String parameter(Value p) {
        return names.of(p) + ": " + (p.linear() ? "linear " : "") + Spelling.type(p.type());
    }

    private String let(Let let) {
        Value result = let.result();
        String op = ops.of(let.op());
        if (Names.isSilent(let)) return (result.linear() ? "linear " : "") + op;
        boolean implied = result.type().equals(let.op().type());
        String type = (result.linear() ? " linear" : "") + (implied ? "" : " " + Spelling.type(result.type()));
        return names.of(result) + (type.isEmpty() ? "" : ":" + type) + " = " + op;
    }

    private static String text(Line line, boolean origins) {
        String origin = origins ? OriginText.of(line.origin()) : "";
        if (origin.isEmpty()) return line.text();
        String padding = " ".repeat(Math.max(1, ORIGIN_COLUMN - line.text().length()));
        return line.text() + padding + "; " + origin;
    }
}

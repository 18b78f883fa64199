package org.cotangent.ir.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cotangent.ir.Block;
import org.cotangent.ir.Exit;
import org.cotangent.ir.Func;
import org.cotangent.ir.Let;
import org.cotangent.ir.Op;
import org.cotangent.ir.Origin;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;

/// Reads a function that [Listing] printed, or a person wrote. Blank lines, and lines that are only a comment, say
/// nothing. What is read need not obey the laws ([org.cotangent.ir.verify.Verifier] knows them), but each name must be
/// defined, above its uses if it is a value.
public final class ListingParser {
    private static final class Draft {
        final Block.Label label;
        final List<Value> parameters = new ArrayList<>();
        final List<Block.Handler> handlers = new ArrayList<>();
        final List<Let> lets = new ArrayList<>();

        Draft(Block.Label label) {
            this.label = label;
        }
    }

    private final List<Cursor> lines = new ArrayList<>();
    private final List<Origin> origins = new ArrayList<>();
    private final ValueNames values;
    private final Map<String, Block.Label> labels = new HashMap<>();
    private final Map<String, BadListing> undefined = new LinkedHashMap<>();
    private final List<Block> blocks = new ArrayList<>();
    private Optional<Draft> draft = Optional.empty();
    private String name = "";
    private Type result = Type.VOID;

    private ListingParser(String text) {
        List<String> all = text.lines().toList();
        this.values = new ValueNames(all);
        for (int i = 0; i < all.size(); i++) {
            Cursor line = new Cursor(all.get(i), i + 1);
            if (line.isAtEnd()) continue;
            lines.add(line);
            origins.add(OriginText.parse(all.get(i).substring(Cursor.comment(all.get(i)))));
        }
    }

    /// The function that `text` lists; throws [BadListing] if it is none.
    public static Func parse(String text) {
        return new ListingParser(text).function();
    }

    private Func function() {
        if (lines.isEmpty()) throw new BadListing("expected 'func'", 1, 1, "");
        header(lines.getFirst());
        for (int i = 1; i < lines.size(); i++) line(lines.get(i), origins.get(i));
        if (draft.isPresent()) throw lines.getLast().error("expected an exit");
        for (BadListing e : undefined.values()) throw e;
        return new Func(name, result, List.copyOf(blocks), values.bound());
    }

    private void header(Cursor in) {
        in.expectWord("func");
        name = in.name(c -> c != '(', "a name").strip();
        Draft entry = new Draft(new Block.Label("entry"));
        labels.put("entry", entry.label);
        draft = Optional.of(entry);
        parameters(in, entry);
        in.expect("->");
        result = in.type();
        in.end();
    }

    private void line(Cursor in, Origin origin) {
        if (draft.isEmpty()) {
            head(in);
            return;
        }
        Draft block = draft.get();
        if (in.sees("^")) throw in.error("the block before has no exit");
        OpParser parser = new OpParser(in, new Known());
        if (in.takeWord("catch")) {
            if (!block.lets.isEmpty()) throw in.error("a handler stands before the lets of its block");
            block.handlers.add(parser.handler());
            return;
        }
        Optional<Exit> exit = parser.exit();
        if (exit.isPresent()) {
            end(block, exit.get(), origin);
        } else {
            block.lets.add(let(in, parser, origin));
        }
    }

    private void head(Cursor in) {
        int start = in.place();
        if (!in.sees("^")) throw in.error("expected a block, after the exit of the one above");
        String label = labelName(in);
        Block.Label known = labels.computeIfAbsent(label, ListingParser::named);
        boolean twice = blocks.stream().anyMatch(b -> b.label() == known);
        if (twice) throw in.errorAt("a second block ^" + label, start);
        undefined.remove(label);
        Draft block = new Draft(known);
        draft = Optional.of(block);
        if (in.sees("(")) parameters(in, block);
        in.expect(":");
        in.end();
    }

    private void end(Draft block, Exit exit, Origin origin) {
        blocks.add(new Block(
                block.label,
                List.copyOf(block.parameters),
                List.copyOf(block.lets),
                exit,
                List.copyOf(block.handlers),
                origin));
        draft = Optional.empty();
    }

    private void parameters(Cursor in, Draft block) {
        in.expect("(");
        if (in.take(")")) return;
        do {
            String parameter = values.fresh(in);
            in.expect(":");
            boolean linear = in.takeWord("linear");
            block.parameters.add(values.define(parameter, in.type(), linear));
        } while (in.take(","));
        in.expect(")");
    }

    private Let let(Cursor in, OpParser parser, Origin origin) {
        if (!in.sees("%")) {
            boolean linear = in.takeWord("linear");
            int start = in.place();
            Op op = parser.op();
            if (op.type() != Type.VOID) throw in.errorAt("expected a name for the result", start);
            return new Let(values.nameless(linear), op, origin);
        }
        String let = values.fresh(in);
        boolean typed = in.take(":");
        boolean linear = typed && in.takeWord("linear");
        Optional<Type> type = typed && !in.sees("=") ? Optional.of(in.type()) : Optional.empty();
        in.expect("=");
        int start = in.place();
        Op op = parser.op();
        Type made = in.orError(op::type, "no such op on such types", start);
        return new Let(values.define(let, type.orElse(made), linear), op, origin);
    }

    private static String labelName(Cursor in) {
        in.expect("^");
        return in.run(Spelling::isPath, "a block's name");
    }

    private static Block.Label named(String label) {
        return new Block.Label(Names.base(label));
    }

    private final class Known implements OpParser.Scope {
        @Override
        public Value value(Cursor in) {
            return values.use(in);
        }

        @Override
        public Block.Label label(Cursor in) {
            int start = in.place();
            String label = labelName(in);
            if (!labels.containsKey(label)) undefined.put(label, in.errorAt("no block ^" + label, start));
            return labels.computeIfAbsent(label, ListingParser::named);
        }
    }
}

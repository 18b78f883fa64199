package org.cotangent.ir.text;

import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import org.cotangent.ir.Block;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Exit;
import org.cotangent.ir.FieldRef;
import org.cotangent.ir.Op;
import org.cotangent.ir.Type;
import org.cotangent.ir.Value;

/// Reads the ops, exits and edges that [OpText] prints, from one line.
final class OpParser {
    /// What names mean.
    interface Scope {
        Value value(Cursor in);

        Block.Label label(Cursor in);
    }

    private final Cursor in;
    private final Scope scope;

    OpParser(Cursor in, Scope scope) {
        this.in = in;
        this.scope = scope;
    }

    /// An op, up to the end of the line.
    Op op() {
        int start = in.place();
        String word = in.run(c -> c >= 'a' && c <= 'z' || Names.isDigit(c) || c == '.', "an op");
        Op op = op(word, start);
        in.end();
        return op;
    }

    private Op op(String word, int start) {
        return switch (word) {
            case "const" -> constant();
            case "null" -> new Op.Null();
            case "zero" -> new Op.Zero(in.type());
            case "add" -> binary(Op.Add::new);
            case "sub" -> binary(Op.Sub::new);
            case "mul" -> binary(Op.Mul::new);
            case "div" -> binary(Op.Div::new);
            case "rem" -> binary(Op.Rem::new);
            case "neg" -> new Op.Neg(value());
            case "select" -> new Op.Select(first(), next(), next());
            case "call", "call.virtual", "call.special", "call.interface" -> invoke(word);
            case "indy" -> invokeDynamic();
            case "link" -> link();
            case "link.linear" -> linkLinear();
            case "new" -> new Op.New(in.classDesc());
            case "newarray" -> new Op.NewArray(in.classDesc(), value());
            case "multinewarray" -> new Op.NewMultiArray(in.classDesc(), values());
            case "length" -> new Op.Length(value());
            case "load" -> {
                var component = in.classDesc();
                yield element((a, i) -> new Op.GetElement(component, a, i));
            }
            case "store" -> {
                var component = in.classDesc();
                yield element((a, i) -> new Op.PutElement(component, a, i, assigned()));
            }
            case "get", "put", "get.static", "put.static" -> field(word, start);
            case "instanceof" -> new Op.InstanceOf(in.classDesc(), value());
            case "cast" -> new Op.Cast(in.classDesc(), value());
            case "monitor.enter" -> new Op.Monitor(true, value());
            case "monitor.exit" -> new Op.Monitor(false, value());
            case "shadow.find" -> binary(Op.FindShadow::new);
            case "shadow.make" -> binary(Op.MakeShadow::new);
            case "save" -> element((tape, i) -> new Op.Save(tape, i, assigned()));
            case "restore" -> element((tape, i) -> new Op.Restore(tape, i, typed()));
            default -> kind(word).orElseThrow(() -> in.errorAt("no such op: " + word, start));
        };
    }

    /// The ops that are named by their kind.
    private Optional<Op> kind(String word) {
        Optional<Op> bits = constant(Op.Bits.Kind.values(), word).map(k -> binary((x, y) -> new Op.Bits(k, x, y)));
        if (bits.isPresent()) return bits;
        Optional<Op> compare =
                constant(Op.Compare.Kind.values(), word).map(k -> binary((x, y) -> new Op.Compare(k, x, y)));
        if (compare.isPresent()) return compare;
        return constant(Op.Convert.Kind.values(), word).map(k -> new Op.Convert(k, value()));
    }

    private static <K extends Enum<K>> Optional<K> constant(K[] kinds, String word) {
        for (K k : kinds) {
            if (k.name().toLowerCase(Locale.ROOT).equals(word)) return Optional.of(k);
        }
        return Optional.empty();
    }

    /// An exit, if there is one here; up to the end of the line.
    Optional<Exit> exit() {
        Optional<Exit> exit = Optional.empty();
        if (in.takeWord("jump")) {
            exit = Optional.of(new Exit.Jump(edge()));
        } else if (in.takeWord("branch")) {
            exit = Optional.of(branch());
        } else if (in.takeWord("switch")) {
            exit = Optional.of(choice());
        } else if (in.takeWord("return")) {
            exit = Optional.of(new Exit.Return(in.isAtEnd() ? List.of() : values()));
        } else if (in.takeWord("throw")) {
            exit = Optional.of(new Exit.Throw(value()));
        }
        if (exit.isPresent()) in.end();
        return exit;
    }

    private Exit branch() {
        Value condition = value();
        in.expect("?");
        Block.Edge then = edge();
        in.expect(":");
        return new Exit.Branch(condition, then, edge());
    }

    private Exit choice() {
        Value key = value();
        List<Exit.Case> cases = new ArrayList<>();
        in.expect("{");
        while (!in.takeWord("default")) {
            int k = in.integer();
            in.expect(":");
            cases.add(new Exit.Case(k, edge()));
            in.expect(",");
        }
        in.expect(":");
        Block.Edge otherwise = edge();
        in.expect("}");
        return new Exit.Switch(key, List.copyOf(cases), otherwise);
    }

    /// A handler, after `catch`; up to the end of the line.
    Block.Handler handler() {
        var type = in.takeWord("any") ? Optional.<java.lang.constant.ClassDesc>empty() : Optional.of(in.classDesc());
        Block.Handler handler = new Block.Handler(type, edge());
        in.end();
        return handler;
    }

    private Block.Edge edge() {
        Block.Label target = scope.label(in);
        return new Block.Edge(target, in.sees("(") ? arguments() : List.of());
    }

    private Op constant() {
        ConstantDesc value = new ConstantParser(in).constant();
        return new Op.Const(value, in.takeWord("as") ? in.type() : ConstantText.implied(value));
    }

    private Op invoke(String word) {
        Op.Invoke.Kind kind = word.equals("call")
                ? Op.Invoke.Kind.STATIC
                : Op.Invoke.Kind.valueOf(word.substring(5).toUpperCase(Locale.ROOT));
        in.expect("@");
        boolean inInterface =
                in.takeWord("interface") || !in.takeWord("class") && kind == Op.Invoke.Kind.INTERFACE;
        Cursor.Member member = in.member();
        List<Value> args = arguments();
        in.expect(":");
        return new Op.Invoke(kind, new Callee(member.owner(), member.name(), in.methodType(), inInterface), args);
    }

    private Op invokeDynamic() {
        in.expect("@");
        int start = in.place();
        String name = in.memberName();
        List<Value> args = arguments();
        in.expect(":");
        MethodTypeDesc type = in.methodType();
        in.expectWord("by");
        ConstantParser constants = new ConstantParser(in);
        DirectMethodHandleDesc bootstrap = constants.handle();
        ConstantDesc[] extra = constants.list();
        var site = in.orError(() -> DynamicCallSiteDesc.of(bootstrap, name, type, extra), "not a call site", start);
        return new Op.InvokeDynamic(site, args);
    }

    private Op link() {
        NamedTarget target = target();
        List<Value> args = arguments();
        in.expect(":");
        return new Op.Link(target, in.methodType(), args);
    }

    private Op linkLinear() {
        NamedTarget target = target();
        in.expect("(");
        List<Value> primals = in.sees("|") ? List.of() : values();
        in.expect("|");
        List<Value> tangents = in.sees(")") ? List.of() : values();
        in.expect(")");
        return new Op.LinkLinear(target, typed(), primals, tangents);
    }

    private NamedTarget target() {
        in.expect("@");
        return new NamedTarget(in.name(Spelling::isTarget, "a target"));
    }

    private Op field(String word, int start) {
        in.expect("@");
        Cursor.Member member = in.member();
        List<Value> args = in.sees("(") ? arguments() : List.of();
        in.expect(":");
        FieldRef field = new FieldRef(member.owner(), member.name(), in.classDesc());
        int wanted =
                switch (word) {
                    case "get.static" -> 0;
                    case "put"        -> 2;
                    default           -> 1;
                };
        if (args.size() != wanted) throw in.errorAt(word + " takes " + wanted + " values", start);
        return switch (word) {
            case "get"        -> new Op.GetField(field, args.get(0));
            case "put"        -> new Op.PutField(field, args.get(0), args.get(1));
            case "put.static" -> new Op.PutStatic(field, args.get(0));
            default           -> new Op.GetStatic(field);
        };
    }

    private Op element(BiFunction<Value, Value, Op> make) {
        Value array = value();
        in.expect("[");
        Value index = value();
        in.expect("]");
        return make.apply(array, index);
    }

    private Op binary(BiFunction<Value, Value, Op> make) {
        return make.apply(first(), next());
    }

    private Value assigned() {
        in.expect("=");
        return value();
    }

    private Type typed() {
        in.expect(":");
        return in.type();
    }

    private List<Value> arguments() {
        in.expect("(");
        List<Value> all = in.sees(")") ? List.of() : values();
        in.expect(")");
        return all;
    }

    private List<Value> values() {
        List<Value> all = new ArrayList<>();
        do all.add(value());
        while (in.take(","));
        return List.copyOf(all);
    }

    private Value first() {
        return value();
    }

    private Value next() {
        in.expect(",");
        return value();
    }

    private Value value() {
        return scope.value(in);
    }
}

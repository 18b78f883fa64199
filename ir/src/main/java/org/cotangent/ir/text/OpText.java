package org.cotangent.ir.text;

import java.lang.constant.ClassDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.cotangent.ir.Block;
import org.cotangent.ir.Callee;
import org.cotangent.ir.Exit;
import org.cotangent.ir.FieldRef;
import org.cotangent.ir.Op;
import org.cotangent.ir.Value;

/// Prints ops, exits and edges; [OpParser] is the inverse, line by line.
final class OpText {
    private final Names names;

    OpText(Names names) {
        this.names = names;
    }

    String of(Op op) {
        return switch (op) {
            case Op.Const(var value, var type) -> {
                boolean implied = ConstantText.implied(value).equals(type);
                yield "const " + ConstantText.of(value) + (implied ? "" : " as " + Spelling.type(type));
            }
            case Op.Null _                                 -> "null";
            case Op.Zero(var type)                         -> "zero " + Spelling.type(type);
            case Op.Add(var x, var y)                      -> "add " + list(x, y);
            case Op.Sub(var x, var y)                      -> "sub " + list(x, y);
            case Op.Mul(var x, var y)                      -> "mul " + list(x, y);
            case Op.Div(var x, var y)                      -> "div " + list(x, y);
            case Op.Rem(var x, var y)                      -> "rem " + list(x, y);
            case Op.Neg(var x)                             -> "neg " + name(x);
            case Op.Bits(var kind, var x, var y)           -> lower(kind) + " " + list(x, y);
            case Op.Compare(var kind, var x, var y)        -> lower(kind) + " " + list(x, y);
            case Op.Convert(var kind, var x)               -> lower(kind) + " " + name(x);
            case Op.Select(var c, var x, var y)            -> "select " + list(c, x, y);
            case Op.Invoke(var kind, var callee, var args) -> invoke(kind, callee, args);
            case Op.InvokeDynamic(var site, var args)      -> invokeDynamic(site, args);
            case Op.Link(var target, var signature, var args) ->
                    "link @" + Spelling.target(target.name()) + in(args) + descriptor(signature.descriptorString());
            case Op.LinkLinear(var target, var type, var primals, var tangents) ->
                    "link.linear @" + Spelling.target(target.name()) + "(" + list(primals)
                            + (primals.isEmpty() ? "| " : " | ") + list(tangents)
                            + ") : "
                            + Spelling.type(type);
            case Op.New(var desc) -> "new " + Spelling.classOf(desc);
            case Op.NewArray(var component, var length) ->
                    "newarray " + Spelling.classOf(component) + " " + name(length);
            case Op.NewMultiArray(var desc, var lengths) ->
                    "multinewarray " + Spelling.classOf(desc) + " " + list(lengths);
            case Op.Length(var array) -> "length " + name(array);
            case Op.GetElement(var component, var array, var index) ->
                    "load " + Spelling.classOf(component) + " " + element(array, index);
            case Op.PutElement(var component, var array, var index, var value) ->
                    "store " + Spelling.classOf(component) + " " + element(array, index) + " = " + name(value);
            case Op.GetField(var field, var object) -> "get " + field(field, List.of(object));
            case Op.PutField(var field, var object, var value) -> "put " + field(field, List.of(object, value));
            case Op.GetStatic(var field) -> "get.static " + field(field, List.of());
            case Op.PutStatic(var field, var value) -> "put.static " + field(field, List.of(value));
            case Op.InstanceOf(var desc, var x) -> "instanceof " + Spelling.classOf(desc) + " " + name(x);
            case Op.Cast(var desc, var x) -> "cast " + Spelling.classOf(desc) + " " + name(x);
            case Op.Monitor(var enter, var object) -> (enter ? "monitor.enter " : "monitor.exit ") + name(object);
            case Op.FindShadow(var object, var context) -> "shadow.find " + list(object, context);
            case Op.MakeShadow(var object, var context) -> "shadow.make " + list(object, context);
            case Op.Save(var tape, var index, var value) -> "save " + element(tape, index) + " = " + name(value);
            case Op.Restore(var tape, var index, var type) ->
                    "restore " + element(tape, index) + " : " + Spelling.type(type);
        };
    }

    String of(Exit exit) {
        return switch (exit) {
            case Exit.Jump(var edge) -> "jump " + of(edge);
            case Exit.Branch(var c, var then, var otherwise) ->
                    "branch " + name(c) + " ? " + of(then) + " : " + of(otherwise);
            case Exit.Switch(var key, var cases, var otherwise) ->
                    "switch " + name(key) + " { "
                            + cases.stream().map(c -> c.key() + ": " + of(c.edge()) + ", ")
                                    .collect(Collectors.joining())
                            + "default: " + of(otherwise) + " }";
            case Exit.Return(var values)   -> values.isEmpty() ? "return" : "return " + list(values);
            case Exit.Throw(var exception) -> "throw " + name(exception);
        };
    }

    String of(Block.Handler handler) {
        return "catch " + handler.type().map(Spelling::classOf).orElse("any") + " " + of(handler.edge());
    }

    String of(Block.Edge edge) {
        return names.of(edge.target()) + (edge.arguments().isEmpty() ? "" : in(edge.arguments()));
    }

    private String invoke(Op.Invoke.Kind kind, Callee callee, List<Value> args) {
        boolean usual = kind == Op.Invoke.Kind.INTERFACE;
        String mark = callee.inInterface() == usual ? "" : usual ? "class " : "interface ";
        return (kind == Op.Invoke.Kind.STATIC ? "call" : "call." + lower(kind)) + " @" + mark
                + member(callee.owner(), callee.name()) + in(args) + descriptor(callee.type().descriptorString());
    }

    private String invokeDynamic(DynamicCallSiteDesc site, List<Value> args) {
        return "indy @" + Spelling.member(site.invocationName()) + in(args)
                + descriptor(site.invocationType().descriptorString()) + " by "
                + ConstantText.handle(site.bootstrapMethod()) + " " + ConstantText.list(site.bootstrapArgs());
    }

    private String field(FieldRef field, List<Value> args) {
        return "@" + member(field.owner(), field.name()) + (args.isEmpty() ? "" : in(args)) + " : "
                + Spelling.classOf(field.type());
    }

    private static String member(ClassDesc owner, String name) {
        return Spelling.classOf(owner) + "." + Spelling.member(name);
    }

    private static String descriptor(String descriptor) {
        return " : " + Spelling.descriptor(descriptor);
    }

    private static String lower(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private String element(Value array, Value index) {
        return name(array) + "[" + name(index) + "]";
    }

    private String in(List<Value> values) {
        return "(" + list(values) + ")";
    }

    private String list(Value... values) {
        return list(List.of(values));
    }

    private String list(List<Value> values) {
        return values.stream().map(names::of).collect(Collectors.joining(", "));
    }

    private String name(Value v) {
        return names.of(v);
    }
}

package org.cotangent.bytecode.lift;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.cotangent.ir.Func;
import org.cotangent.runtime.UnsupportedBytecode;

/// Bytecode becomes functions.
///
/// Class files of every version, with or without tables for debugging and verification. Nothing is loaded: classes of
/// references are those that descriptors, allocations, casts and the StackMapTable name. Code that is malformed is
/// refused with the place; what is accepted here may still be refused by the JVM.
public final class Lift {
    /// What the methods of a class have in common.
    record Context(
            ClassDesc owner, Constants constants, FrameTables frames, BinaryOperator<ClassDesc> common) {}

    private final Context context;
    private final String file;

    private Lift(ClassModel model, BinaryOperator<ClassDesc> common) {
        Constants constants = new Constants(model);
        context = new Context(model.thisClass().asSymbol(), constants, new FrameTables(model, constants), common);
        file = model.findAttribute(Attributes.sourceFile())
                .map(SourceFileAttribute::sourceFile)
                .map(name -> name.stringValue())
                .orElse("");
    }

    /// The lifter of the methods of `model`. `common` gives the closest common superclass of two classes: it is asked
    /// where control joins in code without a StackMapTable.
    public static Lift of(ClassModel model, BinaryOperator<ClassDesc> common) {
        try {
            return Reading.of(() -> new Lift(model, common));
        } catch (Malformed e) {
            String name = name(model);
            throw refusal(name, name, e.why());
        }
    }

    private static String name(ClassModel model) {
        try {
            return Reading.of(() -> model.thisClass().name().stringValue().replace('/', '.'));
        } catch (Malformed _) {
            return "a class without a name";
        }
    }

    /// The lifter of the methods of `model`, where nothing is known of other classes.
    public static Lift of(ClassModel model) {
        return of(model, (x, y) -> x.equals(y) ? x : ConstantDescs.CD_Object);
    }

    /// The function that a method of the class computes; empty if the method has no code.
    public Optional<Func> method(MethodModel method) {
        String owner = context.owner().displayName();
        try {
            Optional<CodeAttribute> code = Reading.of(() -> method.findAttribute(Attributes.code()));
            if (code.isEmpty()) return Optional.empty();
            String name = owner + "." + Reading.of(() -> method.methodName().stringValue());
            return Optional.of(lifted(name, method, code.get()));
        } catch (Malformed e) {
            throw refusal(owner, owner, e.why());
        }
    }

    private Func lifted(String name, MethodModel method, CodeAttribute code) {
        Debug debug = new Debug(name, file, code);
        try {
            Body body = new Body(context, method, code, debug);
            try {
                return body.lift(name);
            } catch (Malformed e) {
                throw e.offset() >= 0 ? e : new Malformed(body.offset(), e.why());
            }
        } catch (Malformed e) {
            throw refusal(name, debug.place(e.offset()), e.why());
        }
    }

    private static UnsupportedBytecode refusal(String what, String where, String why) {
        return new UnsupportedBytecode(
                "the bytecode of " + what + " cannot be read",
                List.of(where),
                why,
                "compile the class again; if a tool has rewritten it, leave that tool out");
    }
}

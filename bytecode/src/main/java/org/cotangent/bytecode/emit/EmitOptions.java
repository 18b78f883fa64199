package org.cotangent.bytecode.emit;

import java.lang.classfile.ClassFile;
import java.lang.constant.DynamicCallSiteDesc;
import java.util.function.Function;
import org.cotangent.ir.Op;

/// How a function is written.
///
/// @param hierarchy the classes that it mentions
/// @param sourceFile the SourceFile of the class written into: only its lines are kept; empty for none
/// @param pinsThis whether the first parameter stays in its local (constructors: it is not initialised at first)
/// @param traced whether exceptions that leave the function get its frame, and those around it, into their traces
/// @param frames whether the class file has frames; the verifier of older ones merges what two ways left in a local, dead or not
/// @param links what a [Op.Link] becomes
public record EmitOptions(
        Superclasses hierarchy,
        String sourceFile,
        boolean pinsThis,
        boolean traced,
        boolean frames,
        Function<Op.Link, DynamicCallSiteDesc> links) {

    /// Options for code without links.
    public static EmitOptions of(Superclasses hierarchy, String sourceFile) {
        return new EmitOptions(hierarchy, sourceFile, false, false, true, link -> {
            throw new IllegalStateException("nothing links " + link.target().name());
        });
    }

    /// The same with links.
    public EmitOptions linkedBy(Function<Op.Link, DynamicCallSiteDesc> sites) {
        return new EmitOptions(hierarchy, sourceFile, pinsThis, traced, frames, sites);
    }

    /// The same with frames in traces, if so.
    EmitOptions traced(boolean is) {
        return new EmitOptions(hierarchy, sourceFile, pinsThis, is, frames, links);
    }

    /// The same for a constructor, if it is one.
    public EmitOptions constructor(boolean is) {
        return new EmitOptions(hierarchy, sourceFile, is, traced, frames, links);
    }

    /// The same for class files of a version: from 50 on they have frames.
    public EmitOptions version(int major) {
        return new EmitOptions(hierarchy, sourceFile, pinsThis, traced, major >= ClassFile.JAVA_6_VERSION, links);
    }
}

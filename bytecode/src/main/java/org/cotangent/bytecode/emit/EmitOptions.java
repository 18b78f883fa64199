package org.cotangent.bytecode.emit;

import java.lang.constant.DynamicCallSiteDesc;
import java.util.function.Function;
import org.cotangent.ir.Op;

/// How a function is written.
///
/// @param hierarchy the classes that it mentions
/// @param sourceFile the SourceFile of the class written into: only its lines are kept; empty for none
/// @param pinsThis whether the first parameter stays in its local (constructors: it is not initialised at first)
/// @param traced whether exceptions that leave the function get its frame, and those around it, into their traces
/// @param links what a [Op.Link] becomes
public record EmitOptions(
        Superclasses hierarchy,
        String sourceFile,
        boolean pinsThis,
        boolean traced,
        Function<Op.Link, DynamicCallSiteDesc> links) {

    /// Options for code without links.
    public static EmitOptions of(Superclasses hierarchy, String sourceFile) {
        return new EmitOptions(hierarchy, sourceFile, false, false, link -> {
            throw new IllegalStateException("nothing links " + link.target().name());
        });
    }

    /// The same with links.
    public EmitOptions linkedBy(Function<Op.Link, DynamicCallSiteDesc> sites) {
        return new EmitOptions(hierarchy, sourceFile, pinsThis, traced, sites);
    }

    /// The same with frames in traces, if so.
    EmitOptions traced(boolean is) {
        return new EmitOptions(hierarchy, sourceFile, pinsThis, is, links);
    }

    /// The same for a constructor, if it is one.
    public EmitOptions constructor(boolean is) {
        return new EmitOptions(hierarchy, sourceFile, is, traced, links);
    }
}

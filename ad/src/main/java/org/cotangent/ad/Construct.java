package org.cotangent.ad;

import java.lang.constant.ClassDesc;
import org.cotangent.ir.Callee;

/// A new object, by its own constructor, or by that of a class of the JDK above its own: allocation and constructor in one, so
/// that nothing ever holds an object on which no constructor has run.
///
/// @param made the class of the object
/// @param copied whether the constructor is one of the program's, which knows nothing of derivatives
public record Construct(Callee constructor, ClassDesc made, boolean copied) implements Aside {
    @Override
    public boolean isAside() {
        return copied;
    }

    @Override
    public String name() {
        return "new:" + made.displayName();
    }
}

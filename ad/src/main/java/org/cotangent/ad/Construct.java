package org.cotangent.ad;

import org.cotangent.ir.Callee;

/// A new object, by its own constructor: allocation and constructor in one, so that nothing ever holds an object on which no
/// constructor has run.
///
/// @param copied whether the constructor is one of the program's, which knows nothing of derivatives
public record Construct(Callee constructor, boolean copied) implements Aside {
    @Override
    public boolean isAside() {
        return copied;
    }

    @Override
    public String name() {
        return "new:" + constructor.owner().displayName();
    }
}

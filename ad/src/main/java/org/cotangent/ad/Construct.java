package org.cotangent.ad;

import org.cotangent.ir.Callee;
import org.cotangent.ir.Target;

/// A new object, by its own constructor: allocation and constructor in one, so that nothing ever holds an object on which no
/// constructor has run.
public record Construct(Callee constructor) implements Target {
    @Override
    public String name() {
        return "new:" + constructor.owner().displayName();
    }
}

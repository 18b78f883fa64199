package org.cotangent.ad;

import java.lang.constant.ClassDesc;
import org.cotangent.ir.Target;

/// A new object of a class on which no constructor has run (OBJECTS §5, *bare object*): its transformed constructor, an
/// ordinary method in derivative code, makes it what it is.
public record Allocate(ClassDesc desc) implements Target {
    @Override
    public String name() {
        return "allocate:" + desc.displayName();
    }
}

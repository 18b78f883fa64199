package org.cotangent.ad;

import java.lang.constant.ClassDesc;

/// A new object of a class on which no constructor has run (OBJECTS §5, *bare object*): its transformed constructor, an
/// ordinary method in derivative code, makes it what it is.
public record Allocate(ClassDesc desc) implements Aside {
    @Override
    public String name() {
        return "allocate:" + desc.displayName();
    }
}

package org.cotangent.ir.text;

import org.cotangent.ir.Target;

/// What a parsed listing knows of the target of an [org.cotangent.ir.Op.Link]: its name.
public record NamedTarget(String name) implements Target {}

package org.cotangent.ir;

import java.lang.constant.ClassDesc;

/// A field, symbolically: the class named at the access, the field's name and its type.
public record FieldRef(ClassDesc owner, String name, ClassDesc type) {
    /// `Cell.value`, for people.
    public String shortName() {
        return owner.displayName() + "." + name;
    }

    @Override
    public String toString() {
        return owner.descriptorString() + "." + name + ":" + type.descriptorString();
    }
}

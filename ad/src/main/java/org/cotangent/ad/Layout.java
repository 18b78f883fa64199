package org.cotangent.ad;

import org.cotangent.ir.FieldRef;

/// Where the floating-point fields of objects stand in their shadows.
public interface Layout {
    /// The entry of a field in the shadow of its object, or of its class if it is static.
    int index(FieldRef field, boolean isStatic);

    /// The number of entries in the shadow of an object of class `desc`.
    int size(java.lang.constant.ClassDesc desc);

    /// The class that declares the static field (which may be above the one that names it).
    java.lang.constant.ClassDesc declaring(FieldRef field, boolean isStatic);
}

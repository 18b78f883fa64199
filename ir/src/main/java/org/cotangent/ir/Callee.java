package org.cotangent.ir;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/// A method, symbolically: as a class file names it.
///
/// @param owner the class named at the call; the method may be inherited from above it
/// @param name the method's name, `<init>` for a constructor
/// @param type its descriptor, without the receiver
/// @param inInterface whether `owner` is an interface
public record Callee(ClassDesc owner, String name, MethodTypeDesc type, boolean inInterface) {

    /// A method of a class.
    public static Callee of(ClassDesc owner, String name, MethodTypeDesc type) {
        return new Callee(owner, name, type, false);
    }

    public boolean isConstructor() {
        return name.equals("<init>");
    }

    /// `java.lang.Math.sin`.
    public String qualifiedName() {
        String d = owner.descriptorString();
        String c = owner.isClassOrInterface() ? d.substring(1, d.length() - 1).replace('/', '.') : owner.displayName();
        return c + "." + name;
    }

    /// `Math.sin`, for people.
    public String shortName() {
        return owner.displayName() + "." + name;
    }

    @Override
    public String toString() {
        return qualifiedName() + type.descriptorString();
    }
}

package org.cotangent.ir;

/// What an [Op.Link] will call once it is linked: a name that the maker of the op understands and the linker resolves,
/// such as a derivative of a method. Equal targets mean the same code.
public interface Target {
    /// A name for listings, without spaces.
    String name();
}

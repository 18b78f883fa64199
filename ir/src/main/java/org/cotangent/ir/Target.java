package org.cotangent.ir;

/// What an [Op.Link] will call once it is linked: a name that the maker of the op understands and the linker resolves,
/// such as a derivative of a method. Equal targets mean the same code.
public interface Target {
    /// A name for listings, without spaces.
    String name();

    /// What may be done with a call of it: [Effect#READS] says that it reads what only other calls can write.
    default Effect effect() {
        return Effect.WRITES;
    }
}
